"""What each greedy kind funds, by hand; its parameters; ties and when a lot is needed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from micro_projects.kernel.refusal import Refused
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
from micro_projects.voting.counting.explain import EXPLAINERS
from micro_projects.voting.counting.scores import scores, votes
from micro_projects.voting.counting.words import RULE


def approval(budget: int, **projects: tuple[int, int]) -> RoundData:
    """Project → (votes, cost)."""
    ballots = [Ballot((name,)) for name, (n, _) in projects.items() for _ in range(n)]
    return RoundData(
        tuple(Project(name, cost) for name, (_, cost) in projects.items()), distinct(ballots), budget
    )


def outcomes(counted: Count) -> dict[str, str]:
    """Project → what happened."""
    return {turn.project: turn.outcome for turn in counted.allocation.turns}


ROUND = approval(10, a=(9, 6), b=(8, 5), c=(7, 4), d=(3, 1), e=(1, 0))


@pytest.mark.parametrize(
    ("rule", "winners"),
    [
        (Rule("greedy"), ("a", "c", "e")),
        (Rule("greedy_no_skip"), ("a",)),
        (Rule("greedy_threshold", 7), ("a", "c")),
        (Rule("greedy_threshold", 8), ("a",)),
        (Rule("greedy_no_skip", 9), ("a",)),
        (Rule("greedy", 8), ("a", "c", "e")),
        (Rule("greedy", exclusive={"g": frozenset("ac")}), ("a", "d", "e")),
        (Rule("greedy", overshoot=Fraction(1, 10)), ("a", "b", "e")),
    ],
)
def test_winners_by_hand(rule: Rule, winners: tuple[str, ...]) -> None:
    counted = count(ROUND, rule, Ties())
    assert counted.winners == winners
    assert counted.spent == sum(p.cost for p in ROUND.projects if p.id in winners)


def test_no_skip_stops_with_a_reason_and_passes_over_withdrawn_and_excluded() -> None:
    data = approval(10, a=(9, 6), x=(8, 5), b=(7, 2), c=(6, 5), d=(5, 1))
    gone = RoundData(
        tuple(Project(p.id, p.cost, withdrawn=p.id == "x") for p in data.projects), data.ballots, 10
    )
    counted = count(gone, Rule("greedy_no_skip"), Ties())
    assert outcomes(counted) == {
        "a": "funded",
        "b": "funded",
        "c": "too_dear",
        "d": "after_stop",
        "x": "withdrawn",
    }
    assert explain(counted)["d"].blocked_by == "c"
    excluded = count(data, Rule("greedy_no_skip", exclusive={"g": frozenset("ax")}), Ties())
    assert outcomes(excluded)["x"] == "excluded"
    assert excluded.winners == ("a", "b")


def test_overshoot_is_used_once_and_by_the_last() -> None:
    data = approval(100, a=(9, 60), b=(8, 49), c=(7, 45), d=(6, 5))
    counted = count(data, Rule("greedy", overshoot=Fraction(5, 100)), Ties())
    assert outcomes(counted) == {"a": "funded", "b": "too_dear", "c": "funded_over", "d": "too_dear"}
    why = explain(counted)
    assert (why["c"].over_by, why["d"].remaining, why["d"].shortfall) == (5, 0, 5)


def test_scores_of_each_form() -> None:
    projects = (Project("a", 1), Project("b", 1), Project("c", 1))
    ranked = distinct([Ballot(("a", "b")), Ballot(("b",)), Ballot(("a", "b"))])
    assert scores(RoundData(projects, ranked, 1, "ranked")) == {"a": 4, "b": 3, "c": 0}
    assert scores(RoundData(projects, ranked, 1, "ranked", borda_top=3)) == {"a": 6, "b": 7, "c": 0}
    points = distinct([Ballot(("a", "c"), (2, Fraction(1, 2))), Ballot(("c",), (3,))])
    data = RoundData(projects, points, 1, "points")
    assert scores(data) == {"a": 2, "b": 0, "c": Fraction(7, 2)}
    assert votes(data) == {"a": 1, "b": 0, "c": 2}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule("mes_of_tomorrow"), "unknown_rule"),
        (Rule("greedy_threshold"), "no_threshold"),
        (Rule("greedy", exclusive={"g": frozenset("az")}), "unknown_in_group"),
    ],
)
def test_refusals(rule: Rule, code: str) -> None:
    with pytest.raises(Refused) as no:
        count(ROUND, rule, Ties())
    assert no.value.refusal.code == code
    assert no.value.refusal.why % no.value.facts
    assert no.value.refusal.next % no.value.facts


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: RoundData((Project("a", 1), Project("a", 2)), (), 1),
        lambda: RoundData((Project("a", 1),), ((Ballot(("b",)), 1),), 1),
        lambda: RoundData((Project("a", 1),), ((Ballot(("a",)), 0),), 1),
        lambda: RoundData((Project("a", 1),), ((Ballot(("a",)), 1),), 1, "points"),
        lambda: RoundData((Project("a", 1), Project("b", 1)), ((Ballot(("a", "b")), 1),), 1, "ranked", 1),
        lambda: Ties("lot", {"a": 1, "b": 1}),
        lambda: Rule("greedy", overshoot=Fraction(-1, 2)),
    ],
)
def test_contradictions_are_mistakes(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError):
        wrong()


def test_every_rule_can_be_explained_and_named() -> None:
    assert set(RULES) == set(EXPLAINERS) == set(RULE)


TIED = approval(5, b=(4, 3), a=(4, 3), c=(4, 2))


@pytest.mark.parametrize(
    ("ties", "winners"),
    [
        (Ties("file"), ("b", "c")),
        (Ties("id"), ("a", "c")),
        (Ties("cost"), ("c", "a")),
        (Ties("lot", {"a": 2, "b": 1}), ("c", "b")),
        (Ties("lot", {"a": 1, "b": 2, "c": 3}), ("c", "a")),
    ],
)
def test_tie_rules(ties: Ties, winners: tuple[str, ...]) -> None:
    counted = count(TIED, Rule("greedy"), ties)
    assert counted.winners == winners
    (tie,) = counted.ties
    assert not counted.needs_lot
    assert set(tie.funded) != set(tie.other_funded)
    assert explain(counted)["a"].tie_decided
    assert explain(counted)["a"].tied_with == tuple(p for p in counted.order if p != "a")


def test_more_votes_before_id_in_the_cost_rule() -> None:
    points = distinct([Ballot(("a",), (2,)), Ballot(("b",), (1,)), Ballot(("b",), (1,))])
    data = RoundData((Project("a", 3), Project("b", 3)), points, 3, "points")
    assert count(data, Rule("greedy"), Ties("cost")).winners == ("b",)


def test_a_lot_is_asked_for_only_when_it_decides() -> None:
    open_tie = count(TIED, Rule("greedy"), Ties("lot"))
    (tie,) = open_tie.needs_lot
    assert (tie.decided_by, set(tie.order)) == ("lot", {"a", "b"})
    assert explain(open_tie)["a"].tie_open
    assert not explain(open_tie)["c"].tie_open
    half = count(TIED, Rule("greedy"), Ties("lot", {"a": 1}))
    assert half.needs_lot
    enough = RoundData(TIED.projects, TIED.ballots, 8)
    assert count(enough, Rule("greedy"), Ties("lot")).ties == ()
    assert count(approval(2, a=(1, 3), b=(1, 3)), Rule("greedy"), Ties("lot")).ties == ()


def test_cost_decides_before_the_lot() -> None:
    counted = count(approval(5, a=(4, 4), b=(4, 3)), Rule("greedy"), Ties("lot"))
    (tie,) = counted.ties
    assert (tie.decided_by, tie.order, tie.other_funded) == ("cost", ("b", "a"), ("a",))
    assert not counted.needs_lot


def test_a_dear_project_among_cheap_equals_is_a_tie_that_matters() -> None:
    """Only coming first would have funded it; behind any one of the others it does not fit."""
    (tie,) = count(approval(10, a=(4, 4), b=(4, 4), c=(4, 9)), Rule("greedy"), Ties()).ties
    assert (tie.funded, tie.other_order, tie.other_funded) == (("a", "b"), ("c", "a", "b"), ("c",))
