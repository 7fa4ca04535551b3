"""The call for supervisors, who put themselves forward, the lot's population, seats. Others in ``*_models.py``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.oversight.finding_models import Finding, FindingAnswer, FindingReview, PaymentHold
from micro_projects.oversight.inspection_models import Inspection, InspectionItem, InspectionPhoto
from micro_projects.oversight.machine import SEAT


class Supervision(Base):
    """A project's call for supervisors (X2): open to residents until, then drawn."""

    __tablename__ = "supervision"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    opened_at: Mapped[datetime]
    consent_until: Mapped[datetime]
    lot_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """Until when the next lot is to be prepared; none while nothing is missing."""
    overdue_at: Mapped[datetime | None]
    """When that was disclosed as overdue."""


class Consent(Base):
    """A resident puts themselves forward, declaring no interest."""

    __tablename__ = "supervision_consent"

    project_id: Mapped[int] = mapped_column(ForeignKey("supervision.project_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Candidate(Base):
    """One in a lot's population, with the tier that decides who is seated first."""

    __tablename__ = "supervision_candidate"
    __table_args__ = (CheckConstraint("tier IN ('resident','council','neighbour')", name="tier"),)

    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    tier: Mapped[str]


class Supervisor(HasState, Base):
    """A seat, or a place in the reserve, of one project (居民监督员)."""

    __tablename__ = "supervisor"
    __table_args__ = (
        UniqueConstraint("project_id", "person_id"),
        UniqueConstraint("project_id", "rank"),
        Index("ix_supervisor_person_id_state", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("supervision.project_id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    tier: Mapped[str]
    rank: Mapped[int]
    """Across all lots of the project, from 1: the lowest reserve is next."""
    holding_id: Mapped[int | None] = mapped_column(ForeignKey("role_holding.id"))
    left_for: Mapped[str | None]
    """A key of `rules.LEFT`."""


only_steps("supervisor", SEAT)
for table in ("supervision", "supervision_consent", "supervisor"):
    never_deleted(table)
append_only("supervision_candidate")
guard(
    "supervisor_fixed",
    "supervisor",
    when="UPDATE",
    sqlite_if=(
        "NEW.person_id <> OLD.person_id OR NEW.project_id <> OLD.project_id OR NEW.rank <> OLD.rank "
        "OR NEW.lot_id <> OLD.lot_id"
    ),
)
# X2: everybody who is seated was in a drawn lot.
guard(
    "supervisor_drawn",
    "supervisor",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM supervision_candidate c JOIN lot l ON l.id = c.lot_id "
        "WHERE c.lot_id = NEW.lot_id AND c.person_id = NEW.person_id AND l.drawn_at IS NOT NULL "
        "AND l.subject_id = NEW.project_id AND l.purpose = 'supervisors')"
    ),
)
# Invariant 9: nobody supervises a project they proposed or contract for.
_OWN = (
    "EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.project_id AND j.author_id = NEW.person_id) "
    "OR EXISTS (SELECT 1 FROM award a JOIN contractor k ON k.id = a.contractor_id "
    "WHERE a.project_id = NEW.project_id AND a.cancelled_at IS NULL AND k.person_id = NEW.person_id)"
)
guard("supervisor_not_own", "supervisor", when="INSERT", sqlite_if=_OWN)
guard(
    "supervisor_seat_not_own",
    "supervisor",
    when="UPDATE",
    columns="state",
    sqlite_if=f"NEW.state = 'serving' AND ({_OWN})",
)

__all__ = [
    "Candidate",
    "Consent",
    "Finding",
    "FindingAnswer",
    "FindingReview",
    "Inspection",
    "InspectionItem",
    "InspectionPhoto",
    "PaymentHold",
    "Supervision",
    "Supervisor",
]
