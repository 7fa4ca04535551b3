"""What stands behind a signed log: its keys, its signed heads, who witnesses it, and what its signer refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted

ALARMS = ("fork", "shrunk", "key", "memory", "entries")
"""Why nothing is signed: another tree, a shorter one; no private key, no memory of what was signed; entries
that are not the tree's leaves."""


class LogKey(Base):
    """A public key of a log. The private half is a file that the signer alone reads."""

    __tablename__ = "log_key"
    __table_args__ = (
        CheckConstraint("length(public) = 32", name="public"),
        CheckConstraint("until_size IS NULL OR until_size >= from_size", name="until"),
        CheckConstraint("(until_size IS NULL) = (until_at IS NULL)", name="ended"),
    )

    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1; in the file's name."""
    public: Mapped[bytes] = mapped_column(unique=True)
    from_size: Mapped[int]
    """It signs every head larger than this."""
    from_at: Mapped[datetime]
    until_size: Mapped[int | None]
    """The last head it signed; None while it signs."""
    until_at: Mapped[datetime | None]


class LogCheckpoint(Base):
    """A signed head: at `size` entries the root was `root`."""

    __tablename__ = "log_checkpoint"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("length(root) = 32", name="root"),
    )

    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes]
    note: Mapped[str]
    """The signed note, with the log's own signatures only."""
    signed_at: Mapped[datetime]


class LogWitness(Base):
    """Somebody outside the operator whose cosignatures count, by the key they gave us."""

    __tablename__ = "log_witness"
    __table_args__ = (CheckConstraint("length(public) = 32", name="public"), UniqueConstraint("public"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    """As in its lines: ``witness.example/w1``."""
    title: Mapped[str]
    """Who that is, for people."""
    public: Mapped[bytes]
    named_at: Mapped[datetime]


class LogCosignature(Base):
    """A witness saw this head, extending all it saw before, then."""

    __tablename__ = "log_cosignature"
    __table_args__ = (
        ForeignKeyConstraint(["log_id", "size"], ["log_checkpoint.log_id", "log_checkpoint.size"]),
    )

    log_id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    witness_id: Mapped[int] = mapped_column(ForeignKey("log_witness.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(primary_key=True)
    """The time that the witness signed."""
    line: Mapped[str]
    received_at: Mapped[datetime]


class LogAlarm(Base):
    """The signer would not sign: since when, why, and when that was over."""

    __tablename__ = "log_alarm"
    __table_args__ = (CheckConstraint(f"what IN {ALARMS}", name="what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    over_at: Mapped[datetime | None]


for table in ("log_checkpoint", "log_witness", "log_cosignature"):
    append_only(table)
for table in ("log_key", "log_alarm"):
    never_deleted(table)
guard(
    "log_key_fixed",
    "log_key",
    when="UPDATE",
    sqlite_if=(
        "OLD.until_size IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.number <> OLD.number "
        "OR NEW.public <> OLD.public OR NEW.from_size <> OLD.from_size OR NEW.from_at <> OLD.from_at"
    ),
)
guard(
    "log_alarm_fixed",
    "log_alarm",
    when="UPDATE",
    sqlite_if="OLD.over_at IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.at <> OLD.at OR NEW.what <> OLD.what",
)
# Invariant 10: no head past the log's end, and each larger than all before it.
guard(
    "log_checkpoint_within",
    "log_checkpoint",
    when="INSERT",
    sqlite_if="NEW.size > (SELECT size FROM log WHERE id = NEW.log_id)",
)
guard(
    "log_checkpoint_forward",
    "log_checkpoint",
    when="INSERT",
    sqlite_if="EXISTS (SELECT 1 FROM log_checkpoint c WHERE c.log_id = NEW.log_id AND c.size >= NEW.size)",
)
# A log that was succeeded grows no more.
guard("log_succeeded", "log", when="UPDATE", sqlite_if="EXISTS (SELECT 1 FROM log l WHERE l.id > OLD.id)")
