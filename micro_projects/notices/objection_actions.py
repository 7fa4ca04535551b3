"""Objections (异议) by whoever makes them: filed, entered for somebody, withdrawn, accepted, appealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import letters
from micro_projects.notices import objection_handling as handling
from micro_projects.notices import objection_queries as queries
from micro_projects.notices import objection_rules as rules
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection, ObjectionAppeal
from micro_projects.people import actions as people
from micro_projects.people import queries as people_queries
from micro_projects.web.access import may, permit
from micro_projects.web.show import ZONE

SHIELDED = "不公开"  # how a shielded objector is named in public, in the record's own language
RECEIVED = N_("收到对公示%(notice)s的异议%(code)s，针对%(about)s，最迟%(due)s受理；办结之前这一项暂缓。")
RECEIVED_PROCEDURE = N_(
    "收到对公示%(notice)s的异议%(code)s，针对办理程序，最迟%(due)s受理；办结之前公示里的各项都暂缓。"
)
WITHDRAWN = N_("异议%(code)s由提出人撤回。")
ACCEPTED = N_("异议%(code)s的提出人接受答复，按不成立办结。")
APPEALED = {
    "officer": N_("异议%(code)s的提出人申请复核，由街道另一位专员办理，最迟%(due)s受理。"),
    "district": N_("异议%(code)s的提出人申请复核，由区里办理，最迟%(due)s受理。"),
    "panel": N_("异议%(code)s的提出人申请复核，由公开抽签的小组办理，最迟%(due)s受理。"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody objects: against `subject`, or against the procedure (None)."""

    subject: Subject | None
    text: str
    shielded: bool = False
    affected: str = ""
    """How somebody not on the roll is affected."""


def file_objection(by: Actor, notice: Notice, said: Said, now: datetime) -> Objection:
    """Object on the web, while the notice runs."""
    permit(by, "objection.file", notice.place_id, notice.path)
    _require_period(notice, now)
    today = queries.filed_since(notice.id, by.id, rules.day_began(now, ZONE))
    require(today < rules.MOST_A_DAY, rules.TOO_MANY, count=today)
    supplier = notice.kind == "E1" and "contractor" in by.roles
    standing = rules.standing(by.roll_entry(notice.place_id) is not None, supplier, said.affected)
    return _receive(by, notice, said, by.id, by.name, "web", standing, now, now)


def enter_objection(
    by: Actor,
    notice: Notice,
    said: Said,
    name: str,
    phone: str,
    box_on: date | None,
    now: datetime,
) -> Objection:
    """A worker enters what somebody says at the counter, or wrote in a letter put in the box on `box_on`.

    A letter put in the box in time counts whenever it is found, and holds again until decided, unless
    everything it bears on has gone on by then.
    """
    permit(by, "objection.enter", notice.place_id, notice.path)
    require(notice.ends_at is not None, rules.NO_PERIOD)
    received = now
    if box_on is None:
        _require_period(notice, now)
    else:
        today = now.astimezone(ZONE).date()
        received = rules.in_box_at(box_on, now, ZONE)
        timely = box_on <= today and rules.running(notice.posted_at, notice.ends_at, received)
        require(timely, rules.BOX_DATE, posted=notice.posted_at, ends=notice.ends_at)
        about = said.subject.id if said.subject else None
        require(not queries.moved_on(notice.id, about), rules.MOVED_ON)
    person_id = queries.with_phone_and_name(phone, name)
    if person_id is None:
        person_id = people.add_person(by, name, now, phone=phone).id
    entry = people_queries.entry_of(person_id)
    standing = rules.standing(entry is not None and entry.place_id == notice.place_id, False, said.affected)
    shown = people_queries.names([person_id])[person_id]
    channel = "letter" if box_on else "counter"
    return _receive(by, notice, said, person_id, shown, channel, standing, received, now)


