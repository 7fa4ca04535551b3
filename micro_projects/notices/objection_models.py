"""Objections: who says what against which notice, who decides, and how."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.notices.objection_rules import MACHINE, OPEN

OPEN_STATES = OPEN
_OPEN = ", ".join(f"'{state}'" for state in OPEN)


class Objection(HasState, Base):
    """One objection (异议). Without a subject it is against the procedure and holds everything in the notice."""

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_notice_id_state", "notice_id", "state"),
        UniqueConstraint("notice_id", "number"),
        # one open objection per person and target; a closed one never blocks the next
        Index(
            "uq_objection_open_subject",
            "notice_id",
            "person_id",
            "subject_id",
            unique=True,
            sqlite_where=text(f"state IN ({_OPEN}) AND subject_id IS NOT NULL"),
            postgresql_where=text(f"state IN ({_OPEN}) AND subject_id IS NOT NULL"),
        ),
        Index(
            "uq_objection_open_procedure",
            "notice_id",
            "person_id",
            unique=True,
            sqlite_where=text(f"state IN ({_OPEN}) AND subject_id IS NULL"),
            postgresql_where=text(f"state IN ({_OPEN}) AND subject_id IS NULL"),
        ),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('fact','substance','procedure','rejected')", name="outcome"
        ),
        CheckConstraint(
            "state <> 'upheld' OR (outcome IS NOT NULL AND outcome <> 'rejected' AND answer IS NOT NULL)",
            name="upheld",
        ),
        CheckConstraint(
            "state NOT IN ('rejected','settled') OR (outcome IS NOT NULL AND outcome = 'rejected')",
            name="rejected",
        ),
        CheckConstraint("level BETWEEN 0 AND 2", name="level"),
        CheckConstraint("office IN ('officer','district','panel')", name="office"),
        CheckConstraint("channel IN ('web','counter','letter')", name="channel"),
        CheckConstraint("standing IN ('roll','affected','supplier')", name="standing"),
        CheckConstraint("received_at <= entered_at", name="received"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """``FT-LH-2026-D1-O3``."""
    number: Mapped[int]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """The objector; somebody without an account is made known when a worker enters it."""
    shielded: Mapped[bool]
    """The identity is hidden from all but the handler."""
    objector: Mapped[str]
    """How the objector is named in public: 张**, or 不公开."""
    standing: Mapped[str]
    """By what right: ``roll``, ``affected``, ``supplier``."""
    affected: Mapped[str]
    """How somebody not on the roll is affected, in their words; for the handler."""
    channel: Mapped[str]
    """``web``, ``counter``, ``letter``."""
    text: Mapped[str]
    received_at: Mapped[datetime]
    """When it reached us: for a letter found later, the day it was put in the box."""
    entered_at: Mapped[datetime]
    """When it was entered here; the deadlines count from it."""
    level: Mapped[int]
    """0 first, 1 sub-district, 2 district."""
    office: Mapped[str]
    """Who holds it now: ``officer``, ``district``, ``panel``."""
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    panel_lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When its present state must have ended: acknowledged, decided, or appealed against."""
    outcome: Mapped[str | None]
    answer: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class ObjectionAppeal(Base):
    """Why the objector does not accept an answer; `level` is the one appealed to."""

    __tablename__ = "objection_appeal"

    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    at: Mapped[datetime]


class ObjectionDecision(Base):
    """What each level decided, with its answer in full."""

    __tablename__ = "objection_decision"

    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime]


class ObjectionVote(Base):
    """A council member drawn to a panel, and what they voted once they did."""

    __tablename__ = "objection_vote"

    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), index=True)
    outcome: Mapped[str | None]
    answer: Mapped[str | None]
    voted_at: Mapped[datetime | None]


only_steps("objection", MACHINE)
never_deleted("objection")
append_only("objection_appeal")
append_only("objection_decision")
never_deleted("objection_vote")
guard("objection_vote_once", "objection_vote", when="UPDATE", sqlite_if="OLD.voted_at IS NOT NULL")
guard(
    "objection_fixed",
    "objection",
    when="UPDATE",
    sqlite_if=(
        "NEW.code <> OLD.code OR NEW.notice_id <> OLD.notice_id OR NEW.person_id <> OLD.person_id "
        "OR NEW.text <> OLD.text OR NEW.received_at <> OLD.received_at OR NEW.level < OLD.level "
        "OR (NEW.subject_id IS NULL) <> (OLD.subject_id IS NULL) OR NEW.subject_id <> OLD.subject_id"
    ),
)
# Only what reached us while the notice ran is an objection; 24:00 of the last day is too late.
guard(
    "objection_in_time",
    "objection",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id "
        "AND NEW.received_at >= n.posted_at AND NEW.received_at < n.ends_at)"
    ),
)
# Invariant 2, held by the database too: no gate opens before its time or over an open objection.
guard(
    "notice_subject_held",
    "notice_subject",
    when="UPDATE",
    columns="released_at",
    sqlite_if=(
        "NEW.released_at IS NOT NULL AND EXISTS "  # noqa: S608  # nosec B608 - states of ours
        "(SELECT 1 FROM objection o WHERE o.notice_id = NEW.notice_id "
        f"AND (o.state IN ({_OPEN}) OR o.state = 'upheld') "
        "AND (o.subject_id IS NULL OR o.subject_id = NEW.subject_id))"
    ),
)
guard(
    "notice_subject_early",
    "notice_subject",
    when="UPDATE",
    columns="released_at",
    sqlite_if=(
        "NEW.released_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id "
        "AND NEW.released_at >= CASE WHEN n.letter_box_at IS NOT NULL THEN n.gate_confirmed_at "
        "ELSE n.gate_unconfirmed_at END)"
    ),
)
