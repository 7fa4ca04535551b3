"""With how many more supporters, or at which cost, equal shares would have bought a project. Exact and tight.

Until a project is bought, the run is the one without it. So one run without it tells everything: before each of
its purchases the project needs a lower price of a unit of cost than the purchase had (ρ; among equals the tie
rule decides), and after the last one just its cost. With F(y) = Σ min(money, y) over its supporters, ρ is not
above that of the purchase exactly when F(ρ·cost) ≥ cost. F is concave, so a lower cost never hurts, and neither
do more supporters; the best of them are those with most money at that moment, and the answer is the best moment.

Claimed: funded at the value, not funded one step short, whichever voters are taken, all else unchanged; an
exclusive group ends the moments with the purchase of the one that shuts the project out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micro_projects.voting.counting.counterfactuals_money import NEAR, Money, Rows
from micro_projects.voting.counting.equal_shares_trace import Purchase
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.standing import Standing


@dataclass(frozen=True, slots=True)
class More:
    """So many more supporters do, at best those with the most money before purchase `moment`."""

    voters: int
    moment: int


class SharesWhatIf:
    """Asks the run without a project when it would have been bought."""

    def __init__(self, standing: Standing, money: Money, purchases: tuple[Purchase, ...]) -> None:
        self._standing, self._money, self._purchases = standing, money, purchases
        self._step = standing.data.step
        self._groups = standing.rule.groups()
        self._projects = {project.id: project for project in standing.data.projects}
        self._rhos = np.array([float(purchase.rho) for purchase in purchases])

    # -- the highest cost ----------------------------------------------------------------------------------

    def highest_cost(self, project: Project) -> Number | None:
        """The highest cost, in steps of the data's unit, at which it would have been bought; None at none."""
        rows = self._money.who.of[project.id]
        weights = self._money.who.weights[rows]
        if not len(rows):
            return None
        tops = self._most_costs(project, rows, weights)
        best = 0
        for t in np.argsort(-tops).tolist():
            if int(tops[t] / float(self._step)) + 2 <= best:
                break

            def buys(steps: int, t: int = t) -> bool:
                cost = steps * self._step
                total, full = self._money.pool(t, rows, weights, self._most_paid(t, cost))
                return self._wins(t, project, cost, 0, total, full)

            best = _last(buys, best, int(tops[t] / float(self._step)) + 2)
        return best * self._step if best else None

    def _most_costs(self, project: Project, rows: Rows, weights: Rows) -> NDArray[Any]:
        """For each moment a float not below the highest cost at which F(ρ·cost) ≥ cost; 0 where there is none.

        Between two amounts of money, F is a straight line: the last corner at which it still reaches the cost
        is found, and from there the line is followed until it does not.
        """
        last = self._moments(project)
        has = self._money.has[:last, rows]
        order = np.argsort(has, axis=1)
        has, many = np.take_along_axis(has, order, axis=1), weights[order]
        paid = np.cumsum(has * many, axis=1)
        rest = many.sum(axis=1, keepdims=True) - np.cumsum(many, axis=1)
        tops = paid[
            :, -1
        ].copy()  # nobody gives more than all they have; after the last purchase that is enough
        rounds = min(last, len(self._rhos))
        rho = self._rhos[:rounds, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            at_corner = paid[:rounds] + rest[:rounds] * has[:rounds] - has[:rounds] / rho
            reached = at_corner >= -self._near(paid[:rounds])
            ends = paid[:rounds] / (1 - rest[:rounds] * rho)
        corner = has.shape[1] - 1 - np.argmax(reached[:, ::-1], axis=1)
        line = np.arange(rounds)
        found = ends[line, corner]
        found = np.where((found < 0) | ~np.isfinite(found) | (found > tops[:rounds]), tops[:rounds], found)
        tops[:rounds] = np.where(reached.any(axis=1) & (self._rhos[:rounds] > 0), found, 0.0)
        result: NDArray[Any] = tops * (1 + NEAR)
        return result

    # -- the least number of supporters --------------------------------------------------------------------

    def more(self, project: Project) -> More | None:
        """The least number of additional supporters, from those who voted and did not name it; None when not
        even all of them would do."""
        money, cost = self._money, project.cost
        rows = money.who.of[project.id]
        weights, free = money.who.weights[rows], money.who.free(project.id)
        everybody = int(money.who.weights[free].sum())
        least = self._fewest(project, rows, weights, free)
        best, moment = everybody + 1, -1
        for t in np.argsort(least, kind="stable").tolist():
            if least[t] >= best:
                break
            richest = self.falling[t][free[self.falling[t]]]
            most = self._most_paid(t, cost)
            own, own_full = money.pool(t, rows, weights, most)

            def fails(voters: int, t: int = t, richest: Rows = richest, most: Fraction | None = most) -> bool:
                taken, times = money.richest(t, richest, voters)
                total, full = money.pool(t, taken, times, most)
                return not self._wins(t, project, cost, voters, own + total, own_full or full)  # noqa: B023

            fewer = _first(fails, max(1, int(least[t])), best)
            if fewer < best:
                best, moment = fewer, t
        return More(best, moment) if best <= everybody else None

    def _fewest(self, project: Project, rows: Rows, weights: Rows, free: NDArray[np.bool_]) -> NDArray[Any]:
        """For each moment a number that the least number of additional supporters is not below."""
        money, last, cost = self._money, self._moments(project), float(project.cost)
        least = np.full(last, np.inf)
        for t in range(last):
            most = float(self._rhos[t]) * cost if t < len(self._rhos) else np.inf
            lacking = cost - float((np.minimum(money.has[t, rows], most) * weights).sum())
            lacking -= NEAR * (cost + float(money.start))
            if lacking <= 0:
                least[t] = 0
                continue
            order = self.falling[t]
            times = money.who.weights[order] * free[order]
            gives = np.minimum(money.has[t, order], most)
            reach = np.cumsum(gives * times)
            at = int(np.searchsorted(reach, lacking))
            if at < len(order):
                before = float(reach[at - 1]) if at else 0.0
                voters = int(times[:at].sum())
                least[t] = voters + max(0, int(np.ceil((lacking - before) / gives[at] - NEAR)))
        return least

    @cached_property
    def falling(self) -> list[Rows]:
        """The rows by falling money, at every moment."""
        return [np.argsort(-has, kind="stable") for has in self._money.has]

    # -- both ----------------------------------------------------------------------------------------------

    def _moments(self, project: Project) -> int:
        """Before how many purchases it may still be bought; one more when also after the last."""
        mine = set(self._groups.get(project.id, ()))
        for t, purchase in enumerate(self._purchases):
            if mine.intersection(self._groups.get(purchase.project, ())):
                return t + 1
        return len(self._purchases) + 1

    def _most_paid(self, t: int, cost: Number) -> Fraction | None:
        """What a supporter would pay at most at the price of purchase `t`; after the last one: everything."""
        return self._purchases[t].rho * cost if t < len(self._purchases) else None

    def _wins(self, t: int, project: Project, cost: Number, more: int, total: Fraction, full: bool) -> bool:
        """Whether it is bought before purchase `t`, when its supporters give `total` at that price."""
        if total != cost or t == len(self._purchases):
            return total >= cost
        if not full:  # all they have is enough, and nobody has as much as that price would take
            return True
        return self._comes_first(project, cost, more, self._projects[self._purchases[t].project])

    def _comes_first(self, project: Project, cost: Number, more: int, rival: Project) -> bool:
        """Whether the tie rule puts it before `rival`."""
        standing, ties = self._standing, self._standing.ties
        votes = standing.votes[project.id] + more
        mine = ties.key(project, cost, votes, standing.places[project.id], supposed=True)
        theirs = ties.key(rival, rival.cost, standing.votes[rival.id], standing.places[rival.id])
        return mine < theirs

    def _near(self, amount: NDArray[Any]) -> NDArray[Any]:
        result: NDArray[Any] = NEAR * (amount + float(self._money.start))
        return result


def _last(holds: Callable[[int], bool], known: int, unlikely: int) -> int:
    """The last whole number at which `holds`: it does up to there, at `known` or nowhere, hardly at `unlikely`."""
    if not holds(known + 1):
        return known
    low, high, back = known + 1, max(unlikely, known + 2), 1
    while holds(high):
        low, high = high, high * 2
    while high - back > low and not holds(high - back):
        back *= 2
    low, high = max(low, high - back), high - back // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _first(fails: Callable[[int], bool], low: int, end: int) -> int:
    """The first whole number from `low` at which it does not fail: it goes on failing up to there; or `end`."""
    if low >= end or not fails(low):
        return min(low, end)
    on = 1
    while low + on < end and fails(low + on):
        low, on = low + on, on * 2
    high = min(low + on, end)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fails(middle) else (low, middle)
    return high
