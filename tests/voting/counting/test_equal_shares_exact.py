"""Floats never decide: rounds made to mislead them; what cannot change the winners; ties against every order."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from micro_projects.voting.counting import Ballot, Count, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting import equal_shares_numpy as floats
from micro_projects.voting.counting.equal_shares_flows import flows, stands
from support.counted_again import Case, one_by_one, rounds
from support.plain_shares import RULES, close_round, plainly, supported

MANY = settings(max_examples=120, deadline=None)
CLOSE = range(520)
BY_ID = Ties("id")


def test_what_floats_cannot_tell_is_told_exactly() -> None:
    for seed in CLOSE:
        data = close_round(seed)
        assert list(count(data, Rule("mes"), BY_ID).winners) == plainly(data, Rule("mes"), BY_ID), seed


def test_without_a_margin_floats_would_decide_and_be_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rounds above are hard enough: with no room for error some of them come out otherwise."""
    monkeypatch.setattr(floats, "ULP", 0.0)
    monkeypatch.setattr(floats, "NEAR", 1.0)
    told = [list(count(close_round(seed), Rule("mes"), BY_ID).winners) for seed in CLOSE]
    assert told != [plainly(close_round(seed), Rule("mes"), BY_ID) for seed in CLOSE]


def test_a_margin_that_always_asks_integers_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = [count(close_round(seed), Rule("mes"), BY_ID).allocation for seed in range(60)]
    monkeypatch.setattr(floats, "ULP", 1e-3)
    assert counted == [count(close_round(seed), Rule("mes"), BY_ID).allocation for seed in range(60)]


def test_one_fen_too_little_is_too_little() -> None:
    """10⁹ voters have 10¹² together: the project is bought at that and not at one more, whatever they paid before."""
    ballots = ((Ballot(("a", "b")), 10**9 - 7), (Ballot(("a", "b", "c")), 7))
    for more in (0, 1):
        costs = {"a": 10**11 + 1, "b": 10**12 - 10**11 - 1 + more, "c": 10**12}
        data = RoundData(tuple(Project(name, cost) for name, cost in costs.items()), ballots, 10**12)
        assert count(data, Rule("mes"), Ties("file")).winners == (("a",) if more else ("a", "b"))


def test_more_voters_than_a_float_can_count() -> None:
    ballots = ((Ballot(("a",)), 2**53), (Ballot(("b",)), 2**53 + 1))
    data = RoundData((Project("a", 5), Project("b", 5)), ballots, 100)
    assert count(data, Rule("mes"), BY_ID).winners == ("b", "a")


# What cannot change the winners


@MANY
@given(rounds(RULES), st.randoms())
def test_the_order_of_ballots_does_not_matter(case: Case, chance: object) -> None:
    data, rule, ties = case
    ballots = one_by_one(data)
    chance.shuffle(ballots)  # type: ignore[attr-defined]
    apart = replace(data, ballots=tuple((ballot, 1) for ballot in ballots))
    assert count(apart, rule, ties).allocation == count(data, rule, ties).allocation


@MANY
@given(rounds((*RULES, "greedy", "greedy_no_skip")), st.randoms())
def test_the_order_of_projects_matters_only_where_the_tie_rule_says_so(case: Case, chance: object) -> None:
    data, rule, ties = case
    assume(ties.rule != "file")
    projects = list(data.projects)
    chance.shuffle(projects)  # type: ignore[attr-defined]
    other = count(replace(data, projects=tuple(projects)), rule, ties)
    one = count(data, rule, ties)
    assert (other.winners, set(other.ties)) == (one.winners, set(one.ties))


@MANY
@given(rounds(("mes", "mes+greedy", "greedy", "greedy_no_skip")))
def test_twice_the_voters_same_winners(case: Case) -> None:
    data, rule, ties = case
    rule = replace(rule, min_score=0)
    twice = replace(data, ballots=tuple((ballot, 2 * times) for ballot, times in data.ballots))
    assert count(twice, rule, ties).winners == count(data, rule, ties).winners


@MANY
@given(rounds((*RULES, "greedy")), st.integers(0, 8))
def test_a_file_split_in_two_and_joined_counts_the_same(case: Case, at: int) -> None:
    data, rule, ties = case
    ballots = one_by_one(data)
    parts = [distinct(ballots[at:]), distinct(ballots[:at])]
    joined = replace(
        data, ballots=distinct(ballot for part in parts for ballot, times in part for _ in range(times))
    )
    assert count(joined, rule, ties).allocation == count(data, rule, ties).allocation


