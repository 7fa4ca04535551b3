"""One project from its birth to its closing, X1–X11, and where its money went."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makers.projects import Works
from micro_projects.funds import queries as ledger
from micro_projects.kernel.money import Money
from micro_projects.notices import queries as notices
from micro_projects.projects import evaluation_actions, queries
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def held(works: Works) -> dict[str, int]:
    return {kind: money.fen // 100 for kind, money in ledger.balances(works.project.id).items()}


def test_from_approval_to_closing(works: Works) -> None:
    works.born()
    assert works.project.state == "funded"
    assert held(works) == {"committed": 18_000}
    works.registered().procuring().quoted(contractor1=16_000).awarded()
    works.contracted()
    assert held(works) == {"committed": 0, "contracted": 16_000}
    works.executing().paid("advance", 4_000)
    works.verified(1).paid("milestone", 3_000, 1)
    assert held(works) == {"committed": 0, "contracted": 9_000, "paid": 6_910, "retention": 90}
    works.verified(2).paid("milestone", 7_000, 2)
    works.accepted()
    assert works.project.state == "accepted"
    works.settled()
    assert works.project.state == "settled"
    assert held(works) == {"committed": 0, "contracted": 0, "paid": 13_700, "retention": 300}
    settlement = queries.settlement(works.project.id)
    assert settlement is not None
    assert settlement.remainder == Money.yuan(2_000)
    works.pass_days(17)
    assert works.project.state == "evaluating"
    for n in range(10, 15):
        with act() as now:
            evaluation_actions.evaluate(works.as_(f"resident{n}"), works.project, n != 10, 4, now)
    works.pass_days(12)
    assert works.project.state == "closed"
    evaluation = queries.evaluation(works.project.id)
    assert evaluation is not None
    assert (evaluation.answers, evaluation.yes, evaluation.satisfaction) == (5, 4, 20)
    works.pass_days(330)
    again = queries.evaluation(works.project.id)
    assert again is not None
    assert again.number == 2
    works.pass_days(3)
    works.paid("retention", 300)
    assert held(works) == {"committed": 0, "contracted": 0, "paid": 14_000, "retention": 0}
    assert {"E1", "E3", "E4", "E5"} <= {n.kind for n in notices.of_subject(works.project.id)}
    assert ledger.reconcile() == []


def test_progress_is_disclosed_every_month_and_silence_as_such(works: Works) -> None:
    works.to_execution()
    works.pass_days(40)
    posted = [n for n in notices.of_subject(works.project.id) if n.kind == "E2"]
    assert posted
    assert len({n.code for n in posted}) == len(posted)
    assert works.now - timedelta(days=40) <= posted[-1].posted_at
