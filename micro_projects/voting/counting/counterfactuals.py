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
class Others:
    """The count without one project: the keys of the others, and the purse before each and at the end."""

    terms: Terms
    keys: list[Key]
    purses: list[Purse]

    def funds(self, project: Project, place: int, cost: Number) -> bool:
        """Whether `project` is funded at `cost` when `place` others come before it."""
        return self.purses[place].look(self.terms, project.id, cost).funded


class WhatIf:
    """Asks a greedy count what would have been, all else unchanged."""

    def __init__(self, counted: Count) -> None:
        allocation = counted.allocation
        assert allocation.terms is not None
        self.standing, self.least = counted.standing, allocation.threshold
        self.step = counted.data.step
        self._terms = allocation.terms
        self._contest, self._purses = list(allocation.contest), list(allocation.purses)
        self._keys = [self.standing.key(project) for project in self._contest]
        self._places = {project.id: place for place, project in enumerate(self._contest)}

    def without(self, project: Project) -> Others:
        """The run of all others. Before `project` it is as it was; behind it, counted anew if needed."""
        at = self._places.get(project.id)
        if at is None:  # withdrawn or below the threshold: it had no turn
            return Others(self._terms, self._keys, self._purses)
        before, after = self._purses[: at + 1], self._purses[at + 2 :]
        if self._purses[at + 1] is not self._purses[at]:  # its turn changed something
            after = spend(self._purses[at], self._terms, self._contest[at + 1 :])[1][1:]
        return Others(self._terms, self._keys[:at] + self._keys[at + 1 :], before + after)

    def more_votes(self, project: Project, others: Others) -> int | None:
        """The least whole number of additional votes (points) that would have funded `project`.

        None when it is withdrawn or no number would do: it costs more than the whole budget allows.
        """
        places = range(len(others.purses))
        fails = bisect_left(places, True, key=lambda n: not others.funds(project, n, project.cost))
        if project.withdrawn or not fails:
            return None
        score = self.standing.scores[project.id]
        more = 0 if self.least is None else max(0, ceil(self.least - score))
        if fails < len(places):  # it must come before the last one that leaves enough
            rival = others.keys[fails - 1]
            more = max(more, ceil(-rival[0] - score))
            if self.standing.supposed_key(project, more) > rival:
                more += 1
        return more

    def highest_cost(self, project: Project, others: Others) -> Number | None:
        """The highest cost at which `project` would have been funded, in steps of the data's unit.

        None when it is withdrawn or would not have been funded at any cost above zero.
        """
        if project.withdrawn or (self.least is not None and self.standing.scores[project.id] < self.least):
            return None
        start = others.purses[0]
        low, high = 0, int((start.remaining + start.allowance) // self.step) + 1
        while high - low > 1:  # a lower cost ranks no later and needs no more: funded at low, not at high
            middle = (low + high) // 2
            cost = middle * self.step
            place = bisect_left(others.keys, self.standing.supposed_key(project, cost=cost))
            if others.funds(project, place, cost):
                low = middle
            else:
                high = middle
        return low * self.step if low else None
