"""What waits for each role while proposals are deliberated: three statements at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from micro_projects.deliberation import queries, rules
from micro_projects.deliberation.models import Answer, Merge, MergePart, Question
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals.models import Proposal

ANSWER = N_("答复居民提问：%(title)s")
GIVE = N_("给出专业意见：%(title)s")
QUOTE = N_("专业意见逾期，可委托报价：%(title)s")
MERGE = N_("是否同意合并：%(title)s")
MOST = 200


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """An actor's lines."""
    if actor.person_id is None:
        return []
    items = _questions(actor)
    if actor.roles & {"officer", "moderator"}:
        items += _opinions(actor, now)
    return items + (_merges(actor) if actor.rolls else [])


def _questions(actor: Actor) -> list[DeskItem]:
    asked = [h for h in actor.holdings if h.role in rules.ROLES_ASKED]
    if not asked:
        return []
    query = (
        select(Question.token, Proposal.title)
        .join(Proposal, Proposal.id == Question.proposal_id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .outerjoin(Answer, Answer.question_id == Question.id)
        .where(Answer.question_id.is_(None))
        .where(
            or_(
                *(
                    (Question.to_role == h.role) & SubjectRow.path.startswith(h.path, autoescape=True)
                    for h in asked
                )
            )
        )
        .order_by(Question.id)
        .limit(MOST)
    )
    rows = db.session.execute(query)
    return [
        DeskItem(ANSWER, "deliberation.answer", {"token": t}, None, {"title": title}) for t, title in rows
    ]


def _opinions(actor: Actor, now: datetime) -> list[DeskItem]:
    working_days = calendar()
    items = []
    for proposal, since, cycle in queries.awaiting_opinion_below([h.path for h in actor.holdings]):
        until = add_working_days(since, cycle.pack.opinion_days, working_days)
        if actor.holds(frozenset({"officer"}), proposal.path):
            items.append((GIVE, "deliberation.opinion", proposal, until))
        elif until <= now and actor.holds(frozenset({"moderator"}), proposal.path):
            items.append((QUOTE, "deliberation.quotation", proposal, until))
    return [DeskItem(what, to, {"code": p.code}, until, {"title": p.title}) for what, to, p, until in items]


def _merges(actor: Actor) -> list[DeskItem]:
    query = (
        select(Merge.token, Proposal.title)
        .join(MergePart, MergePart.merge_id == Merge.id)
        .join(Proposal, Proposal.id == MergePart.proposal_id)
        .where(Merge.outcome == "open", MergePart.agreed.is_(None), Proposal.author_id == actor.person_id)
        .order_by(Merge.id)
        .limit(MOST)
    )
    rows = db.session.execute(query)
    return [DeskItem(MERGE, "deliberation.merge", {"token": t}, None, {"title": title}) for t, title in rows]
