"""What goes otherwise: too few quotations, upheld objections, replacement, variations, refusals, termination."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from makers.projects import CREDIT, SUPERVISOR, Works
from micro_projects.extensions import db
from micro_projects.funds import queries as ledger
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import queries as notices
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.projects import (
    acceptance_actions,
    actions,
    asked_queries,
    contract_actions,
    desk_queries,
    evaluation_actions,
    milestone_actions,
    payment_actions,
    procurement_actions,
    queries,
    rules,
    settlement_actions,
    variation_actions,
)
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def refused(code: str, do: Callable[[Any], Any]) -> Refused:
    """`do(now)` inside an act is refused with `code`."""
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code
    return caught.value


def told(works: Works, kind: str) -> dict[str, Any]:
    """The facts of the only disclosure of `kind` about the project."""
    body = db.session.scalars(
        sa.select(ContentPart.body)
        .join(LogEntry, sa.and_(LogEntry.log_id == ContentPart.log_id, LogEntry.index == ContentPart.index))
        .where(LogEntry.kind == kind, LogEntry.subject_code == works.code, ContentPart.name == "facts")
    ).one()
    assert body is not None
    facts: dict[str, Any] = json.loads(body)
    return facts


def upheld(works: Works, kind: str, outcome: str) -> None:
    with act() as now:
        found = notices.newest(works.project.id, kind)
        assert found is not None
        by = works.as_("officer2")
        calls("objection_upheld", "project", works.project.id, found[0], outcome, by, now)


# -- X3 -----------------------------------------------------------------------------------------------


def test_three_quotations_from_fifty_thousand_on(works: Works) -> None:
    works.born(Money.yuan(50_000)).registered().procuring().quoted(contractor1=48_000, contractor2=47_000)
    firm = queries.contractor_of(works.as_("contractor2").id)
    assert firm is not None
    officer, project = works.as_("officer"), works.project
    refused(
        "too_few_quotations", lambda now: procurement_actions.award(officer, project, firm.id, "最低价", now)
    )
    with act() as now:
        procurement_actions.reinvite(officer, project, "再邀请", now + timedelta(days=1), now)
    works.quoted(contractor2=47_000)
    refused("already_reinvited", lambda now: _again(works, now))
    refused("reason_needed", lambda now: procurement_actions.award(officer, project, firm.id, "", now))
    with act() as now:
        procurement_actions.award(officer, works.project, firm.id, "第二次仍不足三家", now)
    award = queries.award(works.project.id)
    assert award is not None
    assert award.amount == Money.yuan(47_000)


def _again(works: Works, now: Any) -> None:
    procurement_actions.reinvite(works.as_("officer"), works.project, "第三次", now + timedelta(days=1), now)


def test_quotations_stay_sealed_and_come_in_time(works: Works, client: Any) -> None:
    works.born().registered().procuring()
    with act() as now:
        procurement_actions.quote(works.as_("contractor1"), works.project, Money.yuan(12_345), "含安装", now)
    assert "12,345" not in client.get(f"/projects/{works.code}/procurement").get_data(as_text=True)
    refused(
        "not_yet_open",
        lambda now: procurement_actions.open_quotations(works.as_("worker1"), works.project, now),
    )
    works.pass_days(1)
    refused(
        "quoting_over",
        lambda now: procurement_actions.quote(
            works.as_("contractor2"), works.project, Money.yuan(9), "", now
        ),
    )
    with act() as now:
        procurement_actions.open_quotations(works.as_("worker1"), works.project, now)
    assert "12,345" in client.get(f"/projects/{works.code}/procurement").get_data(as_text=True)


def test_a_quotation_above_the_money_is_not_awarded(works: Works) -> None:
    works.born().registered().procuring().quoted(contractor1=18_001)
    firm = queries.contractor_of(works.as_("contractor1").id)
    assert firm is not None
    refused(
        "too_dear",
        lambda now: procurement_actions.award(works.as_("officer"), works.project, firm.id, "唯一", now),
    )


def test_no_contract_before_e1_is_over(works: Works) -> None:
    works.born().registered().procuring().quoted()
    firm = queries.contractor_of(works.as_("contractor1").id)
    assert firm is not None
    with act() as now:
        procurement_actions.award(works.as_("officer"), works.project, firm.id, "报价合理", now)
    refused("notice_running", lambda now: _contract(works, now))


def _contract(works: Works, now: Any, **terms: int) -> None:
    contract_actions.contract(works.as_("officer"), works.project, works.terms(**terms), works.parts(), now)


def test_an_upheld_objection_to_the_award_cancels_it(works: Works) -> None:
    works.born().registered().procuring().quoted(contractor1=16_000, contractor2=17_000).awarded()
    upheld(works, "E1", "substance")
    assert queries.award(works.project.id) is None
    assert works.project.state == "procuring"
    refused("no_award", lambda now: _contract(works, now))
    works.awarded("contractor2")
    refused("over_approved", lambda now: _contract(works, now, amount=17_001, advance=0))


# -- X4 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "plan", "terms"),
    [
        ("weights", ((30, 3_000), (60, 7_000)), {}),
        ("weights", ((100, 3_000), (0, 0)), {}),
        ("plan_over_contract", ((30, 3_000), (70, 9_001)), {}),
        ("advance_over", ((30, 0), (70, 0)), {"advance": 4_801}),
    ],
)
def test_a_plan_that_does_not_add_up(
    works: Works, code: str, plan: tuple[tuple[int, int], ...], terms: dict[str, int]
) -> None:
    works.born().registered().procuring().quoted().awarded()
    refused(
        code,
        lambda now: contract_actions.contract(
            works.as_("officer"), works.project, works.terms(**terms), works.parts(plan), now
        ),
    )


def test_replacing_a_contractor_keeps_the_rest_of_the_money(works: Works) -> None:
    works.to_execution().verified(1)
    officer = works.as_("officer")
    refused("work_unpaid", lambda now: procurement_actions.replace(officer, works.project, "停工", now))
    works.paid("milestone", 3_000, 1)
    with act() as now:
        procurement_actions.replace(officer, works.project, "长期停工", now)
    assert works.project.state == "procuring"
    assert ledger.balance(works.project.id, "committed") == Money.yuan(13_000)
    with act() as now:
        procurement_actions.reinvite(officer, works.project, "余下工作", now + timedelta(days=1), now)
    works.quoted(contractor2=13_000).awarded("contractor2")
    with act() as now:
        contract_actions.contract(
            officer, works.project, works.terms(13_000, 0), works.parts(((100, 13_000),)), now
        )
    assert works.project.state == "contracted"
    assert ledger.reconcile() == []


# -- X5 -----------------------------------------------------------------------------------------------


def test_nobody_but_the_drawn_supervisor_inspects_and_nobody_their_own_work(works: Works) -> None:
    works.to_execution().delivered(1)
    with act() as now:
        from micro_projects.people import actions as people

        other = works.as_("resident31").id
        people.hold(
            works.as_("admin"), works.founded.community, other, "supervisor", works.today(), None, now
        )

    def inspects(login: str) -> Callable[[Any], None]:
        one = queries.milestone(works.project.id, 1)
        return lambda now: milestone_actions.inspect(works.as_(login), works.project, one, True, "", now)

    refused("not_supervisor", inspects("resident31"))
    refused("not_allowed", inspects("worker1"))
    one = queries.milestone(works.project.id, 1)
    refused(
        "wrong_state",
        lambda now: milestone_actions.verify(works.as_("worker1"), works.project, one, True, "", now),
    )
    refused(
        "not_your_contract",
        lambda now: milestone_actions.deliver(
            works.as_("contractor2"), works.project, queries.milestone(works.project.id, 2), "冒领", None, now
        ),
    )


def test_a_failed_inspection_sends_it_back_with_a_reason(works: Works) -> None:
    works.to_execution().delivered(1)
    one = queries.milestone(works.project.id, 1)
    supervisor = works.as_(SUPERVISOR)
    refused(
        "reason_needed",
        lambda now: milestone_actions.inspect(supervisor, works.project, one, False, "", now),
    )
    with act() as now:
        milestone_actions.inspect(supervisor, works.project, one, False, "椅背松动", now)
    assert queries.milestone(works.project.id, 1).state == "planned"
    works.verified(1)
    contract = queries.contract(works.project.id)
    assert contract is not None
    assert queries.progress(contract.id) == 30


def test_overdue_steps_are_disclosed_once_with_their_holder(works: Works) -> None:
    works.to_execution()
    works.pass_days(12)
    works.pass_days(1)
    told = db.session.scalars(
        sa.select(LogEntry.sentence_facts).where(LogEntry.kind == "project.overdue")
    ).all()
    assert len(told) == 1
    assert "承接单位" in told[0]


def test_a_suspended_project_waits_with_its_reason(works: Works) -> None:
    works.to_execution()
    officer = works.as_("officer")
    refused("reason_needed", lambda now: actions.suspend(officer, works.project, " ", now))
    with act() as now:
        actions.suspend(officer, works.project, "雨季", now)
    refused("not_running", lambda now: _deliver(works, now))
    with act() as now:
        actions.resume(officer, works.project, "天晴", now)
    assert works.project.state == "executing"


def _deliver(works: Works, now: Any) -> None:
    one = queries.milestone(works.project.id, 1)
    milestone_actions.deliver(works.as_("contractor1"), works.project, one, "完成", None, now)


# -- X6 -----------------------------------------------------------------------------------------------


def varied(works: Works, yuan: int, *, scope: bool = False, days: int = 0) -> None:
    with act() as now:
        variation_actions.propose_variation(
            works.as_("worker1"),
            works.project,
            queries.milestone(works.project.id, 2),
            Money.yuan(yuan),
            days,
            scope,
            "地基比预计深",
            now,
        )


def confirmed(works: Works) -> None:
    with act() as now:
        variation_actions.confirm_variation(works.as_("officer"), works.project, now)


def test_a_small_variation_takes_effect_at_once_out_of_the_reserve(works: Works) -> None:
    works.to_execution()
    varied(works, 1_600)
    confirmed(works)
    assert ledger.balance(works.project.id, "contracted") == Money.yuan(17_600)
    assert ledger.balance(works.cycle_id, "variation_reserve") == Money.yuan(98_400)


def test_a_variation_that_takes_money_away_gives_it_back_to_the_pool(works: Works) -> None:
    works.to_execution().paid("advance", 4_000)
    pool = ledger.balance(works.cycle_id, "pool")
    refused("over_reduced", lambda now: _vary(works, now, -7_001))
    varied(works, -1_500)
    confirmed(works)
    assert ledger.balance(works.project.id, "contracted") == Money.yuan(16_000 - 4_000 - 1_500)
    assert ledger.balance(works.cycle_id, "pool") == pool + Money.yuan(1_500)
    assert ledger.balance(works.cycle_id, "variation_reserve") == Money.yuan(100_000)
    assert ledger.total(works.project.id, "reduce") == Money.yuan(1_500)
    facts = told(works, "money.reduce")
    assert (facts["fen"], facts["council"]) == (-150_000, False)
    assert [(p["fen"], p["from"], p["to"]) for p in facts["postings"]] == [(150_000, "contracted", "pool")]
    assert ledger.reconcile() == []


def test_the_sum_of_variations_goes_to_the_council_and_through_e6(works: Works) -> None:
    works.to_execution()
    varied(works, 1_000)
    confirmed(works)
    varied(works, 601)
    assert [d.code for d in calls("agenda_due", "project.vary", works.founded.community, works.now)] == [
        works.code
    ]
    refused(
        "needs_council",
        lambda now: variation_actions.confirm_variation(works.as_("officer"), works.project, now),
    )
    with act() as now:
        calls("motion_decided", "project.vary", works.project.id, "carry", works.as_("moderator"), now)
    confirmed(works)
    assert ledger.balance(works.project.id, "contracted") == Money.yuan(17_000)
    works.pass_days(10)
    assert ledger.balance(works.project.id, "contracted") == Money.yuan(17_601)


def test_a_lost_motion_or_an_upheld_objection_ends_a_variation(works: Works) -> None:
    works.to_execution()
    varied(works, 0, scope=True)
    with act() as now:
        calls("motion_decided", "project.vary", works.project.id, "lose", works.as_("moderator"), now)
    varied(works, 0, scope=True)
    with act() as now:
        calls("motion_decided", "project.vary", works.project.id, "carry", works.as_("moderator"), now)
    confirmed(works)
    upheld(works, "E6", "substance")
    assert [v.state for v in queries.variations(works.project.id)] == ["lost", "void"]


def test_no_variation_passes_the_cap(works: Works) -> None:
    works.born(Money.yuan(199_000)).registered().procuring()
    works.quoted(
        contractor1=16_000, contractor2=17_000, contractor3=18_000
    ).awarded().contracted().executing()
    refused("over_cap", lambda now: _vary(works, now, 1_001))


def _vary(works: Works, now: Any, yuan: int) -> None:
    one = queries.milestone(works.project.id, 2)
    words = (Money.yuan(yuan), 0, False, "追加")
    variation_actions.propose_variation(works.as_("worker1"), works.project, one, *words, now)


def test_more_time_moves_the_dates(works: Works) -> None:
    works.to_execution()
    before = queries.milestone(works.project.id, 2).due_on
    varied(works, 0, days=7)
    confirmed(works)
    assert queries.milestone(works.project.id, 2).due_on == before + timedelta(days=7)


# -- X7 -----------------------------------------------------------------------------------------------


def test_a_payment_takes_three_people(works: Works) -> None:
    from micro_projects.people import actions as people

    works.to_execution().verified(1)
    number = works.requested("milestone", 3_000, 1)
    with act() as now:
        worker = works.as_("worker1").id
        place = works.founded.subdistrict
        people.hold(works.as_("admin"), place, worker, "finance", works.today(), None, now)
    with act() as now:
        payment_actions.verify_payment(
            works.as_("worker1"), works.project, queries.payment(works.project.id, number), now
        )
    refused("own_work", lambda now: _release(works, now, number, "worker1"))
    refused("not_allowed", lambda now: _release(works, now, number, "officer"))
    with act() as now:
        _release(works, now, number, "finance")
    assert ledger.balance(works.project.id, "paid") == Money.yuan(2_910)
    refused("wrong_state", lambda now: _release(works, now, number, "finance"))


def _release(works: Works, now: Any, number: int, login: str) -> None:
    request = queries.payment(works.project.id, number)
    payment_actions.release_payment(works.as_(login), works.project, request, now)


def test_what_is_not_verified_or_planned_is_not_billed(works: Works) -> None:
    works.to_execution()
    words = refused("not_payable", lambda now: _request(works, now, "milestone", 3_000, 1))
    assert "节点还没有核实" in str(words.facts["conditions"])
    works.verified(1)
    refused("not_payable", lambda now: _request(works, now, "milestone", 3_001, 1))
    refused("not_payable", lambda now: _request(works, now, "advance", 4_001))
    refused("not_payable", lambda now: _request(works, now, "retention", 1))


def _request(works: Works, now: Any, kind: str, yuan: int, number: int = 0, invoice: str = "x") -> None:
    one = queries.milestone(works.project.id, number) if number else None
    invoice_ = (CREDIT.format(n=1), invoice)
    payment_actions.request_payment(
        works.as_("contractor1"), works.project, kind, one, Money.yuan(yuan), invoice_, now
    )


def test_an_invoice_is_used_once_anywhere(works: Works) -> None:
    works.to_execution().requested("advance", 1_000, invoice="0001")
    refused("invoice_used", lambda now: _request(works, now, "advance", 1_000, invoice="0001"))
    with act() as now:
        payment_actions.return_payment(
            works.as_("worker1"), works.project, queries.payment(works.project.id, 1), "金额不符", now
        )
    works.requested("advance", 900, invoice="0001")


def test_a_supervisors_hold_stops_a_payment_in_words(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    works.to_execution()
    number = works.requested("advance", 1_000)
    with act() as now:
        payment_actions.verify_payment(
            works.as_("worker1"), works.project, queries.payment(works.project.id, number), now
        )
    listeners: Any = calls._listeners
    monkeypatch.setitem(
        listeners, ("payment_holds", "project"), [lambda project_id: ["监督员发现椅背松动。"]]
    )
    words = refused("payment_blocked", lambda now: _release(works, now, number, "finance"))
    assert "监督员发现椅背松动。" in str(words.facts["conditions"])


# -- X8 -----------------------------------------------------------------------------------------------


def test_acceptance_waits_for_every_milestone_and_the_supervisor(works: Works) -> None:
    works.to_execution().verified(1)
    contractor = works.as_("contractor1")
    refused(
        "acceptance_early",
        lambda now: acceptance_actions.request_acceptance(contractor, works.project, "完成", now),
    )
    works.verified(2)
    with act() as now:
        acceptance_actions.request_acceptance(contractor, works.project, "完成", now)
    refused("not_cosigned", lambda now: _accept(works, now))
    with act() as now:
        acceptance_actions.cosign(works.as_(SUPERVISOR), works.project, [1], "第一步没有做完", now)
    assert works.project.state == "rectifying"
    works.accepted()
    assert works.project.state == "accepted"


def _accept(works: Works, now: Any) -> None:
    acceptance_actions.accept(works.as_("officer"), works.project, works.hand_over(), now)


@pytest.mark.parametrize(
    ("outcome", "state"), [("substance", "rectifying"), ("procedure", "acceptance"), ("fact", "accepted")]
)
def test_upheld_objections_to_the_acceptance(works: Works, outcome: str, state: str) -> None:
    works.to_execution().verified(1, 2).accepted()
    upheld(works, "E3", outcome)
    assert works.project.state == state
    if state == "rectifying":
        works.accepted()
        assert works.project.state == "accepted"


# -- X9, X10 --------------------------------------------------------------------------------------------


def test_settlement_waits_for_the_notice_and_for_every_payment(works: Works) -> None:
    works.to_execution().verified(1, 2).paid("milestone", 3_000, 1).accepted()
    finance = works.as_("finance")
    refused("notice_running", lambda now: settlement_actions.settle(finance, works.project, "决算", now))
    works.pass_days(14)
    refused("work_unpaid", lambda now: settlement_actions.settle(finance, works.project, "决算", now))
    works.requested("milestone", 7_000, 2)
    refused("payments_open", lambda now: settlement_actions.settle(finance, works.project, "决算", now))


def test_silence_or_a_poor_answer_closes_with_reservations(works: Works) -> None:
    works.to_execution().verified(1, 2).paid("milestone", 3_000, 1).paid("milestone", 7_000, 2).accepted()
    works.settled()
    works.pass_days(17)
    resident = works.as_("resident10")
    with act() as now:
        evaluation_actions.evaluate(resident, works.project, False, 2, now)
    refused(
        "already_answered", lambda now: evaluation_actions.evaluate(resident, works.project, True, 5, now)
    )
    refused(
        "not_on_roll",
        lambda now: evaluation_actions.evaluate(works.as_("neighbour01"), works.project, True, 5, now),
    )
    works.pass_days(12)
    assert works.project.state == "closed_with_reservations"
    refused(
        "evaluation_over",
        lambda now: evaluation_actions.evaluate(works.as_("resident11"), works.project, True, 5, now),
    )


def test_nobody_answering_is_not_solved() -> None:
    assert not rules.solved_enough(0, 0, 6000)
    assert rules.solved_enough(3, 5, 6000)
    assert not rules.solved_enough(2, 5, 6000)


# -- termination --------------------------------------------------------------------------------------


def test_termination_by_the_council_and_the_officer(works: Works) -> None:
    works.to_execution().paid("advance", 4_000).verified(1)
    officer = works.as_("officer")
    refused("no_motion", lambda now: settlement_actions.terminate(officer, works.project, now))
    with act() as now:
        settlement_actions.propose_termination(works.as_("worker1"), works.project, "单位失联", now)
    refused("no_motion", lambda now: settlement_actions.terminate(officer, works.project, now))
    with act() as now:
        calls("motion_decided", "project.terminate", works.project.id, "carry", works.as_("moderator"), now)
    refused("work_unpaid", lambda now: settlement_actions.terminate(officer, works.project, now))
    works.paid("milestone", 3_000, 1)
    with act() as now:
        settlement_actions.terminate(officer, works.project, now)
    ended = queries.termination(works.project.id)
    assert ended is not None
    assert ended.reclaim == Money.yuan(2_800)  # 70 % of the advance was not earned
    assert ledger.balance(works.project.id, "contracted") == Money(0)
    assert calls.tell("cycle_unfinished", "cycle", works.cycle_id)[-1] is True
    with act() as now:
        settlement_actions.record_reclaim(works.as_("finance"), works.project, now)
    assert not asked_queries.is_unfinished(works.cycle_id)
    assert ledger.balance(works.cycle_id, "pool") == Money.yuan(1_800_000 - 4_000 - 3_000 + 2_800)
    assert ledger.reconcile() == []


def test_a_lost_motion_lets_the_project_go_on(works: Works) -> None:
    works.to_execution()
    with act() as now:
        settlement_actions.propose_termination(works.as_("worker1"), works.project, "单位失联", now)
    with act() as now:
        calls("motion_decided", "project.terminate", works.project.id, "lose", works.as_("moderator"), now)
    refused("no_motion", lambda now: settlement_actions.terminate(works.as_("officer"), works.project, now))
    assert works.project.state == "executing"


# -- desks ----------------------------------------------------------------------------------------------


def test_each_desk_shows_what_waits_for_it(works: Works) -> None:
    works.to_execution().delivered(1)

    def whats(login: str) -> set[str]:
        return {row.what for row in desk_queries.waiting_for(works.as_(login))}

    assert whats("contractor1") == {"deliver"}  # acceptance is asked for once every milestone is verified
    assert whats("contractor2") == set()
    works.inspected(1)
    assert "verify" in whats("worker1")
    assert whats("worker9") == set()
    assert {item.endpoint for item in calls("desk", "projects", works.as_("worker1"), works.now)} == {
        "projects.project"
    }


def test_a_project_whose_money_is_all_paid_ends_without_any_going_back(works: Works) -> None:
    works.born(Money.yuan(14_000)).registered().procuring().quoted(contractor1=14_000).awarded()
    works.contracted(amount=14_000).executing().paid("advance", 4_000).verified(1, 2)
    works.paid("milestone", 3_000, 1).paid("milestone", 7_000, 2)
    pool = ledger.balance(works.cycle_id, "pool")
    with act() as now:
        settlement_actions.propose_termination(works.as_("worker1"), works.project, "单位注销", now)
    with act() as now:
        calls("motion_decided", "project.terminate", works.project.id, "carry", works.as_("moderator"), now)
    with act() as now:
        settlement_actions.terminate(works.as_("officer"), works.project, now)
    assert works.project.state == "terminated"
    assert told(works, "project.terminated") == {"reason": "单位注销", "reclaim": 0, "remainder": 0}
    kinds = db.session.scalars(sa.select(LogEntry.kind).where(LogEntry.subject_code == works.code)).all()
    assert "money.terminate" not in kinds
    assert ledger.balance(works.cycle_id, "pool") == pool
    assert ledger.balance(works.project.id, "retention") == Money.yuan(300)
    assert ledger.reconcile() == []
