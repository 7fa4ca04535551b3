"""Equal shares against the plainest way of saying it, against another program, and by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.pabulib import read
from support.code import ROOT
from support.plain_shares import RULES, chance_round, plainly

FOLDER = ROOT.parent / "shared" / "data" / "pabulib"
PUBLISHED = sorted(FOLDER.glob("*.pb"))


def outcomes(data: RoundData, rule: Rule) -> dict[str, str]:
    """Project → what happened."""
    return {turn.project: turn.outcome for turn in count(data, rule, Ties("cost")).allocation.turns}


def approval(budget: int, costs: dict[str, int], *ballots: str) -> RoundData:
    """One letter a project; each ballot the letters it names."""
    projects = tuple(Project(name, cost) for name, cost in costs.items())
    return RoundData(projects, distinct(Ballot(tuple(b)) for b in ballots), budget)


@pytest.mark.parametrize("many_ties", [False, True])
def test_every_rule_funds_what_plain_fractions_fund_in_the_same_order(many_ties: bool) -> None:
    for seed in range(400):
        data, rule, ties = chance_round(seed, many_ties=many_ties, forms=("approval", "ranked", "points"))
        rule = replace(rule, name=RULES[seed % len(RULES)])
        assert list(count(data, rule, ties).winners) == plainly(data, rule, ties), (seed, rule)


def by_pabutools(data: RoundData) -> list[str]:
    """The winners in order, ties by name, as `pabutools` has them."""
    from pabutools import election
    from pabutools.rules import method_of_equal_shares

    known = {p.id: election.Project(p.id, p.cost) for p in data.projects if not p.withdrawn}
    instance = election.Instance(known.values(), budget_limit=data.budget)
    ballots = [
        [known[p] for p in b.projects if p in known] for b, times in data.ballots for _ in range(times)
    ]
    profile = election.ApprovalProfile([election.ApprovalBallot(b) for b in ballots], instance=instance)
    if not len(profile):
        return []
    return [p.name for p in method_of_equal_shares(instance, profile, sat_class=election.Cost_Sat)]


@pytest.mark.parametrize("many_ties", [False, True])
def test_the_winners_and_their_order_are_those_of_another_program(many_ties: bool) -> None:
    for seed in range(1000, 1300):
        data, _, _ = chance_round(seed, many_ties=many_ties)
        assert list(count(data, Rule("mes"), Ties("id")).winners) == by_pabutools(data), seed


@pytest.mark.skipif(not PUBLISHED, reason="the published rounds are not beside the project")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.stem)
def test_published_rounds_are_those_of_another_program_too(path: Path) -> None:
    data = read(path.read_bytes()).data()
    if data.form == "points":  # a supporter gave more than 0 points
        pairs = [
            (Ballot(tuple(p for p, n in zip(b.projects, b.points, strict=True) if n > 0)), t)
            for b, t in data.ballots
        ]
        data = replace(data, form="approval", ballots=distinct(b for b, t in pairs for _ in range(t)))
    assert list(count(data, Rule("mes"), Ties("id")).winners) == by_pabutools(data)


def test_by_hand_the_poor_pay_all_they_have() -> None:
    data = approval(12, {"a": 6, "b": 4, "c": 3}, "ab", "ab", "a", "bc")
    counted = count(data, Rule("mes"), Ties("cost"))
    trace = counted.allocation.trace
    assert trace is not None
    assert trace.start == 3
    told = [(p.project, p.rho, p.price, p.full, p.part) for p in trace.purchases]
    # b and a have three votes each, the cheaper first; then the two who paid for b have 5/3 left, the third pays 8/3
    third = Fraction(1, 3)
    assert told == [("b", third, 4 * third, 3, 0), ("a", Fraction(4, 9), 8 * third, 1, 2)]
    assert outcomes(data, Rule("mes")) == {"b": "bought", "a": "bought", "c": "unaffordable"}
    assert outcomes(data, Rule("mes+greedy")) == {"b": "bought", "a": "bought", "c": "too_dear"}


def test_add1_goes_on_after_nothing_more_would_fit_and_counts_the_last_within() -> None:
    # At 3 each, a is bought and nothing else fits in what is left. At 4, b is bought instead: that counts.
    data = approval(8, {"a": 6, "b": 8}, "ab", "b")
    counted = count(data, Rule("mes_add1"), Ties("cost"))
    trace = counted.allocation.trace
    assert trace is not None
    assert counted.winners == ("b",)
    assert (trace.start, trace.raises, trace.dearer) == (9, 5, 14)


def test_add1_ends_when_nothing_is_left_that_more_money_could_buy() -> None:
    data = approval(100, {"a": 6, "b": 8, "c": 5}, "a", "b", "", "")
    counted = count(data, Rule("mes_add1"), Ties("cost"))
    trace = counted.allocation.trace
    assert trace is not None
    assert counted.winners == ("a", "b")
    assert (trace.start, trace.raises, trace.dearer) == (25, 0, None)
    assert count(replace(data, ballots=()), Rule("mes_add1"), Ties("cost")).winners == ()


def test_steps_are_passed_over_only_where_nothing_changes() -> None:
    """Ten thousand small steps end where looking at each would end."""
    data = approval(1000, {"a": 700, "b": 550, "c": 290, "d": 130}, "abc", "ab", "bd", "c", "cd", "a", "d")
    small = count(data, Rule("mes_add1", step=Fraction(1, 100)), Ties("cost")).allocation.trace
    assert small is not None
    assert small.raises > 1000
    rule = Rule("mes_add1", step=1)
    assert list(count(data, rule, Ties("cost")).winners) == plainly(data, rule, Ties("cost"))
    at = [
        count(replace(data, budget=7 * (small.start + Fraction(n, 100))), Rule("mes"), Ties("cost"))
        for n in (0, 1)
    ]
    assert at[0].spent <= 1000 < at[1].spent == small.dearer


def test_the_start_of_add1_is_whole_of_what_the_rule_says() -> None:
    data = approval(1050, {"a": 500, "b": 600}, "a", "ab")
    starts = []
    for whole in (1, 100):
        trace = count(data, Rule("mes_add1", step=100, whole=whole), Ties("cost")).allocation.trace
        assert trace is not None
        starts.append(trace.start - 100 * trace.raises)
    assert starts == [525, 500]


def test_groups_and_allowance() -> None:
    data = approval(12, {"a": 6, "b": 6, "c": 5}, "ab", "ab", "abc", "c")
    rule = Rule("mes", exclusive={"g": frozenset("ab")})
    counted = count(data, rule, Ties("cost"))
    excluded = next(turn for turn in counted.allocation.turns if turn.project == "b")
    assert (excluded.outcome, excluded.by, excluded.group) == ("excluded", "a", "g")
    over = Rule("mes+greedy", exclusive=rule.exclusive, overshoot=Fraction(1, 10))
    short = approval(100, {"a": 60, "b": 49}, "a", "a", "a", "b", "b")
    assert outcomes(short, replace(over, exclusive={})) == {"a": "bought", "b": "completed_over"}
    assert outcomes(short, Rule("mes+greedy")) == {"a": "bought", "b": "too_dear"}


def test_add1_lets_the_last_purchase_go_over_by_the_allowance() -> None:
    data = approval(100, {"a": 60, "b": 45}, "a", "a", "a", "b", "b")
    assert outcomes(data, Rule("mes_add1")) == {"a": "bought", "b": "unaffordable"}
    rule = Rule("mes_add1+greedy", overshoot=Fraction(5, 100))
    counted = count(data, rule, Ties("cost"))
    assert [(t.project, t.outcome, t.remaining) for t in counted.allocation.turns] == [
        ("a", "bought", 100),
        ("b", "bought_over", 40),
    ]
    assert outcomes(data, Rule("mes_add1", overshoot=Fraction(4, 100)))["b"] == "unaffordable"


def test_free_projects_come_first_and_only_with_a_supporter() -> None:
    data = approval(4, {"a": 4, "b": 0, "c": 0}, "ab", "a")
    assert outcomes(data, Rule("mes")) == {"b": "bought", "a": "bought", "c": "unaffordable"}


def test_no_points_are_no_support_and_naming_twice_is_once() -> None:
    ballots = distinct([Ballot(("a", "b"), (0, 2)), Ballot(("a", "b"), (1, 1))])
    data = RoundData((Project("a", 1), Project("b", 2)), ballots, 4, "points")
    trace = count(data, Rule("mes"), Ties("cost")).allocation.trace
    assert trace is not None
    assert [(p.project, p.full) for p in trace.purchases] == [("b", 2), ("a", 1)]
    twice = RoundData((Project("a", 4),), ((Ballot(("a", "a")), 1),), 4)
    assert count(twice, Rule("mes"), Ties("cost")).winners == ("a",)


def test_the_same_without_numpy() -> None:
    """A stranger's Python counts in plain fractions, and gets the same to the last digit."""
    script = (
        "import json, sys\n"
        "if sys.argv[1] == 'without':\n    sys.modules['numpy'] = None\n"
        "from dataclasses import replace\n"
        "from support.plain_shares import RULES, chance_round\n"
        "from micro_projects.voting.counting import count\n"
        "from micro_projects.voting.counting.equal_shares_flows import flows\n"
        "found = []\n"
        "for seed in range(120):\n"
        "    data, rule, ties = chance_round(seed, many_ties=seed % 2 == 0)\n"
        "    counted = count(data, replace(rule, name=RULES[seed % 4]), ties)\n"
        "    found.append(repr((counted.allocation, flows(counted))))\n"
        "print(json.dumps([found, 'numpy.linalg' in sys.modules]))\n"
    )
    told = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", script, how],
                cwd=ROOT,
                env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONHASHSEED": "0"},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for how in ("with", "without")
    ]
    assert [loaded for _, loaded in told] == [True, False]
    assert told[0][0] == told[1][0]
