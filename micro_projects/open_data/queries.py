"""Reading the log for open data: a fixed number of statements, whatever the size of a cycle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select

from micro_projects.cycles.models import Cycle
from micro_projects.cycles.rules import NO_CYCLE
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.notices import own_parts
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.places.models import Place

ATTACHED = ("records.pb", "records.csv", "result.json")
"""Parts of a disclosure that are files of a round."""
_TOLD = ("text", "facts", "said-%", "person-%", *ATTACHED)
"""Parts that rows are made from: the sentence, the facts with names and own words, a round's files."""


class State(NamedTuple):
    """Where the disclosures of a cycle stand: the same state gives the same files."""

    cycle_id: int
    year: int
    entries: int
    newest: datetime | None
    logs: int
    parts: int
    """How many parts can still be read: a redaction lowers it."""


def states(place_id: int | None = None, year: int | None = None) -> dict[tuple[int, int], State]:
    """The state of each cycle with disclosures, by place and year: one statement."""
    query = (
        select(
            SubjectRow.place_id,
            Cycle.id,
            Cycle.year,
            func.count(LogEntry.index.distinct()),
            func.max(LogEntry.issued_at),
            func.max(LogEntry.log_id),
            func.count(ContentPart.body),
        )
        .select_from(LogEntry)
        .join(SubjectRow, _subject())
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ContentPart,
            and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index),
        )
        .group_by(SubjectRow.place_id, Cycle.id, Cycle.year)
    )
    if place_id is not None:
        query = query.where(SubjectRow.place_id == place_id)
    if year is not None:
        query = query.where(Cycle.year == year)
    return {(row[0], row[2]): State(*row[1:]) for row in db.session.execute(query)}


def state(place: Place, year: int) -> State:
    """The state of one cycle; refused (404) when nothing of it is disclosed."""
    return found(states(place.id, year).get((place.id, year)), NO_CYCLE)


def _subject() -> Any:
    return and_(SubjectRow.kind == LogEntry.subject_kind, SubjectRow.id == LogEntry.subject_id)


def of_cycle(cycle_id: int, upto: Mapping[str, int] | None = None) -> list[Disclosure]:
    """Every disclosure of a cycle in the order of the log, up to these sizes of logs: two statements."""
    return _read(_entries().where(SubjectRow.cycle_id == cycle_id), upto)


def cycle_of_project(code: str) -> tuple[Place, int]:
    """The place and the year of a project; refused (404) when there is none."""
    query = (
        select(Place, Cycle.year)
        .select_from(SubjectRow)
        .join(Place, Place.id == SubjectRow.place_id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(SubjectRow.kind == "project", SubjectRow.code == code)
    )
    row: Any = found(db.session.execute(query).first(), NO_CYCLE)
    return row[0], row[1]


def of_place(path: str, kinds: Sequence[str], limit: int) -> list[Disclosure]:
    """The newest disclosures of some kinds below a place, in the order of the log: two statements."""
    query = _entries().where(LogEntry.path.startswith(path, autoescape=True), LogEntry.kind.in_(kinds))
    newest = query.order_by(None).order_by(LogEntry.log_id.desc(), LogEntry.index.desc()).limit(limit)
    return _read(newest, None)[::-1]


def place_state(path: str) -> tuple[int | None, int | None, int]:
    """Where the disclosures below a place stand: one statement."""
    query = select(func.max(LogEntry.log_id), func.max(LogEntry.index), func.count())
    row = db.session.execute(query.where(LogEntry.path.startswith(path, autoescape=True))).one()
    return row[0], row[1], row[2]


def _entries() -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        select(LogEntry, Log.code, SubjectRow.kind, SubjectRow.code)
        .join(Log, Log.id == LogEntry.log_id)
        .join(SubjectRow, _subject())
        .order_by(LogEntry.log_id, LogEntry.index)
    )
    return query


def _read(query: Select[*tuple[Any, ...]], upto: Mapping[str, int] | None) -> list[Disclosure]:
    rows = [
        row
        for row in db.session.execute(query)
        if upto is None or (row[1] in upto and row[0].index < upto[row[1]])
    ]
    keys = query.with_only_columns(LogEntry.log_id, LogEntry.index).subquery()
    parts: dict[tuple[int, int], dict[str, bytes]] = {}
    asked = (
        select(ContentPart.log_id, ContentPart.index, ContentPart.name, ContentPart.body)
        .join(keys, and_(keys.c.log_id == ContentPart.log_id, keys.c.index == ContentPart.index))
        .where(or_(*(ContentPart.name.like(name) for name in _TOLD)), ContentPart.body.is_not(None))
    )
    for log_id, index, name, body in db.session.execute(asked):
        parts.setdefault((log_id, index), {})[name] = body or b""
    return [
        _disclosure(entry, log, kind, code, parts.get((entry.log_id, entry.index), {}))
        for entry, log, kind, code in rows
    ]


def _disclosure(entry: LogEntry, log: str, kind: str, code: str, parts: Mapping[str, bytes]) -> Disclosure:
    return Disclosure(
        log,
        entry.index,
        entry.issued_at,
        entry.kind,
        kind,
        code,
        parts["text"].decode() if "text" in parts else "",
        _facts(parts),
        json.loads(entry.sentence_facts) if "text" in parts else {},
        entry.supersedes,
        {name: parts[name] for name in ATTACHED if name in parts},
    )


def _facts(parts: Mapping[str, bytes]) -> dict[str, Any]:
    """The facts with each name and own word in its place; what was withheld is empty."""
    if "facts" not in parts:
        return {}
    own = {name: body.decode() for name, body in parts.items() if name.startswith(("said-", "person-"))}
    whole: dict[str, Any] = own_parts.put_together(json.loads(parts["facts"]), own)
    return whole


def offices(path: str) -> dict[str, Place]:
    """The places a path goes through, by level: one statement."""
    parts = path.strip("/").split("/")
    paths = ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    return {place.level: place for place in db.session.scalars(select(Place).where(Place.path.in_(paths)))}
