"""With how many more votes, or at which cost, a project would have been funded. Exact and tight.

A project does not influence those ranked before it. So the run of all others, once, tells for every place
it could take whether it is funded there; the further back, the less is left. Both answers are then a
search in that run, and false one step short.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import ceil

from micro_projects.voting.counting.purse import Purse, Terms, spend
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.ties import Key


@dataclass(frozen=True, slots=True)
class _Others:
    """The count without one project: the keys of the others, and the purse before each and at the end."""

    terms: Terms
    keys: list[Key]
    purses: list[Purse]

    def funds(self, project: Project, place: int, cost: Number) -> bool:
        """Whether `project` is funded at `cost` when `place` others come before it."""
        return self.purses[place].look(self.terms, project.id, cost).funded


def _without(counted: Count, project: Project) -> _Others:
    """The run of all others. What came before `project` is as it was; behind it, counted anew if needed."""
    allocation = counted.allocation
    terms = allocation.terms
    assert terms is not None
    contest, purses = list(allocation.contest), list(allocation.purses)
    if project in contest:
        at = contest.index(project)
        del contest[at]
        if purses[at + 1] is purses[at]:  # its turn changed nothing
            del purses[at + 1]
        else:
            purses[at:] = spend(purses[at], terms, contest[at:])[1]
    return _Others(terms, [counted.standing.key(other) for other in contest], purses)


def more_votes(counted: Count, project: Project) -> int | None:
    """The least whole number of additional votes (points) that would have funded `project`.

    None when it is withdrawn or no number would do: it costs more than the whole budget allows.
    """
    others = _without(counted, project)
    places = [n for n in range(len(others.purses)) if others.funds(project, n, project.cost)]
    if project.withdrawn or not places:
        return None
    standing, last = counted.standing, max(places)
    least = counted.allocation.threshold
    score = standing.scores[project.id]
    more = 0 if least is None else max(0, ceil(least - score))
    if last < len(others.keys):  # it must come before this one
        rival = others.keys[last]
        more = max(more, ceil(-rival[0] - score))
        if standing.supposed_key(project, more) > rival:
            more += 1
    return more


def highest_cost(counted: Count, project: Project) -> Number | None:
    """The highest cost at which `project` would have been funded, in steps of the data's unit.

    None when it is withdrawn or would not have been funded at any cost above zero.
    """
    standing, least = counted.standing, counted.allocation.threshold
    if project.withdrawn or (least is not None and standing.scores[project.id] < least):
        return None
    others = _without(counted, project)
    step = counted.data.step
    start = others.purses[0]
    low, high = 0, int((start.remaining + start.allowance) // step) + 1
    while high - low > 1:  # a lower cost ranks no later and needs no more: funded at low, not at high
        middle = (low + high) // 2
        place = bisect_left(others.keys, standing.supposed_key(project, cost=middle * step))
        if others.funds(project, place, middle * step):
            low = middle
        else:
            high = middle
    return low * step if low else None
