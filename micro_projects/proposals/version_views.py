"""All versions of a proposal, and what changed between any two."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.refusal import require
from micro_projects.people.models import Person
from micro_projects.proposals import page_queries, queries, rules
from micro_projects.proposals.models import ProposalVersion
from micro_projects.proposals.version_showing import field_changes
from micro_projects.proposals.views import room
from micro_projects.web.access import allow


class Line(NamedTuple):
    """A version and who wrote it."""

    version: ProposalVersion
    name: str


def of(proposal_id: int) -> list[Line]:
    """A proposal's versions, the first first: one statement."""
    query = (
        select(ProposalVersion, Person.public_name)
        .join(Person, Person.id == ProposalVersion.made_by)
        .where(ProposalVersion.proposal_id == proposal_id)
    )
    return [Line(row[0], row[1]) for row in db.session.execute(query.order_by(ProposalVersion.number))]


@room.get("/proposals/<code>/versions")
@allow("proposal.read")
def versions(code: str) -> Any:
    """Every version; ``old`` and ``new`` are the two compared, without them the newest and the one before."""
    sheet = page_queries.sheet(code)
    lines = of(sheet.proposal.id)
    require(bool(lines), rules.NO_PROPOSAL)
    new = _asked("new", len(lines), len(lines))
    old = _asked("old", max(1, new - 1), len(lines))
    first, second = sorted((old, new))
    texts = [queries.text_of(lines[n - 1].version) for n in (first, second)]
    return render_template(
        "proposals/versions.html",
        sheet=sheet,
        p=sheet.proposal,
        lines=lines,
        old=first,
        new=second,
        changes=field_changes(*texts),
    )


def _asked(name: str, usual: int, most: int) -> int:
    """The number asked for, or the usual one when none (or none of that number) is."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    return number if 1 <= number <= most else usual
