"""Reading messages and who follows what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import found
from micro_projects.letters import rules
from micro_projects.letters.models import Follow, Letter


def unread(person_id: int) -> int:
    """How many messages a person has not read: for the frame, one statement."""
    query = select(func.count()).where(Letter.person_id == person_id, Letter.read_at.is_(None))
    return db.session.scalar(query) or 0


class Shown(NamedTuple):
    """One message as the inbox shows it; `kind` and `code` when it came because that is followed."""

    id: int
    at: datetime
    msgid: str
    facts: Any
    read_at: datetime | None
    kind: str | None
    code: str | None


def inbox(person_id: int, before: int, limit: int) -> Sequence[Shown]:
    """A person's messages, newest first, before an id (0: from the newest)."""
    query = (
        select(
            Letter.id,
            Letter.at,
            Letter.msgid,
            Letter.facts,
            Letter.read_at,
            SubjectRow.kind,
            SubjectRow.code,
        )
        .outerjoin(SubjectRow, SubjectRow.id == Letter.subject_id)
        .where(Letter.person_id == person_id)
    )
    if before:
        query = query.where(Letter.id < before)
    rows = db.session.execute(query.order_by(Letter.id.desc()).limit(limit))
    return [Shown(r[0], r[1], r[2], canonical.load(r[3].encode()), r[4], r[5], r[6]) for r in rows]


def letter(person_id: int, letter_id: int) -> Letter:
    """One of a person's own messages; refused (404) when it is not theirs."""
    query = select(Letter).where(Letter.id == letter_id, Letter.person_id == person_id)
    return found(db.session.scalar(query), rules.NO_LETTER)


def followers(subject_id: int) -> set[int]:
    """Who follows a subject now."""
    query = select(Follow.person_id).where(Follow.subject_id == subject_id, Follow.stopped_at.is_(None))
    return set(db.session.scalars(query))


def follows(person_id: int, subject_id: int) -> bool:
    """Whether a person follows a subject: for its button."""
    row = db.session.get(Follow, (person_id, subject_id))
    return row is not None and row.stopped_at is None


def followed_subject(kind: str, code: str) -> SubjectRow:
    """A subject that can be followed; refused (404) when there is none."""
    query = select(SubjectRow).where(SubjectRow.kind == kind, SubjectRow.code == code)
    return found(db.session.scalar(query) if kind in rules.FOLLOWED else None, rules.NO_SUBJECT)


def subject(subject_id: int) -> SubjectRow:
    """The subject a message came for."""
    return db.session.get_one(SubjectRow, subject_id)
