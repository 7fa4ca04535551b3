"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.notices.objection_rules import OUTCOMES
from micro_projects.projects.machine import MILESTONE_STATES, PAYMENT_KINDS, STATES, VARIATION_STATES
from micro_projects.projects.rules import HOLDERS, WAITS

NAMELESS = {
    "deliver": N_("完成节点"),
    "inspect": N_("查验节点"),
    "verify": N_("核实节点"),
    "verify_payment": N_("核对请款"),
    "release_payment": N_("拨付请款"),
}
"""Waits whose words name one of several; in facts its name stands beside."""
KINDS = (
    DisclosureKind(
        "notice.E1",
        N_("中选公示"),
        N_("街道确定承接单位后公开：单位、金额、报价数和理由。"),
        "project.award",
        days="notice_days.E1",
    ),
    DisclosureKind(
        "notice.E2",
        N_("进度公开"),
        N_("实施中的项目每月公开进度、各节点状态和逾期事项。"),
        "project.disclose_progress",
    ),
    DisclosureKind(
        "notice.E3",
        N_("验收公示"),
        N_("验收合格后公开验收清单、启用日期和管养单位。"),
        "project.accept",
        days="notice_days.E3",
    ),
    DisclosureKind(
        "notice.E4",
        N_("决算公开"),
        N_("决算后公开合同、已付、质保金、结余和这个项目的每一笔分录。"),
        "project.settle",
    ),
    DisclosureKind(
        "notice.E5",
        N_("评价公开"),
        N_("居民评价结束后公开回答人数、认为已解决的人数和满意度。"),
        "project.close_evaluation",
    ),
    DisclosureKind(
        "notice.E6",
        N_("变更公示"),
        N_("议事会同意、街道确认的变更：金额、工期、范围。"),
        "project.decide_variation",
        days="notice_days.E6",
    ),
    DisclosureKind(
        "project.invite",
        N_("报价邀请"),
        N_("街道邀请报价时公开要求、方式和开启时间。"),
        "project.procure",
    ),
    DisclosureKind(
        "project.opened",
        N_("报价开启"),
        N_("报价一起开启时公开每家的报价。"),
        "project.open_quotations",
    ),
    DisclosureKind(
        "project.award_cancelled",
        N_("中选取消"),
        N_("异议成立、取消中选时公开。"),
        "objection.decide",
    ),
    DisclosureKind(
        "project.start",
        N_("项目开工"),
        N_("开工时公开。"),
        "project.start",
    ),
    DisclosureKind(
        "project.suspend",
        N_("项目暂停"),
        N_("街道暂停实施时公开理由。"),
        "project.suspend",
    ),
    DisclosureKind(
        "project.resume",
        N_("项目恢复"),
        N_("街道恢复实施时公开理由。"),
        "project.resume",
    ),
    DisclosureKind(
        "project.milestone",
        N_("节点核实"),
        N_("节点核实后公开进度。"),
        "project.verify",
        days="verify_days",
    ),
    DisclosureKind(
        "project.milestone_returned",
        N_("节点退回"),
        N_("查验或核实没有通过、退回重做时公开。"),
        "project.inspect",
        days="inspect_days",
    ),
    DisclosureKind(
        "project.variation_proposed",
        N_("变更申请"),
        N_("提出变更时公开金额、工期、范围。"),
        "project.propose_variation",
    ),
    DisclosureKind(
        "project.variation",
        N_("变更已生效"),
        N_("不涉及金额的变更生效时公开。"),
        "project.take_effect",
    ),
    DisclosureKind(
        "project.variation_ended",
        N_("变更终止"),
        N_("变更没有通过或作废时公开。"),
        "project.decide_variation",
    ),
    DisclosureKind(
        "project.acceptance_requested",
        N_("验收申请"),
        N_("承接单位申请验收时公开。"),
        "project.request_acceptance",
    ),
    DisclosureKind(
        "project.rectify",
        N_("要求整改"),
        N_("验收不合格、要求整改时公开哪些项不合格。"),
        "project.cosign",
    ),
    DisclosureKind(
        "project.overdue",
        N_("项目环节逾期"),
        N_("项目的某个环节逾期时公开由谁办理。"),
        "project.disclose_overdue",
    ),
    DisclosureKind(
        "project.termination_proposed",
        N_("提议终止"),
        N_("提议终止项目时公开理由。"),
        "project.propose_termination",
    ),
    DisclosureKind(
        "project.termination_lost",
        N_("终止未通过"),
        N_("议事会不同意终止时公开。"),
        "motion.declare",
    ),
    DisclosureKind(
        "project.terminated",
        N_("终止项目"),
        N_("没有余款的项目终止时公开。"),
        "project.terminate",
    ),
    DisclosureKind(
        "project.moved",
        N_("项目进展"),
        N_("项目状态改变、而没有其他公开时公开：从什么状态到什么状态。"),
        "project.move",
    ),
)

CODES = {
    "holder": HOLDERS,
    "method": {"single": N_("一家报价"), "several": N_("多家报价")},
    "money.kind": PAYMENT_KINDS,
    "notice.state": MILESTONE_STATES,
    "notice.what": WAITS | NAMELESS,
    "project.became": STATES,
    "project.outcome": OUTCOMES,
    "project.state": VARIATION_STATES,
    "project.was": STATES,
    "project.what": WAITS | NAMELESS,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
