"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.words import TIE_RULE
from micro_projects.voting.rules import CHANNELS, FORMS, GROUNDS

KINDS = (
    DisclosureKind(
        "notice.D3",
        N_("决议公开"),
        N_("结果确认后公开入选项目、得票、投票率、每个项目的结果说明和匿名投票记录。"),
        "round.post_result",
        days="notice_days.D3",
    ),
    DisclosureKind(
        "round.frozen",
        N_("投票冻结"),
        N_("投票前冻结项目、价格、预算、规则、名册人数和加密公钥时公开。"),
        "round.freeze",
    ),
    DisclosureKind(
        "round.opened",
        N_("开始投票"),
        N_("投票开始时公开。"),
        "round.open",
    ),
    DisclosureKind(
        "round.extended",
        N_("投票延长"),
        N_("投票率不足、按规则延长一次时公开。"),
        "round.extend",
    ),
    DisclosureKind(
        "round.closed",
        N_("投票结束"),
        N_("投票截止时公开投票人数、密封选票和名册标记的根值。"),
        "round.close",
    ),
    DisclosureKind(
        "round.reconciled",
        N_("票数核对"),
        N_("开票前核对名册标记数和选票数后公开。"),
        "round.reconcile",
    ),
    DisclosureKind(
        "round.too_few",
        N_("投票率不足"),
        N_("延长后仍不足，改由议事会决议时公开。"),
        "round.too_few",
    ),
    DisclosureKind(
        "round.tie",
        N_("同票抽签"),
        N_("同票要抽签决定先后时公开签号对应的项目。"),
        "round.count",
    ),
    DisclosureKind(
        "round.counted",
        N_("计票结果"),
        N_("计票完成时公开每个项目的得票、先后和是否入选。"),
        "round.count",
    ),
    DisclosureKind(
        "round.adopted",
        N_("结果确认"),
        N_("议事会确认结果时公开。"),
        "round.adopt",
    ),
    DisclosureKind(
        "round.voided",
        N_("宣布投票作废"),
        N_("投票因程序原因作废时公开依据。"),
        "round.void",
    ),
    DisclosureKind(
        "round.imported",
        N_("导入的投票"),
        N_("导入别处公开的投票文件并重新计票时公开。"),
        "round.import",
    ),
)

CODES = {
    "channels": CHANNELS,
    "form": FORMS,
    "round.ground": GROUNDS,
    "ties": TIE_RULE,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
