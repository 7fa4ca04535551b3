"""The council's part of each role's work list: three statements; for a moderator also what waits for a session."""

from __future__ import annotations

from datetime import datetime

from micro_projects.council import desk_queries
from micro_projects.council.convening_actions import due_motions
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_

CHECK_IN = N_("会议%(session)s：开始签到、开会")
GO_ON = N_("会议%(session)s正在进行：主持、宣布结果、闭会")
SIGNERS = N_("会议%(session)s：约定抽签，定出纪要的签署人")
NUMBER = N_("会议%(session)s：录入抽签号码")
CORRECTIONS = N_("会议%(session)s：处理对纪要的更正")
READ = N_("会议%(session)s：开会前看议程和材料")
ATTEND = N_("会议%(session)s正在进行：签到、表决")
SIGN = N_("会议%(session)s：核对并签署纪要")
REQUIRED = N_("成员要求就“%(topic)s”开会：请召集")
REQUIRED_BY_RESIDENTS = N_("居民联名要求就“%(topic)s”开会：请召集")
SUPPORT = N_("有成员要求就“%(topic)s”开会：看是否联署")
CONVENE = N_("有%(n)d项等议事会表决，还没有列入会议：请通知开会")
OFFICE = N_("会议%(session)s交街道决定的一项：请决定")


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits for `actor` in the councils of their places."""
    roles = {h.role for h in actor.holdings}
    if not roles & {"moderator", "council_member", "officer", "district", "worker", "affairs"}:
        return []
    items = [item for line in desk_queries.sessions(actor) for item in _of_session(line, roles)]
    for line in desk_queries.requirements(actor):
        if line.state == "reached" and roles & {"moderator", "officer"}:
            asked = REQUIRED if line.by == "members" else REQUIRED_BY_RESIDENTS
            where, what = {"place": line.place}, {"topic": line.topic}
            items.append(DeskItem(asked, "council.convene", where, line.due_at, what))
        elif line.state == "open" and line.by == "members" and "council_member" in roles and not line.signed:
            items.append(
                DeskItem(SUPPORT, "council.sessions", {"place": line.place}, None, {"topic": line.topic})
            )
    for holding in actor.holdings if "moderator" in roles else ():
        if holding.role == "moderator" and (waiting := len(due_motions(holding.place_id, now))):
            place = holding.path.strip("/").rpartition("/")[2]
            items.append(DeskItem(CONVENE, "council.convene", {"place": place}, None, {"n": waiting}))
    if roles & {"officer", "district"}:
        items += [
            DeskItem(OFFICE, "council.session", {"code": line.code}, line.due_at, {"session": line.code})
            for line in desk_queries.passed_on(actor)
        ]
    return items


def _of_session(line: desk_queries.SessionLine, roles: set[str]) -> list[DeskItem]:
    named = {"code": line.code}
    facts = {"session": line.code}
    items = []
    if "moderator" in roles:
        if line.state in ("convened", "checking_in"):
            items.append(DeskItem(CHECK_IN, "council.chair", named, line.starts_at, facts))
        elif line.state == "open":
            items.append(DeskItem(GO_ON, "council.chair", named, None, facts))
        elif line.open_corrections:
            items.append(DeskItem(CORRECTIONS, "council.minutes", named, line.due_at, facts))
    if line.state == "minutes_drafted":
        if "moderator" in roles and not line.lot and not line.drawn:
            items.append(DeskItem(SIGNERS, "council.minutes", named, line.due_at, facts))
        if line.lot and not line.drawn and roles & {"moderator", "worker", "affairs", "officer"}:
            items.append(DeskItem(NUMBER, "council.minutes", named, line.number_due_at, facts))
        if line.must_sign:
            items.append(DeskItem(SIGN, "council.minutes", named, line.due_at, facts))
    elif "council_member" in roles:
        if line.state == "convened":
            items.append(DeskItem(READ, "council.session", named, line.starts_at, facts))
        else:
            items.append(DeskItem(ATTEND, "council.seat", named, line.starts_at, facts))
    return items
