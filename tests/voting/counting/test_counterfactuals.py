"""What would have funded a project: every published figure counted again, true at the value, false one step short."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice

from hypothesis import given, settings

from micro_projects.voting.counting import (
    RULES,
    Ballot,
    Count,
    Project,
    RoundData,
    Rule,
    Ties,
    count,
    distinct,
    explain,
)
from micro_projects.voting.counting.standing import Standing
from support.counted_again import Case, at_cost, one_by_one, plain, rounds

GREEDY = ("greedy", "greedy_no_skip", "greedy_threshold")
MANY = settings(max_examples=150, deadline=None)


def choosing_too(case: Case, project: str, voters: tuple[int, ...]) -> bool:
    """Count everything again after these voters (places among all ballots) chose `project` as well."""
    ballots = one_by_one(case[0])
    for at in voters:
        ballots[at] = ballots[at]._replace(projects=(*ballots[at].projects, project))
    return project in count(replace(case[0], ballots=distinct(ballots)), *case[1:]).winners


def with_points(counted: Count, project: str, more: int) -> bool:
    """Count everything again with more points for one project, its ballots as they are."""
    old = counted.standing
    scores = {**old.scores, project: old.scores[project] + more}
    standing = Standing(old.data, old.rule, old.ties, old.votes, scores, old.places)
    return project in RULES[old.rule.name](standing).winners


@MANY
@given(rounds(GREEDY))
def test_the_highest_cost_is_true_and_tight(case: Case) -> None:
    counted = count(*case)
    step = counted.data.step
    limit = int(counted.data.budget * 2 / step) + 2
    for project, why in explain(counted).items():
        if why.outcome == "withdrawn":
            assert why.highest_cost is None
            continue
        if case[2].rule == "lot" and project not in case[2].lot:
            continue
        by_hand = [n for n in range(1, limit + 1) if at_cost(case, project, plain(Fraction(n * step)))]
        assert by_hand == list(range(1, len(by_hand) + 1))
        assert why.highest_cost == (len(by_hand) * step if by_hand else None)
        assert not why.funded or (why.highest_cost is not None and why.highest_cost >= why.cost)


@MANY
@given(rounds(GREEDY))
def test_additional_votes_are_those_of_people_who_voted(case: Case) -> None:
    """Whoever they are; the number of ballots stays, and with it a threshold figured from it."""
    case = (replace(case[0], form="approval", borda_top=None), *case[1:])
    counted = count(*case)
    ballots = one_by_one(case[0])
    for project, why in explain(counted).items():
        assert why.more_of == "voters"
        if why.funded or why.outcome == "withdrawn":
            assert why.more_votes is None
            continue
        free = [at for at, ballot in enumerate(ballots) if project not in ballot.projects]
        enough = [n for n in range(len(free) + 1) if choosing_too(case, project, tuple(free[:n]))]
        assert why.more_votes == (enough[0] if enough else None)
        assert why.more_votes != 0
        assert enough == list(range(enough[0], len(free) + 1)) if enough else True
        if why.more_votes:
            for others in islice(combinations(free, why.more_votes), 5):
                assert choosing_too(case, project, others)


@MANY
@given(rounds(GREEDY))
def test_additional_points_are_true_and_tight(case: Case) -> None:
    counted = count(*case)
    if counted.data.form == "approval":
        return
    for project, why in explain(counted).items():
        assert why.more_of == "points"
        if why.funded or why.outcome == "withdrawn":
            assert why.more_votes is None
            continue
        enough = [n for n in range(40) if with_points(counted, project, n)]
        assert why.more_votes == (enough[0] if enough else None)
        assert bool(enough) != why.beyond
        assert why.more_votes != 0


@MANY
@given(rounds(GREEDY))
def test_a_claim_holds_for_every_lot_nobody_drew(case: Case) -> None:
    data, rule, _ = case
    counted = count(data, rule, Ties("lot"))
    if counted.needs_lot:
        return
    names = [p.id for p in data.projects]
    for project, why in explain(counted).items():
        last = [name for name in sorted(names) if name != project] + [project]
        drawn = (data, rule, Ties("lot", {name: rank for rank, name in enumerate(last)}))
        if why.more_votes is not None and why.more_of == "points":
            assert with_points(count(*drawn), project, why.more_votes)
        if why.highest_cost is not None:
            assert at_cost(drawn, project, why.highest_cost)
            assert not at_cost(drawn, project, plain(Fraction(why.highest_cost + data.step)))


def test_not_even_everybody_would_do() -> None:
    """Ten voted; a least score of twelve, or a rival whom all ten chose and who wins ties, stays out of reach."""
    ballots = (Ballot(("a",)),) * 8 + (Ballot(("a", "b")),) * 2
    data = RoundData((Project("a", 5), Project("b", 5)), distinct(ballots), 5)
    why = explain(count(data, Rule("greedy"), Ties("file")))["b"]
    assert (why.more_votes, why.highest_cost, why.beyond) == (None, None, False)
    why = explain(count(data, Rule("greedy"), Ties("id")))["b"]
    assert why.more_votes is None
    why = explain(count(data, Rule("greedy_threshold", 12), Ties("file")))["b"]
    assert why.more_votes is None
    swapped = replace(data, projects=data.projects[::-1])
    assert explain(count(swapped, Rule("greedy"), Ties("file")))["b"].more_votes == 8
