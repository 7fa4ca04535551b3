"""What a count by equal shares leaves behind, exact, so that every step of it can be told and checked again.

`Allocation.trace` is a `Trace` under `mes`, `mes_add1` and the two with ``+greedy``, None under the greedy kinds.
Every voter starts with `start`. Purchase after purchase, each supporter who still has `price` pays it, each who
has less pays all of it; so what a voter has left is `start` minus the prices they paid, or nothing. All that
anybody had, paid and has left therefore follows from `purchases`, and `Flow` and `Stand` say it for one project:

    flows(counted) -> dict[str, Flow]                     every project, a few milliseconds altogether
    stands(counted, project) -> tuple[Stand, ...]         one project before each purchase, and at the end

(both in equal_shares_flows.py, both exact).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from micro_projects.voting.counting.purse import Purse, Terms
from micro_projects.voting.counting.round_data import Number, Project


@dataclass(frozen=True, slots=True)
class Purchase:
    """One project bought by its supporters.

    rho     the price of one unit of cost: the least ρ with Σ min(money left, ρ·cost) = cost over supporters
    price   ρ·cost: what each supporter paid who had as much
    full    how many voters paid `price`
    part    how many paid less: all they had left, but not nothing. Exactly: full·price + what these had = cost

    A project of cost 0 is bought at ρ = 0, price 0. ``1/rho`` are its effective votes (None at ρ = 0).
    """

    project: str
    cost: Number
    rho: Fraction
    price: Fraction
    full: int
    part: int

    @property
    def effective_votes(self) -> Fraction | None:
        """1/ρ: as many voters paying all alike would have given the same price."""
        return 1 / self.rho if self.rho else None


@dataclass(frozen=True, slots=True)
class Completion:
    """The ``+greedy`` part. `contest`: the projects it looked at, in rank order; `purses[i]`: the money before
    turn i of them, with one more at the end. `terms` as in a greedy count."""

    contest: tuple[Project, ...]
    purses: tuple[Purse, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Trace:
    """The course of a count by equal shares.

    voters       n, how many share: every counted ballot, empty ones too
    start        money per voter: budget/n (``mes``), that rounded down (`Rule.whole`) + raises·step (``mes_add1``)
    raises       by how many steps ``mes_add1`` raised the start, 0 for ``mes``
    step         the step of ``mes_add1`` in the data's amounts, None for ``mes``
    purchases    in order
    dearer       ``mes_add1``: what the outcome one step further would have cost, more than there is; None for
                 ``mes``, and when it ended because nothing was left that more money could have bought
    completion   the ``+greedy`` part, None without
    """

    voters: int
    start: Fraction
    purchases: tuple[Purchase, ...]
    raises: int = 0
    step: Number | None = None
    dearer: Number | None = None
    completion: Completion | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """The money of one project's supporters: as many as `votes`; who names it twice is one of them, who gave it
    no more than 0 points is none.

    start = left + Σ paid, exactly. `paid` has one amount per purchase, in their order, 0 where they paid nothing;
    for a bought project its own purchase is among them, and there it is its cost.
    """

    project: str
    votes: int
    start: Fraction
    paid: tuple[Fraction, ...]
    left: Fraction


@dataclass(frozen=True, slots=True)
class Stand:
    """How one project stood before purchase `round` (from 0; after the last purchase: as many as there are).

    money   what its supporters then had together
    rho     at which it could have been bought, None when `money` was less than its cost. (A project already
            bought, excluded by its group or withdrawn has no further stands.)
    """

    round: int
    money: Fraction
    rho: Fraction | None
