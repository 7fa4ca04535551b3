"""Subjects (one real table for all the procedure speaks about), the journal, and a state on a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from micro_projects.extensions import Base, append_only, never_deleted
from micro_projects.kernel.subject import Subject


class SubjectRow(Base):
    """One thing the procedure speaks about; the table of its kind shares the key."""

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("kind", "code"), Index("ix_subject_cycle_id_kind", "cycle_id", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    """What people call it, in addresses too: ``FT-LH-2026-001``."""
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    path: Mapped[str]
    """The place's path, kept here so that access needs no join; places never move."""
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id", use_alter=True))


class IsSubject:
    """Mixed into the table of a kind: shares the subject's key and shows its fields."""

    KIND = ""

    @declared_attr
    def id(cls) -> Mapped[int]:
        """The subject's id."""
        return mapped_column(ForeignKey("subject.id"), primary_key=True)

    @declared_attr
    def subject(cls) -> Mapped[SubjectRow]:
        """The subject's row, always loaded along."""
        return relationship(SubjectRow, lazy="joined", innerjoin=True, foreign_keys=[cls.id])  # type: ignore[list-item]

    @property
    def ref(self) -> Subject:
        """Kind and id, for rooms below."""
        return Subject(self.KIND, self.id)

    @property
    def code(self) -> str:
        """What people call it."""
        return self.subject.code

    @property
    def place_id(self) -> int:
        """Where it belongs."""
        return self.subject.place_id

    @property
    def path(self) -> str:
        """The path of that place."""
        return self.subject.path

    @property
    def cycle_id(self) -> int | None:
        """The cycle it belongs to, if any."""
        return self.subject.cycle_id


class HasState:
    """Mixed into a row that moves along a transition table; changed by `journal.actions.move` only."""

    state: Mapped[str] = mapped_column(index=True)
    state_since: Mapped[datetime]


class JournalEntry(Base):
    """One act: codes and ids only, never names or texts of persons."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject_id_id", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""
    on_behalf_of: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whom a worker helped in person (代办)."""
    act: Mapped[str]
    subject_kind: Mapped[str | None]
    subject_id: Mapped[int | None]
    facts: Mapped[str]
    """Canonical JSON: what the act decided, in codes and numbers."""


append_only("journal")
never_deleted("subject")


class DueWork(Base):
    """One thing the clock did: when it was due and when it was done. The row is the claim."""

    __tablename__ = "due_work"

    job: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime]


append_only("due_work")
