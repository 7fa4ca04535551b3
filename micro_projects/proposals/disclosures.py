"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.proposals import condition_rules, grounds, overdue_actions
from micro_projects.proposals.machine import STATES

KINDS = (
    DisclosureKind(
        "notice.D1",
        N_("提议公开"),
        N_("初审结束后公开全部提案：文本、附议人数、初审结论和理由；申诉、异议成立后的补充公示也是这一类。"),
        "proposal.disclose",
        days="notice_days.D1",
    ),
    DisclosureKind(
        "proposal.withdrawn",
        N_("提案撤回"),
        N_("提案人撤回已提交的提案时公开。"),
        "proposal.withdraw",
    ),
    DisclosureKind(
        "proposal.condition",
        N_("表决条件"),
        N_("登记场地权利人的书面同意、管养单位的承诺，或者它们被收回时公开。"),
        "proposal.condition",
    ),
    DisclosureKind(
        "risk.assessed",
        N_("风险评估"),
        N_("评估一件提案的风险、确认或者重新评估时公开：影响谁、会出什么事、怎么防、第几级。"),
        "proposal.assess_risk",
    ),
    DisclosureKind(
        "proposal.approved",
        N_("审定立项的决定"),
        N_("街道或区审定立项时公开会议文号和文本校验值。"),
        "proposal.decide",
        days="approval_days",
    ),
    DisclosureKind(
        "proposal.refused",
        N_("不予审定的决定"),
        N_("街道不予审定时公开依据、理由和会议文号。"),
        "proposal.decide",
        days="approval_days",
    ),
    DisclosureKind(
        "proposal.refused_finally",
        N_("终局不予审定的决定"),
        N_("区里复议仍不予审定，或期限内没有提请复议时公开。"),
        "proposal.decide_finally",
        days="refusal_days",
    ),
    DisclosureKind(
        "proposal.overdue",
        N_("提案环节逾期"),
        N_("初审、专业意见、审定或者对初审的申诉没有按期办结时公开由谁办理。"),
        "proposal.note_overdue",
    ),
    DisclosureKind(
        "proposal.moved",
        N_("提案进展"),
        N_("提案状态改变、而没有其他公开时公开：从什么状态到什么状态。"),
        "proposal.move",
    ),
)

CODES = {
    "aspect": condition_rules.ASPECTS,
    "condition": condition_rules.CONDITIONS,
    "condition_state": condition_rules.STATES,
    "ground": grounds.NEGATIVE_LIST | grounds.LEGAL_GROUNDS,
    "held_by": {"council": N_("居民议事会"), "officer": N_("街道"), "district": N_("区")},
    "level": condition_rules.LEVELS,
    "outcome": STATES,
    "proposal.became": STATES,
    "proposal.was": STATES,
    "party": condition_rules.PARTIES,
    "step": overdue_actions.STEPS | {"appeal": N_("初审申诉")},
    "supplement": {
        "readmitted": N_("议事会准予重新列入"),
        "fact": N_("事实有误"),
        "substance": N_("实质内容"),
        "procedure": N_("程序"),
        "late_seconds": N_("附议补足"),
    },
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
