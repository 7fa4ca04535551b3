"""What would have funded a project under equal shares, completion and raised starts included.

`mes` and `mes+greedy`: exact and tight for every choice of voters. If the purchases leave a project out, the
completion decides as a greedy count does, with what is left when it is left out; both want a low cost and many
votes, so the better answer of the two is the answer.

`mes_add1`, with or without completion: a project that is bought at one start changes at which start the count
ends, and more money may buy less, so there need be no one value that divides funded from not. The value is looked
for where the run at the final start says, and then everything is counted again: it is funded at the value and not
one step short (of voters: the best placed of the run at the final start, one fewer of them). When the first look
was wrong, the search goes on by counting again until it stands between such a pair. `searched` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil

from micro_projects.voting.counting.counterfactuals import WhatIf
from micro_projects.voting.counting.counterfactuals_money import Money, Rows, Supporters
from micro_projects.voting.counting.counterfactuals_shares import SharesWhatIf
from micro_projects.voting.counting.equal_shares import Method, Outcome
from micro_projects.voting.counting.equal_shares_engine import shares_of
from micro_projects.voting.counting.equal_shares_trace import Completion, Purchase, Trace
from micro_projects.voting.counting.purse import Purse, Terms, spend
from micro_projects.voting.counting.round_data import Ballot, Form, Number, Project, RoundData
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.scores import points_given, scores, votes
from micro_projects.voting.counting.standing import Standing
from micro_projects.voting.counting.ties import Ties

SUGGESTIONS = 8
"""So many guesses, then halves."""


@dataclass(frozen=True, slots=True)
class Run:
    """The count without one project, at the start that counted."""

    money: Money
    purchases: SharesWhatIf
    rest: WhatIf | None
    """Its completion, with the project in it when nobody bought it."""


@dataclass(frozen=True, slots=True)
class Recount:
    """Whether the project is funded, and the start that counted. `over`: by how much one start more, at which it
    would have been bought, costs too much; 0 when it was not bought there."""

    funded: bool
    start: Fraction
    over: Number


class SharesCount:
    """One count by equal shares, to be asked about."""

    def __init__(self, counted: Count, trace: Trace, who: Supporters, money: Money) -> None:
        self.counted, self.trace, self.who, self.money = counted, trace, who, money
        self.standing = counted.standing
        self.rising, self.completed = trace.step is not None, trace.completion is not None
        self._bought = {purchase.project for purchase in trace.purchases}

    def without(self, project: Project, start: Fraction | None = None) -> Run:
        """The run without `project` at the start that counted, or another: the run itself when it was not bought."""
        begin = self.trace.start if start is None else start
        if begin == self.trace.start and project.id not in self._bought:
            return self._as_it_was
        standing = _changed(self.standing, project, replace(project, withdrawn=True))
        shares = shares_of(standing.data, standing.rule)
        unit, rank = shares.electorate.unit, Method(standing, shares, self.rising, self.completed).ranks()
        course = shares.run(begin / unit, rank)
        assert course is not None
        purchases = tuple(
            _purchase(standing.data.projects[bought.project], bought.price * unit, bought.full, bought.part)
            for bought in course.bought
        )
        money = Money(self.who, begin, purchases)
        what_if = SharesWhatIf(self.standing, money, purchases)
        return Run(money, what_if, self._completed(standing, purchases) if self.completed else None)

    @cached_property
    def _as_it_was(self) -> Run:
        trace = self.trace
        rest = None if trace.completion is None else self._what_if(trace.completion)
        return Run(self.money, SharesWhatIf(self.standing, self.money, trace.purchases), rest)

    def _what_if(self, completion: Completion) -> WhatIf:
        return WhatIf(self.standing, completion.terms, completion.contest, completion.purses, choosing=True)

    def _completed(self, standing: Standing, purchases: tuple[Purchase, ...]) -> WhatIf:
        """The completion after these purchases."""
        bought = {purchase.project for purchase in purchases}
        terms = Terms(False, standing.rule.groups())
        budget = standing.data.budget
        left = budget - sum(purchase.cost for purchase in purchases)
        taken = {group: name for name in bought for group in terms.groups.get(name, ())}
        purse = Purse(max(0, left), standing.rule.overshoot * budget if left >= 0 else 0, taken=taken)
        contest = tuple(project for project in standing.ranked() if project.id not in bought)
        _, purses = spend(purse, terms, contest)
        return self._what_if(Completion(contest, tuple(purses), terms))

    # -- counting again ------------------------------------------------------------------------------------

    def at_cost(self, project: Project, cost: Number) -> Recount:
        """Everything counted again with it at `cost`."""
        return self._again(_changed(self.standing, project, replace(project, cost=cost)), project)

    def with_voters(self, project: Project, run: Run, moment: int, voters: int) -> Recount:
        """Everything counted again after as many of the best placed at `moment` had also chosen it."""
        free = run.money.who.free(project.id)
        falling = run.purchases.falling[moment]
        rows, times = run.money.richest(moment, falling[free[falling]], voters)
        data = _also_chosen(self.standing.data, project.id, rows, times)
        old = self.standing
        return self._again(Standing(data, old.rule, old.ties, votes(data), scores(data), old.places), project)

    def _again(self, standing: Standing, project: Project) -> Recount:
        ties = standing.ties
        if ties.rule == "lot" and project.id not in ties.lot:  # it loses a lot nobody drew
            drawn = sorted(ties.lot, key=lambda name: ties.lot[name])
            names = sorted(
                p.id for p in standing.data.projects if p.id not in ties.lot and p.id != project.id
            )
            order = [*drawn, *names, project.id]
            standing = replace(standing, ties=Ties("lot", {name: rank for rank, name in enumerate(order)}))
        shares = shares_of(standing.data, standing.rule)
        method = Method(standing, shares, self.rising, self.completed)
        outcome = method.outcome(method.ranks())
        start = outcome.found.course.start * shares.electorate.unit
        return Recount(project.id in outcome.winners, start, _over(standing, outcome, project))


def _over(standing: Standing, outcome: Outcome, project: Project) -> Number:
    beyond = outcome.found.beyond
    if beyond is None or standing.places[project.id] not in beyond.projects:
        return 0
    budget = standing.data.budget
    spent = sum(standing.data.projects[place].cost for place in beyond.projects)
    over = spent - budget - standing.rule.overshoot * budget
    return over if over > 0 else 0


def counterfactuals(asked: SharesCount, project: Project, funded: bool) -> tuple[int | None, Number | None]:
    """The least number of additional supporters (None when funded or none would do), and the highest cost."""
    run = asked.without(project)
    highest = _highest(run, project)
    if asked.rising:
        highest = _confirmed_cost(asked, project, highest, funded)
    if funded:
        if highest is None or highest < project.cost:
            raise RuntimeError(f"{project.id}: funded at a cost at which it would not have been")
        return None, highest
    if asked.rising:
        return _confirmed_more(asked, project, run), highest
    return _fewest(run, project), highest


def _highest(run: Run, project: Project) -> Number | None:
    """At one start: bought, or left to the completion and funded there."""
    bought = run.purchases.highest_cost(project)
    if run.rest is None:
        return bought
    return max(bought or 0, run.rest.highest_cost(project, run.rest.without(project)) or 0) or None


def _fewest(run: Run, project: Project) -> int | None:
    """At one start: bought, or left to the completion and funded there."""
    bought = run.purchases.more(project)
    after = None if run.rest is None else run.rest.more(project, run.rest.without(project))
    return min((n for n in (bought.voters if bought else None, after) if n is not None), default=None)


def _confirmed_cost(asked: SharesCount, project: Project, near: Number | None, funded: bool) -> Number | None:
    """A cost at which a recount funds it and one step above which it does not; None when not at one step."""
    step, budget = asked.counted.data.step, asked.counted.data.budget
    own = int(project.cost / step)
    beyond = int((budget + asked.counted.rule.overshoot * budget) / step) + 1  # that much nobody can pay
    low, high = (own, beyond) if funded else (0, min(own, beyond))

    def holds(steps: int) -> tuple[bool, Recount]:
        again = asked.at_cost(project, steps * step)
        return again.funded, again

    def suggest(steps: int, again: Recount) -> int:
        if not again.funded and again.over:  # so much less, and there is money for the same outcome
            return steps - ceil(again.over / step)
        return int((_highest(asked.without(project, again.start), project) or 0) / step)

    return _edge(holds, suggest, int((near or 0) / step), low, high) * step or None


def _confirmed_more(asked: SharesCount, project: Project, run: Run) -> int | None:
    """A number of additional supporters with which a recount funds it and with one fewer does not."""
    bought, least = run.purchases.more(project), _fewest(run, project)
    moment = bought.moment if bought and bought.voters == least else len(run.money.has) - 1
    everybody = int(asked.who.weights[asked.who.free(project.id)].sum())

    def fails(voters: int) -> tuple[bool, Recount]:
        again = asked.with_voters(project, run, moment, voters)
        return not again.funded, again

    def suggest(_: int, again: Recount) -> int:
        return (_fewest(asked.without(project, again.start), project) or everybody + 1) - 1

    found = _edge(fails, suggest, (least or 1) - 1, 0, everybody + 1) + 1
    return found if found <= everybody else None


def _edge(
    holds: Callable[[int], tuple[bool, Recount]],
    suggest: Callable[[int, Recount], int],
    near: int,
    low: int,
    high: int,
) -> int:
    """A number at which it `holds` and one further not. It holds at `low`, not at `high`.

    Every recount suggests where to look next; what that does not settle is halved.
    """
    for _ in range(SUGGESTIONS):
        if high - low <= 1 or not low <= near < high:
            break
        if near > low:
            held, again = holds(near)
            if not held:
                high, near = near, suggest(near, again)
                continue
            low = near
        if low + 1 == high:
            break
        held, again = holds(low + 1)
        if not held:
            return low
        low, near = low + 1, suggest(low + 1, again)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle)[0] else (low, middle)
    return low


def _changed(old: Standing, project: Project, instead: Project) -> Standing:
    """The standing round with one line of its list changed."""
    projects = tuple(instead if other.id == project.id else other for other in old.data.projects)
    return replace(old, data=replace(old.data, projects=projects))


def _purchase(project: Project, price: Fraction, full: int, part: int) -> Purchase:
    rho = price / project.cost if project.cost else Fraction(0)
    return Purchase(project.id, project.cost, rho, price, full, part)


def _also_chosen(data: RoundData, project: str, rows: Rows, times: Rows) -> RoundData:
    """The data when so many voters of these ballots had chosen `project` too, and given it one point.

    Ranks become the points they stand for, so that nobody else's change.
    """
    ballots = list(data.ballots)
    if data.form == "ranked":
        ballots = [(Ballot(ballot.projects, points_given(data, ballot)), n) for ballot, n in ballots]
    form: Form = "approval" if data.form == "approval" else "points"
    added: list[tuple[Ballot, int]] = []
    for row, voters in zip(rows.tolist(), times.tolist(), strict=True):
        ballot, n = ballots[row]
        points = (*ballot.points, 1) if form == "points" else ()
        added.append((Ballot((*ballot.projects, project), points), voters))
        ballots[row] = (ballot, n - voters)
    left = tuple((ballot, n) for ballot, n in ballots if n)
    return RoundData(data.projects, (*left, *added), data.budget, form)
