"""What is seen of a running session, as the last act left it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard


class SessionLive(Base):
    """One row for each session: what pages that watch it show, and a number that grows with each act."""

    __tablename__ = "session_live"

    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), primary_key=True)
    version: Mapped[int]
    state: Mapped[str]
    """Canonical JSON of `live.state`."""
    at: Mapped[datetime]


guard("session_live_grows", "session_live", when="UPDATE", sqlite_if="NEW.version <= OLD.version")
