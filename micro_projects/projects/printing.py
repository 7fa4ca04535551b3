"""A project on paper: the contract's summary, and the list that is filled in at the acceptance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.clock import midnight
from micro_projects.kernel.money import ZERO
from micro_projects.kernel.refusal import require
from micro_projects.projects import page_queries, queries, rules
from micro_projects.projects.blueprint import room
from micro_projects.projects.models import Contract
from micro_projects.projects.page_queries import Whole
from micro_projects.projects.refusals import NO_SUCH_PART
from micro_projects.web import paper
from micro_projects.web.access import allow
from micro_projects.web.paper import Data, Document
from micro_projects.web.show import ZONE, day


@room.get("/projects/<code>/contract.pdf")
@allow("project.read")
def contract_pdf(code: str) -> Any:
    """The contract's summary: what, how much, by whom, until when; nobody's private data."""
    return paper.printed(lambda: _contract(page_queries.whole(code)), f"{code}-contract")


@room.get("/projects/<code>/acceptance.pdf")
@allow("project.read")
def acceptance_pdf(code: str) -> Any:
    """The acceptance's check-list, to be filled in on the spot."""
    return paper.printed(lambda: _acceptance(page_queries.whole(code)), f"{code}-acceptance")


def _in_force(whole: Whole) -> Contract:
    require(whole.contract is not None, NO_SUCH_PART)
    assert whole.contract is not None
    return whole.contract


def _head(whole: Whole) -> list[tuple[Any, Any]]:
    return [
        (_("项目"), f"{whole.project.code} {whole.project.title}"),
        (_("地点"), whole.project.location),
        (_("承接单位"), whole.contractor.name if whole.contractor else ""),
    ]


def _contract(whole: Whole) -> Document:
    contract, project = _in_force(whole), whole.project
    parts = queries.milestones(contract.id)
    columns = [
        (_("节点"), "text"),
        (_("做到什么"), "text"),
        (_("要看什么"), "text"),
        (_("权重（%）"), "number"),
        (_("付款"), "money"),
        (_("期限"), "text"),
    ]
    rows = [[m.number, m.title, m.evidence, m.weight, m.amount, day(m.due_on)] for m in parts]
    pieces = [
        paper.lead(
            _(
                "“%(title)s”由%(firm)s承接，合同金额%(amount)s，%(start)s开工，%(end)s前完工。",
                title=project.title,
                firm=whole.contractor.name if whole.contractor else "—",
                amount=contract.amount,
                start=day(contract.starts_on),
                end=day(contract.ends_on),
            )
        ),
        paper.facts(
            [
                *_head(whole),
                (_("合同编号"), contract.number),
                (_("立项金额"), project.approved),
                (_("合同金额"), contract.amount),
                (_("预付款"), contract.advance if contract.advance > ZERO else ""),
                (_("质保金"), _("每次付款留%(share)s%%", share=f"{contract.retention / 100:g}")),
                (_("签订"), day(contract.signed_on)),
                (_("工期"), f"{day(contract.starts_on)} — {day(contract.ends_on)}"),
            ]
        ),
        paper.table(_("节点和付款计划"), columns, rows),
        *_varied(project.id),
        paper.prose(
            _("联系人、电话和账号等个人和账户信息已遮盖。合同由街道签订，原件可到社区服务窗口查阅。")
        ),
    ]
    return Document(_("合同摘要"), whole.place_name, project.code, contract.at, pieces)


def _varied(project_id: int) -> list[Data]:
    done = [v for v in queries.variations(project_id) if v.state == "effective"]
    if not done:
        return []
    columns = [
        (_("变更"), "text"),
        (_("金额变化"), "money"),
        (_("工期变化（天）"), "number"),
        (_("理由"), "text"),
    ]
    rows = [[_("第%(n)d号变更", n=v.number), v.amount, v.days, v.reason] for v in done]
    return [paper.table(_("已生效的变更"), columns, rows)]


def _acceptance(whole: Whole) -> Document:
    contract, project = _in_force(whole), whole.project
    items = [m.title for m in queries.milestones(contract.id)] + [_(text) for text in rules.CHECKS]
    columns = [
        (_("序号"), "text"),
        (_("查什么"), "text"),
        (_("合格"), "text"),
        (_("不合格"), "text"),
        (_("说明"), "blank"),
    ]
    pieces = [
        paper.lead(_("到现场逐项查看，在“合格”或“不合格”里打勾；有一项不合格，就退回整改。")),
        paper.facts(
            [*_head(whole), (_("合同编号"), contract.number), (_("计划完工"), day(contract.ends_on))]
        ),
        paper.table("", columns, [[n, text, "□", "□", ""] for n, text in enumerate(items, 1)], by_hand=True),
        paper.blanks(_("其他情况"), 3),
        paper.signatures([_("居民监督员"), _("承接单位"), _("管养单位"), _("街道专员"), _("日期")]),
    ]
    return Document(_("验收清单"), whole.place_name, project.code, _at(whole, contract), pieces)


def _at(whole: Whole, contract: Contract) -> datetime:
    if whole.acceptance:
        return whole.acceptance.requested_at
    return midnight(contract.signed_on, ZONE)
