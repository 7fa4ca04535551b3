"""Reading objections: who holds them, who may not, what a page shows of them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.kernel.subject import Subject
from micro_projects.notices.models import LogEntry, Lot, Notice, NoticeSubject
from micro_projects.notices.objection_models import (
    Objection,
    ObjectionAppeal,
    ObjectionDecision,
    ObjectionVote,
)
from micro_projects.notices.objection_rules import NO_OBJECTION, OPEN
from micro_projects.people import queries as people
from micro_projects.places.models import Place


class Case(NamedTuple):
    """An objection with its notice and what it is against (None: the procedure)."""

    objection: Objection
    notice: Notice
    about: SubjectRow | None
    place: Place


def find(code: str) -> Case:
    """The objection of that code; refused (404) when there is none."""
    query = (
        select(Objection, Notice, SubjectRow, Place)
        .join(Notice, Notice.id == Objection.notice_id)
        .join(Place, Place.id == Notice.place_id)
        .outerjoin(SubjectRow, SubjectRow.id == Objection.subject_id)
        .where(Objection.code == code)
    )
    row = found(db.session.execute(query).first(), NO_OBJECTION)
    return Case(row[0], row[1], row[2], row[3])


def notice_of(objection: Objection) -> Notice:
    """The notice it is against."""
    return db.session.get_one(Notice, objection.notice_id)


def next_number(notice_id: int) -> int:
    """The how-many-eth objection to a notice the next one is, from 1."""
    query = select(func.max(Objection.number)).where(Objection.notice_id == notice_id)
    return (db.session.scalar(query) or 0) + 1


def open_of_person(notice_id: int, person_id: int, subject_id: int | None) -> Objection | None:
    """The person's open objection to the same thing, if there is one."""
    query = select(Objection).where(
        Objection.notice_id == notice_id, Objection.person_id == person_id, Objection.state.in_(OPEN)
    )
    same = Objection.subject_id.is_(None) if subject_id is None else Objection.subject_id == subject_id
    return db.session.scalar(query.where(same).limit(1))


def in_notice(notice_id: int, subject_id: int) -> Subject | None:
    """The subject, if the notice speaks of it."""
    query = (
        select(SubjectRow.kind, SubjectRow.id)
        .join(NoticeSubject, NoticeSubject.subject_id == SubjectRow.id)
        .where(NoticeSubject.notice_id == notice_id, SubjectRow.id == subject_id)
    )
    row = db.session.execute(query).first()
    return Subject(row[0], row[1]) if row else None


def by_code_in_notice(notice_id: int, code: str) -> Subject | None:
    """The subject of that code, if the notice speaks of it."""
    query = (
        select(SubjectRow.kind, SubjectRow.id)
        .join(NoticeSubject, NoticeSubject.subject_id == SubjectRow.id)
        .where(NoticeSubject.notice_id == notice_id, SubjectRow.code == code)
    )
    row = db.session.execute(query).first()
    return Subject(row[0], row[1]) if row else None


def against(objection: Objection) -> list[Subject]:
    """What it bears on: the one subject, or all of the notice's when it is against the procedure."""
    query = (
        select(SubjectRow.kind, SubjectRow.id)
        .join(NoticeSubject, NoticeSubject.subject_id == SubjectRow.id)
        .where(NoticeSubject.notice_id == objection.notice_id)
        .order_by(SubjectRow.id)
    )
    if objection.subject_id is not None:
        query = query.where(SubjectRow.id == objection.subject_id)
    return [Subject(row[0], row[1]) for row in db.session.execute(query)]


def took_part(objection: Objection, people: Sequence[int]) -> set[int]:
    """Those of `people` who ever acted on what the objection bears on, or decided it at an earlier level."""
    bears = select(NoticeSubject.subject_id).where(NoticeSubject.notice_id == objection.notice_id)
    if objection.subject_id is not None:
        bears = bears.where(NoticeSubject.subject_id == objection.subject_id)
    acted = (
        select(JournalEntry.person_id)
        .join(
            SubjectRow,
            and_(SubjectRow.id == JournalEntry.subject_id, SubjectRow.kind == JournalEntry.subject_kind),
        )
        .where(SubjectRow.id.in_(bears), JournalEntry.person_id.in_(people))
    )
    decided = select(ObjectionDecision.by_id).where(
        ObjectionDecision.objection_id == objection.id, ObjectionDecision.by_id.in_(people)
    )
    return {p for p in db.session.scalars(acted.union(decided)) if p is not None}


def holders(path: str, now: datetime) -> tuple[list[int], list[int]]:
    """Officers and district officers over a place, each least busy with objections first."""
    held = people.holders(path, now, ("officer", "district"))
    ids = {h.person_id for h in held}
    query = (
        select(Objection.handler_id, func.count())
        .where(Objection.handler_id.in_(ids), Objection.state.in_(("received", "acknowledged")))
        .group_by(Objection.handler_id)
    )
    busy = {row[0]: row[1] for row in db.session.execute(query)}

    def of(role: str) -> list[int]:
        return sorted({h.person_id for h in held if h.role == role}, key=lambda p: (busy.get(p, 0), p))

    return of("officer"), of("district")


