"""Reading the journal."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.subject import Subject


def history(ref: Subject) -> Sequence[JournalEntry]:
    """Every act on a subject, oldest first."""
    query = select(JournalEntry).where(
        JournalEntry.subject_id == ref.id, JournalEntry.subject_kind == ref.kind
    )
    return db.session.scalars(query.order_by(JournalEntry.id)).all()


def took_part(person_id: int, ref: Subject) -> bool:
    """Whether a person ever acted on a subject: such a person does not decide objections to it."""
    query = select(JournalEntry.id).where(
        JournalEntry.subject_id == ref.id,
        JournalEntry.subject_kind == ref.kind,
        JournalEntry.person_id == person_id,
    )
    return db.session.scalar(query.limit(1)) is not None


def subject(kind: str, code: str) -> SubjectRow | None:
    """The subject people call `code`."""
    return db.session.scalar(select(SubjectRow).where(SubjectRow.kind == kind, SubjectRow.code == code))
