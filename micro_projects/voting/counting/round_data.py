"""What is counted, as plain values: projects, distinct ballots with multiplicities, the budget.

Amounts are whole numbers of the smallest unit (fen in a round) or exact rationals (a published file
with decimals). Nothing here is a float.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import lcm
from operator import itemgetter
from typing import Literal, NamedTuple

Number = int | Fraction
"""An exact figure: an amount, a score or points."""

Form = Literal["approval", "ranked", "points"]
"""How a ballot is scored. Budgeted approval and choose-1 count as ``approval``."""


@dataclass(frozen=True, slots=True)
class Project:
    """One line of the ballot. `withdrawn`: it stays on the list but can never be funded."""

    id: str
    cost: Number
    name: str = ""
    withdrawn: bool = False


class Ballot(NamedTuple):
    """What one voter marked: ids (in order of preference when ranked) and, for points, as many points."""

    projects: tuple[str, ...]
    points: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundData:
    """Everything a rule may look at. `projects` in the order of the list or file.

    `ballots` are distinct and each comes with how many voters cast it. `borda_top` is k of the Borda
    count k, k−1, …; None counts every ballot from its own length, as published files do.
    Raises ValueError on data that contradict themselves: whoever built them made a mistake.
    """

    projects: tuple[Project, ...]
    ballots: tuple[tuple[Ballot, int], ...]
    budget: Number
    form: Form = "approval"
    borda_top: int | None = None

    def __post_init__(self) -> None:
        ids = {project.id for project in self.projects}
        if len(ids) != len(self.projects):
            raise ValueError("two projects have the same id")
        fewest = min(map(itemgetter(1), self.ballots), default=1)
        named = chain.from_iterable(ballot.projects for ballot, _ in self.ballots)
        if self.form == "approval" and fewest > 0 and ids.issuperset(named):
            return  # the same, of many ballots at once
        for ballot, times in self.ballots:
            if times < 1 or not ids.issuperset(ballot.projects):
                raise ValueError(f"a ballot names an unknown project or is cast {times} times: {ballot}")
            if self.form == "points" and len(ballot.points) != len(ballot.projects):
                raise ValueError(f"a ballot needs as many points as projects: {ballot}")
            if self.form == "ranked" and len(ballot.projects) > (self.borda_top or len(ids)):
                raise ValueError(f"a ballot ranks more than it may: {ballot}")

    @property
    def cast(self) -> int:
        """How many ballots were counted."""
        return sum(map(itemgetter(1), self.ballots))

    @property
    def step(self) -> Number:
        """The smallest step of an amount here: 1 when all are whole, else the common fraction."""
        amounts = [self.budget, *(project.cost for project in self.projects)]
        common = lcm(*(amount.denominator for amount in amounts))
        return 1 if common == 1 else Fraction(1, common)


def distinct(ballots: Iterable[Ballot]) -> tuple[tuple[Ballot, int], ...]:
    """Equal ballots put together, in an order that does not tell in which they came."""
    return in_order(Counter(ballots))


def in_order(times: Mapping[Ballot, int]) -> tuple[tuple[Ballot, int], ...]:
    """Distinct ballots with multiplicities, by what they say."""
    return tuple(sorted(times.items(), key=lambda item: (item[0].projects, item[0].points)))
