"""The one thing open to somebody at a cycle's station: pure. The page shows it, the acts themselves decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from micro_projects.cycles.station_rules import (
    AFTER,
    BEFORE,
    D1,
    D2,
    D3,
    DELIBERATE,
    EXECUTE,
    PROPOSE,
    Standing,
)
from micro_projects.kernel.refusal import N_


@dataclass(frozen=True, slots=True)
class Offer:
    """`what` is open, done at the page named `page` (a key the caller knows the address of)."""

    what: str
    text: str
    page: str
    label: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks: roles held here, whether on this roll, whether signed in, and whether they voted already."""

    roles: frozenset[str] = frozenset()
    on_roll: bool = False
    signed_in: bool = False
    voted: bool = False


PLAN = Offer(
    N_("筹备一个新周期"),
    N_("这个社区还没有在办的周期。定好日程和规则，交议事会表决。"),
    "plan",
    N_("开始筹备"),
)
CONVENE = Offer(
    N_("召集会议，表决是否启动"),
    N_("周期已经筹备好，等居民议事会表决。"),
    "convene",
    N_("召集会议"),
)
OPEN = Offer(N_("核对后启动这个周期"), N_("居民议事会已经同意；启动以后规则公示生效。"), "open", N_("去核对"))
PROPOSE_NOW = Offer(
    N_("提一个提案"),
    N_("说清楚哪里不方便、想怎么办、大概要多少钱。写一半可以先存着。"),
    "propose",
    N_("去提提案"),
)
SECOND = Offer(
    N_("看看邻居提了什么，附议您赞成的"),
    N_("附议的人够了，提案才进入初审。"),
    "proposals",
    N_("看提案"),
)
OBJECT = Offer(
    N_("看公示，有不同意见就提异议"),
    N_("异议没有答复以前，不会进入下一步。"),
    "notice",
    N_("看公示"),
)
DISCUSS = Offer(
    N_("看提案，提问或说说您的看法"),
    N_("每个提问都会有答复，或者公开标明还没有答复。"),
    "proposals",
    N_("看提案"),
)
VOTE = Offer(
    N_("投票选您想先办的项目"), N_("一人一票，截止前可以改；您选了什么没有人能看到。"), "vote", N_("去投票")
)
VOTED = Offer(
    N_("您的选票已经收到"),
    N_("截止前还可以改投，以最后一次为准。结果在截止后公布。"),
    "vote",
    N_("查看或改投"),
)
BALLOT = Offer(N_("先看看选票上有哪些项目"), N_("投票开始以后在同一页投票。"), "vote", N_("看选票上的项目"))
RESULT = Offer(N_("看投票情况"), N_("投票已经截止；结果由议事会确认后公示。"), "vote", N_("看这一轮投票"))
PROJECTS = Offer(
    N_("看项目办得怎么样"), N_("进度、付款、验收都在项目页上，发现问题可以反映。"), "projects", N_("看项目")
)
PAST = Offer(
    N_("看这个周期办成了什么"),
    N_("每个提案的去向、每笔钱的用处都留着，随时可查。"),
    "proposals",
    N_("看提案"),
)
SESSION = Offer(
    N_("准备议事会会议"), N_("先看议题和材料；有利害关系的议题请声明回避。"), "session", N_("看议题和材料")
)
READ_RULES = Offer(
    N_("看这个周期的规则"),
    N_("金额上限、附议人数、怎样投票计票，都写在规则包里。"),
    "notice",
    N_("看规则公示"),
)

_EVERYBODY = {
    PROPOSE: (PROPOSE_NOW, SECOND),
    D1: (OBJECT, DISCUSS),
    DELIBERATE: (DISCUSS,),
    D2: (OBJECT, DISCUSS),
    D3: (OBJECT, RESULT),
    EXECUTE: (PROJECTS,),
    AFTER: (PAST, PROJECTS),
}
_VOTING = {"preparing": (DISCUSS,), "frozen": (BALLOT,), "voting": (VOTE,), "counting": (RESULT,)}
_STARTING = {"pack": (READ_RULES,), "held": (READ_RULES,)}


def offers(who: Visitor, standing: Standing | None, pages: Collection[str]) -> list[Offer]:
    """What is open to somebody, the most pressing first; only what has a page in `pages`."""
    return [offer for offer in _wanted(who, standing) if offer.page in pages]


def _wanted(who: Visitor, standing: Standing | None) -> list[Offer]:
    if standing is None:
        return [PLAN] if who.roles & {"moderator", "worker"} else []
    found: list[Offer] = []
    if standing.why == "moved" and "officer" in who.roles:
        found.append(OPEN)
    if standing.why == "planned" and "moderator" in who.roles:
        found.append(CONVENE)
    if (
        standing.at in (AFTER, BEFORE)
        and standing.why in ("ended", "dropped")
        and who.roles & {"moderator", "worker"}
    ):
        found.append(PLAN)
    if "council_member" in who.roles:
        found.append(SESSION)
    if standing.why == "voting" and who.voted:
        return [*found, VOTED]
    if standing.why == "screening":
        return [*found, SECOND]
    return [
        *found,
        *_EVERYBODY.get(standing.at, ()),
        *_VOTING.get(standing.why, ()),
        *_STARTING.get(standing.why, ()),
    ]
