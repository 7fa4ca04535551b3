"""Acceptance with its check-list, settlement, termination (X8, X9)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted
from micro_projects.kernel.money import Money


class Acceptance(Base):
    """One acceptance (验收): requested, co-signed by a supervisor, confirmed by the officer, handed over."""

    __tablename__ = "acceptance"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("cosigned_by IS NULL OR cosigned_by <> requested_by", name="cosigner"),
        CheckConstraint(
            "confirmed_by IS NULL OR (cosigned_by IS NOT NULL AND confirmed_by <> cosigned_by "
            "AND confirmed_by <> requested_by)",
            name="confirmer",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    text: Mapped[str]
    requested_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime]
    before_file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    after_file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    cosigned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cosigned_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failed_text: Mapped[str | None]
    maintainer: Mapped[str | None]
    """管养单位: who keeps up what was built."""
    signed_by: Mapped[str | None]
    """Who signed the hand-over for the maintainer."""
    signed_on: Mapped[date | None]
    in_use_on: Mapped[date | None]


class CheckItem(Base):
    """One line of an acceptance's check-list; `passed` once somebody looked."""

    __tablename__ = "check_item"
    __table_args__ = (UniqueConstraint("acceptance_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    acceptance_id: Mapped[int] = mapped_column(ForeignKey("acceptance.id"))
    number: Mapped[int]
    text: Mapped[str]
    passed: Mapped[bool | None]


class Settlement(Base):
    """The final account (决算) of a project."""

    __tablename__ = "settlement"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    contracted: Mapped[Money]
    supplements: Mapped[Money]
    """Net of reductions."""
    paid: Mapped[Money]
    retention: Mapped[Money]
    remainder: Mapped[Money]
    """What returned to the pool at the settlement."""
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Termination(Base):
    """A proposal to terminate a project (终止): moved by the council, confirmed by the officer."""

    __tablename__ = "termination"
    __table_args__ = (
        Index(
            "uq_termination_open",
            "project_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("confirmed_at IS NULL OR carried", name="carried"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    carried: Mapped[bool | None]
    """The council's motion."""
    carried_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When it was lost, or confirmed."""
    remainder: Mapped[Money | None]
    reclaim: Mapped[Money | None]
    """The part of the advance that no verified work earned."""
    reclaimed_at: Mapped[datetime | None]


for table in ("acceptance", "check_item", "termination"):
    never_deleted(table)
append_only("settlement")
guard(
    "acceptance_fixed",
    "acceptance",
    when="UPDATE",
    sqlite_if="OLD.confirmed_at IS NOT NULL OR OLD.failed_at IS NOT NULL",
)
