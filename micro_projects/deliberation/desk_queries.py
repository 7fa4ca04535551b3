"""What waits for each role while proposals are deliberated: four statements at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from micro_projects.deliberation import opinion_queries, question_queries, visit_queries
from micro_projects.deliberation.models import Merge, MergePart
from micro_projects.deliberation.question_rules import days_late
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals.models import Proposal

ANSWER = N_("答复居民提问：%(title)s")
ANSWER_LATE = N_("答复居民提问，逾期%(days)d天：%(title)s")
GIVE = N_("给出专业意见：%(title)s")
QUOTE = N_("专业意见逾期，可委托报价：%(title)s")
MERGE = N_("是否同意合并：%(title)s")
REPORT = N_("写踏勘情况：%(title)s")
REPORT_LATE = N_("写踏勘情况，逾期%(days)d天：%(title)s")
MOST = 200


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """An actor's lines."""
    if actor.person_id is None:
        return []
    items = _questions(actor, now) + _visits(actor, now)
    if actor.roles & {"officer", "moderator"}:
        items += _opinions(actor, now)
    return items + (_merges(actor) if actor.rolls else [])


def _questions(actor: Actor, now: datetime) -> list[DeskItem]:
    items = []
    for question, title in question_queries.owed_by(actor, MOST):
        late = days_late(question.due_at, now)
        facts = {"title": title} | ({"days": late} if late else {})
        what = ANSWER_LATE if late else ANSWER
        items.append(DeskItem(what, "deliberation.answer", {"token": question.token}, question.due_at, facts))
    return items


def _visits(actor: Actor, now: datetime) -> list[DeskItem]:
    items = []
    for visit, title in visit_queries.owed_by(actor, now, MOST):
        late = days_late(visit.report_due_at, now)
        facts = {"title": title} | ({"days": late} if late else {})
        what = REPORT_LATE if late else REPORT
        items.append(
            DeskItem(what, "deliberation.reporting_visit", {"token": visit.token}, visit.report_due_at, facts)
        )
    return items


def _opinions(actor: Actor, now: datetime) -> list[DeskItem]:
    working_days = calendar()
    items = []
    for proposal, since, cycle, lacking in opinion_queries.awaited_below([h.path for h in actor.holdings]):
        until = add_working_days(since, cycle.pack.opinion_days, working_days)
        if actor.holds(frozenset({"officer"}), proposal.path):
            items.append((GIVE, "deliberation.opinions", proposal, until))
        elif "opinion" in lacking and until <= now and actor.holds(frozenset({"moderator"}), proposal.path):
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
