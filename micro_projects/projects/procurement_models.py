"""Contractors, invitations to quote, sealed quotations, awards (X3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted
from micro_projects.kernel.money import Money


class Contractor(Base):
    """A firm (承接单位), public, spoken for by one person's account."""

    __tablename__ = "contractor"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    name: Mapped[str]
    credit_code: Mapped[str] = mapped_column(unique=True)
    """统一社会信用代码; in its address."""
    address: Mapped[str]
    phone: Mapped[str]
    registered_at: Mapped[datetime]


class Procurement(Base):
    """One invitation to quote: until when, and when the quotations were opened together."""

    __tablename__ = "procurement"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("method IN ('single','several')", name="method"),
        CheckConstraint("attempt IN (1, 2)", name="attempt"),
        CheckConstraint("opened_at IS NULL OR opened_at >= opens_at", name="opened"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    attempt: Mapped[int]
    """First or second invitation for the same contract."""
    method: Mapped[str]
    need: Mapped[int]
    """How many quotations the rule pack asks for."""
    text: Mapped[str]
    """What is to be quoted; for a single quotation, why no more are asked."""
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Quotation(Base):
    """A sealed quotation (报价): nobody reads the amount before the opening."""

    __tablename__ = "quotation"
    __table_args__ = (
        UniqueConstraint("procurement_id", "contractor_id"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procurement_id: Mapped[int] = mapped_column(ForeignKey("procurement.id"))
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    amount: Mapped[Money]
    text: Mapped[str]
    at: Mapped[datetime]


class Award(Base):
    """Whom the officer chose, and why (中选); in force until cancelled by an upheld objection or a replacement."""

    __tablename__ = "award"
    __table_args__ = (
        Index(
            "uq_award_in_force",
            "project_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id"))
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    amount: Mapped[Money]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str | None]


for table in ("contractor", "procurement", "quotation", "award"):
    never_deleted(table)
_OPENED = "EXISTS (SELECT 1 FROM procurement p WHERE p.id = NEW.procurement_id AND {when})"
guard(
    "quotation_in_time",
    "quotation",
    when="INSERT",
    sqlite_if=_OPENED.format(when="(p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)"),
)
guard(
    "quotation_sealed",
    "quotation",
    when="UPDATE",
    sqlite_if="NEW.contractor_id <> OLD.contractor_id OR NEW.procurement_id <> OLD.procurement_id OR "
    + _OPENED.format(when="(p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)"),
)
guard(
    "award_fixed",
    "award",
    when="UPDATE",
    sqlite_if=(
        "OLD.cancelled_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.quotation_id <> OLD.quotation_id "
        "OR NEW.contractor_id <> OLD.contractor_id"
    ),
)
