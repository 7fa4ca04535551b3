"""The standing committee: drafted by the moderator, set by the council's motion, reporting to the council."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from micro_projects.council import committee_queries, committee_rules, queries, rules
from micro_projects.council.committee_models import (
    CommitteeMember,
    CommitteePurpose,
    CommitteeReport,
    StandingCommittee,
)
from micro_projects.council.committee_queries import Committee
from micro_projects.council.committee_rules import COMMITTEE, MAY
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import person
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import AgendaDue, fill, say
from micro_projects.web.show import ZONE

SET_TITLE = N_("设立常务委员会（%(code)s）")
SET_TEXT = N_(
    "设立常务委员会，成员%(n)d人：%(names)s。在%(until)s以前，可以决定：%(may)s；涉及金额的，每项不超过%(limit)s。"
    "每次会议的结果都向议事会报告；议事会可以随时改变或者撤销。"
)
REPORT_TITLE = N_("常务委员会会议%(code)s的报告")
REPORT_TEXT = N_("听取常务委员会会议%(code)s的报告：%(results)s。")
DISCLOSED = N_("居民议事会设立常务委员会，成员%(n)d人，期限到%(until)s以前；每项决定都向议事会报告。")


def draft(
    by: Actor,
    place: Place,
    members: Iterable[int],
    purposes: Iterable[str],
    limit: Money,
    until_on: date,
    now: datetime,
) -> StandingCommittee:
    """The moderator prepares what the council is to vote on: members, purposes, amount, until when."""
    permit(by, "committee.draft", place.id, place.path)
    today = now.astimezone(ZONE).date()
    chosen, may = sorted(set(members)), sorted(set(purposes))
    require(committee_queries.drafted(place.id) is None, committee_rules.DRAFT_WAITS)
    in_office = {m.person_id for m in queries.members(place.id, today)}
    fits = committee_rules.FEWEST <= len(chosen) <= committee_rules.MOST and set(chosen) <= in_office
    size = {"fewest": committee_rules.FEWEST, "most": committee_rules.MOST}
    require(fits, committee_rules.WRONG_SIZE, **size)
    require(may and set(may) <= MAY.keys(), committee_rules.NO_PURPOSE)
    require(until_on > today, committee_rules.WRONG_UNTIL)
    number = committee_queries.next_number(place.code, today.year)
    subject = journal.new_subject(
        StandingCommittee.KIND, f"{place.code}-{today.year}-CC{number:02d}", place.id, place.path
    )
    row = StandingCommittee(
        id=subject.id,
        subject=subject,
        until_on=until_on,
        amount_limit=limit,
        drafted_by=by.id,
        state=COMMITTEE.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(CommitteeMember(committee_id=row.id, person_id=one) for one in chosen)
    db.session.add_all(CommitteePurpose(committee_id=row.id, purpose=one) for one in may)
    db.session.flush()
    journal.write(by, "committee.draft", row.ref, now, members=len(chosen))
    return row


def withdraw(by: Actor, place: Place, now: datetime) -> None:
    """The moderator takes the draft back before it is voted on."""
    permit(by, "committee.draft", place.id, place.path)
    waiting = found(committee_queries.drafted(place.id), committee_rules.NO_DRAFT)
    journal.move(waiting.row, COMMITTEE, "drop", by=by, at=now)


def set_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """A draft waits for the council's motion."""
    waiting = committee_queries.drafted(place_id)
    if waiting is None:
        return []
    row = waiting.row
    text = say(
        SET_TEXT,
        n=len(waiting.members),
        names="、".join(waiting.members.values()),
        until={"day": row.until_on.isoformat()},
        may="、".join(MAY[one] for one in waiting.purposes),
        limit=row.amount_limit,
    )
    return [AgendaDue(Subject(row.KIND, row.id), row.code, say(SET_TITLE, code=row.code), text)]


def set_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The council set the committee, which takes the old one's place; or did not."""
    waiting = committee_queries.one(subject_id)
    row = waiting.row
    if choice != "carry":
        journal.move(row, COMMITTEE, "drop", by=by, at=now)
        return
    old = committee_queries.standing(row.place_id)
    if old is not None:
        journal.move(old, COMMITTEE, "replace", by=by, at=now)
    journal.move(row, COMMITTEE, "set", by=by, at=now)
    _disclose(waiting, now)


def _disclose(set_: Committee, now: datetime) -> None:
    row = set_.row
    disclose_about(
        row,
        "committee.set",
        say(DISCLOSED, n=len(set_.members), until={"day": row.until_on.isoformat()}),
        at=now,
        facts={
            "limit": row.amount_limit.fen,
            "members": [person(name) for name in set_.members.values()],
            "purposes": [{"purpose": one} for one in set_.purposes],
            "until_on": row.until_on.isoformat(),
        },
    )


def report_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Sessions of the committee that the council has still to hear of: on its next agenda by themselves."""
    waiting = committee_queries.unreported(place_id)
    decided = committee_queries.results([s.id for s in waiting])
    return [
        AgendaDue(
            Subject(CouncilSession.KIND, s.id),
            s.code,
            say(REPORT_TITLE, code=s.code),
            say(REPORT_TEXT, code=s.code, results=_results(decided.get(s.id, []))),
        )
        for s in waiting
    ]


def _results(lines: Iterable[tuple[AgendaItem, Motion]]) -> str:
    """Item after item, in Chinese, with the counts: the program's words, nobody's."""
    return "；".join(
        f"第{item.number}项“{fill(item.title, json.loads(item.title_facts), 'zh')}”"
        + rules.MOTION_STATES[motion.state]
        + (
            f"（赞成{motion.ayes}、反对{motion.noes}、弃权{motion.abstentions}）"
            if motion.declared_at
            else ""
        )
        for item, motion in lines
    )


def report_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The council has heard the report, whatever it thinks of it."""
    if db.session.get(CommitteeReport, subject_id) is None:
        db.session.add(CommitteeReport(session_id=subject_id, heard_at=now))
        db.session.flush()
        journal.write(by, "committee.report", Subject(CouncilSession.KIND, subject_id), now, choice=choice)