def panel(objection: Objection) -> Sequence[ObjectionVote]:
    """The members of the panel that holds it now."""
    query = select(ObjectionVote).where(ObjectionVote.lot_id == objection.panel_lot_id)
    return db.session.scalars(query.order_by(ObjectionVote.person_id)).all()


def earlier_panelists(objection_id: int) -> set[int]:
    """Everybody ever drawn for it."""
    query = select(ObjectionVote.person_id).where(ObjectionVote.objection_id == objection_id)
    return set(db.session.scalars(query))


def of_lot(lot_id: int) -> Objection | None:
    """The objection a panel is drawn for."""
    return db.session.scalar(select(Objection).where(Objection.panel_lot_id == lot_id))


def upheld_answer(notice_id: int, subject_id: int) -> str | None:
    """The answer to the objection of fact that was upheld last, to a notice or to one it corrects: what is right."""
    corrected, first = aliased(Notice), aliased(Notice)
    query = (
        select(Objection.answer)
        .join(first, first.id == Objection.notice_id)
        .join(corrected, (corrected.kind == first.kind) & (corrected.owner_code == first.owner_code))
        .where(corrected.id == notice_id, first.id <= corrected.id, of_fact(subject_id))
    )
    return db.session.scalar(query.order_by(Objection.decided_at.desc(), Objection.id.desc()).limit(1))


def of_fact(subject_id: int) -> ColumnElement[bool]:
    """Objections upheld as fact that bear on a subject."""
    about = or_(Objection.subject_id == subject_id, Objection.subject_id.is_(None))
    return and_(Objection.outcome == "fact", about)


def filed_since(notice_id: int, person_id: int, since: datetime) -> int:
    """How many objections somebody made on the web to a notice since an instant."""
    query = select(func.count()).where(
        Objection.notice_id == notice_id,
        Objection.person_id == person_id,
        Objection.channel == "web",
        Objection.entered_at >= since,
    )
    return db.session.scalar(query) or 0


def handler_of_like(objection: Objection) -> int | None:
    """Who handles an open objection to the same notice by the same person, or else to the same thing."""
    same = Objection.person_id == objection.person_id
    thing = (
        Objection.subject_id.is_(None)
        if objection.subject_id is None
        else Objection.subject_id == objection.subject_id
    )
    query = (
        select(Objection.handler_id)
        .where(
            Objection.notice_id == objection.notice_id,
            Objection.id != objection.id,
            Objection.level == 0,
            Objection.state.in_(("received", "acknowledged")),
            Objection.handler_id.is_not(None),
            or_(same, thing),
        )
        .order_by(case((same, 0), else_=1), Objection.id)
    )
    return db.session.scalar(query.limit(1))


class Beside(NamedTuple):
    """An open objection to the same notice with the same handler, and what it is against."""

    objection: Objection
    about: SubjectRow | None
    same_person: bool


def beside(objection: Objection) -> Sequence[Beside]:
    """What its handler may deal with together: it and the others to the notice, its own person's first."""
    query = (
        select(Objection, SubjectRow)
        .outerjoin(SubjectRow, SubjectRow.id == Objection.subject_id)
        .where(
            Objection.notice_id == objection.notice_id,
            Objection.handler_id == objection.handler_id,
            Objection.state.in_(("received", "acknowledged")),
        )
        .order_by(case((Objection.person_id == objection.person_id, 0), else_=1), Objection.number)
    )
    return [
        Beside(row[0], row[1], row[0].person_id == objection.person_id) for row in db.session.execute(query)
    ]


class Line(NamedTuple):
    """A line of a place's public list."""

    objection: Objection
    notice: Notice
    about: SubjectRow | None


def listed(path: str, before: int, limit: int) -> Sequence[Line]:
    """Objections below a path, newest first, before an id (0: from the newest)."""
    query = (
        select(Objection, Notice, SubjectRow)
        .join(Notice, Notice.id == Objection.notice_id)
        .outerjoin(SubjectRow, SubjectRow.id == Objection.subject_id)
        .where(Notice.path.startswith(path, autoescape=True))
        .order_by(Objection.id.desc())
        .limit(limit)
    )
    if before:
        query = query.where(Objection.id < before)
    return [Line(row[0], row[1], row[2]) for row in db.session.execute(query)]


