"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.council import seat_disclosures
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    *seat_disclosures.KINDS,
    DisclosureKind(
        "session.called",
        N_("会议通知"),
        N_("召集会议时公开时间、地点、议题和材料校验值。"),
        "session.convene",
        days="convene_days",
    ),
    DisclosureKind(
        "session.supplemented",
        N_("会议补充议题"),
        N_("会议通知后补充议题时公开，只列补充的。"),
        "session.supplement",
        days="convene_days",
    ),
    DisclosureKind(
        "session.cancelled",
        N_("会议取消"),
        N_("会议取消时公开理由。"),
        "session.cancel",
    ),
    DisclosureKind(
        "session.adjourned",
        N_("会议休会"),
        N_("到会人数不足、会议自行休会时公开。"),
        "session.adjourn",
    ),
    DisclosureKind(
        "session.minutes",
        N_("会议纪要"),
        N_("会议纪要生效时公开全文、每项表决的票数和更正意见。"),
        "minutes.stood",
        days="minutes_days",
    ),
    DisclosureKind(
        "session.required",
        N_("联名要求开会"),
        N_("五分之一以上成员或规定人数的居民联名要求开会时公开。"),
        "requirement.sign",
    ),
    DisclosureKind(
        "session.requirement_overdue",
        N_("要求开会逾期"),
        N_("联名要求的会议没有按期召集时公开。"),
        "requirement.overdue",
    ),
    DisclosureKind(
        "motion.to_residents",
        N_("直接交居民投票"),
        N_("扣除回避后不足五人，提案直接交居民投票时公开。"),
        "motion.call",
    ),
    DisclosureKind(
        "motion.to_office",
        N_("交街道决定"),
        N_("扣除回避后不足五人，动议交街道决定时公开。"),
        "motion.call",
    ),
    DisclosureKind(
        "motion.decided_in_office",
        N_("街道代为决定"),
        N_("街道对交来的动议作出决定时公开理由。"),
        "motion.decide_in_office",
    ),
)

CODES = {
    **seat_disclosures.CODES,
    "choice": {
        "carry": N_("通过"),
        "lose": N_("未通过"),
        "defer": N_("顺延"),
        "refer": N_("转为诉求办理"),
        "grant": N_("街道同意"),
        "deny": N_("街道不同意"),
        "to_residents": N_("直接交居民投票"),
        "to_office": N_("交街道决定"),
    },
    "purpose": {
        "cycle.open": N_("启动周期"),
        "proposal.advance": N_("提案交付表决"),
        "proposal.readmit": N_("恢复初审未通过的提案"),
        "proposal.ask_district": N_("提请区里复议"),
        "proposal.resolve": N_("逐项决议"),
        "result.adopt": N_("确认投票结果"),
        "result.void": N_("宣布投票作废"),
        "committee.set": N_("设立常务委员会"),
        "committee.report": N_("听取常务委员会报告"),
        "project.vary": N_("项目变更"),
        "project.terminate": N_("终止项目"),
        "free": N_("成员动议"),
    },
    "required_by": {"members": N_("议事会成员"), "residents": N_("居民")},
    "session.kind": {"ordinary": N_("例行召集"), "third": N_("两次不足法定人数后由街道召集")},
    "session.state": {"open": N_("待处理"), "accepted": N_("已采纳"), "rejected": N_("不成立")},
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
