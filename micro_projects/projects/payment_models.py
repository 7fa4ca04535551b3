"""Payment requests and variations (X6, X7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.kernel.money import Money
from micro_projects.projects.machine import PAYMENT, VARIATION


class PaymentRequest(HasState, Base):
    """A request to be paid (请款): requested, verified, released by three different people (X7, invariant 9)."""

    __tablename__ = "payment_request"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("kind IN ('advance','milestone','retention')", name="kind"),
        CheckConstraint("(kind = 'milestone') = (milestone_id IS NOT NULL)", name="milestone"),
        CheckConstraint("amount > 0 AND withheld >= 0 AND withheld < amount", name="amount"),
        CheckConstraint("verified_by IS NULL OR verified_by <> requested_by", name="verifier"),
        CheckConstraint(
            "released_by IS NULL OR (verified_by IS NOT NULL AND released_by <> verified_by "
            "AND released_by <> requested_by)",
            name="three_people",
        ),
        CheckConstraint("state <> 'verified' OR verified_by IS NOT NULL", name="verified"),
        CheckConstraint("state <> 'released' OR released_by IS NOT NULL", name="released"),
        Index(
            "uq_payment_request_invoice",
            "invoice_issuer",
            "invoice_number",
            unique=True,
            sqlite_where=text("state <> 'returned'"),
            postgresql_where=text("state <> 'returned'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    """Counted within the project."""
    kind: Mapped[str]
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    amount: Mapped[Money]
    withheld: Mapped[Money]
    """The part that goes to the retention account."""
    invoice_number: Mapped[str]
    invoice_issuer: Mapped[str]
    """The issuer's credit code."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    requested_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime]
    due_at: Mapped[datetime]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_at: Mapped[datetime | None]
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None]
    returned_reason: Mapped[str | None]


class Variation(HasState, Base):
    """A change of price, scope or time (变更)."""

    __tablename__ = "variation"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index(
            "uq_variation_open",
            "project_id",
            unique=True,
            sqlite_where=text("state IN ('proposed','moved','noticed')"),
            postgresql_where=text("state IN ('proposed','moved','noticed')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    """Where the money belongs."""
    number: Mapped[int]
    amount: Mapped[Money]
    """More (or, below zero, less) than contracted."""
    days: Mapped[int]
    scope: Mapped[bool]
    """Whether what is built changes."""
    council: Mapped[bool]
    """Whether the council has to resolve it."""
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_reason: Mapped[str | None]
    effective_at: Mapped[datetime | None]


only_steps("payment_request", PAYMENT)
only_steps("variation", VARIATION)
for table in ("payment_request", "variation"):
    never_deleted(table)
guard(
    "payment_request_fixed",
    "payment_request",
    when="UPDATE",
    sqlite_if=(
        "OLD.state IN ('released', 'returned') OR NEW.amount <> OLD.amount OR NEW.withheld <> OLD.withheld "
        "OR NEW.project_id <> OLD.project_id OR NEW.invoice_number <> OLD.invoice_number "
        "OR NEW.invoice_issuer <> OLD.invoice_issuer OR NEW.requested_by <> OLD.requested_by"
    ),
)
# X7: nothing is paid for a milestone that is not verified.
guard(
    "payment_request_milestone",
    "payment_request",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'released' AND NEW.kind = 'milestone' AND NOT EXISTS "
        "(SELECT 1 FROM milestone m WHERE m.id = NEW.milestone_id AND m.state = 'verified')"
    ),
)
# X7: paid <= contracted + supplements, per project, before any posting is written.
guard(
    "payment_request_within",
    "payment_request",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'released' AND OLD.state <> 'released' AND NEW.kind <> 'retention' AND NEW.amount > "
        "(SELECT COALESCE(MAX(a.balance), 0) FROM ledger_account a "
        "WHERE a.owner_id = NEW.project_id AND a.kind = 'contracted')"
    ),
)
guard(
    "variation_fixed",
    "variation",
    when="UPDATE",
    sqlite_if=(
        "NEW.amount <> OLD.amount OR NEW.council <> OLD.council OR NEW.project_id <> OLD.project_id "
        "OR NEW.milestone_id <> OLD.milestone_id"
    ),
)
# X6: what passes the threshold never takes effect without the council and E6.
guard(
    "variation_council",
    "variation",
    when="UPDATE",
    columns="state",
    sqlite_if="NEW.state = 'effective' AND OLD.state = 'proposed' AND NEW.council",
)
