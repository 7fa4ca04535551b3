"""Comments, questions with answers, opinions, merges, the committee's opinion on the agenda. Nothing is edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted
from micro_projects.kernel.money import Money


class Comment(Base):
    """What a resident says about a proposal (评论)."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_proposal_id_id", "proposal_id", "id"),
        CheckConstraint("stance IN ('for','against','improve','')", name="stance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    """The version spoken about."""
    stance: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class Question(Base):
    """A question put to a role; without an answer it stands as unanswered, with its days (提问)."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_proposal_id_id", "proposal_id", "id"),
        CheckConstraint("to_role IN ('worker','officer','committee')", name="to_role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    """For addresses; random."""
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_role: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class Answer(Base):
    """The one public answer to a question (答复)."""

    __tablename__ = "answer"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[datetime]


class Opinion(Base):
    """A professional opinion (专业意见) on one version: infeasible with why, or feasible with a price."""

    __tablename__ = "opinion"
    __table_args__ = (
        Index("ix_opinion_proposal_id_version", "proposal_id", "version"),
        CheckConstraint(
            "(feasible AND price IS NOT NULL AND price > 0) OR (NOT feasible AND explanation <> '')",
            name="complete",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    feasible: Mapped[bool]
    price: Mapped[Money | None]
    explanation: Mapped[str]
    quoted_by: Mapped[str]
    """Who quoted, when the council commissioned a quotation because the opinion was overdue; else empty."""


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
    __table_args__ = (CheckConstraint("outcome IN ('open','agreed','declined','stale')", name="outcome"),)

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


class MergePart(Base):
    """One proposal of a merge, at the version its author answers for."""

    __tablename__ = "merge_part"

    merge_id: Mapped[int] = mapped_column(ForeignKey("merge_offer.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, index=True)
    version: Mapped[int]
    agreed: Mapped[bool | None]
    answered_at: Mapped[datetime | None]


for table in ("comment", "question", "answer", "opinion", "agenda_opinion"):
    append_only(table)
for table in ("merge_offer", "merge_part"):
    never_deleted(table)
guard("merge_offer_closed", "merge_offer", when="UPDATE", sqlite_if="OLD.outcome <> 'open'")
guard("merge_part_once", "merge_part", when="UPDATE", sqlite_if="OLD.agreed IS NOT NULL")
