"""When a sheet that was torn down makes its notice's period longer: pure. The measure is *our default*."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.clock import midnight
from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.places.calendar_rules import Calendar

WHAT = {"gone": N_("不见了"), "damaged": N_("破了，或者看不清")}

NOT_HANGING = Refusal(
    "sheet_not_hanging",
    N_("这一张没有登记在张贴，或者已经有人登记它不见了。"),
    N_("请回到公示页，查看最新的张贴情况。"),
)
TOLD_ALREADY = Refusal(
    "sheet_told_already",
    N_("您已经说过这一张的情况，工作人员还没有去看。"),
    N_("不用再说一遍；工作人员看过以后会更新公示页。"),
)
OVER = Refusal(
    "sheet_over", N_("公示期已经结束，这一张不用再贴了。"), N_("对公示有意见的，请联系社区服务窗口。")
)
NOTHING_TOLD = Refusal(
    "sheet_nothing_told",
    N_("没有人说这一张有问题，或者已经看过了。"),
    N_("请回到公示页，查看最新的张贴情况。"),
)


def whole_day(since: datetime, until: datetime, calendar: Calendar) -> bool:
    """Whether a whole working day, from 0:00 to 24:00 of the place, lies between the two."""
    first = since.astimezone(calendar.zone)
    day = first.date() if first.time() == datetime.min.time() else first.date() + timedelta(days=1)
    while midnight(day, calendar.zone, 1) <= until:
        if calendar.is_working_day(day):
            return True
        day += timedelta(days=1)
    return False
