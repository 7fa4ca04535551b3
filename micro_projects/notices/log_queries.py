"""What is signed of a log, by which keys, who witnessed it: a fixed number of statements each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.kernel.tlog import cosignature, note, tiles
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.notices.log_models import LogAlarm, LogCheckpoint, LogCosignature, LogKey, LogWitness
from micro_projects.notices.models import Log, LogEntry, LogNode
from micro_projects.notices.rules import NO_CHECKPOINT, NO_LOG

PATIENCE = timedelta(seconds=60)
"""How long an entry may wait for its signature before something is wrong."""

MOST_SHOWN = 20
"""Entries on a log's page that wait for their signature."""


class Head(NamedTuple):
    """The log written to now: how long it is, how far it is signed, whether the signer refuses."""

    id: int
    code: str
    origin: str
    size: int
    signed: int
    alarm: int | None
    """Of an alarm that is not over."""


def head() -> Head | None:
    """The newest log's head, in one statement; None before the first log."""
    signed = select(func.max(LogCheckpoint.size)).where(LogCheckpoint.log_id == Log.id).scalar_subquery()
    alarm = (
        select(func.max(LogAlarm.id))
        .where(LogAlarm.log_id == Log.id, LogAlarm.over_at.is_(None))
        .scalar_subquery()
    )
    query = select(Log.id, Log.code, Log.origin, Log.size, func.coalesce(signed, 0), alarm)
    row = db.session.execute(query.order_by(Log.id.desc()).limit(1)).first()
    return Head(*row) if row else None


def waiting_since(head: Head) -> datetime | None:
    """When the oldest entry that is not signed was disclosed."""
    query = select(LogEntry.issued_at).where(LogEntry.log_id == head.id, LogEntry.index == head.signed)
    return db.session.scalar(query) if head.size > head.signed else None


def signing_failed(now: datetime) -> bool:
    """Whether the signer refuses, or an entry has been waiting too long. Two statements."""
    newest = head()
    if newest is None:
        return False
    since = waiting_since(newest)
    return newest.alarm is not None or (since is not None and now - since > PATIENCE)


class Signed(NamedTuple):
    """A log with one of its signed heads; None before the first."""

    log: Log
    checkpoint: LogCheckpoint | None

    @property
    def size(self) -> int:
        """How many entries are signed."""
        return self.checkpoint.size if self.checkpoint else 0


def signed(code: str) -> Signed:
    """A log with its newest signed head; refused (404) when there is no such log."""
    row = found(db.session.execute(_newest().where(Log.code == code)).first(), NO_LOG)
    return Signed(row[0], row[1])


def all_signed() -> Sequence[Signed]:
    """Every log with its newest signed head, oldest first."""
    return [Signed(row[0], row[1]) for row in db.session.execute(_newest().order_by(Log.id))]


def _newest() -> Select[Log, LogCheckpoint]:
    every = aliased(LogCheckpoint)
    newest = select(func.max(every.size)).where(every.log_id == Log.id).scalar_subquery()
    at = and_(LogCheckpoint.log_id == Log.id, LogCheckpoint.size == newest)
    return select(Log, LogCheckpoint).outerjoin(LogCheckpoint, at)


def waiting(row: Signed) -> Sequence[LogEntry]:
    """The newest entries that are not signed yet, newest first; at most `MOST_SHOWN`."""
    if row.log.size == row.size:
        return []
    query = select(LogEntry).where(LogEntry.log_id == row.log.id, LogEntry.index >= row.size)
    return db.session.scalars(query.order_by(LogEntry.index.desc()).limit(MOST_SHOWN)).all()


def signed_size(log_id: int) -> int:
    """How many of a log's entries are signed."""
    query = select(func.max(LogCheckpoint.size)).where(LogCheckpoint.log_id == log_id)
    return db.session.scalar(query) or 0


def cosigned_size(log_id: int) -> int:
    """The largest signed head that some witness cosigned."""
    query = select(func.max(LogCosignature.size)).where(LogCosignature.log_id == log_id)
    return db.session.scalar(query) or 0


def by_id(log_id: int) -> Log:
    """The log of that key."""
    return db.session.get_one(Log, log_id)


def last_signed(head: Head) -> Checkpoint | None:
    """The newest signed head of a log, as the database has it."""
    if not head.signed:
        return None
    row = db.session.get_one(LogCheckpoint, (head.id, head.signed))
    return Checkpoint(head.origin, row.size, row.root)


def checkpoint(log_id: int, size: int) -> LogCheckpoint:
    """The head signed at exactly that size; refused (404) when none was."""
    return found(db.session.get(LogCheckpoint, (log_id, size)), NO_CHECKPOINT)


def covering(log_id: int, index: int) -> LogCheckpoint | None:
    """The first signed head that an entry is in."""
    query = select(LogCheckpoint).where(LogCheckpoint.log_id == log_id, LogCheckpoint.size > index)
    return db.session.scalar(query.order_by(LogCheckpoint.size).limit(1))