@MANY
@given(rounds(("greedy", "greedy_no_skip", "greedy_threshold")), st.data())
def test_greedy_a_funded_project_stays_funded_when_a_ballot_names_it_too(
    case: Case, chosen: st.DataObject
) -> None:
    data, rule, ties = case
    data = replace(data, form="approval", borda_top=None)
    for winner in count(data, rule, ties).winners:
        ballots = one_by_one(data)
        without = [n for n, ballot in enumerate(ballots) if winner not in ballot.projects]
        if without:
            at = chosen.draw(st.sampled_from(without))
            ballots[at] = Ballot((*ballots[at].projects, winner))
            assert winner in count(replace(data, ballots=distinct(ballots)), rule, ties).winners


@MANY
@given(rounds(RULES))
def test_money_groups_and_outcomes_are_kept(case: Case) -> None:
    data, rule, ties = case
    counted = count(data, rule, ties)
    over = [t for t in counted.allocation.turns if t.outcome.endswith("_over")]
    assert counted.spent <= data.budget * (1 + rule.overshoot)
    assert len(over) == (counted.spent > data.budget)
    assert all(len(group & set(counted.winners)) <= 1 for group in rule.exclusive.values())
    assert not any(p.withdrawn and p.id in counted.winners for p in data.projects)
    assert sorted(counted.order) == sorted(p.id for p in data.projects)
    assert list(counted.winners) == [p for p in counted.order if p in counted.winners]


# The trace


@MANY
@given(rounds(RULES))
def test_what_supporters_had_is_what_they_paid_and_have(case: Case) -> None:
    """Against every voter's purse, emptied by hand along the trace."""
    data, rule, ties = case
    counted = count(data, rule, ties)
    trace = counted.allocation.trace
    assert trace is not None
    told = flows(counted)
    voters = [set(supported(data, ballot)) for ballot in one_by_one(data)]
    left = [trace.start] * len(voters)
    payments = []
    for purchase in trace.purchases:
        paid = [
            min(m, purchase.price) if purchase.project in names else Fraction(0)
            for m, names in zip(left, voters, strict=True)
        ]
        assert sum(paid) == purchase.cost
        assert purchase.rho * purchase.cost == purchase.price
        backers = [m for m, names in zip(left, voters, strict=True) if purchase.project in names]
        assert purchase.full == sum(m >= purchase.price for m in backers)
        assert purchase.part == sum(0 < m < purchase.price for m in backers)
        left = [m - p for m, p in zip(left, paid, strict=True)]
        payments.append(paid)
    for project in data.projects:
        mine = [n for n, names in enumerate(voters) if project.id in names]
        flow = told[project.id]
        assert flow.votes == len(mine)
        assert flow.paid == tuple(sum((paid[n] for n in mine), Fraction(0)) for paid in payments)
        assert flow.left == sum((left[n] for n in mine), Fraction(0))
        assert flow.start == flow.left + sum(flow.paid) == len(mine) * trace.start
        check_stands(counted, project, flow.start, flow.paid)


def check_stands(counted: Count, project: Project, start: Fraction, paid: tuple[Fraction, ...]) -> None:
    """Its money before each purchase, and ρ as long as it could be bought."""
    trace = counted.allocation.trace
    assert trace is not None
    bought = {p.project: p for p in trace.purchases}
    told = stands(counted, project.id)
    assert [stand.round for stand in told] == list(range(len(told)))
    for stand in told:
        assert stand.money == start - sum(paid[: stand.round])
        assert (stand.rho is None) == (stand.money < project.cost)
    if project.id in bought:
        assert told[-1].rho == bought[project.id].rho


# Ties


@settings(max_examples=150, deadline=None)
@given(rounds(RULES))
def test_a_lot_is_asked_for_when_and_only_when_some_draw_would_fund_others(case: Case) -> None:
    """Against every draw of the lot."""
    data, rule, _ = case
    assume(len(data.projects) <= 4)
    names = [project.id for project in data.projects]
    draws = [
        count(data, rule, Ties("lot", {name: rank for rank, name in enumerate(order)}))
        for order in permutations(names)
    ]
    assert not any(drawn.needs_lot for drawn in draws)
    differ = len({frozenset(drawn.winners) for drawn in draws}) > 1
    assert bool(count(data, rule, Ties("lot")).needs_lot) == differ


@MANY
@given(rounds(RULES))
def test_a_report_tells_the_truth_about_both_orders(case: Case) -> None:
    """Counted with the other order, the funded are those told."""
    data, rule, _ = case
    names = sorted(project.id for project in data.projects)
    ties = Ties("lot", {name: rank for rank, name in enumerate(names)})
    counted = count(data, rule, ties)
    for tie in counted.ties:
        assert sorted(tie.order) == sorted(tie.other_order)
        assert set(tie.funded) != set(tie.other_funded)
        if tie.decided_by == "lot":
            moved = iter(tie.other_order)
            order = [next(moved) if name in tie.order else name for name in names]
            other = count(data, rule, Ties("lot", {name: rank for rank, name in enumerate(order)}))
            told = set(tie.funded) | set(tie.other_funded)
            assert set(counted.winners) & told == set(tie.funded)
            assert set(other.winners) & told == set(tie.other_funded)
