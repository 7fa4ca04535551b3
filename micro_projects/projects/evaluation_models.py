"""Asking the residents whether it was solved (X10)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted


class Evaluation(Base):
    """One asking (评价): 30 days after use began, and again after a year."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("closes_at > opens_at", name="period"),
        CheckConstraint("yes IS NULL OR (yes >= 0 AND yes <= answers)", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    answers: Mapped[int | None]
    """Counted when it closes."""
    yes: Mapped[int | None]
    satisfaction: Mapped[int | None]
    """The sum of all marks from 1 to 5."""


class EvaluationAnswer(Base):
    """One resident's answer; one per roll entry."""

    __tablename__ = "evaluation_answer"
    __table_args__ = (CheckConstraint("satisfaction BETWEEN 1 AND 5", name="satisfaction"),)

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), primary_key=True)
    solved: Mapped[bool]
    satisfaction: Mapped[int]
    at: Mapped[datetime]


never_deleted("evaluation")
append_only("evaluation_answer")
guard(
    "evaluation_closed",
    "evaluation",
    when="UPDATE",
    sqlite_if="OLD.closed_at IS NOT NULL",
)
guard(
    "evaluation_answer_in_time",
    "evaluation_answer",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM evaluation e WHERE e.id = NEW.evaluation_id "
        "AND (e.closed_at IS NOT NULL OR NEW.at >= e.closes_at OR NEW.at < e.opens_at))"
    ),
)
