"""One run of the Method of Equal Shares: purchase after purchase, whatever the money is kept in.

A project's ρ never falls while money is spent, so the last known ρ is a lower bound: projects wait in a heap of
bounds and only those at its top are looked at again. Two ways of keeping money do the rest: plain fractions
(equal_shares_plain.py), and floats with a proved error that ask exact integers whenever they cannot tell
(equal_shares_numpy.py). Both give the same purchases.

**More money changes nothing between two starts** when this holds (used by ``mes_add1`` to skip steps). Take starts
A < B with the same purchases so far. A voter has at B at least what they had at A: prices at B are no higher, for
more money behind a project means a lower price, and who pays min(money, price) keeps what is above the price. So
for every start between, each ρ lies between its value at B and its value at A. If the ρ of the bought project *at
A* is still below that of every other project *at B*, it is bought at every start between; and if nothing is
affordable at B, nothing is below.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf
from typing import Any

Bound = float | Fraction

Floor = tuple[float, float]
"""(low, slope): ρ ≥ low, and when everybody has at most d more, ρ ≥ low − slope·d."""


@dataclass(slots=True)
class Look:
    """What is known of one project's ρ now: low ≤ ρ ≤ high. `votes`: when all its supporters with money can pay
    alike, how many they are, and ρ is exactly 1/votes; else 0. `floor`: what a higher start may assume. `seen`: what
    `Run.pay` need not look up again."""

    project: int
    low: Bound
    high: Bound
    votes: int = 0
    exact: Fraction | None = None
    floor: Floor | None = None
    seen: Any = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One project taken before others with exactly the same ρ, and at which purchase (from 0)."""

    first: int
    rest: tuple[int, ...]
    rho: Fraction = field(default=Fraction(0), compare=False)
    number: int = field(default=0, compare=False)


@dataclass(slots=True)
class Bought:
    """A purchase: the price is numerator/denominator, in the run's unit. `high`, `votes` as in `Look`; `tied`:
    the others with the same ρ; `floors`: those of the projects looked at before it."""

    project: int
    numerator: int
    denominator: int
    full: int
    part: int
    high: Bound
    votes: int
    tied: tuple[int, ...] = ()
    floors: dict[int, Floor] = field(default_factory=dict)

    @property
    def price(self) -> Fraction:
        """What each supporter paid who had as much."""
        return Fraction(self.numerator, self.denominator)


@dataclass(slots=True)
class Course:
    """The run from one start. `ties`: the choices among equals that another order could change, as they came.

    `short`: projects whose supporters had too little when it ended; `excluded`: project → the one bought for
    their group, with the group."""

    start: Fraction
    bought: list[Bought] = field(default_factory=list)
    ties: list[Choice] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    excluded: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def projects(self) -> list[int]:
        """The bought projects, in order."""
        return [one.project for one in self.bought]


class Hints:
    """What the course of a lower start tells, as long as the purchases are the same.

    `rise`: nobody has more than that more than there. It begins with the difference of the starts and grows by the
    difference of every price, which is no higher here; a little is added for what floats leave out.
    """

    def __init__(self, lower: Course, start: Fraction) -> None:
        self.purchases = lower.bought
        self.number = 0
        self.rise = float(start - lower.start)
        self.slack = float(start) * 2.0**-49

    @property
    def bought(self) -> Bought | None:
        """The same purchase there."""
        return self.purchases[self.number] if self.number < len(self.purchases) else None

    def follow(self, here: Bought) -> bool:
        """Go on to the next purchase; False when this one differs."""
        there = self.bought
        if there is None or there.project != here.project:
            return False
        fall = there.numerator / there.denominator - here.numerator / here.denominator
        self.rise += max(0.0, fall) + self.slack
        self.number += 1
        return True

    def floors(self) -> dict[int, Floor]:
        """The floors found there before the same purchase, lowered for here."""
        rise = self.rise + self.slack
        there = self.bought
        found = {} if there is None else there.floors
        return {
            project: ((low - slope * rise) * (1 - 2.0**-50), slope) for project, (low, slope) in found.items()
        }


