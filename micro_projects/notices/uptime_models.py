"""When people could reach the program: heartbeats, and the outages between them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class Heartbeat(Base):
    """When something was last seen working, since it was first: ``clock`` (it ticked), ``pages`` (they were served)."""

    __tablename__ = "heartbeat"
    __table_args__ = (CheckConstraint("part IN ('clock','pages')", name="part"),)

    part: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime]


class Outage(Base):
    """A time in which nobody was served: from the last page served to the next."""

    __tablename__ = "outage"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="order"),
        CheckConstraint("(ends_at IS NULL) = (seconds IS NULL)", name="lasted"),
        CheckConstraint("cause IN ('all','pages')", name="cause"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    """None while it lasts."""
    seconds: Mapped[int | None]
    cause: Mapped[str]
    """``all``: nothing ran; ``pages``: the clock ticked, pages were not served."""
    found_at: Mapped[datetime]


never_deleted("heartbeat")
never_deleted("outage")
# There is one at a time.
guard(
    "outage_one",
    "outage",
    when="INSERT",
    sqlite_if="NEW.ends_at IS NULL AND EXISTS (SELECT 1 FROM outage o WHERE o.ends_at IS NULL)",
)
guard(
    "heartbeat_forward",
    "heartbeat",
    when="UPDATE",
    sqlite_if="NEW.seen_at < OLD.seen_at OR NEW.since <> OLD.since OR NEW.part <> OLD.part",
)
guard(
    "outage_fixed",
    "outage",
    when="UPDATE",
    sqlite_if="OLD.ends_at IS NOT NULL OR NEW.starts_at <> OLD.starts_at OR NEW.found_at <> OLD.found_at",
)
