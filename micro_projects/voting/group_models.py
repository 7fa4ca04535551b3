"""Exclusive groups: proposals of which at most one can be funded, as the moderator names them before a freeze."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class ExclusiveGroup(Base):
    """One group (互斥组) of a cycle. It is made and ended, never changed; the round freezes those that stand."""

    __tablename__ = "exclusive_group"
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    """Counted within the cycle, from 1."""
    reason: Mapped[str]
    """Why only one can be: the same spot, two ways to do one thing."""
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]


class ExclusiveMember(Base):
    """That a proposal is in a group; in one at a time."""

    __tablename__ = "exclusive_member"
    __table_args__ = (
        Index(
            "ix_exclusive_member_proposal_id",
            "proposal_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("exclusive_group.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    ended_at: Mapped[datetime | None]
    """When its group ended."""


for table in ("exclusive_group", "exclusive_member"):
    never_deleted(table)
guard(
    "exclusive_group_fixed",
    "exclusive_group",
    when="UPDATE",
    sqlite_if=(
        "OLD.ended_at IS NOT NULL OR NEW.cycle_id <> OLD.cycle_id OR NEW.number <> OLD.number "
        "OR NEW.reason <> OLD.reason OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at"
    ),
)
guard(
    "exclusive_member_fixed",
    "exclusive_member",
    when="UPDATE",
    sqlite_if=(
        "OLD.ended_at IS NOT NULL OR NEW.group_id <> OLD.group_id OR NEW.proposal_id <> OLD.proposal_id"
    ),
)
# What a round froze stays as it was: while one is under way or adopted, nothing of its cycle's groups changes.
_FROZEN = (
    "EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id "
    "WHERE s.cycle_id = {cycle} AND r.state <> 'void')"
)
_OF_GROUP = "(SELECT cycle_id FROM exclusive_group WHERE id = NEW.group_id)"
for when in ("INSERT", "UPDATE"):
    name = f"frozen_{when.lower()}"
    guard(
        f"exclusive_group_{name}",
        "exclusive_group",
        when=when,
        sqlite_if=_FROZEN.format(cycle="NEW.cycle_id"),
    )
    guard(
        f"exclusive_member_{name}",
        "exclusive_member",
        when=when,
        sqlite_if=_FROZEN.format(cycle=_OF_GROUP),
    )
