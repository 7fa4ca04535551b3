"""Who stands aside from which item (回避), and who asked in writing that somebody should."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council.recusal_rules import CHALLENGE
from micro_projects.council.rules import NO_RECUSAL
from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState


class Recusal(Base):
    """A member stands aside from one item (回避): subtracted from its base."""

    __tablename__ = "recusal"
    __table_args__ = (
        UniqueConstraint("item_id", "person_id"),
        CheckConstraint("source IN ('declared','found','challenged')", name="source"),
        CheckConstraint("(source = 'found') = (ground <> '')", name="ground"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str]
    """``declared`` by the member, ``found`` by the program, or decided by the session (``challenged``)."""
    ground: Mapped[str] = mapped_column(default="")
    """What the program found: a key of `recusal_rules.GROUNDS`."""
    reason: Mapped[str]
    """As everybody reads it: the member's words, or a sentence of ours (a message id, without places in it)."""
    at: Mapped[datetime]


class Challenge(HasState, Base):
    """Somebody says in writing that a member has an interest in an item (申请回避); the session decides."""

    __tablename__ = "recusal_challenge"
    __table_args__ = (
        UniqueConstraint("item_id", "person_id", "by_id"),
        CheckConstraint("by_id <> person_id", name="other"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The member meant."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    """In the challenger's words; read by the council, not by everybody."""
    at: Mapped[datetime]


only_steps("recusal_challenge", CHALLENGE)
never_deleted("recusal_challenge")
guard(
    "recusal_challenge_fixed",
    "recusal_challenge",
    when="UPDATE",
    sqlite_if=(
        "NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id OR NEW.by_id <> OLD.by_id "
        "OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at"
    ),
)
_NOBODY = ", ".join(f"'{purpose}'" for purpose in sorted(NO_RECUSAL))
guard(
    "recusal_challenge_before_decision",
    "recusal_challenge",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id "  # noqa: S608 # nosec B608 - our own words
        f"AND i.state IN ('waiting', 'open') AND i.purpose NOT IN ({_NOBODY}))"
    ),
)
# Carried means stood aside: neither without the other.
guard(
    "recusal_challenge_carried",
    "recusal_challenge",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'carried' AND NOT EXISTS (SELECT 1 FROM recusal r "
        "WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id)"
    ),
)
guard(
    "recusal_allowed",
    "recusal",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id "  # noqa: S608 # nosec B608 - our own words
        f"AND i.purpose IN ({_NOBODY}))"
    ),
)
