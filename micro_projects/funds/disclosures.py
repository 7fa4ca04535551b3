"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.funds.rules import ACCOUNTS, ACT_WORDS
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "money.open",
        N_("资金池到账"),
        N_("周期启动、资金到账并划出预备金时公开分录。"),
        "cycle.open",
    ),
    DisclosureKind(
        "money.reserve",
        N_("预算冻结"),
        N_("投票冻结预算时公开分录。"),
        "round.freeze",
    ),
    DisclosureKind(
        "money.release",
        N_("预算退回"),
        N_("投票没有用完或作废的预算退回资金池时公开分录。"),
        "funds.release_rest",
    ),
    DisclosureKind(
        "money.overshoot",
        N_("超出投票预算的部分"),
        N_("最后一个入选项目超出投票预算、由应急预备金支付时公开分录。"),
        "proposal.decide",
    ),
    DisclosureKind(
        "money.commit",
        N_("资金预留"),
        N_("项目立项、预留资金时公开分录。"),
        "proposal.decide",
    ),
    DisclosureKind(
        "money.contract",
        N_("合同公开"),
        N_("签订合同时公开金额、单位、节点、付款安排和分录。"),
        "project.contract",
    ),
    DisclosureKind(
        "money.pay",
        N_("拨付款项"),
        N_("财务拨付时公开金额、发票号、核对人和放行人、分录。"),
        "project.release_payment",
        days="pay_days",
    ),
    DisclosureKind(
        "money.supplement",
        N_("变更追加金额"),
        N_("变更追加金额生效时公开分录。"),
        "project.take_effect",
    ),
    DisclosureKind(
        "money.reduce",
        N_("变更减少"),
        N_("变更减少金额、退回资金池时公开分录。"),
        "project.take_effect",
    ),
    DisclosureKind(
        "money.replace",
        N_("承接单位更换"),
        N_("更换承接单位、未用的合同金额转回预留时公开分录。"),
        "project.replace",
    ),
    DisclosureKind(
        "money.settle",
        N_("决算退回"),
        N_("决算结余退回资金池时公开分录。"),
        "project.settle",
    ),
    DisclosureKind(
        "money.terminate",
        N_("终止退回"),
        N_("项目终止、余款退回资金池时公开分录。"),
        "project.terminate",
    ),
    DisclosureKind(
        "money.reclaim",
        N_("追回预付款"),
        N_("终止项目追回没有做完部分的预付款时公开分录。"),
        "project.record_reclaim",
    ),
    DisclosureKind(
        "money.release_retention",
        N_("支付质保金"),
        N_("质保期满、支付质保金时公开分录。"),
        "project.release_payment",
    ),
    DisclosureKind(
        "money.return",
        N_("余款退回财政"),
        N_("周期结束、剩余资金退回财政时公开分录。"),
        "cycle.end",
    ),
    DisclosureKind(
        "money.month",
        N_("月度账目"),
        N_("每月公开上月全部分录和各科目余额。"),
        "funds.disclose_month",
    ),
)

CODES = {
    "act": ACT_WORDS,
    "from": ACCOUNTS,
    "to": ACCOUNTS,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
