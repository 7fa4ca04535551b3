"""Equal shares: what would have funded a project, counted again for every rule, form, group and allowance."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice

from hypothesis import example, given, settings

from micro_projects.voting.counting import (
    Ballot,
    Project,
    RoundData,
    Rule,
    Ties,
    count,
    distinct,
    explain,
)
from micro_projects.voting.counting.scores import points_given
from support.counted_again import Case, at_cost, plain, rounds

FEW = settings(max_examples=80, deadline=None)
EXACT = ("mes", "mes+greedy")
RAISED = ("mes_add1", "mes_add1+greedy")


def in_points(data: RoundData) -> RoundData:
    """The same round with ranks written as the points they stand for."""
    if data.form != "ranked":
        return data
    ballots = [(Ballot(b.projects, points_given(data, b)), n) for b, n in data.ballots]
    return RoundData(data.projects, tuple(ballots), data.budget, "points")


def with_voters(case: Case, project: str, voters: tuple[int, ...]) -> bool:
    """Count everything again after these voters (places among all ballots) also chose `project`, with a point."""
    data = in_points(case[0])
    ballots = [ballot for ballot, times in data.ballots for _ in range(times)]
    for at in voters:
        points = (*ballots[at].points, 1) if data.form == "points" else ()
        ballots[at] = Ballot((*ballots[at].projects, project), points)
    return project in count(replace(data, ballots=distinct(ballots)), *case[1:]).winners


def free(case: Case, project: str) -> list[int]:
    """The voters who did not name it."""
    ballots = [ballot for ballot, times in in_points(case[0]).ballots for _ in range(times)]
    return [at for at, ballot in enumerate(ballots) if project not in ballot.projects]


@FEW
@given(rounds(EXACT))
def test_the_highest_cost_is_true_and_tight(case: Case) -> None:
    counted = count(*case)
    if counted.needs_lot:
        return
    step = counted.data.step
    limit = int(counted.data.budget * (1 + case[1].overshoot) / step) + 2
    for project, why in explain(counted).items():
        if why.outcome == "withdrawn":
            assert why.highest_cost is None
            continue
        by_hand = [n for n in range(1, limit + 1) if at_cost(case, project, plain(Fraction(n * step)))]
        assert by_hand == list(range(1, len(by_hand) + 1))
        assert why.highest_cost == (len(by_hand) * step if by_hand else None)


@FEW
@given(rounds(EXACT))
def test_additional_supporters_are_the_least_whoever_they_are(case: Case) -> None:
    counted = count(*case)
    if counted.needs_lot:
        return
    for project, why in explain(counted).items():
        if why.funded or why.outcome == "withdrawn":
            assert why.more_votes is None
            continue
        voters = free(case, project)
        assert why.more_of == "best"
        more = len(voters) + 1 if why.more_votes is None else why.more_votes
        assert more > 0
        assert not any(with_voters(case, project, some) for some in combinations(voters, more - 1))
        if why.more_votes is not None:
            assert any(with_voters(case, project, some) for some in combinations(voters, more))


ALL_THEY_HAVE = RoundData(
    (Project("a", 1), Project("b", 1, withdrawn=True), Project("c", 1, withdrawn=True), Project("d", 5)),
    (
        (Ballot(("a", "b", "c", "d"), (1, 0, 0, 1)), 1),
        (Ballot(("a", "b", "d"), (1, 0, 1)), 1),
        (Ballot(("d", "a", "b"), (1, 1, 0)), 1),
    ),
    6,
    "points",
)
"""The supporters of d have exactly its cost, in thirds: a price told by floats alone lies above what anybody has."""


@FEW
@given(rounds(RAISED))
@example((ALL_THEY_HAVE, Rule("mes_add1"), Ties("file")))
def test_raised_starts_are_true_at_the_value_and_false_one_step_short(case: Case) -> None:
    counted = count(*case)
    if counted.needs_lot:
        return
    step = counted.data.step
    for project, why in explain(counted).items():
        if why.outcome == "withdrawn":
            continue
        assert why.searched
        highest = why.highest_cost or 0
        if highest:
            assert at_cost(case, project, highest)
        assert not at_cost(case, project, plain(Fraction(highest + step)))
        if why.more_votes is not None:
            voters = free(case, project)
            tries = islice(combinations(voters, why.more_votes), 500)
            assert any(with_voters(case, project, some) for some in tries)
            tries = islice(combinations(voters, why.more_votes - 1), 500)
            assert not all(with_voters(case, project, some) for some in tries)
