"""Sheets that no longer hang, or cannot be read: who said so, and what the worker found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted
from micro_projects.notices.down_rules import WHAT

_WHAT = ", ".join(f"'{what}'" for what in WHAT)


class SheetDown(Base):
    """One word about one sheet on one board: a hint until a worker has looked, then found so or not."""

    __tablename__ = "sheet_down"
    __table_args__ = (
        CheckConstraint(f"what IN ({_WHAT})", name="what"),
        CheckConstraint(
            "(found IS NULL) = (seen_at IS NULL) AND (found IS NULL) = (seen_by IS NULL)", name="seen"
        ),
        CheckConstraint("seen_at IS NULL OR seen_at >= told_at", name="order"),
        Index(
            "uq_sheet_down_found",
            "report_id",
            unique=True,
            sqlite_where=text("found = 1"),
            postgresql_where=text("found"),
        ),
        Index(
            "uq_sheet_down_hint",
            "report_id",
            "told_by",
            unique=True,
            sqlite_where=text("found IS NULL"),
            postgresql_where=text("found IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("posting_report.id"), index=True)
    """The sheet: the report of its being hung."""
    what: Mapped[str]
    told_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime]
    """Since when it counts as down, once found so."""
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime | None]
    found: Mapped[bool | None]
    """Whether the worker found it so; None while nobody has looked."""


never_deleted("sheet_down")
guard(
    "sheet_down_fixed",
    "sheet_down",
    when="UPDATE",
    sqlite_if=(
        "OLD.found IS NOT NULL OR NEW.report_id <> OLD.report_id OR NEW.what <> OLD.what "
        "OR NEW.told_by <> OLD.told_by OR NEW.told_at <> OLD.told_at"
    ),
)
