"""Contracts, milestones, evidence, inspections and verifications (X4, X5)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.kernel.money import Money
from micro_projects.projects.machine import MILESTONE


class Contract(Base):
    """A signed contract (合同); the one in force has not ended."""

    __tablename__ = "contract"
    __table_args__ = (
        Index(
            "uq_contract_in_force",
            "project_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("amount > 0 AND advance >= 0 AND advance <= amount", name="amount"),
        CheckConstraint("ends_on > starts_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), unique=True)
    number: Mapped[str]
    amount: Mapped[Money]
    advance: Mapped[Money]
    retention: Mapped[int]
    """Basis points kept from each payment."""
    signed_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class Milestone(HasState, Base):
    """A part of a contract (节点): its weight, date, evidence asked for, and what is paid for it."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
        CheckConstraint("amount >= 0", name="amount"),
        # Invariant 9: nobody checks their own work, and two people check
        CheckConstraint("inspected_by IS NULL OR inspected_by <> delivered_by", name="inspector"),
        CheckConstraint(
            "verified_by IS NULL OR (verified_by <> delivered_by AND verified_by <> inspected_by)",
            name="verifier",
        ),
        CheckConstraint(
            "state <> 'verified' OR (verified_by IS NOT NULL AND inspected_by IS NOT NULL "
            "AND delivered_by IS NOT NULL)",
            name="three_people",
        ),
        CheckConstraint("state <> 'inspected' OR inspected_by IS NOT NULL", name="inspected"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    number: Mapped[int]
    title: Mapped[str]
    evidence: Mapped[str]
    """What has to be shown."""
    weight: Mapped[int]
    """Percent of the whole."""
    amount: Mapped[Money]
    due_on: Mapped[date]
    delivered_at: Mapped[datetime | None]
    delivered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    inspected_at: Mapped[datetime | None]
    inspected_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Evidence(Base):
    """What a contractor shows for a milestone (佐证)."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))


class MilestoneCheck(Base):
    """One inspection or verification, passed or not, for ever."""

    __tablename__ = "milestone_check"
    __table_args__ = (CheckConstraint("kind IN ('inspection','verification')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    kind: Mapped[str]
    passed: Mapped[bool]
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))


only_steps("milestone", MILESTONE)
for table in ("contract", "milestone"):
    never_deleted(table)
for table in ("evidence", "milestone_check"):
    append_only(table)
guard(
    "contract_fixed",
    "contract",
    when="UPDATE",
    sqlite_if=(
        "OLD.ended_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.advance <> OLD.advance "
        "OR NEW.retention <> OLD.retention OR NEW.contractor_id <> OLD.contractor_id"
    ),
)
guard(
    "milestone_fixed",
    "milestone",
    when="UPDATE",
    sqlite_if=(
        "OLD.state = 'verified' OR NEW.weight <> OLD.weight OR NEW.amount <> OLD.amount "
        "OR NEW.contract_id <> OLD.contract_id OR NEW.project_id <> OLD.project_id"
    ),
)
# X4: a contract costs no more than was awarded.
guard(
    "contract_awarded",
    "contract",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM award a WHERE a.id = NEW.award_id AND a.project_id = NEW.project_id "
        "AND a.contractor_id = NEW.contractor_id AND a.cancelled_at IS NULL AND a.amount >= NEW.amount)"
    ),
)
# X4: the payment plan stays within the contract.
guard(
    "milestone_plan",
    "milestone",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.advance + NEW.amount + "
        "(SELECT COALESCE(SUM(m.amount), 0) FROM milestone m WHERE m.contract_id = c.id) > c.amount)"
    ),
)
