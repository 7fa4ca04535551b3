"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.oversight.machine import FINDING_STATES
from micro_projects.oversight.rules import CHECKS, FOUND, SEVERITIES, TIER_NAMES

KINDS = (
    DisclosureKind(
        "supervision.open",
        N_("征集监督员"),
        N_("项目立项后征集居民监督员时公开。"),
        "supervision.open",
    ),
    DisclosureKind(
        "supervision.population",
        N_("监督员抽签名单"),
        N_("监督员抽签准备好时公开各签号属于哪一类人。"),
        "supervision.prepare_lot",
    ),
    DisclosureKind(
        "supervision.seats",
        N_("监督员就位"),
        N_("监督员抽出或更替时公开人数，不公开姓名。"),
        "supervision.seat",
    ),
    DisclosureKind(
        "supervision.overdue",
        N_("监督员抽签逾期"),
        N_("没有按期抽取监督员时公开。"),
        "supervision.disclose_overdue",
    ),
    DisclosureKind(
        "inspection",
        N_("监督员查看"),
        N_("居民监督员到现场查看后公开逐项结果和照片校验值。"),
        "inspection.record",
    ),
    DisclosureKind(
        "finding.raised",
        N_("发现事项"),
        N_("监督员、审计员、居务监督委员会提出发现事项时公开。"),
        "finding.raise",
    ),
    DisclosureKind(
        "finding.answered",
        N_("答复发现事项"),
        N_("书面答复发现事项时公开。"),
        "finding.answer",
    ),
    DisclosureKind(
        "finding.closed",
        N_("发现事项了结"),
        N_("提出人认可答复时公开。"),
        "finding.review",
    ),
    DisclosureKind(
        "finding.sent_back",
        N_("发现事项退回"),
        N_("提出人不认可答复、要求重新答复时公开。"),
        "finding.review",
    ),
    DisclosureKind(
        "finding.dropped",
        N_("发现事项收回"),
        N_("误提的发现事项收回时公开理由。"),
        "finding.review",
    ),
    DisclosureKind(
        "finding.hold",
        N_("暂缓拨付"),
        N_("监督员因发现事项暂缓下一笔拨付时公开。"),
        "finding.hold",
    ),
    DisclosureKind(
        "finding.hold_lifted",
        N_("恢复拨付"),
        N_("暂缓拨付解除时公开。"),
        "finding.lift_hold",
    ),
    DisclosureKind(
        "finding.overdue",
        N_("发现事项逾期"),
        N_("发现事项没有按期答复或复核时公开。"),
        "finding.disclose_overdue",
    ),
)

CODES = {
    "check": CHECKS,
    "found": FOUND,
    "severity": SEVERITIES,
    "state": FINDING_STATES,
    "tiers": TIER_NAMES,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
