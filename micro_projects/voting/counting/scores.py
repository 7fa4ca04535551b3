"""Votes and scores of every project, exact and independent of the order of ballots."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from micro_projects.voting.counting.round_data import Ballot, Number, RoundData


def votes(data: RoundData) -> dict[str, int]:
    """How many ballots name each project, in file order.

    A ballot that names one twice counts twice, as the 22 published files with such ballots do.
    """
    found = dict.fromkeys((project.id for project in data.projects), 0)
    once = (ballot.projects for ballot, times in data.ballots if times == 1)
    found.update(Counter(chain.from_iterable(once)))
    for ballot, times in data.ballots:
        if times > 1:
            for project in ballot.projects:
                found[project] += times
    return found


def scores(data: RoundData) -> dict[str, Number]:
    """The figure projects are ranked by: approvals, Borda points or points, by the ballot's form."""
    if data.form == "approval":
        return dict(votes(data))
    found: dict[str, Number] = dict.fromkeys((project.id for project in data.projects), 0)
    for ballot, times in data.ballots:
        for project, points in zip(ballot.projects, points_given(data, ballot), strict=True):
            found[project] += points * times
    return found


def points_given(data: RoundData, ballot: Ballot) -> tuple[Number, ...]:
    """What each named project receives from one ballot."""
    if data.form == "approval":
        return (1,) * len(ballot.projects)
    if data.form == "points":
        return ballot.points
    length = len(ballot.projects)
    top = length if data.borda_top is None else data.borda_top
    return tuple(range(top, top - length, -1))
