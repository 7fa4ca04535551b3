"""Comments in threads of one level, and every edition of their words. Nobody writes in another's name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard


class Comment(Base):
    """That a resident said something about a version of a proposal (评论), or replied to such a comment."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_proposal_id_parent_id_id", "proposal_id", "parent_id", "id"),
        CheckConstraint("stance IN ('for','against','question','improve','')", name="stance"),
        CheckConstraint("parent_id IS NULL OR stance = ''", name="reply"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    """The comment it replies to, which is no reply itself."""
    version: Mapped[int]
    """The version spoken about."""
    stance: Mapped[str]
    at: Mapped[datetime]


class CommentText(Base):
    """One edition of a comment's words: the first, an edit within ten minutes, or a correction."""

    __tablename__ = "comment_text"
    __table_args__ = (
        CheckConstraint("number > 1 OR NOT correction", name="first"),
        CheckConstraint("text <> ''", name="said"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The comment's author: held by the database."""
    text: Mapped[str]
    correction: Mapped[bool]
    """Made later than ten minutes after the comment: what stood there is shown with it."""
    at: Mapped[datetime]


append_only("comment")
append_only("comment_text")
guard(
    "comment_one_level",
    "comment",
    when="INSERT",
    sqlite_if=(
        "NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comment p WHERE p.id = NEW.parent_id "
        "AND p.parent_id IS NULL AND p.proposal_id = NEW.proposal_id)"
    ),
)
guard(
    "comment_text_own",
    "comment_text",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND c.author_id = NEW.author_id)"
    ),
)
guard(
    "comment_text_next",
    "comment_text",
    when="INSERT",
    sqlite_if=(
        "NEW.number <> (SELECT COALESCE(MAX(t.number), 0) + 1 FROM comment_text t "
        "WHERE t.comment_id = NEW.comment_id)"
    ),
)
# Later than ten minutes after it was said nothing is quietly changed (whole seconds on SQLite).
_LATE = "NEW.number > 1 AND NOT NEW.correction AND EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND "
guard(
    "comment_text_late",
    "comment_text",
    when="INSERT",
    sqlite_if=f"{_LATE}unixepoch(NEW.at) - unixepoch(c.at) > 600)",
    postgres_if=f"{_LATE}NEW.at > c.at + interval '10 minutes')",
)
# What is hidden stays as it was hidden.
guard(
    "comment_text_hidden",
    "comment_text",
    when="INSERT",
    sqlite_if=(
        "NEW.number > 1 AND EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'comment' "
        "AND w.said_id = NEW.comment_id AND w.state IN ('hidden','appealed','confirmed'))"
    ),
)
