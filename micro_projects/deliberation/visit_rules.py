"""When a site visit stands where, and what may be done with it: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.refusal import N_, Refusal

REPORT_DAYS = 5
"""Working days after a visit until it is to be said what was found."""
LONGEST = 3000
MOST_NAMED = 40
"""How many may be named in one report beside those who had signed up."""
PLANNERS = frozenset({"worker", "officer", "moderator"})
"""Who may plan a visit, beside the proposal's author."""

COMING, OWED, OVERDUE, REPORTED, CANCELLED = "coming", "owed", "overdue", "reported", "cancelled"
STATES = {
    COMING: (N_("可以报名同去"), "running"),
    OWED: (N_("时间已过，等踏勘情况"), "waiting"),
    OVERDUE: (N_("踏勘情况逾期未公开"), "action"),
    REPORTED: (N_("已踏勘"), "done"),
    CANCELLED: (N_("已取消"), "ended"),
}
"""Of each state its word and its tone."""

NO_VISIT = Refusal("no_visit", N_("没有这次踏勘。"), N_("请从提案页查找。"), 404)
NOT_PLANNER = Refusal(
    "not_visit_planner",
    N_("踏勘由提案人、社区工作者、街道专员或召集人安排。"),
    N_("想去现场看，请报名参加已经安排的踏勘，或在讨论里提出来。"),
    403,
)
IN_THE_PAST = Refusal("visit_in_past", N_("踏勘的时间已经过了。"), N_("请填一个还没到的时间。"), 422)
STARTED = Refusal(
    "visit_started", N_("这次踏勘的时间已经到了，不能再报名或退出。"), N_("结果会公开在这一页。")
)
NOT_YET = Refusal(
    "visit_not_yet", N_("踏勘的时间还没到，不能写情况。"), N_("去过现场以后再写；去不成，请取消并说明原因。")
)
IS_CANCELLED = Refusal("visit_cancelled", N_("这次踏勘已经取消。"), N_("要再去，请另外安排一次。"))
IS_REPORTED = Refusal(
    "visit_reported", N_("这次踏勘的情况已经公开，不能再改。"), N_("要补充，请在讨论里发表评论。")
)
IS_COMING = Refusal("visit_joined", N_("已经报过名了。"), N_("到时候在集合地点见。"))
NOT_COMING = Refusal("visit_not_joined", N_("没有报名，不用退出。"), N_("想去可以报名。"))
NOBODY_CAME = Refusal(
    "visit_nobody", N_("还没有写谁去了。"), N_("请勾选到场的人，或写下姓名；没有人去，请取消这次踏勘。"), 422
)
TOO_MANY_NAMED = Refusal(
    "visit_too_many", N_("写的姓名太多，最多%(most)d个。"), N_("请只写主要的人，其他人在情况里写一句。"), 422
)


def state_of(
    starts_at: datetime, report_due_at: datetime, reported: bool, cancelled: bool, now: datetime
) -> str:
    """Where a visit stands."""
    if cancelled:
        return CANCELLED
    if reported:
        return REPORTED
    if now < starts_at:
        return COMING
    return OWED if now < report_due_at else OVERDUE


def days_over(report_due_at: datetime, now: datetime) -> int:
    """How many days its report is late, each one begun counted."""
    return -((report_due_at - now) // timedelta(days=1))
