"""The oversight room's lines of a desk (工作台)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.oversight import desk_queries, rules

LOT = N_("准备项目“%(title)s”的监督员抽签")
SERVE = N_("您监督项目“%(title)s”：到现场看看并记录")
CALL = N_("项目“%(title)s”征集居民监督员，可以报名")
ANSWER = N_("书面答复发现事项%(code)s")
REVIEW = N_("复查您提出的发现事项%(code)s")


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits for somebody here; at most three statements."""
    items = []
    if actor.roles & {"worker", "moderator"}:
        items += [
            DeskItem(LOT, "oversight.lot", {"code": p.code}, p.call.lot_due_at, {"title": p.title})
            for p in desk_queries.lots_to_prepare(actor, now)
        ]
    if "supervisor" in actor.roles or (actor.rolls and not actor.roles & rules.NOT_FREE):
        items += [_own(p) for p in desk_queries.own_projects(actor, now)]
    if actor.roles:
        items += [
            DeskItem(
                ANSWER if f.state == "raised" else REVIEW,
                "oversight.finding",
                {"code": f.code},
                f.due_at,
                {"code": f.code},
            )
            for f in desk_queries.findings(actor)
        ]
    return items


def _own(p: desk_queries.OfProject) -> DeskItem:
    if p.serves:
        return DeskItem(SERVE, "oversight.visit_form", {"code": p.code}, None, {"title": p.title})
    return DeskItem(CALL, "oversight.call", {"code": p.code}, p.call.consent_until, {"title": p.title})
