"""Objections (异议) by whoever holds them: acknowledged, decided or voted on, escalated and lapsed by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import letters
from micro_projects.notices import objection_corrections as corrections
from micro_projects.notices import objection_handling as handling
from micro_projects.notices import objection_queries as queries
from micro_projects.notices import objection_rules as rules
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection, ObjectionDecision, ObjectionVote
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.web.access import permit

DECIDED = {
    "fact": N_("异议%(code)s成立：公示写的事实有误。答复全文已公开。"),
    "substance": N_("异议%(code)s成立：实质内容有问题。答复全文已公开。"),
    "procedure": N_("异议%(code)s成立：程序不合规定。答复全文已公开。"),
    "rejected": N_("异议%(code)s不成立；提出人在%(due)s前可以申请复核，在此之前仍然暂缓。答复全文已公开。"),
}
FINAL = N_("异议%(code)s经最后一级复核不成立，就此办结。答复全文已公开。")
LAPSED = N_("异议%(code)s的提出人没有在%(due)s前申请复核，按不成立办结。")
OVERDUE = {
    "officer": N_("异议%(code)s由街道办理，到%(due)s逾期没有办完，转给下一个部门。"),
    "district": N_("异议%(code)s由区里办理，到%(due)s逾期没有办完，改由公开抽签的小组决定。"),
    "panel": N_("异议%(code)s的抽签小组到%(due)s没有形成决定，重新抽签组成小组。"),
}
TAKEN_UP = N_("异议%(code)s已受理，%(due)s前答复；答复全文会公开。")
SPLIT = N_("异议%(code)s的抽签小组意见不一，没有形成决定，重新抽签组成小组。")


def acknowledge(by: Actor, objection: Objection, now: datetime) -> None:
    """Take it up, within three working days; the time to decide begins."""
    notice = queries.notice_of(objection)
    permit(by, "objection.acknowledge", notice.place_id, notice.path)
    _require_holds(by, objection, notice, "acknowledge")
    journal.move(objection, rules.MACHINE, "acknowledge", by=by, at=now)
    objection.due_at = places.due_after(now, handling.pack_of(notice).decide_days)
    handling.disclose_step(objection, notice, "objection.acknowledged", TAKEN_UP, now, due=objection.due_at)
    letters.about([objection.person_id], letters.ACKNOWLEDGED, objection.code, now, due=objection.due_at)


def decide(by: Actor, objection: Objection, outcome: str, answer: str, now: datetime) -> None:
    """Uphold or reject it, with the whole answer in public: one officer who took no part."""
    notice = queries.notice_of(objection)
    permit(by, "objection.decide", notice.place_id, notice.path)
    require(objection.office != "panel", rules.PANEL_VOTES)
    _require_holds(by, objection, notice, "uphold")
    _close(by, objection, notice, outcome, answer, now)


def acknowledge_together(by: Actor, chosen: Sequence[Objection], now: datetime) -> None:
    """Take up several at once; each keeps its own record and its own time."""
    require(chosen, rules.NONE_CHOSEN)
    for objection in chosen:
        acknowledge(by, objection, now)


def decide_together(by: Actor, chosen: Sequence[Objection], outcome: str, answer: str, now: datetime) -> None:
    """One answer to several objections to one notice: each its own decision and letter, what follows only once."""
    require(chosen, rules.NONE_CHOSEN)
    notice = queries.notice_of(chosen[0])
    require(all(one.notice_id == notice.id for one in chosen), rules.NONE_CHOSEN)
    permit(by, "objection.decide", notice.place_id, notice.path)
    _require_sound(notice, outcome, answer)
    for objection in chosen:
        require(objection.office != "panel", rules.PANEL_VOTES)
        _require_holds(by, objection, notice, "uphold")
    for objection in chosen:
        _record(by, objection, notice, outcome, answer, now)
    if outcome != rules.REJECTED:
        _carry_out(by, chosen, notice, outcome, now)


def vote(by: Actor, objection: Objection, outcome: str, answer: str, now: datetime) -> None:
    """A panel member votes; what two of three agree on is decided, three opinions draw a fresh panel."""
    notice = queries.notice_of(objection)
    permit(by, "objection.vote", notice.place_id, notice.path)
    _require_holds(by, objection, notice, "uphold")
    _require_sound(notice, outcome, answer)
    panel = queries.panel(objection)
    own = next(seat for seat in panel if seat.person_id == by.id)
    require(own.voted_at is None, rules.VOTED)
    own.outcome, own.answer, own.voted_at = outcome, answer, now
    db.session.flush()
    journal.write(by, "objection.vote", Subject("objection", objection.id), now, outcome=outcome)
    cast = [seat for seat in panel if seat.voted_at is not None]
    agreed = rules.panel_outcome([seat.outcome or "" for seat in cast], len(panel))
    if agreed:
        _close(by, objection, notice, agreed, _joined(cast, agreed), now)
    elif len(cast) == len(panel):
        handling.disclose_step(objection, notice, "objection.undecided", SPLIT, now)
        handling.assign(by, objection, notice, now, after="panel")


def reveal(by: Actor, objection: Objection, now: datetime) -> tuple[str, str]:
    """Tell its handler who made a shielded objection: (name, phone). Journalled."""
    notice = queries.notice_of(objection)
    permit(by, "objection.reveal", notice.place_id, notice.path)
    _require_holds(by, objection, notice, "withdraw")
    journal.write(by, "objection.reveal", Subject("objection", objection.id), now, objection=objection.code)
    person = objection.person_id
    return people.secret(person, "name") or "", people.secret(person, "phone") or ""


def escalate(by: Actor, objection: Objection, now: datetime) -> None:
    """The clock: neither taken up nor decided in time, it goes to the next office, disclosed."""
    notice = queries.notice_of(objection)
    permit(by, "objection.escalate", notice.place_id, notice.path)
    late = objection.state in ("received", "acknowledged") and objection.due_at is not None
    require(late and objection.due_at is not None and objection.due_at <= now, rules.NOT_DUE)
    msgid = OVERDUE[objection.office]
    handling.disclose_step(objection, notice, "objection.overdue", msgid, now, due=objection.due_at)
    if objection.office == "panel":
        handling.assign(by, objection, notice, now, after="panel")
    elif objection.handler_id is None:
        handling.assign(by, objection, notice, now)  # nobody could be found before
    else:
        handling.assign(by, objection, notice, now, after=objection.office, without={objection.handler_id})
    journal.write(by, "objection.escalate", Subject("objection", objection.id), now, to=objection.office)
    letters.about([objection.person_id], letters.ESCALATED, objection.code, now, due=objection.due_at)


def lapse(by: Actor, objection: Objection, now: datetime) -> None:
    """The clock: nobody appealed in time; the rejection stands and holds no more."""
    notice = queries.notice_of(objection)
    permit(by, "objection.lapse", notice.place_id, notice.path)
    due = objection.due_at
    require(due is not None and due <= now, rules.NOT_DUE)
    journal.move(objection, rules.MACHINE, "lapse", by=by, at=now)
    handling.disclose_step(objection, notice, "objection.settled", LAPSED, now, due=due)
    objection.due_at = None


def holds(by: Actor, objection: Objection, notice: Notice) -> bool:
    """Whether somebody is who decides it now: its handler in office, or a seated panel member."""
    if objection.office == "panel":
        return any(seat.person_id == by.person_id for seat in queries.panel(objection))
    return objection.handler_id == by.person_id and by.holds(frozenset({objection.office}), notice.path)


def _require_holds(by: Actor, objection: Objection, notice: Notice, act: str) -> None:
    """Refuse unless `by` decides it now, it can take `act`, and they took no part since they were found."""
    require(holds(by, objection, notice), rules.NOT_HANDLER)
    require(rules.MACHINE.can(objection.state, act), WRONG_STATE)
    if objection.office != "panel":
        require(by.id not in handling.barred(objection, [by.id]), rules.TOOK_PART)


def _require_sound(notice: Notice, outcome: str, answer: str) -> None:
    require(rules.may_uphold_as(notice.kind, outcome), rules.WRONG_OUTCOME)
    require(answer.strip(), rules.NO_ANSWER)


def _joined(cast: list[ObjectionVote], agreed: str) -> str:
    return "\n\n".join(seat.answer or "" for seat in cast if seat.outcome == agreed)


def _close(by: Actor, objection: Objection, notice: Notice, outcome: str, answer: str, now: datetime) -> None:
    _require_sound(notice, outcome, answer)
    _record(by, objection, notice, outcome, answer, now)
    if outcome != rules.REJECTED:
        _carry_out(by, [objection], notice, outcome, now)


def _carry_out(by: Actor, upheld: Sequence[Objection], notice: Notice, outcome: str, now: datetime) -> None:
    """What follows, once for each thing they bear on. What was corrected already is not corrected again."""
    for subject in dict.fromkeys(s for one in upheld for s in queries.against(one)):
        bears = corrections.corrected_by(notice, subject.id) if outcome == "fact" else None
        if bears is None or not corrections.said_before(upheld[0], notice, subject.id):
            calls("objection_upheld", subject.kind, subject.id, bears or notice, outcome, by, now)


def _record(
    by: Actor, objection: Objection, notice: Notice, outcome: str, answer: str, now: datetime
) -> None:
    rejected = outcome == rules.REJECTED
    final = rejected and objection.level == rules.LAST_LEVEL
    objection.outcome, objection.answer, objection.decided_at = outcome, answer, now
    act = "reject_finally" if final else "reject" if rejected else "uphold"
    journal.move(objection, rules.MACHINE, act, by=by, at=now, outcome=outcome, level=objection.level)
    objection.due_at = None
    if rejected and not final:
        objection.due_at = places.due_after(now, handling.pack_of(notice).appeal_days)
    db.session.add(
        ObjectionDecision(
            objection_id=objection.id,
            level=objection.level,
            office=objection.office,
            by_id=by.id,
            outcome=outcome,
            answer=answer,
            at=now,
        )
    )
    db.session.flush()
    msgid = FINAL if final else DECIDED[outcome]
    handling.disclose_step(
        objection, notice, "objection.decided", msgid, now, answer=answer, due=objection.due_at
    )
    told = letters.FINAL if final else letters.REJECTED if rejected else letters.UPHELD
    due = {"due": objection.due_at} if rejected and not final else {}
    letters.about([objection.person_id], told, objection.code, now, **due)
    others = handling.with_part(objection) - {objection.person_id}
    about = handling.subject_row(objection, notice).code
    letters.ended(others, objection.code, about, "rejected" if rejected else "upheld", now)
