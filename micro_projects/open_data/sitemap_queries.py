"""Which pages search engines may find: counted by key, read part by part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.notices.models import Log, LogEntry, Notice
from micro_projects.places.models import Place

PART = 5000
"""How many keys a part of the map covers; the protocol allows 50,000 addresses."""
PAGES = ("proposal", "project", "session", "round")
"""Kinds of subjects with a page of their own."""


def parts() -> dict[str, int]:
    """How many parts each kind of page has: one statement per kind."""
    notices = db.session.scalar(select(func.max(Notice.id))) or 0
    subjects = db.session.scalar(select(func.max(SubjectRow.id))) or 0
    found = {"subjects": subjects // PART + 1, "notices": notices // PART + 1}
    for code, size in db.session.execute(select(Log.code, Log.size)):
        found[f"disclosures-{code}"] = max(size - 1, 0) // PART + 1
    return found


def subjects(part: int) -> list[tuple[str, str, datetime]]:
    """Kind, code and last disclosure of what has a page and was ever disclosed: one statement."""
    query = (
        select(SubjectRow.kind, SubjectRow.code, func.max(LogEntry.issued_at))
        .join(LogEntry, (LogEntry.subject_kind == SubjectRow.kind) & (LogEntry.subject_id == SubjectRow.id))
        .where(SubjectRow.id >= part * PART, SubjectRow.id < (part + 1) * PART, SubjectRow.kind.in_(PAGES))
        .group_by(SubjectRow.id, SubjectRow.kind, SubjectRow.code)
        .order_by(SubjectRow.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def notices(part: int) -> list[tuple[str, datetime]]:
    """Codes of notices with when they were posted: one statement."""
    query = select(Notice.code, Notice.posted_at).where(
        Notice.id >= part * PART, Notice.id < (part + 1) * PART
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Notice.id))]


def disclosures(log: str, part: int) -> list[tuple[int, datetime]]:
    """Indexes of a log's entries with when they were made: one statement."""
    query = (
        select(LogEntry.index, LogEntry.issued_at)
        .join(Log, Log.id == LogEntry.log_id)
        .where(Log.code == log, LogEntry.index >= part * PART, LogEntry.index < (part + 1) * PART)
        .order_by(LogEntry.index)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def cycles() -> list[tuple[str, int]]:
    """Place and year of each cycle with disclosures: one statement."""
    told = select(LogEntry.log_id).where(LogEntry.subject_kind == "cycle", LogEntry.subject_id == Cycle.id)
    query = (
        select(Place.code, Cycle.year)
        .select_from(Cycle)
        .join(SubjectRow, SubjectRow.id == Cycle.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .where(told.exists())
        .order_by(Place.code, Cycle.year)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