def checkpoints(log_id: int) -> Sequence[LogCheckpoint]:
    """Every signed head, smallest first."""
    query = select(LogCheckpoint).where(LogCheckpoint.log_id == log_id)
    return db.session.scalars(query.order_by(LogCheckpoint.size)).all()


def keys(log_id: int) -> Sequence[LogKey]:
    """All keys a log ever had, in order."""
    query = select(LogKey).where(LogKey.log_id == log_id)
    return db.session.scalars(query.order_by(LogKey.number)).all()


def signing(every: Sequence[LogKey], size: int) -> list[LogKey]:
    """Which of a log's keys sign a head of that size."""
    return [k for k in every if k.from_size < size and (k.until_size is None or size <= k.until_size)]


def verifiers(origin: str, every: Sequence[LogKey]) -> list[note.Verifier]:
    """Keys as what checks a note of theirs."""
    return [note.Verifier(origin, key.public) for key in every]


class Seen(NamedTuple):
    """A named witness, and the largest head it cosigned; None before it did."""

    witness: LogWitness
    cosignature: LogCosignature | None


def witnesses(log_id: int) -> Sequence[Seen]:
    """Every named witness with the newest cosignature it left on a log, in one statement."""
    rank = func.row_number().over(
        partition_by=LogCosignature.witness_id,
        order_by=(LogCosignature.size.desc(), LogCosignature.seen_at.desc()),
    )
    newest = (
        select(LogCosignature.witness_id, LogCosignature.size, LogCosignature.seen_at, rank.label("rank"))
        .where(LogCosignature.log_id == log_id)
        .subquery()
    )
    query = (
        select(LogWitness, LogCosignature)
        .outerjoin(newest, and_(newest.c.witness_id == LogWitness.id, newest.c.rank == 1))
        .outerjoin(
            LogCosignature,
            and_(
                LogCosignature.log_id == log_id,
                LogCosignature.size == newest.c.size,
                LogCosignature.witness_id == LogWitness.id,
                LogCosignature.seen_at == newest.c.seen_at,
            ),
        )
    )
    return [Seen(row[0], row[1]) for row in db.session.execute(query.order_by(LogWitness.id))]


def named() -> Sequence[LogWitness]:
    """Every named witness."""
    return db.session.scalars(select(LogWitness).order_by(LogWitness.id)).all()


def witness_keys() -> dict[cosignature.Verifier, LogWitness]:
    """Named witnesses by what checks a line of theirs."""
    return {cosignature.Verifier(w.name, w.public): w for w in named()}


def cosignatures(log_id: int, size: int) -> Sequence[LogCosignature]:
    """The newest cosignature of each witness on one signed head."""
    query = select(LogCosignature).where(LogCosignature.log_id == log_id, LogCosignature.size == size)
    newest = {c.witness_id: c for c in db.session.scalars(query.order_by(LogCosignature.seen_at))}
    return [newest[key] for key in sorted(newest)]


def cosigned_at(log_id: int, size: int) -> set[tuple[int, datetime]]:
    """Every cosignature kept of one signed head, by witness and time."""
    query = select(LogCosignature.witness_id, LogCosignature.seen_at)
    query = query.where(LogCosignature.log_id == log_id, LogCosignature.size == size)
    return {(row[0], row[1]) for row in db.session.execute(query)}


def alarm(log_id: int) -> LogAlarm | None:
    """Why the signer refuses a log now."""
    query = select(LogAlarm).where(LogAlarm.log_id == log_id, LogAlarm.over_at.is_(None))
    return db.session.scalar(query.order_by(LogAlarm.id.desc()).limit(1))


def tile(log_id: int, wanted: tiles.Tile) -> bytes:
    """A tile's bytes, or a bundle's: one statement. It must lie within the signed size."""
    level, nodes = wanted.nodes()
    if wanted.is_bundle:
        return tiles.bundle(db.session.scalars(_entries(log_id, nodes.start, nodes.stop)))
    query = select(LogNode.hash).where(
        LogNode.log_id == log_id,
        LogNode.level == level,
        LogNode.index >= nodes.start,
        LogNode.index < nodes.stop,
    )
    return b"".join(db.session.scalars(query.order_by(LogNode.index)))


def entry_bytes(log_id: int, start: int, end: int) -> Iterator[bytes]:
    """The exact entries from `start` up to `end`, streamed."""
    query = _entries(log_id, start, end).execution_options(yield_per=2000)
    yield from db.session.scalars(query)


def _entries(log_id: int, start: int, end: int) -> Select[bytes]:
    within: ColumnElement[bool] = and_(LogEntry.index >= start, LogEntry.index < end)
    return select(LogEntry.entry).where(LogEntry.log_id == log_id, within).order_by(LogEntry.index)
