"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.audits.population_queries import POPULATIONS
from micro_projects.audits.rules import KEPT, OUTCOMES
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind("audit.opened", N_("审计开始"), N_("审计员开始一项审计时公开范围和期限。"), "audit.open"),
    DisclosureKind("audit.extended", N_("审计延长"), N_("延长审计期限时公开。"), "audit.extend"),
    DisclosureKind(
        "audit.sampled",
        N_("审计抽样"),
        N_("随机抽样时公开件数和校验值，抽中哪些随报告公开。"),
        "audit.sample",
    ),
    DisclosureKind(
        "audit.reported",
        N_("审计报告"),
        N_("征求意见后公开报告、抽样、对方意见和查看实名的次数。"),
        "audit.report",
    ),
    DisclosureKind("audit.ended", N_("审计终止"), N_("没有出报告而终止时公开理由。"), "audit.end"),
    DisclosureKind(
        "audit.followed_up", N_("后续检查"), N_("对了结的发现事项再查时公开结果。"), "audit.follow_up"
    ),
)

CODES = {
    "audit.outcome": OUTCOMES | KEPT,
    "audit.what": {what: of.name for what, of in POPULATIONS.items()},
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
