"""Questions put to a role or to the proposal's author, with their deadline, and the one answer each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard


class Question(Base):
    """A question (提问); without an answer it stands as unanswered, with its days, and after `due_at` as overdue."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_proposal_id_id", "proposal_id", "id"),
        CheckConstraint("to_role IN ('worker','officer','committee','author')", name="to_role"),
        CheckConstraint("text <> ''", name="said"),
        CheckConstraint("due_at > at", name="due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    """For addresses; random."""
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_role: Mapped[str]
    """``author``: whoever made the proposal."""
    text: Mapped[str]
    at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    """Until when it is to be answered (the pack's ``answer_days``)."""


class Answer(Base):
    """The one public answer to a question (答复)."""

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint("text <> ''", name="said"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[datetime]


append_only("question")
append_only("answer")
guard(
    "answer_hidden",
    "answer",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'question' "
        "AND w.said_id = NEW.question_id AND w.state IN ('hidden','appealed','confirmed'))"
    ),
)
