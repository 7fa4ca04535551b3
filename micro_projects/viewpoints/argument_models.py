"""Arguments for and against a proposal (赞成和反对的理由), and who finds them right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted


class Argument(Base):
    """A short reason for or against a proposal, in its author's own words; never edited."""

    __tablename__ = "argument"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("side IN ('for','against')", name="side"),
        CheckConstraint("length(text) BETWEEN 1 AND 140", name="length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]
    """The how-many-eth of its proposal."""
    side: Mapped[str]
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), unique=True)
    """The comment it was taken from, word for word."""
    picked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ArgumentMark(Base):
    """That a resident finds an argument right, or not (有道理、不认同); shown to nobody else."""

    __tablename__ = "argument_mark"

    argument_id: Mapped[int] = mapped_column(ForeignKey("argument.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), primary_key=True)
    agrees: Mapped[bool]


class ArgumentRank(Base):
    """Where an argument stands on its side, found anew with each mark: pages read it and figure nothing."""

    __tablename__ = "argument_rank"
    __table_args__ = (CheckConstraint("basis IN ('opinion','stance','grid')", name="basis"),)

    argument_id: Mapped[int] = mapped_column(ForeignKey("argument.id"), primary_key=True)
    place: Mapped[int]
    """1 is the first of its side."""
    agree: Mapped[int]
    disagree: Mapped[int]
    basis: Mapped[str]
    """Which groups it was found by."""


append_only("argument")
never_deleted("argument_mark")
never_deleted("argument_rank")
guard(
    "argument_mark_listed",
    "argument_mark",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id "
        "JOIN argument a ON a.proposal_id = s.id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL "
        "AND a.id = NEW.argument_id AND a.author_id <> e.person_id)"
    ),
)
guard(
    "argument_mark_moved",
    "argument_mark",
    when="UPDATE",
    columns="argument_id, entry_id",
    sqlite_if="1=1",
    postgres_if="TRUE",
)
