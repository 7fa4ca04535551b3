"""The Method of Equal Shares with cost utilities: `mes`, `mes_add1`, and both with ``+greedy``.

Every voter has the same share of the budget; a project is bought when its supporters can pay for it together, the
one first whose supporters pay the least per unit of cost (docs/decisions/equal-shares.md). Source: Peters, Pierczyński
and Skowron, Proportional Participatory Budgeting with Additive Utilities (2021); equalshares.net.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import floor

from micro_projects.voting.counting.equal_shares_course import Bought, Course
from micro_projects.voting.counting.equal_shares_engine import Shares, shares_of
from micro_projects.voting.counting.equal_shares_levels import Raised, raised
from micro_projects.voting.counting.equal_shares_ties import decided_ties
from micro_projects.voting.counting.equal_shares_trace import Completion, Purchase, Trace
from micro_projects.voting.counting.purse import Purse, Terms, Turn, spend
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.standing import Allocation, Standing
from micro_projects.voting.counting.tied import ties_that_mattered
from micro_projects.voting.counting.ties import Tie


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one order of equals leads to: the course that counts, and the turns of all projects."""

    found: Raised
    turns: tuple[Turn, ...]
    completion: Completion | None

    @property
    def winners(self) -> tuple[str, ...]:
        """In the order in which they were funded."""
        return tuple(turn.project for turn in self.turns if turn.funded)


@dataclass(frozen=True, slots=True)
class Method:
    """One rule over one standing round. `rising`: ``mes_add1``; `completed`: ``+greedy``."""

    standing: Standing
    shares: Shares
    rising: bool
    completed: bool

    def outcome(self, rank: Sequence[int]) -> Outcome:
        """Buy, then complete; equals by `rank` (place in the data → rank)."""
        found = self._course(rank)
        turns = self._purchases(found.course)
        completion = self._completion(found.course, turns, rank) if self.completed else None
        turns += self._rest(found.course, turns, completion, rank)
        return Outcome(found, tuple(turns), completion)

    def ranks(self) -> list[int]:
        """By the tie rule."""
        standing = self.standing
        tie = [
            standing.ties.key(p, p.cost, standing.votes[p.id], standing.places[p.id])
            for p in standing.data.projects
        ]
        found = [0] * len(tie)
        for rank, place in enumerate(sorted(range(len(tie)), key=tie.__getitem__)):
            found[place] = rank
        return found

    @property
    def step(self) -> Number:
        """By how much ``mes_add1`` raises."""
        return 1 if self.standing.rule.step is None else self.standing.rule.step

    def related(self, one: int, two: int) -> bool:
        """Whether buying one project may matter to the other: a supporter or a group in common."""
        groups, backers = self.shares.electorate.groups, self.shares.backers
        if not set(groups.get(one, ())).isdisjoint(groups.get(two, ())):
            return True
        return not set(backers[one]).isdisjoint(backers[two])

    def _course(self, rank: Sequence[int]) -> Raised:
        data, unit = self.standing.data, self.shares.electorate.unit
        share = Fraction(data.budget, data.cast) if data.cast else Fraction(0)

        def run(start: Fraction, lower: Course | None = None, prove: bool = False) -> Course | None:
            return self.shares.run(start, rank, lower, prove)

        if self.rising:
            whole = Fraction(self.standing.rule.whole)
            return raised(run, floor(share / whole) * whole / unit, Fraction(self.step) / unit, self._within)
        course = run(share / unit)
        assert course is not None
        return Raised(course, 0, None, course.ties)

    def _within(self, course: Course) -> bool:
        """Whether there is money for it; the last purchase may go over by the overshoot allowance."""
        budget, over = self.standing.data.budget, self.standing.rule.overshoot
        costs = [self._project(one).cost for one in course.bought]
        spent = sum(costs)
        return spent <= budget or (spent <= budget + over * budget and spent - costs[-1] <= budget)

    def _project(self, bought: Bought) -> Project:
        return self.standing.data.projects[bought.project]

    def _purchases(self, course: Course) -> list[Turn]:
        """The turns of what was bought. `remaining` is what the budget still held before."""
        turns = []
        remaining = self.standing.data.budget
        for bought in course.bought:
            project = self._project(bought)
            turns.append(
                Turn(project.id, "bought" if project.cost <= remaining else "bought_over", remaining)
            )
            remaining -= project.cost
        return turns

    def _completion(self, course: Course, turns: list[Turn], rank: Sequence[int]) -> Completion:
        """Greedy, over what was not bought, with what is left and what is left of the allowance."""
        standing = self.standing
        bought = {turn.project for turn in turns}
        contest = [p for p in standing.data.projects if not p.withdrawn and p.id not in bought]
        contest.sort(key=lambda p: (-standing.scores[p.id], rank[standing.places[p.id]]))
        left = standing.data.budget - sum(self._project(one).cost for one in course.bought)
        terms = Terms(False, standing.rule.groups())
        taken = {group: turn.project for turn in turns for group in terms.groups.get(turn.project, ())}
        allowance = standing.rule.overshoot * standing.data.budget if left >= 0 else 0
        _, purses = spend(Purse(max(0, left), allowance, taken=taken), terms, contest)
        return Completion(tuple(contest), tuple(purses), terms)

    def _rest(
        self, course: Course, turns: list[Turn], completion: Completion | None, rank: Sequence[int]
    ) -> list[Turn]:
        """The turns of what was not bought: completed, or too dear; without completion, why nobody could."""
        data = self.standing.data
        if completion is not None:
            found = []
            for project, purse in zip(completion.contest, completion.purses, strict=False):
                turn = purse.look(completion.terms, project.id, project.cost)
                found.append(_completed(turn))
            left = completion.purses[-1].remaining
        else:
            bought = {turn.project for turn in turns}
            left = max(0, data.budget - sum(self._project(one).cost for one in course.bought))
            rest = [p for p in data.projects if not p.withdrawn and p.id not in bought]
            rest.sort(key=lambda p: (-self.standing.scores[p.id], rank[self.standing.places[p.id]]))
            found = [self._unbought(course, project, left) for project in rest]
        return found + [Turn(p.id, "withdrawn", left) for p in data.projects if p.withdrawn]

    def _unbought(self, course: Course, project: Project, left: Number) -> Turn:
        by = course.excluded.get(self.standing.places[project.id])
        if by is None:
            return Turn(project.id, "unaffordable", left)
        return Turn(project.id, "excluded", left, by=self.standing.data.projects[by[0]].id, group=by[1])


