"""Sessions of the residents' council: transition tables, quorum, majority. Pure (procedure: Sessions)."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_

SESSION = Machine(
    "session",
    (
        step("convened", "check_in", "checking_in", "moderator", "sessions"),
        step("convened", "cancel", "cancelled", "moderator", "sessions"),
        step("convened", "adjourn", "adjourned", f"moderator {CLOCK}", "sessions"),
        step("checking_in", "open", "open", "moderator", "sessions"),
        step("checking_in", "adjourn", "adjourned", f"moderator {CLOCK}", "sessions"),
        step("open", "close", "closed", "moderator", "sessions"),
        step("open", "adjourn", "adjourned", f"moderator {CLOCK}", "sessions"),
        step("closed", "draft", "minutes_drafted", "moderator", "sessions"),
        # what was decided before a session lost its quorum stands, and has minutes
        step("adjourned", "draft", "minutes_drafted", f"moderator {CLOCK}", "sessions"),
        step("minutes_drafted", "sign", "stood", "moderator council_member", "sessions"),
        step("minutes_drafted", "stand", "stood", CLOCK, "sessions"),
    ),
    finals=("stood", "cancelled", "adjourned"),
)
ITEM = Machine(
    "agenda_item",
    (
        step("waiting", "open", "open", "moderator", "sessions"),
        step("waiting", "put_off", "put_off", f"moderator {CLOCK}", "sessions"),
        step("open", "put_off", "put_off", f"moderator {CLOCK}", "sessions"),
        step("open", "decide", "decided", "moderator", "sessions"),
    ),
    finals=("decided", "put_off"),
)
MOTION = Machine(
    "motion",
    (
        step("moved", "second", "seconded", "council_member moderator", "sessions"),
        # the program's own motion, and a text an amendment has changed, need no seconder
        step("moved", "put", "seconded", "moderator", "P8"),
        step("moved", "withdraw", "withdrawn", "council_member moderator", "sessions"),
        step("moved", "fall", "fallen", "moderator", "sessions"),
        step("seconded", "withdraw", "withdrawn", "council_member moderator", "sessions"),
        step("seconded", "split", "split", "council_member moderator", "sessions"),
        step("seconded", "call", "voting", "moderator", "sessions"),
        step("seconded", "amend", "amended", "moderator", "sessions"),
        step("seconded", "to_residents", "to_residents", "moderator", "sessions"),
        step("seconded", "to_office", "to_office", "moderator", "sessions"),
        step("voting", "carry", "carried", "moderator", "P8"),
        step("voting", "lose", "lost", "moderator", "P8"),
        step("moved", "lapse", "lapsed", f"moderator {CLOCK}", "sessions"),
        step("seconded", "lapse", "lapsed", f"moderator {CLOCK}", "sessions"),
        # a secret vote that too few have cast, or whose key is gone, is called anew, perhaps in another form
        step("voting", "call_off", "seconded", "moderator", "sessions"),
        step("voting", "lapse", "lapsed", f"moderator {CLOCK}", "sessions"),
        step("to_office", "grant", "granted", "officer district", "sessions"),
        step("to_office", "deny", "denied", "officer district", "sessions"),
        step("carried", "void", "voided", "officer district panel", "D2"),
        step("lost", "void", "voided", "officer district panel", "D2"),
        step("to_residents", "void", "voided", "officer district panel", "D2"),
    ),
    finals="carried lost withdrawn fallen amended split lapsed to_residents granted denied voided".split(),
)
REQUIREMENT = Machine(
    "requirement",
    (
        step("open", "reach", "reached", "council_member resident worker", "sessions"),
        step("open", "lapse", "lapsed", CLOCK, "sessions"),
        step("reached", "meet", "met", "moderator officer", "sessions"),
    ),
    finals=("met", "lapsed"),
)

SESSION_STATES = {
    "convened": N_("已通知"),
    "checking_in": N_("签到中"),
    "open": N_("开会中"),
    "adjourned": N_("人数不足，休会"),
    "cancelled": N_("已取消"),
    "closed": N_("已闭会"),
    "minutes_drafted": N_("纪要待签署"),
    "stood": N_("纪要已公开"),
}
ITEM_STATES = {
    "waiting": N_("未开始"),
    "open": N_("正在议"),
    "decided": N_("已议决"),
    "put_off": N_("留待下次会议"),
}
MOTION_STATES = {
    "moved": N_("等待附议"),
    "seconded": N_("待表决"),
    "voting": N_("正在表决"),
    "carried": N_("通过"),
    "lost": N_("未通过"),
    "withdrawn": N_("动议人撤回"),
    "fallen": N_("无人附议"),
    "amended": N_("已按修正案修改"),
    "split": N_("已拆成几项分别表决"),
    "lapsed": N_("没有表决，随会议终止"),
    "to_residents": N_("应到人数不足五人，不经议事会表决，交居民投票"),
    "to_office": N_("应到人数不足五人，交街道决定"),
    "granted": N_("街道同意"),
    "denied": N_("街道不同意"),
    "voided": N_("表决无效，须重新表决"),
}
assert SESSION.states == set(SESSION_STATES)
assert ITEM.states == set(ITEM_STATES)
assert MOTION.states == set(MOTION_STATES)

CHANNELS = {"in_person": N_("现场"), "online": N_("线上"), "phone": N_("电话")}
VOTES = {"yes": N_("赞成"), "no": N_("反对"), "abstain": N_("弃权")}
CHOSEN = {
    "elected": N_("居民选举"),
    "representatives": N_("居民代表推选"),
    "building": N_("楼栋推选"),
    "organisation": N_("辖区单位推荐"),
    "lot": N_("公开抽签"),
}
"""How a member came to the seat."""
MOTION_KINDS = {
    "main": N_("主动议"),
    "amendment": N_("修正案"),
    "defer": N_("顺延的程序动议"),
    "refer": N_("转为诉求的程序动议"),
    "table": N_("搁置的程序动议"),
    "recuse": N_("回避动议"),
}
FREE = "free"
"""The purpose of motions members move themselves; the only ones whose text may be amended."""
PROCEDURAL = {"proposal.advance": ("defer", "refer", "table"), FREE: ("table",)}
"""What else than yes or no the council may decide, by separate motions voted first (P8)."""
TO_RESIDENTS = frozenset({"proposal.advance"})
"""Purposes that go to the residents' vote when too few are left to decide; all others to the sub-district."""

