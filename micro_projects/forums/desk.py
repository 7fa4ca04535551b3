"""The forums' lines of a desk (工作台): two statements."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import contains_eager

from micro_projects.extensions import db
from micro_projects.forums.models import Forum, ForumParticipant
from micro_projects.forums.rules import RESPONSIBLE
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_

RUN = N_("协商会%(forum)s：签到、记录、结束")
DRAW = N_("协商会%(forum)s：约定公开号码，抽取参加人")
CONFIRM = N_("协商会%(forum)s：核实报名的人是否直接受影响")
FEEDBACK = N_("协商会%(forum)s：就每条意见公开反馈")
REPLY = N_("您被抽中参加协商会%(forum)s：请答复参加不参加")
RUNNERS = frozenset({"moderator", "worker", "officer"})


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits for somebody here."""
    items = []
    holdings = [h for h in actor.holdings if h.role in RUNNERS | set(RESPONSIBLE)]
    if holdings:
        query = (
            select(Forum, _to_confirm())
            .join(SubjectRow, SubjectRow.id == Forum.id)
            .options(contains_eager(Forum.subject))
            .where(
                Forum.state.in_(("called", "drawing", "open", "held")),
                or_(*(SubjectRow.path.startswith(h.path, autoescape=True) for h in holdings)),
            )
        )
        for forum, unconfirmed in db.session.execute(query.order_by(Forum.starts_at)):
            items += _of(forum, bool(unconfirmed), actor)
    if actor.rolls and actor.person_id is not None:
        query_mine = (
            select(SubjectRow.code, ForumParticipant.reply_until)
            .join(Forum, Forum.id == SubjectRow.id)
            .join(ForumParticipant, ForumParticipant.forum_id == Forum.id)
            .where(
                ForumParticipant.person_id == actor.person_id,
                ForumParticipant.state == "asked",
                Forum.state == "drawing",
            )
        )
        for code, until in db.session.execute(query_mine):
            items.append(DeskItem(REPLY, "forums.forum", {"code": code}, until, {"forum": code}))
    return items


def _to_confirm() -> ColumnElement[bool]:
    waiting = exists().where(ForumParticipant.forum_id == Forum.id, ForumParticipant.state == "asked")
    return waiting.correlate(Forum) & (Forum.chosen == "affected")


def _of(forum: Forum, unconfirmed: bool, actor: Actor) -> list[DeskItem]:
    named, facts = {"code": forum.code}, {"forum": forum.code}
    if forum.state == "held":
        owes = actor.holds(frozenset({forum.responsible}), forum.path)
        line = DeskItem(FEEDBACK, "forums.feedback", named, forum.feedback_due_at, facts)
        return [line] if owes else []
    if not actor.holds(RUNNERS, forum.path):
        return []
    if forum.chosen == "lot" and forum.state == "called":
        return [DeskItem(DRAW, "forums.run", named, forum.starts_at, facts)]
    items = [DeskItem(RUN, "forums.run", named, forum.starts_at, facts)]
    if unconfirmed:
        items.insert(0, DeskItem(CONFIRM, "forums.run", named, forum.starts_at, facts))
    return items