def _completed(turn: Turn) -> Turn:
    if turn.outcome == "funded":
        return Turn(turn.project, "completed", turn.remaining)
    if turn.outcome == "funded_over":
        return Turn(turn.project, "completed_over", turn.remaining)
    return turn


def allocate(standing: Standing, *, rising: bool, completed: bool) -> Allocation:
    """Count by equal shares, and report every tie that mattered."""
    shares = shares_of(standing.data, standing.rule)
    method = Method(standing, shares, rising, completed)
    rank = method.ranks()
    outcome = method.outcome(rank)
    ties: list[Tie] = []
    if standing.ties.reported:
        ties = decided_ties(standing, outcome, rank, method.outcome, method.related)
    if standing.ties.reported and outcome.completion is not None:
        ties += _completion_ties(standing, outcome.completion)
    costs = {project.id: project.cost for project in standing.data.projects}
    return Allocation(
        winners=outcome.winners,
        spent=sum(costs[project] for project in outcome.winners),
        turns=outcome.turns,
        ties=tuple(ties),
        trace=_trace(method, outcome),
    )


def winners(standing: Standing, *, rising: bool, completed: bool) -> tuple[str, ...]:
    """Only who is funded: nothing is looked at twice for ties. For asking often."""
    method = Method(standing, shares_of(standing.data, standing.rule), rising, completed)
    return method.outcome(method.ranks()).winners


def _completion_ties(standing: Standing, completion: Completion) -> list[Tie]:
    """As in a greedy count."""
    found: list[Tie] = []
    at = 0
    for _, equal in groupby(completion.contest, key=lambda p: standing.scores[p.id]):
        group = list(equal)
        found += ties_that_mattered(standing, completion.purses[at], completion.terms, group)
        at += len(group)
    return found


def _trace(method: Method, outcome: Outcome) -> Trace:
    """Amounts in the data's unit again."""
    unit, found = method.shares.electorate.unit, outcome.found
    costs = [project.cost for project in method.standing.data.projects]

    def purchase(bought: Bought) -> Purchase:
        cost, price = costs[bought.project], bought.price * unit
        name = method.standing.data.projects[bought.project].id
        rho = price / cost if cost else Fraction(0)
        return Purchase(name, cost, rho, price, bought.full, bought.part)

    return Trace(
        voters=method.standing.data.cast,
        start=found.course.start * unit,
        purchases=tuple(purchase(bought) for bought in found.course.bought),
        raises=found.raises,
        step=method.step if method.rising else None,
        dearer=None if found.beyond is None else sum(costs[place] for place in found.beyond.projects),
        completion=outcome.completion,
    )
