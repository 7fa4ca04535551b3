"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "session.called",
        N_("会议通知"),
        N_("召集会议时公开时间、地点、议题和材料校验值。"),
        "session.convene",
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
        N_("五分之一以上成员联名要求开会时公开。"),
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
