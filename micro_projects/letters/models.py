"""Messages to people, and what they follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class Letter(Base):
    """One message (a message id and what fills it, so that each reads it in their language)."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_person_id_id", "person_id", "id"),
        Index(
            "ix_letter_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    msgid: Mapped[str]
    facts: Mapped[str]
    """Canonical JSON; never a ballot's choice."""
    url: Mapped[str]
    """Where it leads; empty when it came because a subject is followed: then to that."""
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    """The followed subject it came for."""
    read_at: Mapped[datetime | None]


class Follow(Base):
    """Somebody wants to hear of every disclosed step of a subject (关注), until they stop."""

    __tablename__ = "follow"
    __table_args__ = (Index("ix_follow_subject_id", "subject_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    since: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    """Who stopped is never made to follow again without asking."""


never_deleted("letter")
guard(
    "letter_fixed",
    "letter",
    when="UPDATE",
    sqlite_if="NEW.person_id <> OLD.person_id OR NEW.msgid <> OLD.msgid OR NEW.facts <> OLD.facts",
)