def withdraw(by: Actor, objection: Objection, now: datetime) -> None:
    """The objector takes it back before it is decided; it holds nothing any more."""
    notice = queries.notice_of(objection)
    behalf = _by_objector(by, "objection.withdraw", objection, notice)
    journal.move(objection, rules.MACHINE, "withdraw", by=by, at=now, on_behalf_of=behalf)
    objection.due_at = None
    handling.disclose_step(objection, notice, "objection.withdrawn", WITHDRAWN, now)


def accept(by: Actor, objection: Objection, now: datetime) -> None:
    """The objector lets a rejection stand before the appeal's time has run."""
    notice = queries.notice_of(objection)
    behalf = _by_objector(by, "objection.accept", objection, notice)
    journal.move(objection, rules.MACHINE, "accept", by=by, at=now, on_behalf_of=behalf)
    objection.due_at = None
    handling.disclose_step(objection, notice, "objection.settled", ACCEPTED, now)


def appeal(by: Actor, objection: Objection, text: str, now: datetime) -> None:
    """The objector goes on to the sub-district, then to the district; it holds on meanwhile."""
    notice = queries.notice_of(objection)
    behalf = _by_objector(by, "objection.appeal", objection, notice)
    require(objection.due_at is not None and now < objection.due_at, rules.APPEAL_LATE)
    journal.move(objection, rules.MACHINE, "appeal", by=by, at=now, on_behalf_of=behalf)
    objection.level += 1
    objection.outcome = objection.answer = objection.decided_at = None
    db.session.add(ObjectionAppeal(objection_id=objection.id, level=objection.level, text=text, at=now))
    db.session.flush()
    handling.assign(by, objection, notice, now)
    msgid = APPEALED[objection.office]
    handling.disclose_step(objection, notice, "objection.appealed", msgid, now, due=objection.due_at)


def _require_period(notice: Notice, now: datetime) -> None:
    require(notice.ends_at is not None, rules.NO_PERIOD)
    require(rules.running(notice.posted_at, notice.ends_at, now), rules.PERIOD_OVER, ends=notice.ends_at)


def _by_objector(by: Actor, act: str, objection: Objection, notice: Notice) -> int | None:
    """The objector themself, or a worker for somebody who came in person; then whom it is for."""
    permit(by, act, notice.place_id, notice.path)
    if by.id == objection.person_id:
        return None
    entered = objection.channel != "web" and may(by, "objection.enter", notice.place_id, notice.path)
    require(entered, rules.NOT_OBJECTOR)
    return objection.person_id


def _receive(
    by: Actor,
    notice: Notice,
    said: Said,
    person_id: int,
    shown: str,
    channel: str,
    standing: str,
    received: datetime,
    now: datetime,
) -> Objection:
    about = said.subject.id if said.subject else None
    require(about is None or queries.in_notice(notice.id, about), rules.NOT_IN_NOTICE)
    require(standing, rules.SAY_HOW)
    same = queries.open_of_person(notice.id, person_id, about)
    require(same is None, rules.ALREADY_OPEN, code=same.code if same else "")
    number = queries.next_number(notice.id)
    objection = Objection(
        code=f"{notice.code}-O{number}",
        number=number,
        notice_id=notice.id,
        subject_id=about,
        person_id=person_id,
        shielded=said.shielded,
        objector=SHIELDED if said.shielded else shown,
        standing=standing,
        affected=said.affected,
        channel=channel,
        text=said.text,
        received_at=received,
        entered_at=now,
        level=0,
        office="officer",
        state=rules.MACHINE.start,
        state_since=now,
    )
    db.session.add(objection)
    db.session.flush()
    handling.assign(by, objection, notice, now)
    msgid = RECEIVED_PROCEDURE if about is None else RECEIVED
    handling.disclose_step(objection, notice, "objection.received", msgid, now, due=objection.due_at)
    behalf = person_id if by.id != person_id else None
    ref = Subject("objection", objection.id)
    journal.write(by, "objection.receive", ref, now, on_behalf_of=behalf, objection=objection.code)
    letters.about([person_id], letters.RECEIVED, objection.code, now, due=objection.due_at)
    row = handling.subject_row(objection, notice)
    letters.held(handling.with_part(objection) - {person_id}, objection.code, row.code, objection.due_at, now)
    return objection
