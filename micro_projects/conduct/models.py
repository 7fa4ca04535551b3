"""What was said (as far as limits and counts need), reports, and what was decided on them. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.conduct.rules import GROUNDS, HIDING, KINDS, MACHINE, OFFICES
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState


def _one_of(column: str, codes: object) -> str:
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)})"  # type: ignore[attr-defined]


class Contribution(Base):
    """That somebody said something: of which kind, where, when. The words are in the room they were said in."""

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        Index("ix_contribution_author_id_at", "author_id", "at"),
        Index("ix_contribution_place_id_month", "place_id", "month"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    said_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The row's key in its own table."""
    token: Mapped[str] = mapped_column(unique=True)
    """For addresses; random."""
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    at: Mapped[datetime]
    month: Mapped[str]
    """Of `at`, as people there count it: ``2026-03``."""


class WordsReview(HasState, Base):
    """Reported words before those who decide on them (举报处理): one for each edition of the words."""

    __tablename__ = "words_review"
    __table_args__ = (
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        CheckConstraint(_one_of("office", OFFICES), name="office"),
        UniqueConstraint("kind", "said_id", "edition"),
        Index("ix_words_review_place_id_state", "place_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    said_id: Mapped[int]
    edition: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    opened_at: Mapped[datetime]
    office: Mapped[str]
    """With which office it lies; in ``hidden`` the one that hid."""
    due_at: Mapped[datetime]
    """When its present state must have ended: decided, appealed against, decided on appeal."""


class Report(Base):
    """One person's report of words (举报). Who it was is told to nobody."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(_one_of("ground", GROUNDS), name="ground"),
        UniqueConstraint("review_id", "reporter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("words_review.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    ground: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class WordsDecision(Base):
    """What was decided on reported words: at first, or on the author's appeal."""

    __tablename__ = "words_decision"
    __table_args__ = (
        CheckConstraint(_one_of("office", OFFICES), name="office"),
        CheckConstraint(
            "(on_appeal AND outcome IN ('confirm','restore')) OR (NOT on_appeal AND outcome IN ('keep','hide'))",
            name="outcome",
        ),
        CheckConstraint(
            f"(outcome = 'hide' AND {_one_of('ground', GROUNDS)}) OR (outcome <> 'hide' AND ground = '')",
            name="ground",
        ),
        CheckConstraint("reason <> ''", name="reason"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("words_review.id"), primary_key=True)
    on_appeal: Mapped[bool] = mapped_column(primary_key=True)
    office: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str]
    ground: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]


class WordsAppeal(Base):
    """Why the author wants hidden words shown again; once."""

    __tablename__ = "words_appeal"

    review_id: Mapped[int] = mapped_column(ForeignKey("words_review.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[datetime]


class HiddenReading(Base):
    """One look at hidden words by somebody who decides or audits; counted publicly."""

    __tablename__ = "hidden_reading"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("words_review.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    at: Mapped[datetime]


for table in ("contribution", "report", "words_decision", "words_appeal", "hidden_reading"):
    append_only(table)
never_deleted("words_review")
only_steps("words_review", MACHINE)
guard(
    "words_review_fixed",
    "words_review",
    when="UPDATE",
    sqlite_if=(
        "NEW.token <> OLD.token OR NEW.kind <> OLD.kind OR NEW.said_id <> OLD.said_id "
        "OR NEW.edition <> OLD.edition OR NEW.author_id <> OLD.author_id OR NEW.place_id <> OLD.place_id "
        "OR NEW.path <> OLD.path OR NEW.opened_at <> OLD.opened_at"
    ),
)
# One at a time for the same words, and none while they are hidden.
_PENDING = ", ".join(f"'{state}'" for state in ("open", *HIDING))
guard(
    "words_review_one",
    "words_review",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM words_review w WHERE w.kind = NEW.kind "  # noqa: S608  # nosec B608 - states of ours
        f"AND w.said_id = NEW.said_id AND w.state IN ({_PENDING}))"
    ),
)
# Words are hidden, kept, confirmed or shown again by a decision that is written down with its reason.
guard(
    "words_review_decided",
    "words_review",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "(NEW.state = 'hidden' AND NOT EXISTS (SELECT 1 FROM words_decision d "
        "WHERE d.review_id = NEW.id AND d.outcome = 'hide')) "
        "OR (NEW.state = 'kept' AND NOT EXISTS (SELECT 1 FROM words_decision d "
        "WHERE d.review_id = NEW.id AND d.outcome = 'keep')) "
        "OR (NEW.state = 'restored' AND NOT EXISTS (SELECT 1 FROM words_decision d "
        "WHERE d.review_id = NEW.id AND d.outcome = 'restore')) "
        "OR (OLD.state = 'appealed' AND NEW.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM words_decision d "
        "WHERE d.review_id = NEW.id AND d.outcome = 'confirm'))"
    ),
)
# Nobody decides on their own words, on what they reported, or twice.
guard(
    "words_decision_apart",
    "words_decision",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.author_id = NEW.by_id) "
        "OR EXISTS (SELECT 1 FROM report r WHERE r.review_id = NEW.review_id AND r.reporter_id = NEW.by_id) "
        "OR EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.review_id AND d.by_id = NEW.by_id)"
    ),
)
guard(
    "report_apart",
    "report",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'open' "
        "AND w.author_id <> NEW.reporter_id)"
    ),
)
guard(
    "words_appeal_own",
    "words_appeal",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'hidden' "
        "AND w.author_id = NEW.by_id)"
    ),
)
