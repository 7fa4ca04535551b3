"""What the pages of notices, disclosures, lots and the log show: a fixed number of statements each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import String, and_, case, cast, false, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import found
from micro_projects.kernel.subject import Described, Subject
from micro_projects.kernel.tlog import merkle
from micro_projects.notices import down_queries, own_parts
from micro_projects.notices.down_models import SheetDown
from micro_projects.notices.models import (
    ContentPart,
    Log,
    LogEntry,
    LogNode,
    Lot,
    LotPlace,
    Notice,
    PostingReport,
)
from micro_projects.notices.objection_models import OPEN_STATES, Objection
from micro_projects.notices.rules import NO_ENTRY, NO_LOG, NO_LOT, NO_NOTICE_FOUND
from micro_projects.notices.sheet_models import NoticeSheet
from micro_projects.people.models import Person
from micro_projects.places.models import Place

Made = TypeVar("Made")


class Posted(NamedTuple):
    """A notice with its leaf, log and place."""

    notice: Notice
    entry: LogEntry
    log: Log
    place: Place
    made: str | None
    """The forms of its sheet that were made, with their sizes: ``a4:78123,a3:79001``."""

    def sheets(self, disclosed: Mapping[str, ContentPart]) -> dict[str, int]:
        """The size in bytes of each form; 0 while a part of what it shows is withheld."""
        whole = all(part.body is not None for part in disclosed.values())
        pairs = (one.split(":") for one in (self.made or "").split(",") if one)
        return {form: int(size) if whole else 0 for form, size in pairs}


def posted(code: str) -> Posted:
    """The notice of that code; refused (404) when there is none."""
    size = cast(func.coalesce(func.length(NoticeSheet.pdf), 0), String)
    made = (
        select(func.aggregate_strings(NoticeSheet.form + ":" + size, ","))
        .where(NoticeSheet.notice_id == Notice.id)
        .correlate(Notice)
        .scalar_subquery()
    )
    query = (
        select(Notice, LogEntry, Log, Place, made)
        .join(LogEntry, (LogEntry.log_id == Notice.log_id) & (LogEntry.index == Notice.log_index))
        .join(Log, Log.id == Notice.log_id)
        .join(Place, Place.id == Notice.place_id)
        .where(Notice.code == code)
    )
    row = found(db.session.execute(query).first(), NO_NOTICE_FOUND)
    return Posted(*row)


def parts(entry: LogEntry) -> dict[str, ContentPart]:
    """What a leaf disclosed, by name."""
    query = select(ContentPart).where(ContentPart.log_id == entry.log_id, ContentPart.index == entry.index)
    return {part.name: part for part in db.session.scalars(query.order_by(ContentPart.name))}


def facts_of(disclosed: dict[str, ContentPart]) -> dict[str, Any] | None:
    """The machine form, names and own words put back in their place; None when it was withheld."""
    part = disclosed.get("facts")
    if part is None or part.body is None:
        return None
    texts = {
        name: own.body.decode() if own.body is not None else None
        for name, own in disclosed.items()
        if own.media == "text/plain"
    }
    loaded: dict[str, Any] = own_parts.put_together(json.loads(part.body), texts)
    return loaded


def described(subjects: Iterable[Subject]) -> dict[int, Described]:
    """Titles and addresses by id: one statement per kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for subject in subjects:
        ids[subject.kind].append(subject.id)
    made: dict[int, Described] = {}
    for kind, of_kind in ids.items():
        if calls.knows("describe", kind):
            made |= calls("describe", kind, of_kind)
    return made


class Report(NamedTuple):
    """A posting report with its photo and who made it; what was found of the sheet since, and hints not looked at."""

    report: PostingReport
    photo: File | None
    by: str
    down: SheetDown | None
    hints: int


