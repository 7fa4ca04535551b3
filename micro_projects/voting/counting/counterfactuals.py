"""With how many more votes, or at which cost, a greedy kind would have funded a project. Exact and tight.

A project does not influence those ranked before it. So the run of all others, once, tells for every place
it could take whether it is funded there; the further back, the less is left. Both answers are then a
search in that run, and false one step short.

Nothing else changes: not the other projects, and not the number of ballots. In an approval round the
additional votes are therefore those of people who voted and did not choose it, so there can be no more of
them than there are such people, and a least score that was figured from the number of ballots stays what it
is. Where ballots give points, the answer is in points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from micro_projects.voting.counting.purse import Purse, Terms, spend
from micro_projects.voting.counting.round_data import Number, Project, RoundData
from micro_projects.voting.counting.standing import Standing
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


def not_choosing(data: RoundData) -> dict[str, int]:
    """How many ballots do not name each project: as many people could also have chosen it."""
    found = dict.fromkeys((project.id for project in data.projects), data.cast)
    for ballot, times in data.ballots:
        for project in set(ballot.projects):
            found[project] -= times
    return found


class WhatIf:
    """Asks a greedy run what would have been, all else unchanged.

    `contest` are the projects in rank order, `purses` the money before each and at the end, `least` the least
    score. `choosing`: a step more is one more voter who chooses the project and gives it a point; without
    it, a point alone (the two are the same where ballots approve).
    """

    def __init__(
        self,
        standing: Standing,
        terms: Terms,
        contest: Sequence[Project],
        purses: Sequence[Purse],
        least: Number | None = None,
        *,
        choosing: bool = False,
    ) -> None:
        self.standing, self.least = standing, least
        self.step = standing.data.step
        self._choosing = choosing or standing.data.form == "approval"
        self._others = not_choosing(standing.data) if self._choosing else {}
        self._terms = terms
        self._contest, self._purses = list(contest), list(purses)
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

    def more(self, project: Project, others: Others) -> int | None:
        """The least whole number of additional voters (or points) with which `project` would be funded.

        None when it is withdrawn or no number would do: it costs more than the whole budget allows, or even
        if everybody who voted had chosen it, others would come first.
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
            if self._supposed(project, more) > rival:
                more += 1
        return more if not self._choosing or more <= self._others[project.id] else None

    def _supposed(self, project: Project, more: int) -> Key:
        """Its key with so many more points, and voters where they are what is added."""
        standing = self.standing
        votes = standing.votes[project.id] + (more if self._choosing else 0)
        tie = standing.ties.key(project, project.cost, votes, standing.places[project.id], supposed=True)
        return (-(standing.scores[project.id] + more), *tie)

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
