"""Properties of every count, against slow and obvious ways of saying the same thing."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.voting.counting import (
    Ballot,
    RoundData,
    Rule,
    Ties,
    count,
    distinct,
    explain,
)
from micro_projects.voting.counting.purse import Purse, Terms, spend
from support.counted_again import one_by_one, rounds

GREEDY = ("greedy", "greedy_no_skip", "greedy_threshold")
MANY = settings(max_examples=100, deadline=None)


@MANY
@given(rounds(GREEDY), st.randoms())
def test_the_order_of_ballots_does_not_matter(case: tuple[RoundData, Rule, Ties], chance: object) -> None:
    data, rule, ties = case
    ballots = one_by_one(data)
    chance.shuffle(ballots)  # type: ignore[attr-defined]
    apart = replace(data, ballots=tuple((ballot, 1) for ballot in ballots))
    one, other = count(data, rule, ties), count(apart, rule, ties)
    assert (one.allocation, explain(one)) == (other.allocation, explain(other))


@MANY
@given(rounds(GREEDY))
def test_twice_the_voters_twice_the_scores_same_winners(case: tuple[RoundData, Rule, Ties]) -> None:
    data, rule, ties = case
    rule = replace(rule, min_score=0)
    double = replace(data, ballots=tuple((ballot, 2 * times) for ballot, times in data.ballots))
    one, other = count(data, rule, ties), count(double, rule, ties)
    assert one.winners == other.winners
    assert {p: 2 * n for p, n in one.scores.items()} == other.scores


@MANY
@given(rounds(GREEDY))
def test_one_more_approval_never_hurts_who_gets_it(case: tuple[RoundData, Rule, Ties]) -> None:
    data, rule, ties = case
    data = replace(data, form="approval", borda_top=None)
    for winner in count(data, rule, ties).winners:
        more = replace(data, ballots=distinct([*one_by_one(data), Ballot((winner,))]))
        assert winner in count(more, rule, ties).winners


@MANY
@given(rounds(GREEDY))
def test_money_and_groups_are_kept(case: tuple[RoundData, Rule, Ties]) -> None:
    data, rule, ties = case
    counted = count(data, rule, ties)
    over = [t for t in counted.allocation.turns if t.outcome == "funded_over"]
    assert counted.spent <= data.budget * (1 + rule.overshoot)
    assert len(over) == (counted.spent > data.budget)
    assert all(len(group & set(counted.winners)) <= 1 for group in rule.exclusive.values())
    assert not any(p.withdrawn and p.id in counted.winners for p in data.projects)
    assert sorted(counted.order) == sorted(p.id for p in data.projects)
    assert list(counted.winners) == [p for p in counted.order if p in counted.winners]


@MANY
@given(rounds(GREEDY))
def test_every_tie_that_mattered_is_reported_and_no_other(case: tuple[RoundData, Rule, Ties]) -> None:
    """Against all orders of all equal projects."""
    counted = count(*case)
    contest, terms = counted.allocation.contest, counted.allocation.terms
    assert terms is not None
    groups = [list(g) for _, g in groupby(contest, key=lambda p: counted.scores[p.id])]
    start = counted.allocation.purses[0]
    at = 0
    for group in groups:
        purse = counted.allocation.purses[at]
        used = funded(purse, terms, group)
        ends = {funded(purse, terms, order) for order in permutations(group)}
        ids = {p.id for p in group}
        reports = [tie for tie in counted.ties if ids.issuperset(tie.order)]
        assert bool(reports) == (ends != {used})
        at += len(group)
    orders = product(*(permutations(group) for group in groups if len(group) < 4))
    if not counted.ties and all(len(group) < 4 for group in groups):
        assert {funded(start, terms, [p for g in order for p in g]) for order in orders} == {
            frozenset(counted.winners)
        }


@MANY
@given(rounds(GREEDY))
def test_a_report_tells_the_truth_about_both_orders(case: tuple[RoundData, Rule, Ties]) -> None:
    counted = count(*case)
    by_id = {p.id: p for p in counted.data.projects}
    terms = counted.allocation.terms
    assert terms is not None
    for tie in counted.ties:
        purse = counted.allocation.purses[counted.order.index(tie.order[0])]
        for order, said in ((tie.order, tie.funded), (tie.other_order, tie.other_funded)):
            assert funded(purse, terms, [by_id[p] for p in order]) == frozenset(said)
        assert sorted(tie.order) == sorted(tie.other_order)
        assert set(tie.funded) != set(tie.other_funded)


@MANY
@given(rounds(GREEDY))
def test_a_full_lot_leaves_nothing_open_and_no_lot_is_asked_for_in_vain(
    case: tuple[RoundData, Rule, Ties],
) -> None:
    data, rule, _ = case
    names = sorted(p.id for p in data.projects)
    ends = set()
    for order in (names, names[::-1], names[1:] + names[:1], names[2:] + names[:2]):
        drawn = count(data, rule, Ties("lot", {name: rank for rank, name in enumerate(order)}))
        assert not drawn.needs_lot
        ends.add(frozenset(drawn.winners))
    if not count(data, rule, Ties("lot")).needs_lot:
        assert len(ends) == 1


def funded(purse: Purse, terms: Terms, order: object) -> frozenset[str]:
    """Who is funded when these come in this order."""
    turns, _ = spend(purse, terms, order)  # type: ignore[arg-type]
    return frozenset(turn.project for turn in turns if turn.funded)
