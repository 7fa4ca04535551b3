"""The cycle with its phases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.cycles.pack import Pack
from micro_projects.cycles.rules import MACHINE
from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject


class Cycle(IsSubject, HasState, Base):
    """A community's year. Its code is ``FT-LH-2026``, its address ``/c/FT-LH/2026``."""

    __tablename__ = "cycle"
    KIND = "cycle"

    year: Mapped[int]
    pack_json: Mapped[str]
    """Canonical JSON of the rule pack; frozen once the cycle is open."""
    pack_hash: Mapped[bytes | None]
    """SHA-256 of it, set when the cycle opens."""

    @property
    def pack(self) -> Pack:
        """The rule pack."""
        return Pack.thawed(self.pack_json.encode())


class Phase(Base):
    """A dated part of a cycle. Dates are earliest dates: a gate may delay the next, never hasten it."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("cycle_id", "name"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    name: Mapped[str]
    """``proposing``, ``deliberating``, ``voting``, ``executing``."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


only_steps("cycle", MACHINE)
never_deleted("cycle")
guard(
    "cycle_pack_frozen",
    "cycle",
    when="UPDATE",
    columns="pack_json, pack_hash",
    sqlite_if="OLD.pack_hash IS NOT NULL AND (NEW.pack_json <> OLD.pack_json OR NEW.pack_hash <> OLD.pack_hash)",
)
guard("phase_fixed", "phase", when="UPDATE", columns="starts_at", sqlite_if="NEW.starts_at < OLD.starts_at")
