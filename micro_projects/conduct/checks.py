"""What the doctor checks of reported words: nothing is hidden without a decision, nobody decided on their own."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from micro_projects.conduct.models import Report, WordsDecision, WordsReview
from micro_projects.conduct.rules import HIDING
from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding

CHECK = "12 nothing removed"


def hidden_by_decision() -> Iterator[Finding]:
    """Words that are hidden were hidden by a decision with a ground and a reason."""
    decided = exists().where(WordsDecision.review_id == WordsReview.id, WordsDecision.outcome == "hide")
    query = select(WordsReview.token).where(WordsReview.state.in_(HIDING), ~decided)
    for token in db.session.scalars(query):
        yield Finding(CHECK, f"review {token}: words are hidden without a decision")


def decided_apart() -> Iterator[Finding]:
    """Nobody decided on their own words or on what they reported."""
    reported = exists().where(
        and_(Report.review_id == WordsReview.id, Report.reporter_id == WordsDecision.by_id)
    )
    query = (
        select(WordsReview.token)
        .join(WordsDecision, WordsDecision.review_id == WordsReview.id)
        .where(or_(WordsDecision.by_id == WordsReview.author_id, reported))
    )
    for token in db.session.scalars(query):
        yield Finding(CHECK, f"review {token}: decided by somebody who had to stand aside")


CHECKS = (hidden_by_decision, decided_apart)
