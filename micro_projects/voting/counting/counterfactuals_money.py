"""What every voter had before each purchase of a count by equal shares: floats to look with, exact to decide.

What somebody has is what they started with minus every price they paid in full, or nothing once a price took
all. So exact sums over many voters need no more than how many of them paid which price. The floats tell who is
clearly above or below an amount; whoever is too near to tell is compared exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micro_projects.voting.counting.equal_shares_electorate import backed
from micro_projects.voting.counting.equal_shares_trace import Purchase
from micro_projects.voting.counting.round_data import Number, RoundData

Rows = NDArray[np.int64]
NEAR = 1e-9
"""Relative to what a voter starts with: closer floats are compared exactly. Their error is below 1e-12."""


class Supporters:
    """Who supports what, by distinct ballots (rows). `weights`: how many voters cast each."""

    def __init__(self, data: RoundData) -> None:
        self.weights: Rows = np.array([times for _, times in data.ballots], dtype=np.int64)
        named: dict[str, list[int]] = {project.id: [] for project in data.projects}
        supported: dict[str, list[int]] = {project.id: [] for project in data.projects}
        for row, (ballot, _) in enumerate(data.ballots):
            for project in dict.fromkeys(ballot.projects):
                named[project].append(row)
            for project in backed(data, ballot):
                supported[project].append(row)
        self._named = named
        self.of: dict[str, Rows] = {p: np.array(rows, dtype=np.int64) for p, rows in supported.items()}

    def free(self, project: str) -> NDArray[np.bool_]:
        """The ballots that do not name it: their voters could also have chosen it."""
        found = np.ones(len(self.weights), dtype=bool)
        found[self._named[project]] = False
        return found


class Money:
    """What each row has before purchase t (and after the last, t = number of purchases)."""

    def __init__(self, who: Supporters, start: Fraction, purchases: Sequence[Purchase]) -> None:
        self.who, self.start = who, start
        self.prices = [purchase.price for purchase in purchases]
        self.near = NEAR * max(float(start), 1e-300)
        rows, count = len(who.weights), len(purchases)
        self.paid = np.zeros((rows, count), dtype=np.int64)
        """Whether the row's voters supported (and so paid for) a purchase."""
        self.has = np.empty((count + 1, rows))
        self.gone = np.zeros((count + 1, rows), dtype=bool)
        self.has[0] = float(start)
        for t, purchase in enumerate(purchases):
            self._pay(t, who.of[purchase.project], float(purchase.price))

    def _pay(self, t: int, rows: Rows, price: float) -> None:
        self.has[t + 1], self.gone[t + 1] = self.has[t], self.gone[t]
        self.paid[rows, t] = 1
        left = self.has[t, rows] - price
        out = left < -self.near
        for place in np.flatnonzero((np.abs(left) <= self.near) & ~self.gone[t, rows]):
            out[place] = self.start <= self._prices_paid(t + 1, int(rows[place]))
        out |= self.gone[t, rows]
        self.has[t + 1, rows] = np.where(out, 0.0, left)
        self.gone[t + 1, rows] |= out

    def _prices_paid(self, t: int, row: int) -> Fraction:
        return sum((self.prices[r] for r in np.flatnonzero(self.paid[row, :t])), Fraction(0))

    def _pattern(self, t: int, row: int) -> bytes:
        """The same for rows that have the same."""
        return b"" if self.gone[t, row] else self.paid[row, :t].tobytes() + b"-"

    def exact(self, t: int, row: int) -> Fraction:
        """What each voter of `row` has before purchase `t`."""
        return Fraction(0) if self.gone[t, row] else self.start - self._prices_paid(t, row)

    def pool(self, t: int, rows: Rows, weights: Rows, most: Fraction | None) -> tuple[Fraction, bool]:
        """Σ min(money, `most`) over these voters before purchase `t`, exactly; and whether anybody has as much
        as `most` (without it: everything, False)."""
        has, least = self.has[t, rows], Fraction(0)
        if most is None:
            full = np.zeros(len(rows), dtype=bool)
        else:
            full, least = self._at_least(t, rows, has, most), most
        below = ~full & ~self.gone[t, rows]
        voters = weights[below]
        total = least * int(weights[full].sum()) + self.start * int(voters.sum())
        times = voters @ self.paid[rows[below], :t]
        total -= sum((self.prices[r] * int(n) for r, n in enumerate(times) if n), Fraction(0))
        return total, bool(full.any())

    def price(self, t: int, rows: Rows, weights: Rows, cost: Number) -> Fraction | None:
        """What each of these voters pays at most when they buy something at `cost` before purchase `t`: the least
        y with Σ min(money, y) = cost, exactly. None when they have less. Nothing costs nothing."""
        if not cost:
            return Fraction(0)
        has, target = self.has[t, rows], float(cost)
        together = float((has * weights).sum())
        if together < target * (1 - NEAR) - self.near:
            return None
        if together < target * (1 + NEAR) + self.near and self.pool(t, rows, weights, None)[0] < cost:
            return None
        order = np.argsort(has)
        has, many = has[order], weights[order]
        rest = np.cumsum(many[::-1])[::-1]
        reach = np.cumsum(has * many) - has * many + has * rest  # Σ min(money, y) at each amount of money
        at = min(int(np.searchsorted(reach, target)), len(has) - 1)
        guess = Fraction((target - float((has[:at] * many[:at]).sum())) / int(rest[at]))
        while (
            True
        ):  # who has less than the price: told by a price that is nearly right, then by the right one
            full = self._at_least(t, rows, self.has[t, rows], guess)
            if (
                not full.any()
            ):  # all they have, and the float lies above it: the price is what the richest have
                guess = max(map(self._falling(t), rows[self.has[t, rows] >= has[-1] - self.near].tolist()))
                continue
            below, _ = self.pool(t, rows[~full], weights[~full], None)
            exact = (cost - below) / int(weights[full].sum())
            if exact == guess:
                return exact
            guess = exact

    def _at_least(self, t: int, rows: Rows, has: NDArray[Any], most: Fraction) -> NDArray[np.bool_]:
        limit = float(most)
        near = self.near + NEAR * abs(limit)
        found = has > limit + near
        known: dict[bytes, bool] = {}
        for place in np.flatnonzero(np.abs(has - limit) <= near):
            row = int(rows[place])
            pattern = self._pattern(t, row)
            if pattern not in known:
                known[pattern] = self.exact(t, row) >= most
            found[place] = known[pattern]
        return found

    def richest(self, t: int, rows: Rows, voters: int) -> tuple[Rows, Rows]:
        """`voters` of those of `rows` (by falling float) with the most money: rows and how many of each."""
        weights = self.who.weights[rows]
        reach = np.cumsum(weights)
        at = int(np.searchsorted(reach, voters))
        if at >= len(rows):
            return rows, weights
        edge = self.has[t, rows[at]]
        same = np.flatnonzero(np.abs(self.has[t, rows] - edge) <= self.near)
        if len(same) > 1:
            first, last = int(same[0]), int(same[-1]) + 1
            inside = sorted(rows[first:last].tolist(), key=self._falling(t), reverse=True)
            rows = rows.copy()
            rows[first:last] = inside
            weights = self.who.weights[rows]
            reach = np.cumsum(weights)
            at = int(np.searchsorted(reach, voters))
        taken = weights[: at + 1].copy()
        taken[at] = voters - (int(reach[at - 1]) if at else 0)
        return rows[: at + 1], taken

    def _falling(self, t: int) -> Any:
        known: dict[bytes, Fraction] = {}

        def value(row: int) -> Fraction:
            pattern = self._pattern(t, row)
            if pattern not in known:
                known[pattern] = self.exact(t, row)
            return known[pattern]

        return value
