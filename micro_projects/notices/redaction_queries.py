"""Reading what is withheld, on what ground, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.notices.redaction_models import Redaction, RedactionAppeal, RedactionPart
from micro_projects.notices.redaction_rules import NO_REDACTION, SHOWN_STATES
from micro_projects.notices.rules import NO_ENTRY


class Case(NamedTuple):
    """A redaction with the entry it is about."""

    redaction: Redaction
    entry: LogEntry
    log: Log


def case(code: str) -> Case:
    """The redaction of that code; refused (404) when there is none."""
    query = (
        select(Redaction, LogEntry, Log)
        .join(LogEntry, and_(LogEntry.log_id == Redaction.log_id, LogEntry.index == Redaction.index))
        .join(Log, Log.id == Redaction.log_id)
        .where(Redaction.code == code)
    )
    row = found(db.session.execute(query).first(), NO_REDACTION)
    return Case(row[0], row[1], row[2])


def entry(log: str, index: int) -> tuple[LogEntry, Log]:
    """The entry a request is about; refused (404) when there is none."""
    query = select(LogEntry, Log).join(Log, Log.id == LogEntry.log_id)
    row = found(db.session.execute(query.where(Log.code == log, LogEntry.index == index)).first(), NO_ENTRY)
    return row[0], row[1]


def parts(redaction_id: int) -> Sequence[RedactionPart]:
    """The parts a redaction names, by name."""
    query = select(RedactionPart).where(RedactionPart.redaction_id == redaction_id)
    return db.session.scalars(query.order_by(RedactionPart.name)).all()


def content(log_id: int, index: int) -> dict[str, ContentPart]:
    """What is there of an entry, by name."""
    query = select(ContentPart).where(ContentPart.log_id == log_id, ContentPart.index == index)
    return {part.name: part for part in db.session.scalars(query.order_by(ContentPart.name))}


def waiting(log_id: int, index: int) -> Redaction | None:
    """The request about an entry that waits for the other office."""
    query = select(Redaction).where(
        Redaction.log_id == log_id, Redaction.index == index, Redaction.state == "requested"
    )
    return db.session.scalar(query)


def next_number(log_id: int, index: int) -> int:
    """The how-many-eth redaction of an entry the next one is, from 1."""
    query = select(func.count()).where(Redaction.log_id == log_id, Redaction.index == index)
    return (db.session.scalar(query) or 0) + 1


class OfEntry(NamedTuple):
    """A redaction of an entry, with the name of one part."""

    redaction: Redaction
    part: str


def of_entry(log_id: int, index: int) -> Sequence[OfEntry]:
    """What everybody may know of an entry's redactions, a line per part: one statement."""
    query = (
        select(Redaction, RedactionPart.name)
        .join(RedactionPart, RedactionPart.redaction_id == Redaction.id)
        .where(Redaction.log_id == log_id, Redaction.index == index, Redaction.state.in_(SHOWN_STATES))
        .order_by(Redaction.id, RedactionPart.name)
    )
    return [OfEntry(row[0], row[1]) for row in db.session.execute(query)]


def listed(before: int | None, limit: int) -> Sequence[Case]:
    """Every confirmed redaction, newest first, before an id."""
    query = (
        select(Redaction, LogEntry, Log)
        .join(LogEntry, and_(LogEntry.log_id == Redaction.log_id, LogEntry.index == Redaction.index))
        .join(Log, Log.id == Redaction.log_id)
        .where(Redaction.state.in_(SHOWN_STATES))
        .order_by(Redaction.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Redaction.id < before)
    return [Case(row[0], row[1], row[2]) for row in db.session.execute(query)]


def appeals(redaction_id: int) -> Sequence[RedactionAppeal]:
    """The appeals against a redaction, oldest first."""
    query = select(RedactionAppeal).where(RedactionAppeal.redaction_id == redaction_id)
    return db.session.scalars(query.order_by(RedactionAppeal.id)).all()


def open_appeals(redaction_id: int) -> Sequence[RedactionAppeal]:
    """Those not decided yet."""
    return [one for one in appeals(redaction_id) if one.decided_at is None]


def took_part(row: Redaction, person_id: int | None) -> bool:
    """Whether somebody asked for it, confirmed it or appealed against it: then another one decides."""
    if person_id in (row.requested_by, row.confirmed_by):
        return person_id is not None
    return any(one.person_id == person_id for one in appeals(row.id))


def to_destroy(now: datetime) -> Sequence[Redaction]:
    """Hidden ones whose time for appeals is over and against which none is open."""
    still_open = exists().where(
        RedactionAppeal.redaction_id == Redaction.id, RedactionAppeal.decided_at.is_(None)
    )
    query = select(Redaction).where(Redaction.state == "hidden", Redaction.due_at <= now, ~still_open)
    return db.session.scalars(query.order_by(Redaction.due_at)).all()


def on_desk(actor: Actor) -> Sequence[Redaction]:
    """What an officer of either office may have to confirm or, after an appeal, to decide: one statement."""
    appealed = exists().where(
        RedactionAppeal.redaction_id == Redaction.id, RedactionAppeal.decided_at.is_(None)
    )
    paths = [h.path for h in actor.holdings if h.role in ("officer", "district")]
    if not paths:
        return []
    query = select(Redaction).where(
        or_(*(Redaction.path.startswith(path, autoescape=True) for path in paths)),
        or_(Redaction.state == "requested", and_(Redaction.state == "hidden", appealed)),
    )
    return db.session.scalars(query.order_by(Redaction.id)).all()
