"""Two people press at once: one act is done, the other is refused in words, and nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from makers.council import Council, Waiting
from makers.projects import Works
from makers.proposals import Story as Year
from micro_projects.clockwork import tick
from micro_projects.council import queries as sessions
from micro_projects.council import vote_actions
from micro_projects.demo.founding import Founded
from micro_projects.extensions import db
from micro_projects.funds.models import Posting
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.subject import Subject
from micro_projects.notices import actions as notice_actions
from micro_projects.notices import objection_actions
from micro_projects.notices import queries as notices
from micro_projects.notices.models import NoticeSubject
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from micro_projects.people import actions as people
from micro_projects.projects import payment_actions
from micro_projects.projects import queries as projects
from micro_projects.proposals import decision_actions, screening_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.decision_actions import Ruling
from micro_projects.proposals.models import Decision
from micro_projects.web.door import act
from support.crowd import at_once
from support.voting import Story

pytestmark = [pytest.mark.founded, pytest.mark.each_database]


def outcome(answers: Sequence[Any], refusal: str) -> list[Any]:
    """What the one that got through returned; everybody else was refused by that code."""
    refused = [a for a in answers if isinstance(a, Refused)]
    others = [a for a in answers if not isinstance(a, Refused)]
    assert not [a for a in others if isinstance(a, Exception)], others
    assert {r.refusal.code for r in refused} <= {refusal}
    return others


def count(act_name: str) -> int:
    query = select(func.count()).select_from(JournalEntry).where(JournalEntry.act == act_name)
    return db.session.scalar(query) or 0


def test_two_officers_screen_one_proposal(works: Works) -> None:
    proposal_id = works.seconded().id
    officers = [works.as_("officer"), works.as_("officer2")] * 3

    def screen(n: int) -> Callable[[], bool]:
        def work() -> bool:
            proposal = proposals.by_id(proposal_id)
            passed = n % 2 == 0
            with act() as now:
                screening_actions.screen(
                    officers[n], proposal, passed, None if passed else "manager_duty", "理由", now
                )
            return passed

        return work

    (passed,) = outcome(at_once(works.app, [screen(n) for n in range(6)]), WRONG_STATE.code)
    assert proposals.by_id(proposal_id).state == ("screened_in" if passed else "screened_out")
    row = proposals.screening(proposal_id)
    assert row is not None
    assert row.passed is passed
    assert count("proposal.screen_in") + count("proposal.screen_out") == 1


def test_two_officers_decide_one_proposal(inside: Flask, clock: ManualClock, founded: Founded) -> None:
    year = Year(inside, clock, founded).begin()
    proposal_id = year.selected().id
    officers, today = [year.as_("officer"), year.as_("officer2")], year.now.date()

    def decide(n: int) -> Callable[[], str]:
        def work() -> str:
            proposal = proposals.by_id(proposal_id)
            ruling = Ruling(n % 2 == 0, f"纪要 {n} 号", today, "理由", None if n % 2 == 0 else "safety")
            with act() as now:
                decision_actions.decide(officers[n % 2], proposal, ruling, now)
            return ruling.meeting_number

        return work

    (number,) = outcome(at_once(inside, [decide(n) for n in range(4)]), WRONG_STATE.code)
    decisions = db.session.scalars(select(Decision).where(Decision.proposal_id == proposal_id)).all()
    assert [d.meeting_number for d in decisions] == [number]
    state = proposals.by_id(proposal_id).state
    assert state == ("approved" if decisions[0].approved else "refused")


def test_one_payment_is_released_once(works: Works) -> None:
    works.to_execution().verified(1)
    number = works.requested("milestone", 3_000, 1)
    with act() as now:
        payment_actions.verify_payment(
            works.as_("worker1"), works.project, projects.payment(works.project.id, number), now
        )
    with act() as now:
        people.hold(
            works.as_("admin"),
            works.founded.subdistrict,
            works.as_("worker3").id,
            "finance",
            works.today(),
            None,
            now,
        )
    finance = [works.as_("finance"), works.as_("worker3")] * 3

    def release(n: int) -> Callable[[], int]:
        def work() -> int:
            project = projects.project(works.code)
            request = projects.payment(project.id, number)
            with act() as now:
                payment_actions.release_payment(finance[n], project, request, now)
            return finance[n].id

        return work

    (by,) = outcome(at_once(works.app, [release(n) for n in range(6)]), WRONG_STATE.code)
    request = projects.payment(works.project.id, number)
    assert request.state == "released"
    assert request.released_by == by
    paid = db.session.scalars(select(Posting).where(Posting.voucher_id == request.id)).all()
    assert Money.sum(p.amount for p in paid) == Money.yuan(3_000)
    assert count("project.release_payment") + count("payment.release") == 1


def test_two_moderators_declare_one_vote(council: tuple[Council, Waiting]) -> None:
    hall, waiting = council
    hall.convene()
    hall.open()
    hall.open_item()
    hall.call()
    hall.vote(yes=range(1, 12), no=range(12, 15), abstain=(15, 16))
    chairs, code = [hall.as_("moderator"), hall.as_("moderator2")] * 2, hall.code

    def declare(n: int) -> Callable[[], str]:
        def work() -> str:
            session = sessions.session(code)
            motion = sessions.motion(session.id, 1)
            with act() as now:
                return vote_actions.declare(chairs[n], session, motion, now)

        return work

    assert outcome(at_once(hall.app, [declare(n) for n in range(4)]), "not_voting") == ["carried"]
    assert waiting.decided == ["carry"]
    assert hall.motion().state == "carried"
    assert count("motion.carry") == 1


@pytest.fixture
def d1(story: Story) -> tuple[Story, str, list[Subject]]:
    """Six proposals on notice D1, in the last instant of its period."""
    story.open_cycle()
    made = [story.propose(f"提案{n}", 20_000) for n in range(6)]
    notice = story.disclose("D1", made)
    assert notice.ends_at is not None
    story.to(notice.ends_at - timedelta(microseconds=1))
    return story, notice.code, [p.ref for p in made]


def test_an_objection_in_the_last_instant(d1: tuple[Story, str, list[Subject]]) -> None:
    """Filed in time, it holds the gate; too late, it is refused and the gate opens; never neither, never both."""
    story, code, refs = d1
    gate = notices.notice(code).gate_unconfirmed_at
    assert gate is not None
    people_ = [story.actor(f"resident{n:02d}") for n in range(1, 7)]

    def file(n: int) -> Callable[[], int]:
        def work() -> int:
            notice = notices.notice(code)
            with act() as now:
                objection_actions.file_objection(people_[n], notice, Said(refs[n], "没有征求过意见"), now)
            return refs[n].id

        return work

    def time_passes() -> None:
        story.clock.move_to(gate)
        tick(story.app)

    works = [file(n) for n in range(6)]
    answers = at_once(story.app, [*works[:3], time_passes, *works[3:]])
    tick(story.app)
    filed = {a for a in outcome(answers, "period_over") if a is not None}
    for ref in refs:
        released = held_row(code, ref.id).released_at is not None
        assert released is (ref.id not in filed)
        assert len(releases(ref.id)) == (1 if released else 0)


def test_a_letter_found_while_the_gate_opens(d1: tuple[Story, str, list[Subject]]) -> None:
    """Whoever comes first: found before, it holds the gate; found after, it holds what has not gone on."""
    story, code, refs = d1
    notice = notices.notice(code)
    assert notice.ends_at is not None
    assert notice.gate_confirmed_at is not None
    gate, box_on = notice.gate_confirmed_at, (notice.ends_at - timedelta(hours=12)).date()
    story.to(notice.ends_at)
    worker = story.actor("worker1")
    with act() as now:
        notice_actions.confirm_letter_box(worker, notices.notice(code), now)
    story.clock.move_to(gate)

    def enter(n: int) -> Callable[[], int]:
        def work() -> int:
            said = Said(refs[n], "没有征求过意见", affected="住在三号楼")
            found = notices.notice(code)
            with act() as now:
                made = objection_actions.enter_objection(
                    worker, found, said, f"住户{n}", f"000{n}1234", box_on, now
                )
            return made.id

        return work

    def open_gates() -> None:
        tick(story.app)

    works = [enter(n) for n in range(6)]
    answers = at_once(story.app, [*works[:3], open_gates, *works[3:]])
    tick(story.app)
    entered = {o.subject_id: o for o in db.session.scalars(select(Objection))}
    assert {o.id for o in entered.values()} == {a for a in outcome(answers, "moved_on") if a is not None}
    for ref in refs:
        released, objection = releases(ref.id), entered.get(ref.id)
        assert bool(released) is (held_row(code, ref.id).released_at is not None)
        if objection is None:
            assert len(released) == 1
        elif released:
            (received,) = rows("objection.receive", objection.id)
            assert released[0].id < received.id
            with pytest.raises(Refused, match="held"):
                notice_actions.require_gate(ref, "D1", story.clock.now())


def held_row(code: str, subject_id: int) -> NoticeSubject:
    return db.session.get_one(NoticeSubject, (notices.notice(code).id, subject_id), populate_existing=True)


def releases(subject_id: int) -> Sequence[JournalEntry]:
    return rows("notice.release", subject_id)


def rows(act_name: str, subject_id: int) -> Sequence[JournalEntry]:
    query = select(JournalEntry).where(JournalEntry.act == act_name, JournalEntry.subject_id == subject_id)
    return db.session.scalars(query.order_by(JournalEntry.id)).all()
