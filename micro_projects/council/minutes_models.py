"""Minutes (会议纪要): drafted by the program, corrected by those who were there, signed, standing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted


class Minutes(Base):
    """The minutes of one session. The draft never changes: corrections stand beside it, both are kept."""

    __tablename__ = "minutes"

    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), primary_key=True)
    paragraphs: Mapped[str]
    """Canonical JSON: a list of paragraphs, each a list of kept sentences."""
    drafted_at: Mapped[datetime]
    round: Mapped[int]
    """1, and 2 once the signers were redrawn."""
    due_at: Mapped[datetime]
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    stood_at: Mapped[datetime | None]
    reservation: Mapped[bool]
    """They stand although a signature was missing at the second deadline."""


class Signer(Base):
    """Who signs: the chair, and two members drawn by lot."""

    __tablename__ = "minutes_signer"
    __table_args__ = (UniqueConstraint("session_id", "round", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    round: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str]
    """``chair`` or ``member``."""


class Signature(Base):
    """One signature, over the hash of the minutes with the corrections accepted so far."""

    __tablename__ = "minutes_signature"
    __table_args__ = (UniqueConstraint("session_id", "person_id", "text_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text_hash: Mapped[bytes]
    at: Mapped[datetime]


class Suggestion(Base):
    """An attendee's correction of one paragraph, accepted or rejected by the moderator; kept either way."""

    __tablename__ = "minutes_suggestion"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("state IN ('open','accepted','rejected')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    number: Mapped[int]
    paragraph: Mapped[int]
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[str]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str]


for table in ("minutes", "minutes_suggestion"):
    never_deleted(table)
append_only("minutes_signer")
append_only("minutes_signature")
guard(
    "minutes_fixed",
    "minutes",
    when="UPDATE",
    sqlite_if="NEW.paragraphs <> OLD.paragraphs OR OLD.stood_at IS NOT NULL OR NEW.round < OLD.round",
)
guard(
    "minutes_suggestion_fixed",
    "minutes_suggestion",
    when="UPDATE",
    sqlite_if="NEW.text <> OLD.text OR NEW.paragraph <> OLD.paragraph OR OLD.state <> 'open'",
)
