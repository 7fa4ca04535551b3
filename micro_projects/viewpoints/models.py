"""Conversations with their statements and answers (观点征集). Who answered what is kept while it is open, then cut.

While open an answer stands under the roll's entry, without a time. At closing the answers are kept under random keys
and the link is destroyed: `stance` and `participant` rows go, `stance_kept` rows stay (docs/security.md).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.viewpoints import argument_models
from micro_projects.viewpoints.rules import MACHINE

__all__ = ["argument_models"]


class Conversation(IsSubject, HasState, Base):
    """A question put to a community, with short statements to agree with or not (观点征集)."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="period"),
        CheckConstraint("participants >= 0 AND answers >= participants", name="counted"),
    )
    KIND = "conversation"

    question: Mapped[str]
    about: Mapped[str]
    """What one should know before answering; may be empty."""
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[int]
    """How many answers were given or changed: the version of the answers."""
    participants: Mapped[int]
    """How many gave at least one; equals the rows of `participant` while open (doctor)."""


class Statement(Base):
    """A short sentence to agree with or not (观点). Its words never change."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("conversation_id", "id"),
        CheckConstraint("agree >= 0 AND disagree >= 0 AND passed >= 0", name="counted"),
        CheckConstraint("length(text) BETWEEN 1 AND 140", name="length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    number: Mapped[int]
    text: Mapped[str]
    seed: Mapped[bool]
    """Written by who opened the conversation, to begin with."""
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """For limits and reports; shown on no page."""
    at: Mapped[datetime]
    agree: Mapped[int]
    disagree: Mapped[int]
    passed: Mapped[int]
    """How many answered how; equal the rows of `stance` while open (doctor)."""


class Stance(Base):
    """One resident's answer to one statement, while the conversation is open (态度)."""

    __tablename__ = "stance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation_id", "statement_id"], ["statement.conversation_id", "statement.id"]
        ),
        CheckConstraint("value IN (-1, 0, 1)", name="value"),
        Index("ix_stance_conversation_id_entry_id", "conversation_id", "entry_id"),
    )

    statement_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), primary_key=True)
    conversation_id: Mapped[int]
    value: Mapped[int]


class Participant(Base):
    """Who takes part, how far they are, and their group: told to themselves only; gone at closing."""

    __tablename__ = "participant"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), primary_key=True)
    answers: Mapped[int]
    cluster: Mapped[int | None]
    """The group of the newest result: 0 the largest; None: too few answers yet."""
    key: Mapped[bytes | None]
    """The random key that the answers get; for the moment of closing only."""


class StanceKept(Base):
    """An answer after closing, under a random key: whose it was nobody can tell any more."""

    __tablename__ = "stance_kept"
    __table_args__ = (CheckConstraint("value IN (-1, 0, 1)", name="value"), {"sqlite_with_rowid": False})

    key: Mapped[bytes] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    value: Mapped[int]


class OpinionResult(Base):
    """The groups as last found (观点分组), of which version of the answers. Pages read it and figure nothing."""

    __tablename__ = "opinion_result"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime]
    content: Mapped[str]
    """Canonical JSON of `results.Result`: counts by statement and group, never a person."""


only_steps("conversation", MACHINE)
never_deleted("conversation")
never_deleted("statement")
append_only("stance_kept")
never_deleted("opinion_result")
guard(
    "statement_fixed",
    "statement",
    when="UPDATE",
    columns="id, conversation_id, number, text, seed, author_id, at",
    sqlite_if="1=1",
    postgres_if="TRUE",
)
guard(
    "conversation_fixed",
    "conversation",
    when="UPDATE",
    columns="question, about, proposal_id, opens_at, closes_at, opened_by",
    sqlite_if="1=1",
    postgres_if="TRUE",
)

_OPEN = "(SELECT c.state FROM conversation c WHERE c.id = {row}.conversation_id) = 'open'"
_LISTED = (
    "EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id "
    "WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND s.id = NEW.conversation_id)"
)
guard(
    "stance_taken",
    "stance",
    when="INSERT",
    sqlite_if="NOT (" + _OPEN.format(row="NEW") + f" AND {_LISTED})",
)
guard("stance_changed", "stance", when="UPDATE", sqlite_if="NOT " + _OPEN.format(row="OLD"))
guard(
    "stance_moved",
    "stance",
    when="UPDATE",
    columns="statement_id, entry_id, conversation_id",
    sqlite_if="1=1",
    postgres_if="TRUE",
)
for table in ("stance", "participant"):  # the link is cut at closing, and not before
    guard(f"{table}_cut", table, when="DELETE", sqlite_if=_OPEN.format(row="OLD"))
guard(
    "participant_taken",
    "participant",
    when="INSERT",
    sqlite_if="NOT (" + _OPEN.format(row="NEW") + f" AND {_LISTED})",
)
guard("stance_kept_closed", "stance_kept", when="INSERT", sqlite_if=_OPEN.format(row="NEW"))
guard("opinion_result_closed", "opinion_result", when="UPDATE", sqlite_if="NOT " + _OPEN.format(row="OLD"))
