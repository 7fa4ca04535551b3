"""Residents who come to listen to a session (旁听)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class SessionObserver(Base):
    """One sign-up. Who comes first has a seat; whoever has none yet waits, and moves up when somebody cancels."""

    __tablename__ = "session_observer"
    __table_args__ = (
        Index(
            "uq_session_observer_here",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        CheckConstraint("cancelled_at IS NULL OR cancelled_at >= at", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The resident, or the worker at whose counter they signed up."""
    cancelled_at: Mapped[datetime | None]


never_deleted("session_observer")
guard(
    "session_observer_kept",
    "session_observer",
    when="UPDATE",
    sqlite_if=(
        "OLD.cancelled_at IS NOT NULL OR NEW.session_id <> OLD.session_id OR NEW.person_id <> OLD.person_id "
        "OR NEW.at <> OLD.at"
    ),
)
