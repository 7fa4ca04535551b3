"""Reading the log, notices, gates and lots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.kernel.subject import Subject
from micro_projects.notices.models import ContentPart, Log, LogEntry, Lot, LotPlace, Notice, NoticeSubject
from micro_projects.notices.objection_models import OPEN_STATES, Objection
from micro_projects.notices.rules import NO_NOTICE_FOUND


def notice(code: str) -> Notice:
    """The notice of that code; refused (404) when there is none."""
    return found(db.session.scalar(select(Notice).where(Notice.code == code)), NO_NOTICE_FOUND)


def posted(code: str) -> bool:
    """Whether there is a notice of that code."""
    return db.session.scalar(select(Notice.id).where(Notice.code == code)) is not None


def newest(subject_id: int, kind: str) -> tuple[Notice, NoticeSubject] | None:
    """The notice of `kind` in force for a subject: its newest supplement."""
    query = (
        select(Notice, NoticeSubject)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(NoticeSubject.subject_id == subject_id, Notice.kind == kind)
        .order_by(Notice.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def next_number(owner_code: str, kind: str) -> int:
    """The how-many-eth notice of this kind the next one is, from 1."""
    query = select(func.max(Notice.number)).where(Notice.owner_code == owner_code, Notice.kind == kind)
    return (db.session.scalar(query) or 0) + 1


def open_objections(subject_id: int, kind: str) -> int:
    """Objections not yet decided that hold a subject in a notice kind: against it, or against the procedure."""
    query = (
        select(func.count(func.distinct(Objection.id)))
        .join(Notice, Notice.id == Objection.notice_id)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(Notice.kind == kind, NoticeSubject.subject_id == subject_id, _holds(subject_id))
    )
    return db.session.scalar(query) or 0


def _holds(subject_id: object) -> ColumnElement[bool]:
    return and_(
        Objection.state.in_(OPEN_STATES),
        or_(Objection.subject_id.is_(None), Objection.subject_id == subject_id),
    )


class Release(NamedTuple):
    """A gate that may open: the notice, the subject, since when."""

    notice_id: int
    subject_id: int
    due_at: datetime


def upheld(notice_id: int, subject_id: int) -> bool:
    """Whether an objection was upheld for a subject: this notice's gate never opens, another must be posted."""
    query = select(Objection.id).where(
        Objection.notice_id == notice_id,
        Objection.state == "upheld",
        or_(Objection.subject_id.is_(None), Objection.subject_id == subject_id),
    )
    return db.session.scalar(query.limit(1)) is not None


def releasable(now: datetime) -> Sequence[Release]:
    """Every gate whose time has come and that no open objection holds: one statement."""
    gate = case(
        (Notice.letter_box_at.is_not(None), Notice.gate_confirmed_at), else_=Notice.gate_unconfirmed_at
    )
    held = exists().where(
        Objection.notice_id == Notice.id,
        or_(Objection.state.in_(OPEN_STATES), Objection.state == "upheld"),
        or_(Objection.subject_id.is_(None), Objection.subject_id == NoticeSubject.subject_id),
    )
    query = (
        select(NoticeSubject.notice_id, NoticeSubject.subject_id, gate)
        .join(Notice, Notice.id == NoticeSubject.notice_id)
        .where(NoticeSubject.released_at.is_(None), gate <= now, ~held, ~_replaced())
        .order_by(gate, NoticeSubject.notice_id, NoticeSubject.subject_id)
    )
    return [Release(*row) for row in db.session.execute(query)]


def _replaced() -> ColumnElement[bool]:
    """Whether a later notice of the same kind speaks of the subject: the newest is the one in force."""
    later, of = aliased(Notice), aliased(NoticeSubject)
    return (
        select(later.id)
        .join(of, of.notice_id == later.id)
        .where(later.kind == Notice.kind, later.id > Notice.id, of.subject_id == NoticeSubject.subject_id)
        .correlate(Notice, NoticeSubject)
        .exists()
    )


class InNotice(NamedTuple):
    """A subject as a notice shows it."""

    subject: Subject
    code: str
    released_at: datetime | None
    open: int


