"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.voting import reconcile_rules
from micro_projects.voting.counting.words import TIE_RULE
from micro_projects.voting.keeper_rules import STEPS
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
        "round.paper_printed",
        N_("纸质选票印好"),
        N_("每印好一批纸质选票、点数以后，公开张数和全部票号的指纹。"),
        "paper.print",
    ),
    DisclosureKind(
        "round.closed",
        N_("投票结束"),
        N_("投票截止时公开投票人数、密封选票和名册标记的根值。"),
        "round.close",
    ),
    DisclosureKind(
        "round.booth_closed",
        N_("提前关闭投票点"),
        N_("投票点没有开到公布的时间就关闭时公开。"),
        "booth.close",
    ),
    DisclosureKind(
        "round.booth_opened",
        N_("公布投票点"),
        N_("社区工作者公布投票点的地点和开放时间时公开。"),
        "booth.open",
    ),
    DisclosureKind(
        "round.codes_issued",
        N_("印发投票信"),
        N_("每印一批投票信，公开封数、作废旧码数和投票码指纹的根值，不公开印给谁。"),
        "code.issue",
    ),
    DisclosureKind(
        "round.paper_entered",
        N_("纸质选票录完"),
        N_("截止后纸质选票录完时，公开发出的每一张的去向、票箱里的张数和无效的张数。"),
        "paper.finish",
        days="entering_days",
    ),
    DisclosureKind(
        "round.reconciled",
        N_("票数核对"),
        N_("开票前核对名册标记数和选票数后公开。"),
        "round.reconcile",
    ),
    DisclosureKind(
        "round.difference",
        N_("票数有差异"),
        N_("核对时发现选票和名册登记、发出的选票和去向对不上时公开，之后书面说明。"),
        "round.differ",
    ),
    DisclosureKind(
        "round.explained",
        N_("票数差异的说明"),
        N_("社区书面说明票数差异时公开说明原文。"),
        "round.explain",
    ),
    DisclosureKind(
        "round.overdue",
        N_("投票环节逾期"),
        N_("纸质选票没有按期录完，或者差异没有按期说明时公开。"),
        "round.overdue",
        days="entering_days",
    ),
    DisclosureKind(
        "round.proven",
        N_("差异能不能改变结果"),
        N_("计票后公开程序的证明：少的或多的选票能不能改变入选项目。"),
        "round.prove",
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
        "round.keepers",
        N_("开票钥匙分开保管"),
        N_("开票钥匙分成三份、都由保管人核对并从服务器上销毁时公开。"),
        "round.give_up_key",
    ),
    DisclosureKind(
        "round.key_returned",
        N_("开票钥匙交回"),
        N_("截止后两个保管人交回份额、钥匙合成时公开。"),
        "round.restore_key",
    ),
    DisclosureKind(
        "round.keepers_late",
        N_("钥匙保管人逾期"),
        N_("到时间还没有领取或者交回份额时公开是哪个席位。"),
        "round.keepers_late",
    ),
    DisclosureKind(
        "round.marks_sampled",
        N_("名册登记抽查结果"),
        N_("审计员抽查登记投过票的人之后公开问了几人、几人确认、几人否认、几人没有联系上；不公开姓名。"),
        "sample.report",
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
    "overdue_step": reconcile_rules.STEPS,
    "pile": reconcile_rules.PILES,
    "round.held_by": {"worker": N_("社区工作人员")},
    "round.ground": GROUNDS,
    "round.step": STEPS,
    "ties": TIE_RULE,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
