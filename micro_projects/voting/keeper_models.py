"""The shares of a round's private key: who took which, that they have it on paper, that they gave it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class KeySplit(Base):
    """That a round's private key was split among its keepers, and when the server gave it up and had it again."""

    __tablename__ = "key_split"
    __table_args__ = (
        CheckConstraint("restored_at IS NULL OR given_up_at IS NOT NULL", name="given_up_before"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    made_at: Mapped[datetime]
    given_up_at: Mapped[datetime | None]
    """Since when neither the key nor a share of it is on the server."""
    restored_at: Mapped[datetime | None]
    """When two shares made it again, after closing."""


class KeyShare(Base):
    """One keeper's share: never the share itself, only its fingerprint."""

    __tablename__ = "key_share"
    __table_args__ = (
        ForeignKeyConstraint(["round_id"], ["key_split.round_id"]),
        UniqueConstraint("round_id", "person_id"),
        UniqueConstraint("round_id", "returned_by"),
        CheckConstraint("seat IN ('moderator','affairs','auditor')", name="seat"),
        CheckConstraint("returned_at IS NULL OR confirmed_at IS NOT NULL", name="returned"),
        CheckConstraint("(returned_at IS NULL) = (returned_by IS NULL)", name="returned_by"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fingerprint: Mapped[bytes]
    """SHA-256 of its words."""
    asked: Mapped[str]
    """Which words the keeper types to show that they have them, as places from 1, space separated."""
    taken_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who typed it after closing: its keeper, or who holds the seat's role by then. Nobody gives two."""


for table in ("key_split", "key_share"):
    never_deleted(table)
_STATE = "(SELECT state FROM round WHERE id = NEW.round_id)"
guard("key_split_frozen", "key_split", when="INSERT", sqlite_if=f"{_STATE} <> 'frozen'")
guard("key_share_frozen", "key_share", when="INSERT", sqlite_if=f"{_STATE} <> 'frozen'")
# Given up only once all three have theirs on paper; had again only after the roots of closing, from two.
guard(
    "key_split_given_up",
    "key_split",
    when="UPDATE",
    sqlite_if=(
        "NEW.round_id <> OLD.round_id OR NEW.made_at <> OLD.made_at "
        "OR (OLD.given_up_at IS NOT NULL AND NEW.given_up_at IS NULL) "
        "OR (OLD.restored_at IS NOT NULL AND NEW.restored_at IS NULL) "
        "OR (OLD.given_up_at IS NULL AND NEW.given_up_at IS NOT NULL AND "
        "(SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND confirmed_at IS NOT NULL) < 3) "
        "OR (OLD.restored_at IS NULL AND NEW.restored_at IS NOT NULL AND "
        "(SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND returned_at IS NOT NULL) < 2)"
    ),
)
guard(
    "key_share_fixed",
    "key_share",
    when="UPDATE",
    sqlite_if=(
        "NEW.round_id <> OLD.round_id OR NEW.seat <> OLD.seat OR NEW.person_id <> OLD.person_id "
        "OR NEW.fingerprint <> OLD.fingerprint OR NEW.taken_at <> OLD.taken_at "
        "OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL) "
        "OR (OLD.returned_at IS NOT NULL AND NEW.returned_at IS NULL)"
    ),
)
# No share comes back while a ballot can still be cast or before the roots stand in the log.
guard(
    "key_share_early",
    "key_share",
    when="UPDATE",
    sqlite_if=(
        "OLD.returned_at IS NULL AND NEW.returned_at IS NOT NULL "
        "AND (SELECT sealed_root FROM round WHERE id = NEW.round_id) IS NULL"
    ),
)
# A round with keepers does not open while the server could.
guard(
    "round_keepers",
    "round",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'open' AND NEW.keepers AND NEW.public_key IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM key_split WHERE round_id = NEW.id AND given_up_at IS NOT NULL)"
    ),
)
