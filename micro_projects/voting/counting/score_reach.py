"""How far some missing and surplus ballots could move the scores: what stays ahead of what, come what may. Pure.

Missing ballots are taken to say anything the form allows, surplus ones to be any of those counted. Both are bounds
from above, so that what is called fixed here is fixed in every assignment; the reverse is not claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from micro_projects.voting.counting.round_data import Ballot, Number, Project, RoundData
from micro_projects.voting.counting.scores import points_given, scores
from micro_projects.voting.counting.ties import Ties

Least = Callable[[int], Number | None]
"""The threshold for so many counted ballots: never less for more of them. None: there is none."""

CLOSE_LOOKS = 2_000_000
"""Ballots looked at, at most, to say more exactly what removing some of them can do."""

Status = Literal["in", "out", "either"]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a ballot may say: `most` projects, or `points` in all; `budgeted`: any that the budget holds together."""

    most: int
    points: int = 0
    budgeted: bool = False


class Reach:
    """The scores that `missing` ballots more, and `surplus` of the counted ones less, could lead to."""

    def __init__(
        self, data: RoundData, ties: Ties, allowed: Allowed, least: Least, missing: int, surplus: int
    ) -> None:
        self.data, self.ties, self.allowed, self.least = data, ties, allowed, least
        self.cast = data.cast
        self.missing, self.surplus = missing, min(surplus, self.cast)
        self.scores = scores(data)
        self.places = {project.id: place for place, project in enumerate(data.projects)}
        self.choosable = [project for project in data.projects if self._choosable(project)]
        self._may = {project.id for project in self.choosable}
        self._looks = CLOSE_LOOKS // max(1, len(data.ballots))

    def _choosable(self, project: Project) -> bool:
        return not project.withdrawn and not (self.allowed.budgeted and project.cost > self.data.budget)

    @cached_property
    def given(self) -> list[tuple[Mapping[str, Number], int, Ballot]]:
        """What each distinct ballot gives to whom, and how often it was cast."""
        return [(worth(self.data, ballot), times, ballot) for ballot, times in self.data.ballots]

    @cached_property
    def _most_given(self) -> Number:
        return max((max(one.values(), default=0) for one, _, _ in self.given), default=0)

    def one_gives(self, project: str) -> Number:
        """The most that one missing ballot could give to a project, naming no other."""
        if project not in self._may:
            return 0
        if self.data.form == "points":
            return self.allowed.points
        if self.data.form == "ranked":
            return self.data.borda_top or self.allowed.most
        return 1

    def ahead(self, first: Project, second: Project) -> bool:
        """Whether `first` ranks before `second` in every assignment."""
        gap = self.scores[first.id] - self.scores[second.id] - self.missing * self.one_gives(second.id)
        if self.surplus and gap <= self.surplus * self._most_given:
            if self._looks <= 0:
                return False
            self._looks -= 1
            gap -= sum(self.largest(lambda one: one.get(first.id, 0) - one.get(second.id, 0)))
        return gap > 0 or (gap == 0 and self._ahead_when_equal(first, second))

    def _ahead_when_equal(self, first: Project, second: Project) -> bool:
        lot = self.ties.lot
        if self.ties.rule == "file":
            return self.places[first.id] < self.places[second.id]
        if self.ties.rule == "id":
            return first.id < second.id
        if first.cost != second.cost or self.ties.rule == "cost":
            return first.cost < second.cost
        return first.id in lot and second.id in lot and lot[first.id] < lot[second.id]

    def largest(self, worth_of: Callable[[Mapping[str, Number]], Number]) -> Iterator[Number]:
        """The largest values among the counted ballots, as many as are surplus, those above nothing only."""
        left = self.surplus
        values = ((worth_of(one), times) for one, times, _ in self.given)
        for value, times in sorted((pair for pair in values if pair[0] > 0), reverse=True):
            for _ in range(min(times, left)):
                yield value
            left -= min(times, left)

    def status(self, project: Project) -> Status:
        """Whether it is at or above the threshold, or below, in every assignment."""
        score, cast = self.scores[project.id], self.cast
        if self.least(cast) is None:
            return "in"
        if self._at_least(project.id, score, cast):
            return "in"
        for added in range(self.missing + 1):
            least = self.least(cast + added - self.surplus)
            if least is None or score + added * self.one_gives(project.id) >= least:
                return "either"
        return "out"

    def _at_least(self, project: str, score: Number, cast: int) -> bool:
        """Whether it stays at the threshold when all missing ballots are others' and its own are removed."""
        gone = [0, *self.largest(lambda one: one.get(project, 0))]
        for removed in range(self.surplus + 1):
            score -= gone[removed] if removed < len(gone) else 0
            least = self.least(cast + self.missing - removed)
            if least is not None and score < least:
                return False
        return True


def worth(data: RoundData, ballot: Ballot) -> Mapping[str, Number]:
    """What one ballot gives to each project it names."""
    found: dict[str, Number] = {}
    for project, points in zip(ballot.projects, points_given(data, ballot), strict=True):
        found[project] = found.get(project, 0) + points
    return found
