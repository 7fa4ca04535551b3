"""Equal shares in plain fractions: what a Python without numpy counts with. The same result, only slower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from micro_projects.voting.counting.equal_shares_course import Bought, Bound, Course, Look, Run
from micro_projects.voting.counting.equal_shares_electorate import Electorate, backed
from micro_projects.voting.counting.round_data import RoundData


@dataclass(frozen=True, slots=True)
class Shares:
    """The electorate, ready to be run from any start."""

    electorate: Electorate
    weights: tuple[int, ...]
    backers: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, data: RoundData, electorate: Electorate) -> Shares:
        """Who supports what, in `data`."""
        found: list[list[int]] = [[] for _ in data.projects]
        places = {project.id: place for place, project in enumerate(data.projects)}
        for number, (ballot, _) in enumerate(data.ballots):
            for project in backed(data, ballot):
                found[places[project]].append(number)
        return cls(electorate, tuple(times for _, times in data.ballots), tuple(map(tuple, found)))

    def votes(self, project: int) -> int:
        """How many support it."""
        return sum(self.weights[n] for n in self.backers[project])

    def run(
        self, start: Fraction, rank: Sequence[int], lower: Course | None = None, prove: bool = False
    ) -> Course | None:
        """As `Run.go`."""
        voters = {
            project: sum(self.weights[n] for n in self.backers[project]) for project in self.electorate.open
        }
        return self.fresh(start, rank).go({project: n for project, n in voters.items() if n}, lower, prove)

    def fresh(self, start: Fraction, rank: Sequence[int] = ()) -> Run:
        """A run before its first purchase."""
        return _Run(self, start, rank)


class _Run(Run):
    """`left`: what a voter of each distinct ballot has."""

    def __init__(self, shares: Shares, start: Fraction, rank: Sequence[int]) -> None:
        super().__init__(start, shares.electorate.costs, rank, shares.electorate.groups)
        self.shares = shares
        self.left = [start] * len(shares.weights)
        self.payments: list[dict[int, Fraction]] = []

    def bound(self, votes: int) -> Bound:
        """Exact."""
        return Fraction(1, votes)

    def look(self, project: int, known: Bound, ceiling: Bound) -> Look | None:
        """The poorest pay all they have, as long as they have less than an equal part of the rest."""
        cost = self.costs[project]
        backers, weights = self.shares.backers[project], self.shares.weights
        if not cost:
            return Look(project, Fraction(0), Fraction(0), exact=Fraction(0))
        if sum(self.left[n] * weights[n] for n in backers) < cost:
            return None
        rest, payers = Fraction(cost), sum(weights[n] for n in backers)
        poor = False
        for number in sorted(backers, key=self.left.__getitem__):
            left, weight = self.left[number], weights[number]
            if left * payers >= rest:
                break
            poor = poor or left > 0
            rest -= left * weight
            payers -= weight
        rho = rest / (payers * cost)
        return Look(project, rho, rho, 0 if poor else payers, rho)

    def rho(self, look: Look) -> Fraction:
        """Known already."""
        assert look.exact is not None
        return look.exact

    def pay(self, look: Look) -> Bought:
        """The price from every supporter, or all they have."""
        price = self.rho(look) * self.costs[look.project]
        full = part = 0
        payments = {}
        for number in self.shares.backers[look.project]:
            left, weight = self.left[number], self.shares.weights[number]
            full += weight if left >= price else 0
            part += weight if 0 < left < price else 0
            payments[number] = min(left, price)
            self.left[number] = left - payments[number]
        self.payments.append(payments)
        return Bought(look.project, price.numerator, price.denominator, full, part, look.high, look.votes)

    def together(self, project: int) -> Fraction:
        """Added up."""
        return sum((self.left[n] * self.shares.weights[n] for n in self.shares.backers[project]), Fraction(0))

    def paid(self, project: int) -> list[Fraction]:
        """Added up, purchase by purchase."""
        backers, weights = self.shares.backers[project], self.shares.weights
        return [
            sum((one.get(n, Fraction(0)) * weights[n] for n in backers), Fraction(0)) for one in self.payments
        ]
