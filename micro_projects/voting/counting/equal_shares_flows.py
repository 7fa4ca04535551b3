"""What one project's supporters had, paid and have left; and how it stood at each purchase. All exact.

The counted course is gone through again, so a `Count` made under a rule of equal shares is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micro_projects.voting.counting.equal_shares_course import Run
from micro_projects.voting.counting.equal_shares_engine import Shares, shares_of
from micro_projects.voting.counting.equal_shares_trace import Flow, Stand, Trace
from micro_projects.voting.counting.rules import Count


@dataclass(frozen=True, slots=True)
class _Again:
    """A count ready to be gone through again. `places`: project id → place in the data."""

    counted: Count
    trace: Trace
    shares: Shares

    @classmethod
    def of(cls, counted: Count) -> _Again:
        trace = counted.allocation.trace
        if trace is None:
            raise ValueError(f"{counted.rule.name} is no rule of equal shares")
        return cls(counted, trace, shares_of(counted.data, counted.rule))

    def runs(self) -> Iterator[Run]:
        """The same run before each purchase, and after the last."""
        run = self.shares.fresh(self.trace.start / self.shares.electorate.unit)
        yield run
        for purchase in self.trace.purchases:
            run.buy(self.counted.standing.places[purchase.project])
            yield run


def flows(counted: Count) -> dict[str, Flow]:
    """Every project's flow. Raises ValueError for a count by another rule."""
    again = _Again.of(counted)
    *_, run = again.runs()
    unit, found = again.shares.electorate.unit, {}
    for place, project in enumerate(counted.data.projects):
        votes = again.shares.votes(place)
        paid = tuple(amount * unit for amount in run.paid(place))
        found[project.id] = Flow(
            project.id, votes, votes * again.trace.start, paid, run.together(place) * unit
        )
    return found


def stands(counted: Count, project: str) -> tuple[Stand, ...]:
    """`project` before each purchase and after the last; up to its own purchase, or to that of another of its group.
    Raises ValueError for a count by another rule."""
    again = _Again.of(counted)
    place = counted.standing.places[project]
    groups = counted.rule.groups()
    ends = {project, *(other for other in groups if set(groups[other]) & set(groups.get(project, ())))}
    bought = [purchase.project for purchase in again.trace.purchases]
    found: list[Stand] = []
    if place in again.shares.electorate.open and again.shares.votes(place):
        for number, run in enumerate(again.runs()):
            found.append(Stand(number, run.together(place) * again.shares.electorate.unit, run.stand(place)))
            if number < len(bought) and bought[number] in ends:
                break
    return tuple(found)
