"""The project, and what it waits for. Its parts' tables stand in ``*_models.py``, loaded from here."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.kernel.money import Money
from micro_projects.projects.acceptance_models import Acceptance, CheckItem, Settlement, Termination
from micro_projects.projects.contract_models import Contract, Evidence, Milestone, MilestoneCheck
from micro_projects.projects.evaluation_models import Evaluation, EvaluationAnswer
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.payment_models import PaymentRequest, Variation
from micro_projects.projects.procurement_models import Award, Contractor, Procurement, Quotation


class Project(IsSubject, HasState, Base):
    """An approved proposal being carried out (项目). Its code is the proposal's."""

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("approved > 0 AND approved <= cap", name="approved"),
        Index("ix_project_state_id", "state", "id"),
    )
    KIND = "project"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str]
    kind: Mapped[str]
    """``service``, ``goods``, ``works``."""
    location: Mapped[str]
    approved: Mapped[Money]
    """What was resolved and approved; never changed."""
    cap: Mapped[Money]
    """The most a project of its kind may cost, supplements included."""
    born_at: Mapped[datetime]
    in_use_on: Mapped[date | None]
    retention_until: Mapped[date | None]
    """The first day on which the retention may be released (X11)."""


class Wait(Base):
    """What a project waits for, on whom, until when: shown to everybody, escalated when overdue."""

    __tablename__ = "project_wait"
    __table_args__ = (
        Index("ix_project_wait_project_id_met_at", "project_id", "met_at"),
        Index("ix_project_wait_met_at_due_at", "met_at", "due_at"),
        Index(
            "uq_project_wait_open",
            "project_id",
            "what",
            "ref_id",
            unique=True,
            sqlite_where=text("met_at IS NULL"),
            postgresql_where=text("met_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    what: Mapped[str]
    """A key of `rules.WAITS`."""
    ref_id: Mapped[int]
    """The milestone, payment or other part waited for; 0 for the project itself."""
    title: Mapped[str]
    holder: Mapped[str]
    """A key of `rules.HOLDERS`."""
    since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    overdue_at: Mapped[datetime | None]
    """When it was disclosed as overdue."""


only_steps("project", MACHINE)
for table in ("project", "project_wait"):
    never_deleted(table)
guard(
    "project_resolved",
    "project",
    when="UPDATE",
    sqlite_if="NEW.approved <> OLD.approved OR NEW.cap <> OLD.cap OR NEW.proposal_id <> OLD.proposal_id",
)

_RELEASED = (
    "NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id "
    "WHERE s.subject_id = NEW.id AND n.kind = '{kind}' AND s.released_at IS NOT NULL)"
)
# Invariant 2: no contract before E1, no settlement before E3 let go.
for source, target, kind in (("procuring", "contracted", "E1"), ("accepted", "settling", "E3")):
    guard(
        f"project_{kind.lower()}",
        "project",
        when="UPDATE",
        columns="state",
        sqlite_if=f"OLD.state = '{source}' AND NEW.state = '{target}' AND " + _RELEASED.format(kind=kind),
    )
# X4: the weights of the contract in force are one whole.
guard(
    "project_weights",
    "project",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'contracted' AND OLD.state <> NEW.state AND (SELECT COALESCE(SUM(m.weight), 0) "
        "FROM milestone m JOIN contract c ON c.id = m.contract_id "
        "WHERE c.project_id = NEW.id AND c.ended_at IS NULL) <> 100"
    ),
)
# X5, X8: no acceptance while a milestone of the contract in force is not verified.
guard(
    "project_all_verified",
    "project",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'acceptance' AND OLD.state = 'executing' AND EXISTS (SELECT 1 "
        "FROM milestone m JOIN contract c ON c.id = m.contract_id "
        "WHERE c.project_id = NEW.id AND c.ended_at IS NULL AND m.state <> 'verified')"
    ),
)
# Invariant 8: contracted + supplements <= resolved + supplements <= cap, whoever writes the posting.
_ALLOWED = (
    "NEW.act = '{act}' AND NOT EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.subject_id AND {rest} {is_} "
    "(SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.subject_id = NEW.subject_id AND p.act = NEW.act))"
)
for act, rest, is_ in (
    ("commit", "j.approved - NEW.amount", "="),  # once, and exactly what was resolved
    ("supplement", "j.cap - j.approved - NEW.amount", ">="),
):
    guard(f"posting_{act}", "posting", when="INSERT", sqlite_if=_ALLOWED.format(act=act, rest=rest, is_=is_))
# Invariant 9: no money to a contractor without a request that three people carried, for exactly that amount.
guard(
    "posting_ordered",
    "posting",
    when="INSERT",
    sqlite_if=(
        "NEW.act IN ('pay', 'release_retention') AND NOT EXISTS (SELECT 1 FROM payment_request r "
        "WHERE r.id = NEW.voucher_id AND r.project_id = NEW.subject_id AND r.state = 'released' AND NEW.amount = "
        "CASE WHEN (SELECT kind FROM ledger_account WHERE id = NEW.debit_id) = 'retention' "
        "THEN r.withheld ELSE r.amount - r.withheld END)"
    ),
)

__all__ = [
    "Acceptance",
    "Award",
    "CheckItem",
    "Contract",
    "Contractor",
    "Evaluation",
    "EvaluationAnswer",
    "Evidence",
    "Milestone",
    "MilestoneCheck",
    "PaymentRequest",
    "Procurement",
    "Project",
    "Quotation",
    "Settlement",
    "Termination",
    "Variation",
    "Wait",
]
