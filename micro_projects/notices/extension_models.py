"""Periods made longer: each with why, by how much, and its entry in the log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard
from micro_projects.notices.extension_rules import REASONS

_REASONS = ", ".join(f"'{reason}'" for reason in REASONS)
_ONCE = text("reason <> 'outage'")


class NoticeExtension(Base):
    """One time a notice's period was made longer."""

    __tablename__ = "notice_extension"
    __table_args__ = (
        UniqueConstraint("notice_id", "outage_id"),
        Index(
            "uq_notice_extension_once",
            "notice_id",
            "reason",
            unique=True,
            sqlite_where=_ONCE,
            postgresql_where=_ONCE,
        ),
        CheckConstraint(f"reason IN ({_REASONS})", name="reason"),
        CheckConstraint("(reason = 'outage') = (outage_id IS NOT NULL)", name="outage"),
        CheckConstraint("ends_at > ended_at", name="longer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    reason: Mapped[str]
    outage_id: Mapped[int | None] = mapped_column(ForeignKey("outage.id"), index=True)
    ended_at: Mapped[datetime]
    """When the period would have ended."""
    ends_at: Mapped[datetime]
    at: Mapped[datetime]


append_only("notice_extension")
# A period only ever grows, and never without the row that says why.
guard(
    "notice_lengthens",
    "notice",
    when="UPDATE",
    sqlite_if=(
        "NEW.gate_unconfirmed_at < OLD.gate_unconfirmed_at "
        "OR (OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.gate_confirmed_at IS NULL "
        "OR NEW.gate_unconfirmed_at IS NULL)) "
        "OR (NEW.ends_at <> OLD.ends_at AND NOT EXISTS (SELECT 1 FROM notice_extension e "
        "WHERE e.notice_id = NEW.id AND e.ended_at = OLD.ends_at AND e.ends_at = NEW.ends_at))"
    ),
)
