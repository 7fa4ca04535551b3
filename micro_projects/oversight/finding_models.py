"""Findings, their answers and reviews, holds on payments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.oversight.machine import FINDING


class Finding(IsSubject, HasState, Base):
    """What a supervisor, an auditor or affairs supervision raises (发现事项); it must be answered in writing."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("severity IN ('note','defect','serious','question')", name="severity"),
        CheckConstraint("raised_as IN ('supervisor','auditor','affairs')", name="raised_as"),
        CheckConstraint("state <> 'answered' OR due_at IS NOT NULL", name="due"),
        Index("ix_finding_about_id_state", "about_id", "state"),
        Index("ix_finding_state_due_at", "state", "due_at"),
    )
    KIND = "finding"

    about_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    about_kind: Mapped[str]
    about_code: Mapped[str]
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"))
    severity: Mapped[str]
    text: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    raised_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    raised_as: Mapped[str]
    raised_at: Mapped[datetime]
    answers: Mapped[int]
    """How many written answers it has."""
    due_at: Mapped[datetime | None]
    """Until when the next word is due: the answer, or the look at it; none once closed."""
    overdue_at: Mapped[datetime | None]
    """When that was disclosed as overdue."""


class FindingAnswer(Base):
    """A written answer (书面答复)."""

    __tablename__ = "finding_answer"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))


class FindingReview(Base):
    """What whoever raised it says to an answer: settled, or not yet (复查). Number 0: dropped before any answer."""

    __tablename__ = "finding_review"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    settled: Mapped[bool]
    text: Mapped[str]


class PaymentHold(Base):
    """A supervisor stops the project's next payment until a finding is answered (X7). Once per finding."""

    __tablename__ = "payment_hold"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


only_steps("finding", FINDING)
for table in ("finding", "payment_hold"):
    never_deleted(table)
for table in ("finding_answer", "finding_review"):
    append_only(table)
guard(
    "finding_fixed",
    "finding",
    when="UPDATE",
    sqlite_if=(
        "NEW.text <> OLD.text OR NEW.severity <> OLD.severity OR NEW.about_id <> OLD.about_id "
        "OR NEW.raised_by <> OLD.raised_by OR NEW.raised_at <> OLD.raised_at OR NEW.answers < OLD.answers"
    ),
)
# A finding is answered by its answers, and never by who raised it.
guard(
    "finding_answer_other",
    "finding_answer",
    when="INSERT",
    sqlite_if="EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.raised_by = NEW.by_id)",
)
guard(
    "finding_answered",
    "finding",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'answered' AND OLD.state = 'raised' AND NOT EXISTS "
        "(SELECT 1 FROM finding_answer a WHERE a.finding_id = NEW.id AND a.number = OLD.answers + 1)"
    ),
)
# X7: a hold names an open finding about that very project, and is a serving supervisor's.
guard(
    "payment_hold_finding",
    "payment_hold",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.about_id = NEW.project_id "
        "AND f.state <> 'closed') OR NOT EXISTS (SELECT 1 FROM supervisor s "
        "WHERE s.project_id = NEW.project_id AND s.person_id = NEW.by_id AND s.state = 'serving')"
    ),
)
guard(
    "payment_hold_once",
    "payment_hold",
    when="UPDATE",
    sqlite_if=(
        "OLD.lifted_at IS NOT NULL OR NEW.project_id <> OLD.project_id OR NEW.finding_id <> OLD.finding_id"
    ),
)
