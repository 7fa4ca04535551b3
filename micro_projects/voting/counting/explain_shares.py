"""Why each project was funded or not under equal shares, with or without a greedy completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from micro_projects.voting.counting.counterfactuals_money import Money, Supporters
from micro_projects.voting.counting.counterfactuals_recount import SharesCount, counterfactuals
from micro_projects.voting.counting.equal_shares_flows import flows
from micro_projects.voting.counting.equal_shares_trace import Flow, Trace
from micro_projects.voting.counting.explain_greedy import outset, with_turn
from micro_projects.voting.counting.explained import Explanation, Part, Shares, plain_number, start_of
from micro_projects.voting.counting.purse import Turn
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.rules import Count

OVER = ("bought_over", "completed_over")


def explain_shares(counted: Count) -> dict[str, Explanation]:
    """Explanations for `mes`, `mes_add1` and both with ``+greedy``."""
    trace = counted.allocation.trace
    assert trace is not None
    who = Supporters(counted.data)
    asked = SharesCount(counted, trace, who, Money(who, trace.start, trace.purchases))
    told = _Told(counted, trace, asked, flows(counted))
    found: dict[str, Explanation] = {}
    for place, turn in enumerate(counted.allocation.turns, start=1):
        project = told.projects[turn.project]
        plain = _with_turn(outset(counted, project, turn, place), turn)
        if turn.outcome == "withdrawn":
            found[project.id] = replace(plain, shares=told.shares(project, turn))
            continue
        tied = [tie.order for tie in counted.ties if project.id in tie.order]
        more, highest = counterfactuals(asked, project, turn.funded)
        found[project.id] = replace(
            plain,
            tied_with=tuple(dict.fromkeys(p for order in tied for p in order if p != project.id)),
            more_votes=more,
            more_of="best",
            highest_cost=highest,
            searched=trace.step is not None,
            shares=told.shares(project, turn),
        )
    return found


def _with_turn(plain: Explanation, turn: Turn) -> Explanation:
    """What the completion, the reserve or its group had to do with it."""
    plain = with_turn(plain, turn)
    over = plain.cost - turn.remaining if turn.outcome in OVER else None
    return replace(plain, over_by=over)


class _Told:
    """The figures of one count."""

    def __init__(self, counted: Count, trace: Trace, asked: SharesCount, known: Mapping[str, Flow]) -> None:
        self.counted, self.trace, self.money, self.flows = counted, trace, asked.money, known
        self.who = asked.who
        self.projects = {project.id: project for project in counted.data.projects}
        self.rounds = {purchase.project: t for t, purchase in enumerate(trace.purchases)}
        self.groups = counted.rule.groups()

    def shares(self, project: Project, turn: Turn) -> Shares:
        """How `project` fared."""
        trace, flow = self.trace, self.flows[project.id]
        plain = Shares(
            course="never",
            start=start_of(trace),
            supporters=flow.votes,
            money=plain_number(flow.start),
            needed=ceil(project.cost / trace.start) if trace.start else None,
            rounds=len(trace.purchases),
        )
        if turn.outcome == "withdrawn":
            return plain
        if project.id in self.rounds:
            return self._bought(plain, self.rounds[project.id], self._own(project))
        own, taken = self._own(project), self._taken(project)
        plain = replace(plain, taken=None if taken is None else taken + 1)
        if taken is not None and len(own) > taken:
            return replace(plain, course="excluded", own=own)
        if flow.start < project.cost:
            return replace(plain, own=())
        return self._spent(plain, project, flow, len(own), own)

    def _bought(self, plain: Shares, t: int, own: tuple[Number, ...]) -> Shares:
        bought = self.trace.purchases[t]
        votes = bought.effective_votes
        return replace(
            plain,
            course="bought",
            round=t + 1,
            price=self._up(bought.price),
            full=bought.full,
            part=bought.part,
            effective=None if votes is None else _hundredths(votes),
            own=own,
        )

    def _spent(self, plain: Shares, project: Project, flow: Flow, t: int, own: tuple[Number, ...]) -> Shares:
        """It dropped out after `t` purchases: start = left + Σ spent, left figured from what each has."""
        rows = self.who.of[project.id]
        left, _ = self.money.pool(t, rows, self.who.weights[rows], None)
        paid = [(self.trace.purchases[r].project, flow.paid[r]) for r in range(t) if flow.paid[r]]
        if flow.start != left + sum(amount for _, amount in paid):
            raise RuntimeError(f"{project.id}: the money of its supporters does not add up")
        printed = _printed([left, *(amount for _, amount in paid)], self.counted.data.step)
        spent = tuple(Part(name, amount) for (name, _), amount in zip(paid, printed[1:], strict=True))
        return replace(plain, course="spent", round=t, left=printed[0], spent=spent, own=own)

    def _own(self, project: Project) -> tuple[Number, ...]:
        """Its effective votes before each purchase while its supporters had enough, up to its own or its group's."""
        rows = self.who.of[project.id]
        weights, found = self.who.weights[rows], []
        for t in range(min(self._last(project) + 1, len(self.trace.purchases))):
            price = self.money.price(t, rows, weights, project.cost) if len(rows) else None
            if price is None:
                break
            found.append(_hundredths(project.cost / price) if price else 0)
        return tuple(found)

    def _last(self, project: Project) -> int:
        """The last purchase before which it could still be bought."""
        taken = self._taken(project)
        return len(self.trace.purchases) if taken is None else taken

    def _taken(self, project: Project) -> int | None:
        """The purchase that bought it, or took its exclusive group."""
        mine = set(self.groups.get(project.id, ()))
        for t, purchase in enumerate(self.trace.purchases):
            if purchase.project == project.id or mine.intersection(self.groups.get(purchase.project, ())):
                return t
        return None

    def _up(self, amount: Fraction) -> Number:
        """Rounded up to the data's step: "at most"."""
        step = self.counted.data.step
        return plain_number(Fraction(ceil(amount / step) * step))


def _hundredths(value: Fraction) -> Number:
    """Rounded down to hundredths."""
    return plain_number(Fraction(floor(value * 100), 100))


def _printed(amounts: Sequence[Fraction], step: Number) -> list[Number]:
    """In whole steps, so that the sum of what is printed is the sum, rounded down: largest remainders go up."""
    whole = [floor(amount / step) for amount in amounts]
    lacking = floor(sum(amounts, Fraction(0)) / step) - sum(whole)
    by_rest = sorted(range(len(amounts)), key=lambda i: (whole[i] - amounts[i] / step, i))
    for i in by_rest[:lacking]:
        whole[i] += 1
    return [plain_number(Fraction(n * step)) for n in whole]
