"""What a bundle is about, and what of the log belongs in it: a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle
from micro_projects.evidence.refusals import BEFORE_REDACTION, NO_SIZE, NO_SUCH, NOT_SIGNED
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found, require
from micro_projects.notices.log_models import LogCheckpoint, LogKey
from micro_projects.notices.models import ContentPart, Log, LogEntry, LogNode
from micro_projects.places.models import Place

ALWAYS = ("calendar.%", "log.%", "uptime.%")
"""Kinds that belong to no subject and that checks rest on."""
SHARED = ("money.%", "redaction%")
"""Kinds that checks of one project need of all others of its cycle."""


class Scope(NamedTuple):
    """What a bundle is about."""

    of: str
    """As the manifest says it: ``FT-LH-2026-003`` or ``FT-LH/2026``."""
    place: Place
    year: int
    cycle_id: int
    project: str | None
    """The code of the one project or proposal; None: the whole cycle."""
    born: bool
    """Whether the proposal became a project."""


def scope(code: str) -> Scope:
    """What a code names: a project's or proposal's own, or ``PLACE/YEAR``; refused (404) when nothing."""
    query = (
        select(SubjectRow.kind, Place, Cycle.year, Cycle.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
    )
    place, slash, year = code.partition("/")
    if slash:
        named = and_(Place.code == place, Cycle.year == (int(year) if year.isdecimal() else -1))
        rows = db.session.execute(query.where(SubjectRow.kind == "cycle", named)).all()
    else:
        kinds = ("proposal", "project")
        rows = db.session.execute(
            query.where(SubjectRow.code == code, SubjectRow.kind.in_(kinds)).order_by(SubjectRow.id)
        ).all()
    row = found(rows[0] if rows else None, NO_SUCH)
    born = any(other[0] == "project" for other in rows)
    return Scope(code, row[1], row[2], row[3], None if slash else code, born)


class Head(NamedTuple):
    """A log as the bundle holds it: up to one signed head."""

    log: Log
    checkpoint: LogCheckpoint
    keys: Sequence[bytes]
    """Of whoever signed it."""


def heads(about: Scope, size: int | None = None) -> list[Head]:
    """Every log with something about the scope in it, each at its newest signed head (the newest log: at `size`).

    Three statements. Refused when nothing is signed, when no head of `size` was, or when a redaction came after it.
    """
    every = aliased(LogCheckpoint)
    newest = select(func.max(every.size)).where(every.log_id == Log.id).scalar_subquery()
    inside = select(LogEntry.index).where(LogEntry.log_id == Log.id, within(about)).exists()
    query = (
        select(Log, LogCheckpoint)
        .join(LogCheckpoint, and_(LogCheckpoint.log_id == Log.id, LogCheckpoint.size == newest))
        .where(inside)
        .order_by(Log.id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    require(rows, NOT_SIGNED)
    if size is not None:
        log = rows[-1][0]
        rows[-1] = (log, found(db.session.get(LogCheckpoint, (log.id, size)), NO_SIZE))
    redacted = last_redaction()
    require(rows[-1][1].size > redacted, BEFORE_REDACTION, least=redacted + 1)
    keys = db.session.scalars(select(LogKey).where(LogKey.log_id.in_([log.id for log, _ in rows]))).all()
    return [Head(log, signed, [key.public for key in keys if _signs(key, signed)]) for log, signed in rows]


def _signs(key: LogKey, head: LogCheckpoint) -> bool:
    until = key.until_size
    return key.log_id == head.log_id and key.from_size < head.size and (until is None or head.size <= until)


def last_redaction() -> int:
    """Where in the newest log the last redaction stands; -1 when there is none."""
    newest = select(func.max(Log.id)).scalar_subquery()
    query = select(func.max(LogEntry.index)).where(
        LogEntry.log_id == newest, LogEntry.kind.in_(("redaction", "redaction.appeal_decided"))
    )
    at = db.session.scalar(query)
    return -1 if at is None else at


def within(about: Scope) -> ColumnElement[bool]:
    """Which entries belong: the subject's, and what its checks rest on.

    Of a project's bundle that is the cycle's own entries and every movement of the cycle's money: the ledger is one.
    """
    of_cycle = select(SubjectRow.id).where(SubjectRow.cycle_id == about.cycle_id)
    subjects: ColumnElement[bool] = LogEntry.subject_id.in_(of_cycle)
    if about.project is not None:
        own = or_(SubjectRow.code == about.project, SubjectRow.kind.not_in(("proposal", "project")))
        shared = or_(*(LogEntry.kind.like(kind) for kind in SHARED))
        subjects = and_(subjects, or_(LogEntry.subject_id.in_(of_cycle.where(own)), shared))
    steps = about.place.path.rstrip("/").split("/")
    above = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    general = and_(
        LogEntry.subject_id.is_(None),
        or_(LogEntry.path.in_(above), *(LogEntry.kind.like(kind) for kind in ALWAYS)),
    )
    return or_(subjects, general)


def upto(about: Scope, head: Head) -> ColumnElement[bool]:
    """The same, up to the head."""
    return and_(within(about), LogEntry.index < head.checkpoint.size)


def leaves(head: Head) -> Iterator[bytes]:
    """Every leaf hash of a log up to its head, in order."""
    query = select(LogNode.hash).where(
        LogNode.log_id == head.log.id, LogNode.level == 0, LogNode.index < head.checkpoint.size
    )
    yield from db.session.scalars(query.order_by(LogNode.index).execution_options(yield_per=2000))


def indices(about: Scope, head: Head) -> list[int]:
    """The entries of a log that are in the bundle, as paths are sorted."""
    query = select(LogEntry.index).where(LogEntry.log_id == head.log.id, upto(about, head))
    return list(db.session.scalars(query.order_by(cast(LogEntry.index, String))))


def files(about: Scope, head: Head, texts: Sequence[str]) -> Iterator[ContentPart]:
    """Parts that are not text, as paths are sorted; what is withheld is not there."""
    of_entry = and_(LogEntry.log_id == ContentPart.log_id, LogEntry.index == ContentPart.index)
    query = (
        select(ContentPart)
        .join(LogEntry, of_entry)
        .where(LogEntry.log_id == head.log.id, upto(about, head))
        .where(ContentPart.media.not_in(texts), ContentPart.body.is_not(None))
        .order_by(cast(ContentPart.index, String), ContentPart.name)
    )
    yield from db.session.scalars(query.execution_options(yield_per=8))


def sizes(every: Sequence[Head]) -> Mapping[str, int]:
    """How long each log is in the bundle, by code."""
    return {head.log.code: head.checkpoint.size for head in every}
