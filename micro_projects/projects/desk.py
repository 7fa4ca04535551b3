"""What each role finds on its desk: what projects wait for, by deadline."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.projects import desk_queries

TITLES = {
    "procure": N_("项目“%(project)s”：邀请报价"),
    "open": N_("项目“%(project)s”：开启报价"),
    "award": N_("项目“%(project)s”：确定中选单位"),
    "contract": N_("项目“%(project)s”：签订合同"),
    "start": N_("项目“%(project)s”：登记开工"),
    "deliver": N_("项目“%(project)s”：提交节点“%(title)s”"),
    "inspect": N_("项目“%(project)s”：查验节点“%(title)s”"),
    "verify": N_("项目“%(project)s”：核实节点“%(title)s”"),
    "resume": N_("项目“%(project)s”：暂停中，何时恢复"),
    "request_acceptance": N_("项目“%(project)s”：申请验收"),
    "rectify": N_("项目“%(project)s”：整改后重新申请验收"),
    "cosign": N_("项目“%(project)s”：到现场验收会签"),
    "accept": N_("项目“%(project)s”：确认验收"),
    "settle": N_("项目“%(project)s”：办理决算"),
    "verify_payment": N_("项目“%(project)s”：核对第%(title)s号请款"),
    "release_payment": N_("项目“%(project)s”：拨付第%(title)s号请款"),
    "vary_officer": N_("项目“%(project)s”：确认变更"),
    "terminate_officer": N_("项目“%(project)s”：确认终止"),
    "reclaim": N_("项目“%(project)s”：登记收回的预付款"),
    "evaluate": N_("项目“%(project)s”：问题解决了吗？请评价"),
    "quote": N_("项目“%(project)s”：提交密封报价"),
}


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """The items of `actor`'s roles in the places they hold them, soonest first; at most three statements."""
    items = [
        DeskItem(
            TITLES[row.what],
            "projects.project",
            {"code": row.code},
            row.due_at,
            {"project": row.project, "title": row.title},
        )
        for row in desk_queries.waiting_for(actor)
        if row.what in TITLES
    ]
    if "contractor" in actor.roles:
        items += [
            DeskItem(
                TITLES["quote"], "projects.project", {"code": row.code}, row.due_at, {"project": row.project}
            )
            for row in desk_queries.to_quote(actor, now)
        ]
    if actor.rolls:
        items += [
            DeskItem(
                TITLES["evaluate"],
                "projects.project",
                {"code": row.code},
                row.due_at,
                {"project": row.project},
            )
            for row in desk_queries.to_evaluate(actor, now)
        ]
    return items
