"""What the auditor reads: the journal of the places audited, files that are not public, what was unmasked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from micro_projects.audits import rules
from micro_projects.audits.flag_queries import within
from micro_projects.audits.models import Unmasking
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.places.models import Place


def audited(by: Actor) -> list[str]:
    """The paths of the places somebody audits."""
    return sorted({h.path for h in by.holdings if h.role == "auditor"})


def place_audited(by: Actor) -> Place:
    """The widest of them."""
    path = min(audited(by), key=len)
    return db.session.scalars(select(Place).where(Place.path == path)).one()


def place_of(line: Line, by: Actor) -> Place:
    """Where an act belongs: its subject's place; an act without one, to the widest place audited."""
    if line.place_id is None:
        return place_audited(by)
    return db.session.get_one(Place, line.place_id)


class Line(NamedTuple):
    """One act as the auditor reads it."""

    id: int
    at: datetime
    act: str
    person_id: int | None
    name: str | None
    on_behalf_of: int | None
    kind: str | None
    code: str | None
    place_id: int | None
    facts: Any


def journal(
    paths: Sequence[str],
    before: int,
    limit: int,
    *,
    act: str = "",
    code: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Line]:
    """Acts in the places audited, newest first, before an id (0: from the newest): one statement.

    Whoever audits the whole district also reads acts without a subject (sign-ins, roles, accounts).
    """
    query = _lines(paths)
    if before:
        query = query.where(JournalEntry.id < before)
    if act:
        query = query.where(JournalEntry.act.startswith(act, autoescape=True))
    if code:
        query = query.where(SubjectRow.code.startswith(code, autoescape=True))
    if since is not None:
        query = query.where(JournalEntry.at >= since)
    if until is not None:
        query = query.where(JournalEntry.at < until)
    rows = db.session.execute(query.order_by(JournalEntry.id.desc()).limit(limit))
    return [_line(row) for row in rows]


def line(paths: Sequence[str], number: int) -> Line:
    """One act; refused (404) when it lies outside the places audited."""
    row = db.session.execute(_lines(paths).where(JournalEntry.id == number)).first()
    return _line(found(row, rules.NO_PERSON))


def _lines(paths: Sequence[str]) -> Any:
    query = (
        select(JournalEntry, Person.public_name, SubjectRow.code, SubjectRow.place_id)
        .outerjoin(Person, Person.id == JournalEntry.person_id)
        .outerjoin(
            SubjectRow,
            and_(SubjectRow.id == JournalEntry.subject_id, SubjectRow.kind == JournalEntry.subject_kind),
        )
    )
    if any(path.count("/") == 1 for path in paths):
        return query  # the district itself: everything
    return query.where(within(SubjectRow.path, paths))


def _line(row: Any) -> Line:
    entry, name, code, place_id = row
    return Line(
        entry.id,
        entry.at,
        entry.act,
        entry.person_id,
        name,
        entry.on_behalf_of,
        entry.subject_kind,
        code,
        place_id,
        canonical.load(entry.facts.encode()),
    )


def hidden_files(paths: Sequence[str], before: int, limit: int) -> Sequence[File]:
    """Files that are not public, newest first."""
    query = select(File).where(File.public.is_(False), within(File.path, paths))
    if before:
        query = query.where(File.id < before)
    return db.session.scalars(query.order_by(File.id.desc()).limit(limit)).all()


class Unmasked(NamedTuple):
    """How often auditors looked behind a mask."""

    total: int
    last_at: datetime | None


def unmasked(path: str) -> Unmasked:
    """In a place, in those below it and (an auditor's own place) above it: public."""
    query = select(func.count(), func.max(Unmasking.at, type_=Unmasking.at.type)).where(
        within(Unmasking.path, [path.split("/")[0] + "/"])
    )
    return Unmasked(*db.session.execute(query).one())


def unmasked_everywhere() -> Unmasked:
    """The same of the whole district."""
    query = select(func.count(), func.max(Unmasking.at, type_=Unmasking.at.type))
    return Unmasked(*db.session.execute(query).one())