def reports(notice_id: int) -> Sequence[Report]:
    """Where and when the sheet was hung, oldest first."""
    query = (
        select(PostingReport, File, Person.public_name, SheetDown, down_queries.unlooked())
        .join(Person, Person.id == PostingReport.by_id)
        .outerjoin(File, File.id == PostingReport.file_id)
        .outerjoin(SheetDown, (SheetDown.report_id == PostingReport.id) & SheetDown.found.is_(True))
        .where(PostingReport.notice_id == notice_id)
    )
    return [Report(*row) for row in db.session.execute(query.order_by(PostingReport.id))]


class Sibling(NamedTuple):
    """Another notice of the same kind and owner."""

    code: str
    number: int
    posted_at: datetime
    log_index: int
    supersedes: int | None


def siblings(notice: Notice) -> Sequence[Sibling]:
    """All notices of the same kind under the same owner, with what each corrects, oldest first."""
    query = (
        select(Notice.code, Notice.number, Notice.posted_at, Notice.log_index, LogEntry.supersedes)
        .join(LogEntry, (LogEntry.log_id == Notice.log_id) & (LogEntry.index == Notice.log_index))
        .where(Notice.owner_code == notice.owner_code, Notice.kind == notice.kind)
        .order_by(Notice.number)
    )
    return [Sibling(*row) for row in db.session.execute(query)]


class Listed(NamedTuple):
    """A line of a place's list of notices."""

    notice: Notice
    entry: LogEntry
    rank: int
    """0 while it runs, 1 after."""
    open: int


def listed(path: str, now: datetime, after: tuple[int, int] | None, limit: int) -> Sequence[Listed]:
    """Notices below a path: running ones first, each newest first; after a (rank, id)."""
    rank = case((Notice.ends_at > now, 0), else_=1)
    open_ones = (
        select(func.count())
        .where(Objection.notice_id == Notice.id, Objection.state.in_(OPEN_STATES))
        .correlate(Notice)
        .scalar_subquery()
    )
    query = (
        select(Notice, LogEntry, rank, open_ones)
        .join(LogEntry, (LogEntry.log_id == Notice.log_id) & (LogEntry.index == Notice.log_index))
        .where(Notice.path.startswith(path, autoescape=True))
        .order_by(rank, Notice.id.desc())
        .limit(limit)
    )
    if after:
        query = query.where(or_(rank > after[0], (rank == after[0]) & (Notice.id < after[1])))
    return [Listed(row[0], row[1], row[2], row[3]) for row in db.session.execute(query)]


def logs() -> Sequence[Log]:
    """Every log, oldest first."""
    return db.session.scalars(select(Log).order_by(Log.id)).all()


def log(code: str) -> Log:
    """The log of that code; refused (404) when there is none."""
    return found(db.session.scalar(select(Log).where(Log.code == code)), NO_LOG)


def entries(
    log_id: int, before: int | None, limit: int, kind: str = "", path: str = ""
) -> Sequence[LogEntry]:
    """A log's entries, newest first, before an index; only of a kind, only below a path."""
    query = select(LogEntry).where(LogEntry.log_id == log_id)
    if kind:
        query = query.where(LogEntry.kind == kind)
    if path:
        query = query.where(LogEntry.path.startswith(path, autoescape=True))
    if before is not None:
        query = query.where(LogEntry.index < before)
    return db.session.scalars(query.order_by(LogEntry.index.desc()).limit(limit)).all()


class Leaf(NamedTuple):
    """A leaf with its log and place, the notice it is (if one), and the entry that corrects it."""

    entry: LogEntry
    log: Log
    place: Place
    notice: str | None


def leaf(log_code: str, index: int) -> Leaf:
    """One entry of a log; refused (404) when there is none."""
    query = (
        select(LogEntry, Log, Place, Notice.code)
        .join(Log, Log.id == LogEntry.log_id)
        .join(Place, Place.id == LogEntry.place_id)
        .outerjoin(Notice, (Notice.log_id == LogEntry.log_id) & (Notice.log_index == LogEntry.index))
        .where(Log.code == log_code, LogEntry.index == index)
    )
    row = found(db.session.execute(query).first(), NO_ENTRY)
    return Leaf(row[0], row[1], row[2], row[3])


