"""What the proposal's page shows of its deliberation and of its conditions: one statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, literal, select, union_all

from micro_projects.conduct import queries as conduct
from micro_projects.deliberation import visit_queries
from micro_projects.deliberation.comment_models import Comment
from micro_projects.deliberation.models import Merge, MergePart
from micro_projects.deliberation.opinion_models import Opinion
from micro_projects.deliberation.question_models import Answer, Question
from micro_projects.deliberation.visit_models import SiteVisit, VisitReport
from micro_projects.extensions import db
from micro_projects.kernel.money import Money
from micro_projects.notices.models import Notice
from micro_projects.people.models import Person
from micro_projects.proposals import condition_rows, condition_rules
from micro_projects.proposals.condition_rows import Row
from micro_projects.proposals.condition_rules import Line, Standing
from micro_projects.proposals.models import Proposal


class Summary(NamedTuple):
    """How much was said, and whether a merge is on offer."""

    comments: int
    questions: int
    unanswered: int
    merge: str | None
    hidden: int = 0
    """Comments and questions that are hidden."""
    answer_due: datetime | None = None
    """When the first of the unanswered questions is or was to be answered."""


class Visits(NamedTuple):
    """Site visits: how many were reported, the next to come, and one that is over without a report."""

    reported: int = 0
    next: datetime | None = None
    past: datetime | None = None
    due: datetime | None = None
    """Until when it was to be said what was found on that one."""


class Said(NamedTuple):
    """The newest opinion of a kind, of whichever version."""

    version: int
    favourable: bool
    who: str
    at: datetime
    price: Money | None


class Glance(NamedTuple):
    """A proposal's deliberation at a glance."""

    said: Summary
    opinions: dict[str, Said]
    lines: list[Line]
    """The conditions of the ballot."""
    first_d2: datetime | None
    visits: Visits = Visits()


def glance(proposal: Proposal, now: datetime) -> Glance:
    """All of it: one statement."""
    assert proposal.cycle_id is not None
    ids = [proposal.id]
    query = union_all(
        _summary(proposal.id),
        _opinions(proposal.id),
        condition_rows.risks(ids),
        condition_rows.promises(ids),
        _first_d2(proposal.id, proposal.cycle_id),
        *_visits(proposal.id, now),
    )
    summary, opinions, known, first = Summary(0, 0, 0, None), {}, {}, None
    visits = Visits()
    for row in (Row(*one) for one in db.session.execute(query)):
        what, _, kind = row.kind.partition("/")
        if what == "said":
            summary = Summary(*(row.version, row.score, row.worst, row.note or None), row.amount, row.at)
        elif what == "opinion":
            assert row.at is not None
            price = Money(row.amount) if row.amount != condition_rows.NONE else None
            opinions[kind] = Said(row.version, bool(row.good), row.who, row.at, price)
            if kind == "legality":
                known[kind] = Standing(kind, row.version, bool(row.good), row.who, row.at)
        elif what == "D2":
            first = row.at
        elif what == "visit":
            visits = visits._replace(**({"reported": row.version} if kind == "reported" else {kind: row.at}))
        else:
            known[what] = condition_rows.standing(row)
    return Glance(summary, opinions, condition_rules.lines(known, proposal.version), first, visits)


def _summary(proposal_id: int) -> Select[*tuple[Any, ...]]:
    said = select(func.count()).where(Comment.proposal_id == Proposal.id)
    asked = select(func.count()).where(Question.proposal_id == Proposal.id)
    answered = exists().where(Answer.question_id == Question.id).correlate(Question)
    gone = {
        kind: table.id.in_(conduct.hidden_ids(kind))
        for kind, table in (("comment", Comment), ("question", Question))
    }
    open_ = asked.where(~answered, ~gone["question"])
    due = select(func.min(Question.due_at)).where(
        Question.proposal_id == Proposal.id, ~answered, ~gone["question"]
    )
    offer = (
        select(func.max(Merge.token))
        .join(MergePart, MergePart.merge_id == Merge.id)
        .where(MergePart.proposal_id == Proposal.id, Merge.outcome == "open")
    )
    hidden_too = (said.where(gone["comment"]), asked.where(gone["question"]))
    comments, questions, unanswered, *hidden = (
        one.correlate(Proposal).scalar_subquery() for one in (said, asked, open_, *hidden_too)
    )
    return select(
        *condition_rows.columns(
            Proposal.id,
            literal("said"),
            version=comments,
            score=questions,
            worst=unanswered,
            amount=condition_rows.amount(hidden[0] + hidden[1]),
            at=due.correlate(Proposal).scalar_subquery(),
            note=func.coalesce(offer.correlate(Proposal).scalar_subquery(), ""),
        )
    ).where(Proposal.id == proposal_id)


def _opinions(proposal_id: int) -> Select[*tuple[Any, ...]]:
    newest = select(func.max(Opinion.id)).where(Opinion.proposal_id == proposal_id).group_by(Opinion.kind)
    return (
        select(
            *condition_rows.columns(
                Opinion.proposal_id,
                literal("opinion/").concat(Opinion.kind),
                version=Opinion.version,
                good=Opinion.favourable,
                who=func.coalesce(func.nullif(Opinion.given_by, ""), Person.public_name),
                at=Opinion.at,
                amount=condition_rows.amount(Opinion.price),
            )
        )
        .join(Person, Person.id == Opinion.by_id)
        .where(Opinion.id.in_(newest))
    )


def _first_d2(proposal_id: int, cycle_id: int) -> Select[*tuple[Any, ...]]:
    first = func.min(Notice.posted_at)
    return select(*condition_rows.columns(literal(proposal_id), literal("D2"), at=first)).where(
        Notice.cycle_id == cycle_id, Notice.kind == "D2"
    )


def _visits(proposal_id: int, now: datetime) -> list[Select[*tuple[Any, ...]]]:
    def row(kind: str, **given: Any) -> Select[*tuple[Any, ...]]:
        what = condition_rows.columns(literal(proposal_id), literal(f"visit/{kind}"), **given)
        return select(*what).where(SiteVisit.proposal_id == proposal_id)

    unreported, begun = visit_queries.open_visits(), SiteVisit.starts_at <= now
    reported = exists().where(VisitReport.visit_id == SiteVisit.id).correlate(SiteVisit)
    return [
        row("reported", version=func.count()).where(reported),
        row("next", at=func.min(SiteVisit.starts_at)).where(unreported, ~begun),
        row("past", at=func.min(SiteVisit.starts_at)).where(unreported, begun),
        row("due", at=func.min(SiteVisit.report_due_at)).where(unreported, begun),
    ]
