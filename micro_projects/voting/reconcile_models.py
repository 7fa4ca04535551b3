"""Reconciling: what was compared before anything was opened, differences with their explanation, and the proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted

_PILE = "pile IN ('sealed','paper','sheets')"


class RoundAccount(Base):
    """One pile as it was when the round was reconciled: how many there must be, how many there are (票数核对)."""

    __tablename__ = "round_account"
    __table_args__ = (
        CheckConstraint(_PILE, name="pile"),
        CheckConstraint("expected >= 0 AND actual >= 0", name="counts"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    pile: Mapped[str] = mapped_column(primary_key=True)
    expected: Mapped[int]
    actual: Mapped[int]


class RoundDifference(Base):
    """A pile that differs, until when it must be explained, and the explanation in writing (票数差异)."""

    __tablename__ = "round_difference"
    __table_args__ = (
        CheckConstraint(_PILE, name="pile"),
        CheckConstraint("expected <> actual", name="differs"),
        CheckConstraint("(explained_at IS NULL) = (explained_by IS NULL)", name="explained"),
        CheckConstraint("(explained_at IS NULL) = (explanation = '')", name="in_writing"),
        CheckConstraint("explained_at IS NULL OR explained_at < due_at", name="in_time"),
        CheckConstraint("explained_at IS NULL OR overdue_at IS NULL", name="one_end"),
        Index(
            "uq_round_difference_pile",
            "round_id",
            "pile",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    pile: Mapped[str]
    expected: Mapped[int]
    actual: Mapped[int]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    explanation: Mapped[str]
    explained_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    explained_at: Mapped[datetime | None]
    overdue_at: Mapped[datetime | None]
    """When it was disclosed that nobody explained it in time."""
    superseded_at: Mapped[datetime | None]
    """When the counts were found to be others."""


class RoundProof(Base):
    """Whether any assignment of the missing or surplus ballots could change a winner (差异影响证明)."""

    __tablename__ = "round_proof"
    __table_args__ = (
        CheckConstraint("missing >= 0 AND surplus >= 0 AND missing + surplus > 0", name="counts"),
        CheckConstraint("could OR exact", name="excluded_by_proof"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    missing: Mapped[int]
    surplus: Mapped[int]
    could: Mapped[bool]
    exact: Mapped[bool]
    """False: it could not be excluded, which counts as if it could."""
    witness: Mapped[str]
    """Canonical JSON of an assignment whose recount funds others, or empty."""
    at: Mapped[datetime]


append_only("round_account")
append_only("round_proof")
never_deleted("round_difference")

_STATE = "(SELECT state FROM round WHERE id = NEW.round_id)"
guard("round_account_before", "round_account", when="INSERT", sqlite_if=f"{_STATE} <> 'entering'")
guard("round_difference_before", "round_difference", when="INSERT", sqlite_if=f"{_STATE} <> 'entering'")
guard("round_proof_counted", "round_proof", when="INSERT", sqlite_if=f"{_STATE} <> 'counted'")
guard(
    "round_difference_fixed",
    "round_difference",
    when="UPDATE",
    sqlite_if="NEW.round_id <> OLD.round_id OR NEW.pile <> OLD.pile OR NEW.expected <> OLD.expected "
    "OR NEW.actual <> OLD.actual OR NEW.opened_at <> OLD.opened_at OR NEW.due_at <> OLD.due_at "
    "OR OLD.superseded_at IS NOT NULL OR (OLD.explained_at IS NOT NULL AND (NEW.explanation <> OLD.explanation "
    "OR NEW.explained_at IS NULL OR NEW.explained_at <> OLD.explained_at)) "
    f"OR {_STATE} <> 'entering'",
)
# A result with a difference stands only where the proof says that nothing could change.
_DIFFERS = "EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual)"
_HARMLESS = "EXISTS (SELECT 1 FROM round_proof p WHERE p.round_id = NEW.id AND NOT p.could)"
guard(
    "round_adopted_proven",
    "round",
    when="UPDATE",
    columns="state",
    sqlite_if=f"OLD.state = 'counted' AND NEW.state = 'adopted' AND {_DIFFERS} AND NOT {_HARMLESS}",
)
# Nothing is reconciled with a difference that nobody explained.
_UNEXPLAINED = (
    "EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual AND NOT EXISTS ("
    "SELECT 1 FROM round_difference d WHERE d.round_id = a.round_id AND d.pile = a.pile "
    "AND d.expected = a.expected AND d.actual = a.actual AND d.superseded_at IS NULL "
    "AND d.explained_at IS NOT NULL))"
)
guard(
    "round_reconciled_explained",
    "round",
    when="UPDATE",
    columns="state",
    sqlite_if=f"OLD.state = 'entering' AND NEW.state = 'reconciled' AND {_UNEXPLAINED}",
)
