"""The notices room's lines of a desk (工作台): three statements."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.notices import desk_queries, redaction_rules
from micro_projects.notices import objection_queries as objections
from micro_projects.notices import redaction_queries as redactions
from micro_projects.notices.desk_queries import AtBoard
from micro_projects.notices.models import Lot
from micro_projects.notices.objection_queries import Mine
from micro_projects.notices.redaction_models import Redaction
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places

NOT_YET = N_("公开号码还没有产生")
OBJECTIONS = {
    ("handler", "received"): N_("受理异议%(code)s"),
    ("handler", "acknowledged"): N_("答复异议%(code)s"),
    ("panel", "received"): N_("受理异议%(code)s（您是抽签小组成员）"),
    ("panel", "acknowledged"): N_("表决异议%(code)s（您是抽签小组成员）"),
    ("objector", "received"): N_("您的异议%(code)s：等待受理"),
    ("objector", "acknowledged"): N_("您的异议%(code)s：正在办理"),
    ("objector", "rejected"): N_("您的异议%(code)s已答复，不同意可以申请复核"),
}
ENTRANTS = frozenset({"moderator", "worker", "affairs", "officer"})


def items(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits for somebody here, and their own objections."""
    found = [_objection(mine) for mine in objections.on_desk(actor.id)]
    if "worker" in actor.roles:
        found += [_board(one, now) for one in desk_queries.at_board(actor, now)]
    if actor.roles & ENTRANTS:
        found += [_lot(lot, now) for lot in desk_queries.lots_without_number(actor)]
    if actor.roles & redaction_rules.OFFICES.keys():
        found += [_redaction(row, actor) for row in redactions.on_desk(actor)]
    return found


def _redaction(row: Redaction, actor: Actor) -> DeskItem:
    args = {"code": row.code}
    if row.state != "requested":
        return DeskItem(N_("裁决对遮盖%(code)s的申诉"), "notices.redaction", args, row.appeal_until, args)
    own = row.requested_by == actor.person_id
    return DeskItem(
        N_("确认遮盖%(code)s"), "notices.redaction", args, None, args, (OTHER_CONFIRMS,) if own else ()
    )


OTHER_CONFIRMS = N_("由另一个部门确认")


def _objection(mine: Mine) -> DeskItem:
    one = mine.objection
    what = OBJECTIONS[mine.part, one.state]
    return DeskItem(what, "notices.objection", {"code": one.code}, one.due_at, {"code": one.code})


def _board(one: AtBoard, now: datetime) -> DeskItem:
    notice = one.notice
    args = {"code": notice.code}
    if one.what == "look":
        return DeskItem(N_("去看看公示%(code)s还贴着没有"), "notices.notice", args, None, args)
    if one.what == "post":
        due = calendar_rules.add_working_days(notice.posted_at, 1, places.edition(notice.calendar_version))
        return DeskItem(N_("张贴公示%(code)s并登记"), "notices.report_form", args, due, args)
    return DeskItem(N_("核对公示%(code)s的意见箱"), "notices.notice", args, notice.gate_confirmed_at, args)


def _lot(lot: Lot, now: datetime) -> DeskItem:
    return DeskItem(
        N_("录入公开抽签的号码：%(source)s"),
        "notices.lot",
        {"code": lot.code},
        None,
        {"source": lot.number_source},
        (NOT_YET,) if now < lot.number_due_at else (),
    )
