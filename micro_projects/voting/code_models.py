"""Voting without an account: printed codes and their runs; booths, their shifts and who was checked in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted


class CodeRun(Base):
    """One printing of letters (一批投票信): how many, and the root of their codes' hashes, as disclosed."""

    __tablename__ = "code_run"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("letters > 0 AND cancelled >= 0 AND cancelled <= letters", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    """The how-many-eth of its round."""
    letters: Mapped[int]
    cancelled: Mapped[int]
    """How many earlier codes of the same voters it cancelled."""
    root: Mapped[bytes]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class VotingCode(Base):
    """A letter's code (投票码), of which only an HMAC is kept. One in force per voter; it never moves to another."""

    __tablename__ = "voting_code"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "entry_id"], ["round_voter.round_id", "round_voter.entry_id"]),
        Index(
            "uq_voting_code_in_force",
            "round_id",
            "entry_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    entry_id: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("code_run.id"), index=True)
    mac: Mapped[bytes] = mapped_column(unique=True)
    cancelled_at: Mapped[datetime | None]
    used: Mapped[bool]
    """Whether a ballot was cast by it; not when: that would say when its voter cast."""


class BoothShift(Base):
    """A worker's hours with a tablet at a place (投票点), announced before they begin."""

    __tablename__ = "booth_shift"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("ends_at > starts_at", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    token: Mapped[str] = mapped_column(unique=True)
    """The tablet's address; random, so that only who stands at the booth can try a code."""
    venue: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """Earlier when the booth had to close."""
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class BoothCheckin(Base):
    """A voter whose identity a worker saw at a booth; the one-time code (现场码) given for the tablet, as an HMAC."""

    __tablename__ = "booth_checkin"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "entry_id"], ["round_voter.round_id", "round_voter.entry_id"]),
        CheckConstraint("expires_at > at", name="life"),
        Index("ix_booth_checkin_round_id_entry_id", "round_id", "entry_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("booth_shift.id"), index=True)
    round_id: Mapped[int]
    entry_id: Mapped[int]
    mac: Mapped[bytes] = mapped_column(unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    """A later check-in of the same voter took its place."""
    used: Mapped[bool]


append_only("code_run")
for table in ("voting_code", "booth_shift", "booth_checkin"):
    never_deleted(table)

_STATE = "(SELECT state FROM round WHERE id = NEW.round_id)"
_ROUND_OF_RUN = "(SELECT round_id FROM code_run WHERE id = NEW.run_id)"
_ROUND_OF_SHIFT = "(SELECT round_id FROM booth_shift WHERE id = NEW.shift_id)"
_SAME = "NEW.round_id <> OLD.round_id OR NEW.entry_id <> OLD.entry_id OR NEW.mac <> OLD.mac"
# Cancelled once and for good; used once and for good, and never after it was cancelled.
_ONCE = (
    "(OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at IS NULL OR NEW.cancelled_at <> OLD.cancelled_at)) "
    "OR (OLD.used AND NOT NEW.used) OR (NEW.used AND NOT OLD.used AND OLD.cancelled_at IS NOT NULL)"
)
guard(
    "code_run_issued",
    "code_run",
    when="INSERT",
    sqlite_if=f"{_STATE} NOT IN ('frozen', 'open')",
)
guard(
    "voting_code_issued",
    "voting_code",
    when="INSERT",
    sqlite_if=f"{_STATE} NOT IN ('frozen', 'open') OR NEW.used OR NEW.cancelled_at IS NOT NULL "
    f"OR {_ROUND_OF_RUN} <> NEW.round_id",
)
guard(
    "voting_code_fixed",
    "voting_code",
    when="UPDATE",
    sqlite_if=f"{_SAME} OR NEW.run_id <> OLD.run_id OR {_ONCE}",
)
guard(
    "booth_shift_fixed",
    "booth_shift",
    when="UPDATE",
    sqlite_if=(
        "NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.token <> OLD.token "
        "OR NEW.venue <> OLD.venue OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at > OLD.ends_at "
        "OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR OLD.closed_at IS NOT NULL"
    ),
)
guard(
    "booth_checkin_given",
    "booth_checkin",
    when="INSERT",
    sqlite_if=(
        f"{_STATE} <> 'open' OR NEW.used OR NEW.cancelled_at IS NOT NULL OR {_ROUND_OF_SHIFT} <> NEW.round_id"
    ),
)
guard(
    "booth_checkin_fixed",
    "booth_checkin",
    when="UPDATE",
    sqlite_if=(
        f"{_SAME} OR NEW.shift_id <> OLD.shift_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at "
        f"OR NEW.expires_at <> OLD.expires_at OR {_ONCE}"
    ),
)
# A mark of these channels is of a voter whose code was used: no ballot by letter without a letter, none at a booth
# without a check-in (invariant 4).
for _when in ("INSERT", "UPDATE"):
    guard(
        f"roll_mark_by_code_{_when.lower()}",
        "roll_mark",
        when=_when,
        sqlite_if=(
            "(NEW.channel = 'letter_code' AND NOT EXISTS (SELECT 1 FROM voting_code AS c "
            "WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used AND c.cancelled_at IS NULL)) "
            "OR (NEW.channel = 'booth' AND NOT EXISTS (SELECT 1 FROM booth_checkin AS c "
            "WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used))"
        ),
    )