class Run(ABC):
    """The loop of purchases. `costs` are whole numbers of the run's unit; `rank`: who comes first among equal ρ."""

    def __init__(
        self,
        start: Fraction,
        costs: Sequence[int],
        rank: Sequence[int],
        groups: Mapping[int, tuple[str, ...]],
    ) -> None:
        self.course = Course(start)
        self.costs, self.rank, self.groups = costs, rank, groups
        self.taken: dict[str, int] = {}
        self.known: dict[int, Bound] = {}
        self.heap: list[tuple[Bound, int]] = []
        self.hints: Hints | None = None
        self.floors: dict[int, Floor] = {}  # the last known of each project
        self.found: dict[int, Floor] = {}  # those found before this purchase
        self.tied: tuple[int, ...] = ()

    @abstractmethod
    def bound(self, votes: int) -> Bound:
        """A lower bound of 1/votes, in whatever the run compares quickly."""

    @abstractmethod
    def look(self, project: int, known: Bound, ceiling: Bound) -> Look | None:
        """Its ρ as far as needed, given that ρ ≥ `known`; None when its supporters have too little. A look that
        shows ρ > `ceiling` may stop there."""

    @abstractmethod
    def rho(self, look: Look) -> Fraction:
        """Its exact ρ."""

    @abstractmethod
    def pay(self, look: Look) -> Bought:
        """Let its supporters pay."""

    @abstractmethod
    def together(self, project: int) -> Fraction:
        """What its supporters have left together, exactly."""

    @abstractmethod
    def paid(self, project: int) -> list[Fraction]:
        """What its supporters paid for each purchase so far, exactly."""

    def buy(self, project: int) -> None:
        """Buy it now: for going through a known course again."""
        look = self.look(project, 0.0, inf)
        assert look is not None
        self.course.bought.append(self.pay(look))

    def stand(self, project: int) -> Fraction | None:
        """Its exact ρ now; None when its supporters have too little."""
        look = self.look(project, 0.0, inf)
        return None if look is None else self.rho(look)

    def go(
        self, voters: Mapping[int, int], lower: Course | None = None, prove: bool = False
    ) -> Course | None:
        """Buy until nothing is affordable. `voters`: how many support each project that can be bought.

        `lower`, the course of a lower start, makes it quicker. With `prove`: None as soon as it is not proved that
        the purchases are the same at every start from there to here.
        """
        self.known = {p: self.bound(n) if self.costs[p] else 0.0 for p, n in voters.items()}
        self.heap = [(bound, p) for p, bound in self.known.items()]
        heapify(self.heap)
        self.hints = None if lower is None else Hints(lower, self.course.start)
        self.floors = {}
        while found := self._cheapest(prove):
            best, others = found
            there = self.hints.bought if self.hints else None
            if prove and (there is None or not _proved(there, best, others)):
                return None
            bought = self.pay(best)
            bought.tied = self.tied
            bought.floors = self.found
            self.course.bought.append(bought)
            self._exclude(best.project)
            if self.hints and not self.hints.follow(bought):
                self.hints = None
        if prove and self.hints and self.hints.bought is not None:
            return None
        self.course.short = [project for project in self.course.short if project not in self.course.excluded]
        self.course.ties = list(self._open_choices())
        return self.course

    def _cheapest(self, prove: bool) -> tuple[Look, list[Look]] | None:
        """The project with the least ρ, and the others looked at: all whose ρ may be up to the least, or (`prove`) up
        to that of the purchase at the lower start. What was bought there is looked at first."""
        there = self.hints.bought if self.hints else None
        self.found = self.hints.floors() if self.hints else {}
        self.floors |= self.found
        reach: Bound = there.high if prove and there is not None else 0.0
        looks: list[Look] = []
        if there is not None and (known := self.known.pop(there.project, None)) is not None:
            self._look(looks, there.project, known, inf)
        ceiling = min((look.high for look in looks), default=inf)
        while self.heap and self.heap[0][0] <= max(ceiling, reach):
            known, project = heappop(self.heap)
            if self.known.get(project) == known:
                del self.known[project]
                self._look(looks, project, known, max(ceiling, reach))
                ceiling = min(ceiling, looks[-1].high) if looks else inf
        if not looks:
            return None
        close = [look for look in looks if look.low <= ceiling]
        self.tied = ()
        best = close[0] if len(close) == 1 else self._decide(close)
        others = [look for look in looks if look is not best]
        for look in others:
            self.known[look.project] = look.low
            heappush(self.heap, (look.low, look.project))
        return best, others

    def _look(self, looks: list[Look], project: int, known: Bound, ceiling: Bound) -> None:
        """Look at one project, unless a floor says enough."""
        low, _ = self.floors.get(project, (0.0, 0.0))
        if low > ceiling:
            looks.append(Look(project, max(known, low), inf))
            return
        look = self.look(project, max(known, low), ceiling)
        if look is None:
            self.course.short.append(project)
            return
        looks.append(look)
        if look.floor is not None:
            self.found[project] = self.floors[project] = look.floor

    def _decide(self, close: list[Look]) -> Look:
        """Exactly, among those that bounds cannot tell apart; equal ones by rank."""
        rhos = [(self.rho(look), look) for look in close]
        least = min(rho for rho, _ in rhos)
        tied = sorted((look for rho, look in rhos if rho == least), key=lambda look: self.rank[look.project])
        self.tied = tuple(look.project for look in tied[1:])
        if self.tied:
            choice = Choice(tied[0].project, self.tied, least, len(self.course.bought))
            self.course.ties.append(choice)
        return tied[0]

    def _open_choices(self) -> Iterator[Choice]:
        """Without the choices that leave all as it is: the others were bought next, at the same ρ. Then everybody
        among their supporters who has anything has all these prices together, and pays them in any order."""
        for choice in self.course.ties:
            after = self.course.bought[choice.number + 1 : choice.number + 1 + len(choice.rest)]
            same = {one.project for one in after if one.price == choice.rho * self.costs[one.project]}
            if same != set(choice.rest):
                yield choice

    def _exclude(self, project: int) -> None:
        """At most one of an exclusive group: the rest of it is out."""
        for group in self.groups.get(project, ()):
            self.taken[group] = project
            for other, names in self.groups.items():
                if group in names and other != project:
                    self.course.excluded.setdefault(other, (project, group))
                    self.known.pop(other, None)


def _proved(lower: Bought, best: Look, others: list[Look]) -> bool:
    """Whether `best` is bought at every start between the one of `lower`, the same purchase there, and here."""
    if best.project != lower.project:
        return False
    for other in others:
        if other.low > lower.high or (other.votes and other.votes < lower.votes):
            continue
        equal = other.votes == lower.votes == best.votes > 0 and other.project in lower.tied
        if not equal:  # else at every start between, and the rank decides
            return False
    return True
