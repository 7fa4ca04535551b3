"""Who holds an objection: an officer without part, else a panel drawn by lot; and how each step is disclosed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Any

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Subject
from micro_projects.notices import letters, lots
from micro_projects.notices import objection_queries as queries
from micro_projects.notices import objection_rules as rules
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.models import LogEntry, Lot, Notice
from micro_projects.notices.objection_models import Objection, ObjectionVote
from micro_projects.places import queries as places
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

NUMBER = N_("%(on)s当天（停售则为其后第一期）中国福利彩票3D开奖号码，按开奖次序的三位数字")
DRAW_HOUR = 22
"""The draw is published before ten in the evening."""


def pack_of(notice: Notice) -> Pack:
    """The rule pack whose deadlines hold."""
    return cycles.by_id(notice.cycle_id).pack


def barred(objection: Objection, people: Sequence[int]) -> set[int]:
    """Those of `people` who may not decide it: they took part, have an interest, or made it."""
    return interested(objection) | queries.took_part(objection, people)


def interested(objection: Objection) -> set[int]:
    """The objector, and everybody with an interest in what it bears on."""
    return {objection.person_id} | with_part(objection)


def with_part(objection: Objection) -> set[int]:
    """Everybody with a part in what it bears on: authors, contractors, kin."""
    found: set[int] = set()
    for subject in queries.against(objection):
        if calls.knows("interested", subject.kind):
            found |= set(calls("interested", subject.kind, subject.id))
    return found


def assign(
    by: Actor,
    objection: Objection,
    notice: Notice,
    now: datetime,
    *,
    after: str = "",
    without: AbstractSet[int] = frozenset(),
) -> None:
    """Find who decides it, at its level, and set the deadline.

    `after` is the office it is taken from because its time ran out, `without` the person: overdue at the
    sub-district it goes to the district, overdue there to a panel, overdue with a panel to a fresh one.
    """
    officers, districts = queries.holders(notice.path, now)
    level = rules.LAST_LEVEL if after else objection.level
    if after in ("district", "panel"):
        districts = []
    out = barred(objection, [*officers, *districts]) | without
    like = queries.handler_of_like(objection) if level == 0 else None
    if like in officers:  # what belongs together is answered by one
        officers = [like, *officers]
    chosen = rules.chosen_handler(level, officers, districts, out)
    objection.due_at = _due(objection, notice, now)
    if chosen:
        objection.office, objection.handler_id = chosen
        objection.panel_lot_id = None
        letters.about([objection.handler_id], letters.HANDLE, objection.code, now, due=objection.due_at)
    else:
        _prepare_panel(by, objection, notice, now)


def _due(objection: Objection, notice: Notice, now: datetime) -> datetime:
    pack = pack_of(notice)
    received = objection.state == "received"
    return places.due_after(now, pack.acknowledge_days if received else pack.decide_days)


def _prepare_panel(by: Actor, objection: Objection, notice: Notice, now: datetime) -> None:
    """Draw three members by public lot; when there is nobody to draw, the district holds it, publicly."""
    members: list[int] = []
    if calls.knows("panel_members", "place"):
        members = list(calls("panel_members", "place", notice.place_id))
    used = queries.earlier_panelists(objection.id)
    drawn_from = queries.fresh(members, interested(objection), used, rules.PANEL)
    objection.handler_id = None
    if not drawn_from:
        objection.office, objection.panel_lot_id = "district", None
        return
    draw_at = now.astimezone(ZONE).replace(hour=DRAW_HOUR, minute=0, second=0, microsecond=0)
    draw_at += timedelta(days=1)
    source = say(NUMBER, on={"day": draw_at.isoformat()}).chinese()
    lot = lots.prepare(by, "panel", subject_row(objection, notice), drawn_from, source, draw_at, now)
    objection.office, objection.panel_lot_id = "panel", lot.id
    db.session.flush()


def seat_panel(lot: Lot, member_ids: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot is drawn: its first three are the panel."""
    objection = queries.of_lot(lot.id)
    if objection is None or objection.state not in ("received", "acknowledged"):
        return  # withdrawn, or another panel was drawn meanwhile
    seated = member_ids[: rules.PANEL]
    db.session.add_all(
        ObjectionVote(lot_id=lot.id, person_id=person, objection_id=objection.id) for person in seated
    )
    objection.due_at = _due(objection, queries.notice_of(objection), now)
    ref = Subject("objection", objection.id)
    journal.write(by, "objection.seat_panel", ref, now, lot=lot.code, members=list(seated))
    letters.about(seated, letters.DRAWN, objection.code, now, due=objection.due_at)


def subject_row(objection: Objection, notice: Notice) -> SubjectRow:
    """What it is filed under: its subject, or the notice's owner when against the procedure."""
    if objection.subject_id is None:
        return queries.owner_row(notice)
    return db.session.get_one(SubjectRow, objection.subject_id)


def disclose_step(
    objection: Objection,
    notice: Notice,
    kind: str,
    msgid: str,
    now: datetime,
    *,
    answer: str | None = None,
    **told: Any,
) -> LogEntry:
    """Put one step of an objection in the log: codes and dates, no names; an answer in full as its own part."""
    row = subject_row(objection, notice)
    known = {"about": row.code, "code": objection.code, "notice": notice.code, **told}
    facts = {name: value for name, value in known.items() if f"%({name})" in msgid}
    return disclose(
        kind,
        say(msgid, **facts),
        place_id=notice.place_id,
        path=notice.path,
        at=now,
        ref=Subject(row.kind, row.id),
        code=row.code,
        facts={
            "against": row.code if objection.subject_id is not None else "procedure",
            "channel": objection.channel,
            "due_at": objection.due_at.isoformat() if objection.due_at else None,
            "level": objection.level,
            "notice": notice.code,
            "objection": objection.code,
            "office": objection.office,
            "outcome": objection.outcome,
            "received_at": objection.received_at.isoformat(),
            "state": objection.state,
        },
        attachments={"answer": ("text/plain", answer.encode())} if answer else None,
    )
