"""What the proposal's page shows of its deliberation: one statement."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from sqlalchemy import exists, func, select

from micro_projects.deliberation.comment_models import Comment
from micro_projects.deliberation.models import Merge, MergePart
from micro_projects.deliberation.question_models import Answer, Question
from micro_projects.extensions import db
from micro_projects.proposals.models import Proposal


class Summary(NamedTuple):
    """How much was said, and whether a merge is on offer."""

    comments: int
    questions: int
    unanswered: int
    merge: str | None


def summary(proposal_id: int) -> Summary:
    """A proposal's deliberation at a glance."""
    said = select(func.count()).where(Comment.proposal_id == Proposal.id)
    asked = select(func.count()).where(Question.proposal_id == Proposal.id)
    open_ = asked.where(~exists().where(Answer.question_id == Question.id).correlate(Question))
    offer = (
        select(func.max(Merge.token))
        .join(MergePart, MergePart.merge_id == Merge.id)
        .where(MergePart.proposal_id == Proposal.id, Merge.outcome == "open")
    )
    query = (
        select(
            *(one.correlate(Proposal).scalar_subquery() for one in (said, asked, open_)),
            offer.correlate(Proposal).scalar_subquery(),
        )
        .select_from(Proposal)
        .where(Proposal.id == proposal_id)
    )
    return Summary(*cast(tuple[Any, ...], db.session.execute(query).one()))
