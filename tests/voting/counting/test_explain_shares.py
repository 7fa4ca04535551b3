"""Equal shares explained: the figures of every project against the run itself and against plain fractions."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings

from micro_projects.voting import explaining
from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct, explain
from micro_projects.voting.counting.equal_shares_flows import flows, stands
from support.counted_again import Case, rounds

SHARES = ("mes", "mes+greedy", "mes_add1", "mes_add1+greedy")
FEW = settings(max_examples=80, deadline=None)


@FEW
@given(rounds(SHARES))
def test_figures_are_those_of_the_run(case: Case) -> None:
    counted = count(*case)
    trace = counted.allocation.trace
    assert trace is not None
    flow = flows(counted)
    for project, why in explain(counted).items():
        shares = why.shares
        assert shares is not None
        assert (shares.money, shares.supporters) == (flow[project].start, flow[project].votes)
        if why.outcome == "withdrawn":
            continue
        stood = [s for s in stands(counted, project) if s.round < len(trace.purchases)]
        enough = [s for s in stood if s.rho is not None]
        votes = [Fraction(floor(100 / s.rho), 100) if s.rho else 0 for s in enough]
        assert list(shares.own) == votes
        assert [s.round for s in enough] == list(range(len(enough)))
        if shares.course == "bought":
            bought = trace.purchases[shares.round - 1] if shares.round else None
            assert bought is not None
            assert bought.project == project
            assert why.funded
            assert shares.own[-1:] == (shares.effective or 0,)
            assert shares.price is not None
            assert 0 <= shares.price - bought.price < counted.data.step
        if shares.course == "spent":
            assert shares.round is not None
            assert shares.left is not None
            assert shares.round == len(enough)
            step = counted.data.step
            assert shares.left + sum(p.amount for p in shares.spent) == floor(shares.money / step) * step
            paid = dict(
                zip((p.project for p in trace.purchases), flow[project].paid[: shares.round], strict=False)
            )
            assert {p.project for p in shares.spent} == {name for name, amount in paid.items() if amount}
            assert all(abs(p.amount - paid[p.project]) < step for p in shares.spent)
        if shares.course == "never":
            assert shares.money < why.cost
            assert shares.needed is None or shares.needed > shares.supporters
            assert shares.needed is None or (shares.needed - 1) * shares.start.share < why.cost
        assert explaining.read(explaining.kept(why)) == why


@FEW
@given(rounds(("greedy", "greedy_no_skip", "greedy_threshold")))
def test_what_is_kept_of_the_greedy_kinds_is_read_back(case: Case) -> None:
    for why in explain(count(*case)).values():
        assert explaining.read(explaining.kept(why)) == why


def a_round(rule: str, budget: int = 12, **more: object) -> RoundData:
    """Ten voters: six for the bridge, of whom five also for the well; four for the lamp."""
    ballots = [Ballot(("bridge", "well"))] * 5 + [Ballot(("bridge",))] + [Ballot(("lamp",))] * 4
    costs = {"bridge": 6, "well": 5, "lamp": 5}
    return RoundData(tuple(Project(name, cost) for name, cost in costs.items()), distinct(ballots), budget)


def test_by_hand() -> None:
    """Each has 1.2. The bridge costs six voters 1 each; of the well's five each then has 0.2 left; the lamp's
    four never had 5."""
    why = explain(count(a_round("mes"), Rule("mes"), Ties("cost")))
    bridge, well, lamp = (why[name].shares for name in ("bridge", "well", "lamp"))
    assert bridge is not None
    assert well is not None
    assert lamp is not None
    assert (bridge.course, bridge.round, bridge.price, bridge.full, bridge.effective) == (
        "bought",
        1,
        1,
        6,
        6,
    )
    assert (well.course, well.round, well.money, well.left) == ("spent", 1, 6, 1)
    assert [(part.project, part.amount) for part in well.spent] == [("bridge", 5)]
    assert well.own == (5,)
    assert (lamp.course, lamp.money, lamp.needed, lamp.own) == ("never", Fraction(24, 5), 5, ())
    assert (why["lamp"].more_votes, why["lamp"].highest_cost) == (1, 4)
    assert why["well"].more_votes == 1  # then six would pay for either, and the lower cost comes first


@pytest.mark.parametrize("rule", SHARES)
def test_a_sum_that_does_not_add_up_is_not_published(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from micro_projects.voting.counting import explain_shares

    counted = count(a_round(rule), Rule(rule), Ties("cost"))
    if explain(counted)["well"].shares.course != "spent":  # type: ignore[union-attr]
        return
    wrong = {
        name: type(flow)(flow.project, flow.votes, flow.start + 1, flow.paid, flow.left)
        for name, flow in flows(counted).items()
    }
    monkeypatch.setattr(explain_shares, "flows", lambda _: wrong)
    with pytest.raises(RuntimeError, match="does not add up"):
        explain(counted)