SMALLEST_BASE = 5
FORGOTTEN = timedelta(hours=24)
COLLECTING = timedelta(days=30)
"""How long signatures are collected for a requirement."""
OFFICE_WORKING_DAYS = 10
SIGNERS = 2


class Count(NamedTuple):
    """A head count: unrecused members present, the base, and how many the quorum needs."""

    present: int
    base: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether the quorum is there."""
        return self.base > 0 and self.present >= self.needed


def head_count(present: int, base: int, share: Fraction, *, third: bool) -> Count:
    """⌈share · base⌉ of the base; a third session needs more than half of it."""
    return Count(present, base, base // 2 + 1 if third else ceil(share * base))


def share(basis_points: int) -> Fraction:
    """A pack's share: ⅔ is written 6667 and meant exactly."""
    return Fraction(2, 3) if basis_points == 6667 else Fraction(basis_points, 10_000)


def yes_needed(entitled: int, majority: Fraction) -> int:
    """The fewest yes votes that are more than `majority` of those present and entitled; a tie is lost."""
    return int(entitled * majority) + 1


def carried(yes: int, entitled: int, majority: Fraction) -> bool:
    """Whether `yes` is more than `majority` of those present and entitled; abstentions count among them."""
    return yes >= yes_needed(entitled, majority)


def called_in_time(now: datetime, starts_at: datetime, days: int) -> bool:
    """Whether at least `days` whole days (of 24 hours) lie between the call and the session."""
    return starts_at - now >= timedelta(days=days)


def may_call_third(newest_first: list[bool]) -> bool:
    """Whether the two newest sessions were without quorum."""
    return len(newest_first) >= 2 and all(newest_first[:2])


NO_RECUSAL = frozenset({"result.adopt", "result.void"})
"""Purposes nobody is recused from (P12)."""
CHECK_IN_EARLY = timedelta(hours=2)


def may_check_in(now: datetime, starts_at: datetime) -> bool:
    """From two hours before the session."""
    return now >= starts_at - CHECK_IN_EARLY
