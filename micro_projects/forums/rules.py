"""协商会: transition tables, what is refused, how a forum's words are called. Pure (neighbourhood item 5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_

RUN = "moderator worker officer"
"""Who calls and runs a forum."""

FORUM = Machine(
    "forum",
    (
        step("called", "prepare_draw", "drawing", RUN, "item 5"),
        step("called", "open", "open", RUN, "item 5"),
        step("drawing", "open", "open", RUN, "item 5"),
        step("open", "hold", "held", f"{RUN} {CLOCK}", "item 5"),
        step("held", "answer", "answered", "committee officer worker", "item 5"),
        step("called", "cancel", "cancelled", RUN, "item 5"),
        step("drawing", "cancel", "cancelled", RUN, "item 5"),
        step("called", "lapse", "cancelled", CLOCK, "item 5"),
        step("drawing", "lapse", "cancelled", CLOCK, "item 5"),
    ),
    finals=("answered", "cancelled"),
)
PARTICIPANT = Machine(
    "forum_participant",
    (
        step("asked", "take", "taking_part", "resident worker moderator officer", "item 5"),
        step("asked", "decline", "out", "resident worker moderator officer", "item 5"),
        step("asked", "pass", "out", CLOCK, "item 5"),
        step("taking_part", "leave", "out", "resident worker", "item 5"),
    ),
    finals=("taking_part", "out"),
)

STATES = {
    "called": N_("已通知"),
    "drawing": N_("抽签中"),
    "open": N_("正在举行"),
    "held": N_("已举行，等待反馈"),
    "answered": N_("已反馈"),
    "cancelled": N_("已取消"),
}
PARTICIPANT_STATES = {"asked": N_("等待确认"), "taking_part": N_("参加"), "out": N_("不参加")}
assert FORUM.states == set(STATES)
assert PARTICIPANT.states == set(PARTICIPANT_STATES)

FORMS = {
    "talk": N_("恳谈会"),
    "hearing": N_("听证会"),
    "consultation": N_("征询会"),
    "open_space": N_("开放空间"),
}
WHAT = {
    "talk": N_("居民和有关单位坐下来谈，有话直说。"),
    "hearing": N_("决定之前，当面听取受影响的人和专业意见。"),
    "consultation": N_("就一个方案逐条征求意见。"),
    "open_space": N_("议题由到场的人自己提、自己分组谈。"),
}
"""What each form is, in a sentence."""
CHOSEN = {
    "open": N_("公开报名，先报先得"),
    "invited": N_("邀请，名单和理由公开"),
    "lot": N_("在名册居民中公开抽签"),
    "affected": N_("直接受影响的居民报名，由工作人员核实"),
}
"""How participants are chosen."""
PARTS = {
    "moderator": N_("主持"),
    "notes": N_("记录"),
    "expert": N_("专业人员"),
    "speaker": N_("说明情况"),
}
"""What somebody does at a forum."""
RESPONSIBLE = {
    "committee": N_("社区党委、居委会"),
    "officer": N_("街道专员"),
    "worker": N_("社区工作者"),
}
"""Which role owes the feedback."""
VOICES = {
    "resident": N_("居民"),
    "affected": N_("直接受影响的居民"),
    "merchant": N_("商户、单位"),
    "expert": N_("专业人员"),
    "official": N_("工作人员"),
}
"""Whose point it is, in public; a name only when somebody wishes it."""
OUTCOMES = {"taken_up": N_("采纳"), "partly": N_("部分采纳"), "not": N_("没有采纳")}
AGES = {
    "18_34": N_("18至34岁"),
    "35_49": N_("35至49岁"),
    "50_64": N_("50至64岁"),
    "65_up": N_("65岁及以上"),
}
SEXES = {"female": N_("女"), "male": N_("男")}
DIMENSIONS = {"grid": N_("网格"), "age": N_("年龄段"), "sex": N_("性别")}
MERGED = {"other": N_("其他（合并小格）"), "unknown": N_("名册没有写")}

BEGIN_EARLY = timedelta(hours=2)
FORGOTTEN = timedelta(hours=24)
REPLY = timedelta(days=3)
"""How long somebody drawn has to say yes; before the forum at the latest."""
MOST_PLACES = 200


def called_in_time(now: datetime, starts_at: datetime, days: int) -> bool:
    """Whether at least `days` whole days lie between the call and the forum."""
    return starts_at - now >= timedelta(days=days)


def may_open(now: datetime, starts_at: datetime) -> bool:
    """From two hours before."""
    return now >= starts_at - BEGIN_EARLY


def reply_until(now: datetime, starts_at: datetime) -> datetime:
    """Three days, and never later than the forum."""
    return min(now + REPLY, starts_at)