def corrections(entry: LogEntry) -> tuple[LogEntry | None, Sequence[LogEntry]]:
    """The entry this one corrects, and those that correct it, in one statement."""
    either = LogEntry.supersedes == entry.index
    if entry.supersedes is not None:
        either = or_(either, LogEntry.index == entry.supersedes)
    query = select(LogEntry).where(LogEntry.log_id == entry.log_id, either).order_by(LogEntry.index)
    rows = db.session.scalars(query).all()
    before = next((row for row in rows if row.index == entry.supersedes), None)
    return before, [row for row in rows if row.supersedes == entry.index]


def with_nodes(log_id: int, work: Callable[[merkle.Read], Made]) -> Made:
    """Run a tree function over stored nodes with one statement: a dry run tells which it reads."""
    wanted: list[tuple[int, int]] = []

    def ask(level: int, index: int) -> bytes:
        wanted.append((level, index))
        return bytes(merkle.HASH_BYTES)

    work(ask)
    by_level: dict[int, set[int]] = defaultdict(set)
    for level, index in wanted:
        by_level[level].add(index)
    # a search of the key for each level: a list of (level, index) pairs would have SQLite read the whole log
    each = (
        and_(LogNode.log_id == log_id, LogNode.level == level, LogNode.index.in_(of))
        for level, of in by_level.items()
    )
    query = select(LogNode.level, LogNode.index, LogNode.hash).where(or_(false(), *each))
    nodes = {(row[0], row[1]): row[2] for row in db.session.execute(query)} if wanted else {}
    return work(lambda level, index: nodes[level, index])


def root(log_id: int, size: int) -> bytes:
    """The root of a log's first `size` entries."""
    return with_nodes(log_id, lambda read: merkle.root(size, read))


class LotPage(NamedTuple):
    """A lot, where it belongs, and who entered its number."""

    lot: Lot
    place: Place
    first: str | None
    second: str | None
    objection: str | None


def lot_page(code: str) -> LotPage:
    """The lot of that code; refused (404) when there is none."""
    first, second = aliased(Person), aliased(Person)
    query = (
        select(Lot, Place, first.public_name, second.public_name, Objection.code)
        .join(Place, Place.id == Lot.place_id)
        .outerjoin(first, first.id == Lot.first_entered_by)
        .outerjoin(second, second.id == Lot.second_entered_by)
        .outerjoin(Objection, Objection.panel_lot_id == Lot.id)
        .where(Lot.code == code)
    )
    row = found(db.session.execute(query).first(), NO_LOT)
    return LotPage(*row)


def lot_codes(lot_id: int) -> Sequence[tuple[str, int | None]]:
    """A lot's codes with their rank, in the order drawn, else by code."""
    query = select(LotPlace.code, LotPlace.rank).where(LotPlace.lot_id == lot_id)
    return [(r[0], r[1]) for r in db.session.execute(query.order_by(LotPlace.rank, LotPlace.code))]


def lot_entries(lot: Lot) -> Sequence[LogEntry]:
    """Where a lot was disclosed: prepared, drawn."""
    query = select(LogEntry).where(
        LogEntry.subject_kind == lot.subject_kind,
        LogEntry.subject_id == lot.subject_id,
        LogEntry.kind.in_(("lot.prepared", "lot.drawn")),
        LogEntry.issued_at.in_([at for at in (lot.prepared_at, lot.drawn_at) if at]),
    )
    return db.session.scalars(query.order_by(LogEntry.index)).all()


def log_of(lot: Lot) -> Log | None:
    """The log a lot's disclosures are in."""
    return db.session.scalar(
        select(Log)
        .join(LogEntry, LogEntry.log_id == Log.id)
        .where(LogEntry.subject_kind == lot.subject_kind, LogEntry.subject_id == lot.subject_id)
        .order_by(Log.id.desc())
        .limit(1)
    )


def subject_of(entry: LogEntry) -> Described | None:
    """What a disclosure is about, when some room shows it."""
    if entry.subject_kind is None or entry.subject_id is None:
        return None
    return described([Subject(entry.subject_kind, entry.subject_id)]).get(entry.subject_id)
