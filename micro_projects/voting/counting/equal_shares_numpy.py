"""Equal shares over tens of thousands of ballots: floats propose, exact integers decide whenever floats cannot tell.

**Exact money.** What a voter has left is the start minus the prices they paid in full, or nothing (once they paid
less than a price). So what any set of voters has together is start·N − Σ priceₖ·Nₖ with whole numbers N (voters in
it) and Nₖ (those who paid priceₖ in full): a few products of integers, over a common denominator that grows with
each purchase (`_Run.owned`). Every price is computed so, exactly, and only then rounded, once.

**Float money** (`money`) is the start, rounded once, minus rounded prices. With u = 2⁻⁵³, K purchases and every
figure at most the start s, its error is at most (2K+1)·u·s; `slip` is kept at (K+1)·2·u·s, which is not less.

**A price from floats.** With the set P of supporters taken to be poor and R voters taken to be rich,
q = (cost − Σ_P money)/R. For *any* P the true price is not below (cost − Σ_P true money)/R, so q less its error is
always a lower bound. It is the price itself when those in P have less than it and the others not: this is seen when
nobody's float money lies within the error of q. The error of q is at most (|P|·slip + γ·cost)/R + 4·u·q, where
γ = (n+8)·u bounds a sum of n rounded products in whatever order it is added; `_error` returns twice that, plus slip,
so that its own rounding does not matter. Where somebody lies within it, or two ρ overlap, or the supporters' total is
within its error of the cost, integers decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import gcd, inf
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micro_projects.voting.counting.equal_shares_course import Bought, Bound, Course, Look, Run
from micro_projects.voting.counting.equal_shares_electorate import Electorate
from micro_projects.voting.counting.round_data import RoundData

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]

ULP = 2.0**-53
NEAR = 1 - 2.0**-40
LEAST = 1e-300
"""Of somebody who has something left, whatever floats say: never 0, which is kept for those who have nothing."""
MOST_VOTERS = 2**52
"""Up to here a float holds every number of voters exactly."""


_Living = tuple[Places, Floats, float]


def _total(amounts: Floats, of: Mask) -> float:
    """The sum of some. (Not a matrix product where there are many: its threads cost more than they bring.)"""
    return float(amounts @ of) if len(amounts) < 8192 else float((amounts * of).sum())


@dataclass(frozen=True, slots=True)
class _Seen:
    """Who was found poor, for certain, when a project was last looked at. `part`: whether any of them has something."""

    backers: Places
    money: Floats
    poor: Mask
    payers: int
    part: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """The electorate, ready to be run from any start: voters of each distinct ballot, supporters of each project."""

    electorate: Electorate
    weights: Floats
    backers: tuple[Places, ...]
    voters: tuple[int, ...]

    @classmethod
    def of(cls, data: RoundData, electorate: Electorate) -> Shares:
        """Who supports what, in `data`."""
        count = len(data.ballots)
        places = {project.id: place for place, project in enumerate(data.projects)}
        named = [ballot.projects for ballot, _ in data.ballots]
        lengths = np.fromiter(map(len, named), np.intp, count)
        listed = map(places.__getitem__, chain.from_iterable(named))
        projects = np.fromiter(listed, np.intp, int(lengths.sum()))
        ballots = np.repeat(np.arange(count), lengths)
        if data.form == "points":
            points = chain.from_iterable(ballot.points for ballot, _ in data.ballots)
            given = np.fromiter((n > 0 for n in points), np.bool_, len(projects))
            projects, ballots = projects[given], ballots[given]
        order = np.argsort(projects, kind="stable")
        bounds = np.searchsorted(projects[order], np.arange(1, len(data.projects)))
        parts = np.split(ballots[order], bounds) if data.projects else []
        weights = np.fromiter(map(itemgetter(1), data.ballots), np.float64, count)
        backers = tuple(part[np.diff(part, prepend=-1) > 0] for part in parts)
        return cls(electorate, weights, backers, tuple(int(weights[part].sum()) for part in backers))

    def votes(self, project: int) -> int:
        """How many support it."""
        return self.voters[project]

    def run(
        self, start: Fraction, rank: Sequence[int], lower: Course | None = None, prove: bool = False
    ) -> Course | None:
        """As `Run.go`."""
        voters = {project: self.votes(project) for project in self.electorate.open}
        return self.fresh(start, rank).go({project: n for project, n in voters.items() if n}, lower, prove)

    def fresh(self, start: Fraction, rank: Sequence[int] = ()) -> Run:
        """A run before its first purchase."""
        return _Run(self, start, rank)


class _Run(Run):
    """The state between two purchases. `marks[b, k]`: whether distinct ballot b paid the k-th price in full;
    `parts[k]`: which paid less, all they had. `living`: a project's supporters, most of whom have something."""

    def __init__(self, shares: Shares, start: Fraction, rank: Sequence[int]) -> None:
        super().__init__(start, shares.electorate.costs, rank, shares.electorate.groups)
        self.shares = shares
        count = len(shares.weights)
        self.start, self.denominator = start.numerator, start.denominator
        self.unit_slip = 2 * ULP * float(start)
        self.slip = self.unit_slip
        self.money: Floats = np.full(count, float(start))
        self.marks: NDArray[np.uint8] = np.zeros((count, len(shares.electorate.open)), np.uint8)
        self.parts: list[Places] = []
        self.prices: list[tuple[int, int]] = []  # (by which the denominator grew, the price over it then)
        self.weights = shares.weights
        self.living: dict[int, _Living] = {}
        self.votes = shares.voters

    def bound(self, votes: int) -> Bound:
        """Rounded down."""
        return 1 / votes * NEAR

    # Floats

    def look(self, project: int, known: Bound, ceiling: Bound) -> Look | None:
        """Newton's way from below: who has less than the price so far is poor, the rest pay more, until nobody is."""
        cost = self.costs[project]
        if not cost:
            return Look(project, 0.0, 0.0, exact=Fraction(0))
        living, money = self._living(project)
        backers, weights, everybody = living
        sums = weights * money
        if not self._affordable(cost, living, float(sums.sum())):
            return None
        price, votes = float(cost), self.votes[project]
        top = float(known) * price * NEAR
        poor = money < top
        lost = _total(weights, poor)
        while True:
            rich = everybody - lost
            if rich <= 0:
                return self._exact_look(project, backers, 0.0, inf)
            poors = _total(sums, poor)
            each = (price - poors) / rich
            error = self._error(lost, rich, price, each, len(money))
            low: Bound = (each - error) / price * NEAR
            floor = (float(low), (votes - rich) / (rich * price) / NEAR)
            low = max(known, low)
            if low > ceiling:
                return Look(project, low, inf, floor=floor)
            before, bound = lost, top
            top = max(top, each + error)
            poor = money < top
            lost = _total(weights, poor)
            if lost == before:
                break
        if bound > each - error and _total(weights, money < each - error) != lost:
            return self._exact_look(project, backers, each - error, each + error)
        seen = _Seen(backers, money, poor, int(rich), bool(poors))
        if not poors:  # everybody who has something pays alike: ρ = 1/votes
            return Look(project, 1 / rich * NEAR, 1 / rich / NEAR, int(rich), floor=floor, seen=seen)
        return Look(project, low, (each + error) / price / NEAR, floor=floor, seen=seen)

    def _living(self, project: int) -> tuple[_Living, Floats]:
        """Its supporters, their voters, how many; and what each has. Those with nothing left go now and then."""
        found = self.living.get(project)
        if found is None:
            backers = self.shares.backers[project]
            found = self.living[project] = (backers, self.weights[backers], float(self.votes[project]))
        money = self.money[found[0]]
        if 4 * np.count_nonzero(money) < 3 * len(money):
            left = np.flatnonzero(money)
            weights, money = found[1][left], money[left]
            found = self.living[project] = (found[0][left], weights, float(weights.sum()))
        return found, money

    def _error(self, poor: float, rich: float, cost: float, price: float, count: int) -> float:
        """By how much a price from floats may be wrong, with somebody's money compared with it."""
        return 2 * ((poor * self.slip + (count + 8) * ULP * cost) / rich + 4 * ULP * price) + self.slip

    def _affordable(self, cost: int, living: _Living, total: float) -> bool:
        """Whether they have the cost together."""
        price = float(cost)
        error = 2 * (living[2] * self.slip + (len(living[0]) + 8) * ULP * max(total, price))
        if abs(total - price) > error:
            return total > price
        return self.owned(living[0]) >= cost * self.denominator

    # Integers

    def owned(self, backers: Places) -> int:
        """What these have together, exactly, over the common denominator."""
        return self._kept(backers[self.money[backers] > 0])

    def _kept(self, backers: Places) -> int:
        """The start of these less the prices they paid in full."""
        weights = self.weights[backers]
        found = self.start * int(weights.sum())
        paid = weights @ self.marks.take(backers, axis=0)[:, : len(self.prices)]
        for (growth, price), voters in zip(self.prices, paid.tolist(), strict=True):
            found = found * growth - price * int(voters)
        return found

    def _exact_look(self, project: int, backers: Places, low: float, high: float) -> Look:
        rest, payers, full = self._divide(project, backers, low, high)
        rho = Fraction(rest, payers * self.denominator * self.costs[project])
        near = float(rho)
        return Look(project, near * NEAR, near / NEAR, 0 if self.money[backers[~full]].any() else payers, rho)

    def _divide(self, project: int, backers: Places, low: float, high: float) -> tuple[int, int, Mask]:
        """The price as rest/(payers·denominator), and who of `backers` pays it in full.

        The true price is not below `low`; who has less is poor. Who has `high` or more is rich if the price turns
        out not to reach them, else all are tried. Those between are put in order exactly.
        """
        money = self.money[backers]
        while True:
            full = (money >= low) & (money > 0)
            rest = self.costs[project] * self.denominator - self.owned(backers[~full])
            payers = int(self.weights[backers[full]].sum())
            for amount, members in self._amounts(backers, np.flatnonzero(full & (money < high))):
                if amount * payers >= rest:
                    break
                weight = int(self.weights[backers[members]].sum())
                rest -= amount * weight
                payers -= weight
                full[members] = False
            beyond = money[money >= high]
            if not len(beyond) or rest / (payers * self.denominator) / NEAR + 2 * self.slip < beyond.min():
                return rest, payers, full
            high = inf

    def _amounts(self, backers: Places, members: Places) -> list[tuple[int, Places]]:
        """Exact amounts of `members` (places in `backers`), least first, with who has them."""
        if not len(members):
            return []
        if not self.prices:
            return [(self.start, members)]
        table = self.marks.take(backers[members], axis=0)[:, : len(self.prices)]
        kinds, which = np.unique(table, axis=0, return_inverse=True)
        which = which.reshape(-1)
        found = [(self._amount(kinds[kind]), members[which == kind]) for kind in range(len(kinds))]
        return sorted(found, key=lambda one: one[0])

    def _amount(self, paid: NDArray[Any]) -> int:
        """What one has who paid these prices in full, over the common denominator."""
        found = self.start
        for (growth, price), did in zip(self.prices, paid, strict=True):
            found = found * growth - (price if did else 0)
        return found

    def rho(self, look: Look) -> Fraction:
        """Its exact ρ."""
        if look.exact is None and look.votes:
            look.exact = Fraction(1, look.votes)
        if look.exact is None:
            look.exact = self._exact_look(
                look.project, self.living[look.project][0], *self._between(look)
            ).exact
        assert look.exact is not None
        return look.exact

    def _between(self, look: Look) -> tuple[float, float]:
        """Who has less than the one pays all, who has the other or more pays the price."""
        cost = float(self.costs[look.project])
        return float(look.low) * cost * NEAR - self.slip, float(look.high) * cost / NEAR + self.slip

    def pay(self, look: Look) -> Bought:
        """The exact price from every supporter, or all they have; floats follow, rounded once."""
        if not self.costs[look.project]:
            backers = self.shares.backers[look.project]
            self._enter(backers, backers[:0], 1, 0)
            return Bought(look.project, 0, 1, self.votes[look.project], 0, 0.0, 0)
        rest, payers, full, emptied = self._shared(look)
        common = gcd(rest, payers)
        self._enter(full, emptied, payers // common, rest // common)
        self.slip += self.unit_slip
        left = self.money[full] - rest // common / self.denominator
        self.money[full] = np.maximum(left, LEAST)
        if look.seen is None:  # else they have more than the price, by more than floats may be wrong
            for amount, members in self._amounts(full, np.flatnonzero(left <= 2 * self.slip)):
                if not amount:
                    self.money[full[members]] = 0
        self.money[emptied] = 0
        part = int(self.weights[emptied].sum())
        return Bought(look.project, rest // common, self.denominator, payers, part, look.high, look.votes)

    def _shared(self, look: Look) -> tuple[int, int, Places, Places]:
        """The price as rest/(payers·denominator), who pays it in full, and who pays less, all they have."""
        seen: _Seen | None = look.seen
        if seen is None:
            backers = self.living[look.project][0]
            rest, payers, full = self._divide(look.project, backers, *self._between(look))
            emptied = backers[~full]
            return rest, payers, backers[full], emptied[self.money[emptied] > 0]
        emptied = seen.backers[seen.poor & (seen.money > 0)] if seen.part else seen.backers[:0]
        rest = self.costs[look.project] * self.denominator - (self._kept(emptied) if seen.part else 0)
        return rest, seen.payers, seen.backers[~seen.poor], emptied

    def _enter(self, payers: Places, emptied: Places, growth: int, price: int) -> None:
        """Into the exact books."""
        self.marks[payers, len(self.prices)] = 1
        self.denominator *= growth
        self.prices.append((growth, price))
        self.parts.append(emptied)

    # For going through a course again

    def together(self, project: int) -> Fraction:
        """Exactly."""
        return Fraction(self.owned(self._living(project)[0][0]), self.denominator)

    def paid(self, project: int) -> list[Fraction]:
        """Exactly. Who paid part of a price had what is left of the start by the prices they paid in full."""
        backers = self.shares.backers[project]
        found = []
        denominator = self.course.start.denominator
        payers = self.weights[backers] @ self.marks.take(backers, axis=0)[:, : len(self.prices)]
        for (growth, price), voters, part in zip(self.prices, payers.tolist(), self.parts, strict=True):
            denominator *= growth
            full = Fraction(price, denominator) * int(voters)
            some = self._kept(np.intersect1d(backers, part, assume_unique=True))
            found.append(full + Fraction(some, self.denominator))
        return found
