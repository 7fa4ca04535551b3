"""The ballot's list of projects: its order, what a filter finds, who excludes whom, two or three side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from micro_projects.cycles.pack import KINDS
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.places import queries as places
from micro_projects.voting.ballot_queries import BallotLine, Told
from micro_projects.voting.forms import BallotForm

SIDE_BY_SIDE = 3
"""How many projects are compared at most: more do not fit beside one another."""
COSTS = (5_000_00, 10_000_00, 50_000_00, 100_000_00, 200_000_00)
"""Amounts (fen) up to which a filter may ask."""
ONE_OF = N_("只能办一个：它和%(titles)s互斥，最多入选一个")
_EXCERPT = 220


class Item(NamedTuple):
    """One project on the page. `typed`: the place or points beside it. `excludes`: whom it stands against.

    `number`: under which this view's map shows it; 0 without a map. `grid`: its grid on that map, when known.
    """

    code: str
    title: str
    cost: Money
    kind: str
    location: str
    url: str
    checked: bool
    typed: str
    excludes: str
    number: int = 0
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is filtered by; empty means everything. `cost` in fen."""

    words: str = ""
    grid: str = ""
    kind: str = ""
    cost: int = 0

    def finds(self, line: BallotLine) -> bool:
        """Whether the project is one of those sought: every word, the grid, the kind, and not dearer."""
        text = f"{line.title} {line.location} {line.code}".lower()
        return (
            all(word in text for word in self.words.lower().split())
            and self.grid in line.location
            and self.kind in ("", line.kind)
            and (not self.cost or line.cost.fen <= self.cost)
        )


def sought(words: str, grid: str, kind: str, cost: str) -> Sought:
    """The filter as typed; what makes no sense filters nothing."""
    amount = int(cost) if cost.isdecimal() and len(cost) < 12 else 0
    return Sought(words, grid, kind if kind in KINDS else "", amount)


class Offered(NamedTuple):
    """What can be filtered by: grids that a location names, kinds that occur, amounts that divide the list."""

    grids: list[str]
    kinds: list[tuple[str, str]]
    costs: list[Money]


def offered(place_id: int, lines: Sequence[BallotLine]) -> Offered:
    """What a filter of these projects can ask for; nothing where it would not divide them."""
    if not lines:
        return Offered([], [], [])
    grids = [g.name for g in places.grids(place_id) if any(g.name in line.location for line in lines)]
    kinds = [(kind, _(word)) for kind, word in KINDS.items() if any(line.kind == kind for line in lines)]
    costs = [line.cost.fen for line in lines]
    between = [Money(fen) for fen in COSTS if min(costs) <= fen < max(costs)]
    return Offered(grids, kinds if len(kinds) > 1 else [], between)


def order(said: str, lines: Sequence[BallotLine], chance: Random) -> list[BallotLine]:
    """The order this view has (`said` by its form), else one drawn anew. No seed is kept: the draw has none."""
    by_place = {str(line.place): line for line in lines}
    named = said.split()
    if len(named) == len(lines) and set(named) == by_place.keys():
        return [by_place[place] for place in named]
    drawn = list(lines)
    chance.shuffle(drawn)
    return drawn


def order_said(lines: Sequence[BallotLine]) -> str:
    """An order as the form carries it: places in the frozen list, which say nothing about a choice."""
    return " ".join(str(line.place) for line in lines)


class Listed(NamedTuple):
    """What the filter found, and what is chosen besides: it stays in sight, so that nothing is lost."""

    items: list[Item]
    kept: list[Item]


def listed(lines: Sequence[BallotLine], form: BallotForm, ballot_form: str, sought_: Sought) -> Listed:
    """The projects as the page lists them, with what was ticked or typed for each."""
    named, typed = set(form.named(ballot_form)), form.page.data.beside
    against = _against(lines)
    found: list[Item] = []
    kept: list[Item] = []
    for line in lines:
        finds = sought_.finds(line)
        if finds or line.code in named:
            (found if finds else kept).append(_item(line, line.code in named, typed, against))
    return Listed(found, kept)


def _item(line: BallotLine, chosen: bool, typed: Mapping[str, str], against: Mapping[str, str]) -> Item:
    return Item(
        line.code,
        line.title,
        line.cost,
        line.kind,
        line.location,
        url_for("proposals.proposal", code=line.code),
        chosen,
        typed.get(line.code, ""),
        _(ONE_OF, titles=against[line.code]) if line.code in against else "",
    )


def _against(lines: Sequence[BallotLine]) -> dict[str, str]:
    """Code → the titles of the others in its exclusive group, as one text; nothing for projects in none."""
    found = {}
    for line in lines:
        if line.group:
            others = [other.title for other in lines if other.group == line.group and other is not line]
            found[line.code] = _("、").join(f"“{title}”" for title in others)
    return {code: titles for code, titles in found.items() if titles}


def clashing(chosen: Sequence[BallotLine]) -> list[str]:
    """Of the chosen ones, those that exclude each other: one text per group."""
    groups: dict[str, list[str]] = {}
    for line in chosen:
        if line.group:
            groups.setdefault(line.group, []).append(f"“{line.title}”")
    return [_("、").join(titles) for titles in groups.values() if len(titles) > 1]


class Row(NamedTuple):
    """One line of the comparison: what is compared, and each project's answer."""

    label: str
    values: list[str]


def side_by_side(shown: Sequence[BallotLine], texts: Mapping[str, Told]) -> list[Row]:
    """What tells projects apart, one line each; lines that nobody answers are left out."""
    against, none = _against(shown), Told("", "", "", "")
    told = [texts.get(line.code, none) for line in shown]
    rows = [
        Row(_("费用"), [str(line.cost) for line in shown]),
        Row(_("类别"), [_(KINDS[line.kind]) if line.kind else "" for line in shown]),
        Row(_("地点"), [line.location for line in shown]),
        Row(_("要解决什么"), [_excerpt(text.problem) for text in told]),
        Row(_("想怎么办"), [_excerpt(text.wish) for text in told]),
        Row(_("谁受益"), [_excerpt(text.beneficiaries) for text in told]),
        Row(_("互斥"), [against.get(line.code, "") for line in shown]),
    ]
    return [row for row in rows if any(row.values)]


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT]}…"