def subjects(notice_id: int) -> Sequence[InNotice]:
    """What a notice speaks of, with the open objections that hold each."""
    held = (
        select(func.count())
        .where(Objection.notice_id == notice_id, _holds(NoticeSubject.subject_id))
        .correlate(NoticeSubject)
        .scalar_subquery()
    )
    query = (
        select(SubjectRow.kind, SubjectRow.id, SubjectRow.code, NoticeSubject.released_at, held)
        .join(NoticeSubject, NoticeSubject.subject_id == SubjectRow.id)
        .where(NoticeSubject.notice_id == notice_id)
        .order_by(SubjectRow.code)
    )
    return [InNotice(Subject(r[0], r[1]), r[2], r[3], r[4]) for r in db.session.execute(query)]


def of_cycle(cycle_id: int) -> Sequence[Notice]:
    """A cycle's notices, newest first."""
    return db.session.scalars(
        select(Notice).where(Notice.cycle_id == cycle_id).order_by(Notice.id.desc()).limit(200)
    ).all()


def of_subject(subject_id: int) -> Sequence[Notice]:
    """The notices that speak of a subject, oldest first."""
    query = select(Notice).join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
    return db.session.scalars(query.where(NoticeSubject.subject_id == subject_id).order_by(Notice.id)).all()


def running(path: str, now: datetime, limit: int = 20) -> Sequence[Notice]:
    """Notices below a path that are open to objections, soonest end first."""
    query = select(Notice).where(Notice.path.startswith(path, autoescape=True), Notice.ends_at > now)
    return db.session.scalars(query.order_by(Notice.ends_at).limit(limit)).all()


def entry(log_code: str, index: int) -> LogEntry | None:
    """One leaf of a log."""
    query = select(LogEntry).join(Log, Log.id == LogEntry.log_id)
    return db.session.scalar(query.where(Log.code == log_code, LogEntry.index == index))


def entry_of(notice: Notice) -> LogEntry:
    """The leaf of a notice."""
    return db.session.get_one(LogEntry, (notice.log_id, notice.log_index))


def was_disclosed(notice: Notice, kind: str) -> bool:
    """Whether something of `kind` was disclosed under a notice's code."""
    query = select(LogEntry.index).where(LogEntry.kind == kind, LogEntry.subject_code == notice.code)
    return db.session.scalar(query.limit(1)) is not None


def codes(ids: Sequence[int]) -> dict[int, str]:
    """Subjects' codes by id, one statement."""
    query = select(SubjectRow.id, SubjectRow.code).where(SubjectRow.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def parts(entry: LogEntry) -> Sequence[ContentPart]:
    """The parts of what a leaf disclosed."""
    query = select(ContentPart).where(ContentPart.log_id == entry.log_id, ContentPart.index == entry.index)
    return db.session.scalars(query.order_by(ContentPart.name)).all()


def entries_of(ref: Subject) -> Sequence[LogEntry]:
    """All that was disclosed of a subject, oldest first."""
    query = select(LogEntry).where(LogEntry.subject_kind == ref.kind, LogEntry.subject_id == ref.id)
    return db.session.scalars(query.order_by(LogEntry.log_id, LogEntry.index)).all()


def entries_below(path: str, before: int, limit: int) -> Sequence[LogEntry]:
    """Disclosures below a path, newest first, before an index (0: from the newest)."""
    query = select(LogEntry).where(LogEntry.path.startswith(path, autoescape=True))
    if before:
        query = query.where(LogEntry.index < before)
    return db.session.scalars(
        query.order_by(LogEntry.log_id.desc(), LogEntry.index.desc()).limit(limit)
    ).all()


def lot(code: str) -> Lot | None:
    """The lot of that code."""
    return db.session.scalar(select(Lot).where(Lot.code == code))


def lot_places(lot_id: int) -> Sequence[LotPlace]:
    """A lot's population, in the order drawn, else by code."""
    query = select(LotPlace).where(LotPlace.lot_id == lot_id)
    return db.session.scalars(query.order_by(LotPlace.rank, LotPlace.code)).all()
