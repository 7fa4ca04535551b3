"""Objections: who says what against which notice, who decides, and how."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, never_deleted, only_steps
from micro_projects.journal.models import HasState
from micro_projects.notices.objection_rules import MACHINE, OPEN

OPEN_STATES = OPEN


class Objection(HasState, Base):
    """One objection (异议). Without a subject it is against the procedure and holds everything in the notice."""

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_notice_id_state", "notice_id", "state"),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('fact','substance','procedure','rejected')", name="outcome"
        ),
        CheckConstraint("level BETWEEN 0 AND 2", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: somebody affected or a supplier without an account, entered at the counter or from a letter."""
    shielded: Mapped[bool]
    """The identity is hidden from all but the handler."""
    objector: Mapped[str]
    """How the objector is named in public: 张**, or 不公开."""
    channel: Mapped[str]
    """``web``, ``counter``, ``letter``."""
    text: Mapped[str]
    received_at: Mapped[datetime]
    """When it reached us: for a letter found later, the day it was put in the box."""
    level: Mapped[int]
    """0 first, 1 sub-district, 2 district."""
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    panel_lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    outcome: Mapped[str | None]
    answer: Mapped[str | None]
    decided_at: Mapped[datetime | None]


only_steps("objection", MACHINE)
never_deleted("objection")
