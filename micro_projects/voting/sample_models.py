"""The auditor's public sample of marked voters: who was drawn, and whether they say they voted. Never what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class MarkSample(Base):
    """One sample of a round's marked voters, drawn by a public lot over the marks' fingerprints."""

    __tablename__ = "mark_sample"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("size > 0 AND size <= population", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    """From 1."""
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), unique=True)
    population: Mapped[int]
    size: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reported_at: Mapped[datetime | None]


class MarkAsked(Base):
    """A marked voter who was drawn. `answer`: ``yes``, they voted so; ``no``, they did not; ``unreached``."""

    __tablename__ = "mark_asked"
    __table_args__ = (
        UniqueConstraint("sample_id", "entry_id"),
        CheckConstraint("answer IS NULL OR answer IN ('yes','no','unreached')", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(answer IS NULL) = (by_id IS NULL)", name="by"),
    )

    sample_id: Mapped[int] = mapped_column(ForeignKey("mark_sample.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """In the lot's order, from 1."""
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), index=True)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The voter themself, or the auditor who asked."""


for table in ("mark_sample", "mark_asked"):
    never_deleted(table)
guard(
    "mark_sample_fixed",
    "mark_sample",
    when="UPDATE",
    sqlite_if=(
        "OLD.reported_at IS NOT NULL OR NEW.round_id <> OLD.round_id OR NEW.lot_id <> OLD.lot_id "
        "OR NEW.size <> OLD.size OR NEW.population <> OLD.population"
    ),
)
# Only the lot says who is asked, and nobody's answer changes once it was reported; a yes or no stays as given.
guard(
    "mark_asked_drawn",
    "mark_asked",
    when="INSERT",
    sqlite_if=(
        "NEW.answer IS NOT NULL OR NOT EXISTS (SELECT 1 FROM mark_sample s "
        "JOIN lot_place p ON p.lot_id = s.lot_id WHERE s.id = NEW.sample_id AND p.rank = NEW.rank "
        "AND p.member_id = NEW.entry_id AND NEW.rank <= s.size)"
    ),
)
guard(
    "mark_asked_fixed",
    "mark_asked",
    when="UPDATE",
    sqlite_if=(
        "NEW.entry_id <> OLD.entry_id OR NEW.rank <> OLD.rank OR OLD.answer IN ('yes', 'no') "
        "OR (SELECT reported_at FROM mark_sample WHERE id = NEW.sample_id) IS NOT NULL"
    ),
)
