"""The cycle's transition table and windows (C1–C3): pure."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

MACHINE = Machine(
    "cycle",
    (
        step("planned", "carry", "moved", "moderator", "C1"),
        step("planned", "drop", "dropped", "moderator", "C1"),
        step("moved", "open", "open", "officer", "C1"),
        step("open", "end", "ended", CLOCK, "C3"),
    ),
    finals=("ended", "dropped"),
)
STATES = {
    "planned": N_("筹备"),
    "moved": N_("议事会已通过"),
    "open": N_("进行中"),
    "ended": N_("已结束"),
    "dropped": N_("未启动"),
}
PHASES = {
    "proposing": N_("提议"),
    "deliberating": N_("商议"),
    "voting": N_("决议"),
    "executing": N_("实施"),
}

NO_CYCLE = Refusal("no_cycle", N_("没有这个周期。"), N_("请从社区主页选择年份。"), 404)
CYCLE_EXISTS = Refusal("cycle_exists", N_("这个社区今年的周期已经建好。"), N_("请打开已有的周期。"))
WRONG_PHASES = Refusal(
    "wrong_phases",
    N_("阶段的日期先后不对。"),
    N_("请让征集开始早于征集结束，之后依次是商议、决议和实施。"),
    422,
)
WINDOW_PAST = Refusal(
    "window_past", N_("提案征集的结束日期已经过去。"), N_("请把征集结束改到今天以后。"), 422
)
NOT_PROPOSING = Refusal(
    "not_proposing",
    N_("现在不在提案征集期内，这一步没有办。"),
    N_("征集期从%(starts)s到%(ends)s。您写的内容保存在草稿里。"),
)

NOT_FINISHED = Refusal(
    "not_finished", N_("这个周期还有没办完的提案或项目。"), N_("全部办完后，系统会自动结束周期。")
)


def in_order(dates: list[datetime]) -> bool:
    """Whether the phases' instants rise strictly."""
    return all(a < b for a, b in pairwise(dates))


def window_open(starts_at: datetime, ends_at: datetime | None, now: datetime) -> bool:
    """Whether a phase's half-open window holds `now`."""
    return starts_at <= now and (ends_at is None or now < ends_at)