def counts(path: str) -> dict[str, int]:
    """How many objections below a path are in each state."""
    query = (
        select(Objection.state, func.count())
        .join(Notice, Notice.id == Objection.notice_id)
        .where(Notice.path.startswith(path, autoescape=True))
        .group_by(Objection.state)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def objectors(notice_id: int) -> set[int]:
    """Whoever objected to a notice."""
    return set(db.session.scalars(select(Objection.person_id).where(Objection.notice_id == notice_id)))


def open_objectors(notice_id: int) -> set[int]:
    """Who has an open objection to a notice."""
    query = select(Objection.person_id).where(Objection.notice_id == notice_id, Objection.state.in_(OPEN))
    return set(db.session.scalars(query))


def decisions(objection_id: int) -> Sequence[ObjectionDecision]:
    """Its answers, first level first."""
    query = select(ObjectionDecision).where(ObjectionDecision.objection_id == objection_id)
    return db.session.scalars(query.order_by(ObjectionDecision.level)).all()


def appeals(objection_id: int) -> Sequence[ObjectionAppeal]:
    """Its appeals, first one first."""
    query = select(ObjectionAppeal).where(ObjectionAppeal.objection_id == objection_id)
    return db.session.scalars(query.order_by(ObjectionAppeal.level)).all()


def lots(objection: Objection) -> Sequence[Lot]:
    """The lot of the panel that holds it now, and those of earlier panels."""
    earlier = select(ObjectionVote.lot_id).where(ObjectionVote.objection_id == objection.id)
    query = select(Lot).where(or_(Lot.id == objection.panel_lot_id, Lot.id.in_(earlier)))
    return db.session.scalars(query.order_by(Lot.id)).all()


def of_notice(notice_id: int) -> Sequence[tuple[Objection, SubjectRow | None]]:
    """A notice's objections with what each is against, oldest first."""
    query = (
        select(Objection, SubjectRow)
        .outerjoin(SubjectRow, SubjectRow.id == Objection.subject_id)
        .where(Objection.notice_id == notice_id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Objection.number))]


def moved_on(notice_id: int, subject_id: int | None) -> bool:
    """Whether all an objection would bear on has taken a step after its gate was let go.

    What the gate itself set going, at the instant it opened, does not count.
    """
    moved = exists().where(
        JournalEntry.subject_id == NoticeSubject.subject_id,
        JournalEntry.subject_kind == SubjectRow.kind,
        JournalEntry.at > NoticeSubject.released_at,
        JournalEntry.facts.contains('"to":"', autoescape=True),
    )
    query = (
        select(NoticeSubject.subject_id)
        .join(SubjectRow, SubjectRow.id == NoticeSubject.subject_id)
        .where(NoticeSubject.notice_id == notice_id, ~moved)
    )
    if subject_id is not None:
        query = query.where(NoticeSubject.subject_id == subject_id)
    return db.session.scalar(query.limit(1)) is None


def overdue(now: datetime) -> Sequence[Objection]:
    """Objections not acknowledged or not decided in time, the longest due first."""
    query = select(Objection).where(
        Objection.state.in_(("received", "acknowledged")), Objection.due_at <= now
    )
    return db.session.scalars(query.order_by(Objection.due_at, Objection.id)).all()


def unappealed(now: datetime) -> Sequence[Objection]:
    """Rejected objections whose time for an appeal has run out."""
    query = select(Objection).where(Objection.state == "rejected", Objection.due_at <= now)
    return db.session.scalars(query.order_by(Objection.due_at, Objection.id)).all()


class Mine(NamedTuple):
    """An objection on somebody's desk, and what they are in it: ``handler``, ``panel``, ``objector``."""

    objection: Objection
    part: str


def on_desk(person_id: int) -> Sequence[Mine]:
    """Objections somebody has to decide, to vote on, or may still appeal: one statement."""
    voter = aliased(ObjectionVote)
    handles = and_(Objection.handler_id == person_id, Objection.state.in_(("received", "acknowledged")))
    votes = and_(voter.person_id.is_not(None), Objection.state.in_(("received", "acknowledged")))
    own = and_(Objection.person_id == person_id, Objection.state.in_(OPEN))
    part = case((handles, "handler"), (votes, "panel"), else_="objector")
    query = (
        select(Objection, part)
        .outerjoin(
            voter,
            and_(
                voter.lot_id == Objection.panel_lot_id,
                voter.person_id == person_id,
                voter.voted_at.is_(None),
            ),
        )
        .where(or_(handles, votes, own))
        .order_by(Objection.due_at, Objection.id)
        .limit(200)
    )
    return [Mine(row[0], row[1]) for row in db.session.execute(query)]


def owner_row(notice: Notice) -> SubjectRow:
    """The cycle or project a notice is filed under."""
    query = (
        select(SubjectRow)
        .join(LogEntry, LogEntry.subject_id == SubjectRow.id)
        .where(LogEntry.log_id == notice.log_id, LogEntry.index == notice.log_index)
    )
    return db.session.scalars(query).one()


def with_phone_and_name(phone: str, name: str) -> int | None:
    """Somebody already known by this phone number under this very name."""
    person_id = people.person_with("phone", phone) if phone else None
    known = person_id is not None and people.secret(person_id, "name") == name
    return person_id if known else None


def fresh(members: Sequence[int], barred: AbstractSet[int], used: AbstractSet[int], size: int) -> list[int]:
    """Whom to draw a panel from: the unbarred, those never drawn for it when enough of them are left."""
    able = [m for m in members if m not in barred]
    unused = [m for m in able if m not in used]
    return unused if len(unused) >= size else able
