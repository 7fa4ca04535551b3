"""The comparison of rules as its page shows it: what differs first, then side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.voting.counting.comparing import Outcome
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.words_comparing import beside, headline, rule_name
from micro_projects.voting.counting.words_voice import Voice
from micro_projects.voting.pages import amounts
from micro_projects.voting.simulation import Source

ELSEWHERE = ""
"""The part of projects whose text names no grid."""


@dataclass(frozen=True, slots=True)
class Side:
    """One rule: its name, its figures as people read them, and how it differs."""

    name: str
    base: bool
    says: str
    funded: int
    spent: Money
    left: Money
    over: bool
    served: str
    realised: str
    lot: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole comparison. `rows`: by project, one mark a result; `spread`: by grid, one cell a result."""

    first: str
    source: Source
    sides: list[Side]
    rows: list[dict[str, Any]]
    spread: list[dict[str, Any]]
    budget: Money
    ballots: int
    turnout: str
    notes: list[str]
    results: list[list[int]]
    """Rules with the same winners, by number."""

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """A column for each result, by the numbers of the rules that lead to it."""
        return [(_("规则 %(n)s", n="、".join(map(str, same))), "text") for same in self.results]

    @property
    def every(self) -> list[dict[str, Any]]:
        """Funded by each rule."""
        return [row for row in self.rows if all(row["marks"])]

    @property
    def none(self) -> list[dict[str, Any]]:
        """Funded by none."""
        return [row for row in self.rows if not any(row["marks"])]


def compared(source: Source, outcomes: Sequence[Outcome]) -> Compared:
    """What the page shows."""
    data = outcomes[0].counted.data
    shown = _Amounts(source)
    names = {project.id: project.name for project in data.projects}
    voice = Voice(_, shown.text, names)
    alike: dict[int, list[int]] = {}
    for at, one in enumerate(outcomes):
        alike.setdefault(one.like, []).append(at + 1)
    firsts = [outcomes[at] for at in alike]
    sides = [_side(outcomes, at, shown, voice) for at in range(len(outcomes))]
    return Compared(
        first=headline(outcomes, voice),
        source=source,
        sides=sides,
        rows=_rows(firsts, shown, names),
        spread=_spread(firsts, shown),
        budget=shown.money(data.budget),
        ballots=data.cast,
        turnout=_percent(data.cast * 10_000 // source.roll) if source.roll else "",
        notes=[note.say(_) for note in source.notes],
        results=list(alike.values()),
    )


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Amounts of the data, as money of its currency."""

    source: Source

    def money(self, value: Number) -> Money:
        """In the currency; less than a cent is left out."""
        return amounts(self.source.currency)(int(value * 100 / self.source.unit))

    def text(self, value: Number) -> str:
        """The same as text."""
        return str(self.money(value))


def _percent(basis_points: int) -> str:
    """``41.2 %``, rounded down."""
    return f"{basis_points // 100}.{basis_points % 100 // 10} %"


def _side(outcomes: Sequence[Outcome], at: int, shown: _Amounts, voice: Voice) -> Side:
    one = outcomes[at]
    cast = one.counted.data.cast
    return Side(
        name=rule_name(one.rule, one.counted.data.form, voice),
        base=at == 0,
        says=beside(outcomes, at, voice),
        funded=len(one.counted.winners),
        spent=shown.money(one.spent),
        left=shown.money(one.left),
        over=one.spent > one.counted.data.budget,
        served=_percent(one.served * 10_000 // cast) if cast else "",
        realised="" if one.realised is None else _percent(one.realised),
        lot=bool(one.counted.needs_lot),
    )


def _rows(outcomes: Sequence[Outcome], shown: _Amounts, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Projects as the first rule ranked them, with a mark for each result that funds them."""
    costs = {project.id: project.cost for project in outcomes[0].counted.data.projects}
    return [
        {
            "name": names[project] or project,
            "cost": shown.money(costs[project]),
            "score": outcomes[0].counted.scores[project],
            "marks": [project in one.winners for one in outcomes],
            "some": len({project in one.winners for one in outcomes}) > 1,
        }
        for project in outcomes[0].counted.order
    ]


def _spread(outcomes: Sequence[Outcome], shown: _Amounts) -> list[dict[str, Any]]:
    """Grid by grid: how many projects for how much, a cell for each result; those that name none at the end."""
    parts = sorted(outcomes[0].spread, key=lambda part: (part == ELSEWHERE, part))
    return [
        {
            "name": part or _("没有写明网格的"),
            "cells": [
                _("%(n)s个，%(money)s", n=one.spread[part].projects, money=shown.text(one.spread[part].money))
                for one in outcomes
            ],
        }
        for part in parts
    ]
