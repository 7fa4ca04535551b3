"""Merges, the committee's opinion on the agenda; comments, questions and opinions stand in files of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted
from micro_projects.kernel.money import Money


class AgendaOpinion(Base):
    """The committee's opinion on a cycle's agenda, or that it said nothing (P7): it changes nothing."""

    __tablename__ = "agenda_opinion"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: silence, noted by the clock."""
    text: Mapped[str]
    at: Mapped[datetime]


class Merge(Base):
    """A proposal to make one of several, with the joint text; all authors must agree (合并)."""

    __tablename__ = "merge_offer"
    __table_args__ = (
        CheckConstraint("outcome IN ('open','agreed','declined','stale','expired')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    title: Mapped[str]
    problem: Mapped[str]
    wish: Mapped[str]
    location: Mapped[str]
    beneficiaries: Mapped[str]
    kind: Mapped[str]
    estimate: Mapped[Money]
    offered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    outcome: Mapped[str]
    closed_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    """Until when the authors may answer; then the clock ends it."""


class MergePart(Base):
    """One proposal of a merge, at the version its author answers for."""

    __tablename__ = "merge_part"

    merge_id: Mapped[int] = mapped_column(ForeignKey("merge_offer.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, index=True)
    version: Mapped[int]
    agreed: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str]
    """Why its author does not agree; public."""


append_only("agenda_opinion")
for table in ("merge_offer", "merge_part"):
    never_deleted(table)
guard("merge_offer_closed", "merge_offer", when="UPDATE", sqlite_if="OLD.outcome <> 'open'")
guard("merge_part_once", "merge_part", when="UPDATE", sqlite_if="OLD.agreed IS NOT NULL")

# Tables of the room that stand in files of their own.
from micro_projects.deliberation.comment_models import Comment, CommentText  # noqa: E402, F401
from micro_projects.deliberation.opinion_models import Opinion  # noqa: E402, F401
from micro_projects.deliberation.question_models import Answer, Question  # noqa: E402, F401
from micro_projects.deliberation.visit_models import (  # noqa: E402, F401
    SiteVisit,
    VisitCancelled,
    VisitJoin,
    VisitPhoto,
    VisitPresent,
    VisitReport,
)
