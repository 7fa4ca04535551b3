"""Withholding: who asked for it, who confirmed it, the sealed bytes until appeals are over, the appeals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.notices.redaction_rules import MACHINE


class Redaction(HasState, Base):
    """Some parts of one disclosure, withheld on one ground by two people of two offices (procedure: Notices)."""

    __tablename__ = "redaction"
    __table_args__ = (
        ForeignKeyConstraint(["log_id", "index"], ["log_entry.log_id", "log_entry.index"]),
        Index("ix_redaction_log_id_index", "log_id", "index"),
        Index(
            "uq_redaction_requested",
            "log_id",
            "index",
            unique=True,
            sqlite_where=text("state = 'requested'"),
            postgresql_where=text("state = 'requested'"),
        ),
        CheckConstraint("ground IN ('personal','statute','court')", name="ground"),
        CheckConstraint("reference <> ''", name="reference"),
        CheckConstraint("office IN ('officer','district')", name="office"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> requested_by", name="two_people"),
        CheckConstraint("confirmed_office IS NULL OR confirmed_office <> office", name="two_offices"),
        CheckConstraint("requested_by IS NOT NULL OR again_at IS NOT NULL", name="requested"),
        CheckConstraint(
            "state IN ('requested','declined') OR confirmed_by IS NOT NULL OR again_at IS NOT NULL",
            name="confirmed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """``QH-17-R1``: log, entry, the how-many-eth."""
    log_id: Mapped[int]
    index: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    ground: Mapped[str]
    reference: Mapped[str]
    """Which statute and article, or which judgment."""
    office: Mapped[str]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime]
    confirmed_office: Mapped[str | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    appeal_until: Mapped[datetime | None]
    """Until when anybody may appeal."""
    due_at: Mapped[datetime | None]
    """When the bytes are destroyed, unless an appeal is open."""
    again_at: Mapped[datetime | None]
    """When it was carried out again, because an older back-up that still had the bytes was restored; who asked and
    confirmed may not be known to that back-up."""


class RedactionPart(Base):
    """One part a redaction names. Once hidden, its bytes lie here sealed, until they are destroyed or restored."""

    __tablename__ = "redaction_part"
    __table_args__ = (
        CheckConstraint("(body IS NULL) = (salt IS NULL)", name="together"),
        ForeignKeyConstraint(
            ["log_id", "index", "name"], ["content_part.log_id", "content_part.index", "content_part.name"]
        ),
    )

    redaction_id: Mapped[int] = mapped_column(ForeignKey("redaction.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    log_id: Mapped[int]
    index: Mapped[int]
    salt: Mapped[bytes | None]
    body: Mapped[bytes | None]
    sentence_facts: Mapped[str]
    """Of the part ``text``: what fills its sentence, sealed along; else empty."""


class RedactionAppeal(Base):
    """Somebody asks that what was withheld be public; decided by an officer who took no part."""

    __tablename__ = "redaction_appeal"
    __table_args__ = (
        Index(
            "uq_redaction_appeal_open",
            "redaction_id",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (upheld IS NULL)",
            name="decided",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    redaction_id: Mapped[int] = mapped_column(ForeignKey("redaction.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]
    """Why it should be public, for whoever decides; not disclosed."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]


for table in ("redaction", "redaction_part", "redaction_appeal"):
    never_deleted(table)
only_steps("redaction", MACHINE)
guard(
    "redaction_fixed",
    "redaction",
    when="UPDATE",
    sqlite_if=(
        'NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.ground <> OLD.ground '
        "OR NEW.reference <> OLD.reference OR NEW.requested_by <> OLD.requested_by OR NEW.office <> OLD.office "
        "OR NEW.confirmed_by <> OLD.confirmed_by OR NEW.appeal_until < OLD.appeal_until"
    ),
)
# What is sealed is what was taken out, and goes only as a whole.
guard(
    "redaction_part_sealed",
    "redaction_part",
    when="UPDATE",
    sqlite_if=(
        "NEW.name <> OLD.name OR (OLD.body IS NOT NULL AND NEW.body IS NOT NULL "
        "AND (NEW.body <> OLD.body OR NEW.salt <> OLD.salt))"
    ),
)
guard(
    "redaction_appeal_decided_once",
    "redaction_appeal",
    when="UPDATE",
    sqlite_if="OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text OR NEW.person_id <> OLD.person_id",
)
