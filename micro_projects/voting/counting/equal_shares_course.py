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

Bound = float | Fraction


@dataclass(slots=True)
class Look:
    """What is known of one project's ρ now: low ≤ ρ ≤ high. `votes`: when all its supporters with money can pay
    alike, how many they are, and ρ is exactly 1/votes; else 0."""

    project: int
    low: Bound
    high: Bound
    votes: int = 0
    exact: Fraction | None = None


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
    the others with the same ρ."""

    project: int
    numerator: int
    denominator: int
    full: int
    part: int
    high: Bound
    votes: int
    tied: tuple[int, ...] = ()

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
        self.heap: list[tuple[Bound, int]] = []
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

    def go(self, voters: Mapping[int, int], below: Course | None = None) -> Course | None:
        """Buy until nothing is affordable. `voters`: how many support each project that can be bought.

        With `below`, the course of a lower start: None as soon as it is not proved that the purchases are the
        same at every start from there to here.
        """
        self.heap = [(self.bound(n) if self.costs[p] else 0.0, p) for p, n in voters.items()]
        heapify(self.heap)
        while True:
            number = len(self.course.bought)
            lower = below.bought[number] if below is not None and number < len(below.bought) else None
            found = self._cheapest(None if lower is None else lower.high)
            if found is None:
                break
            best, others = found
            if below is not None and (lower is None or not _proved(lower, best, others)):
                return None
            self.course.bought.append(self.pay(best))
            self.course.bought[-1].tied = self.tied
            self._exclude(best.project)
        if below is not None and len(below.bought) > len(self.course.bought):
            return None
        self.course.short = [project for project in self.course.short if project not in self.course.excluded]
        self.course.ties = list(self._open_choices())
        return self.course

    def _cheapest(self, reach: Bound | None) -> tuple[Look, list[Look]] | None:
        """The project with the least ρ, and the others looked at: all whose ρ may be up to the least or `reach`."""
        ceiling: Bound = inf
        looks: list[Look] = []
        while self.heap and self.heap[0][0] <= (ceiling if reach is None else max(ceiling, reach)):
            known, project = heappop(self.heap)
            if project in self.course.excluded:
                continue
            look = self.look(project, known, ceiling if reach is None else max(ceiling, reach))
            if look is None:
                self.course.short.append(project)
                continue
            looks.append(look)
            ceiling = min(ceiling, look.high)
        if not looks:
            return None
        close = [look for look in looks if look.low <= ceiling]
        self.tied = ()
        best = close[0] if len(close) == 1 else self._decide(close)
        others = [look for look in looks if look is not best]
        for look in others:
            heappush(self.heap, (look.low, look.project))
        return best, others

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
