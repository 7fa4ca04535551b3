"""The card of arguments on a proposal's page, and the card as a notice prints it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from micro_projects.deliberation import rules as deliberation
from micro_projects.kernel.actor import Actor
from micro_projects.proposals.models import Proposal
from micro_projects.viewpoints import argument_queries, rules
from micro_projects.viewpoints.representing import FEWEST

_QUIET = ("draft", "submitted", "seconded", "not_seconded", "screened_in", "screened_out", "approved")
"""Before deliberation, and once a project goes on from there."""


def part(proposal: Proposal, actor: Actor | None, now: datetime) -> Markup:
    """As many arguments on each side, the others one press away; nothing before deliberation began."""
    if proposal.state in _QUIET:
        return Markup("")
    rows, conversation = argument_queries.on_page(proposal.id)
    speaking = deliberation.may_speak(proposal.state)
    if not rows and not speaking and conversation is None:
        return Markup("")
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "viewpoints/_part.html",
            p=proposal,
            sides=argument_queries.card(rows),
            words=rules.SIDES,
            speaking=speaking,
            conversation=conversation,
            fewest=FEWEST,
        )
    )


class Line(NamedTuple):
    """One argument as a notice prints it."""

    text: str
    name: str
    agree: int | None
    """How many find it right; None: fewer than five judged it."""
    disagree: int | None


class Card(NamedTuple):
    """A proposal's card: as many on each side, and how many more there are."""

    for_: list[Line]
    against: list[Line]
    more_for: int
    more_against: int


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """The cards of several proposals (call ``arguments_card``): one statement."""
    rows = argument_queries.ranked(ids)
    found = {}
    for one in ids:
        sides = {
            side.code: side
            for side in argument_queries.card([row for row in rows if row.argument.proposal_id == one])
        }
        for_, against = sides["for"], sides["against"]
        found[one] = Card(
            [_line(row) for row in for_.shown],
            [_line(row) for row in against.shown],
            len(for_.folded),
            len(against.folded),
        )
    return found


def _line(row: argument_queries.Shown) -> Line:
    few = row.rank.agree + row.rank.disagree < FEWEST
    return Line(
        row.argument.text,
        row.name,
        None if few else row.rank.agree,
        None if few else row.rank.disagree,
    )
