"""Standing aside (回避): on which grounds, how near is near, the life of a challenge. Pure (procedure: Sessions)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

CHALLENGE = Machine(
    "recusal_challenge",
    (
        step("open", "carry", "carried", "moderator", "sessions"),
        step("open", "lose", "lost", "moderator", "sessions"),
        # the member stood aside before it was put, or the item ended without it
        step("open", "settle", "moot", f"council_member moderator {CLOCK}", "sessions"),
    ),
    finals=("carried", "lost", "moot"),
)
CHALLENGE_STATES = {
    "open": N_("等会上表决"),
    "carried": N_("会议决定回避"),
    "lost": N_("会议决定不必回避"),
    "moot": N_("不用再表决"),
}
assert CHALLENGE.states == set(CHALLENGE_STATES)

SOURCES = {
    "declared": N_("本人申报"),
    "found": N_("程序查出"),
    "challenged": N_("会议决定"),
}
GROUNDS = {
    "author": N_("是提案人"),
    "party": N_("是项目的提案人，或代表承接单位"),
    "interested": N_("与本件有直接利害关系"),
    "household": N_("与提案人同户"),
    "household_party": N_("与项目的提案人或承接单位负责人同户"),
    "kin": N_("是提案人的亲属"),
    "kin_party": N_("是项目的提案人或承接单位负责人的亲属"),
    "firm": N_("在承接单位工作或任职"),
    "property": N_("房产或住处离项目地点不到规定的距离"),
}
"""What the program finds, as everybody reads it: that there is an interest, never where somebody lives."""
CARRIED = N_("会议表决认为应当回避")

EARTH_METRES = 6_371_008.8
"""The mean radius (IUGG)."""

NO_CHALLENGE = Refusal("no_challenge", N_("没有这一份回避申请。"), N_("请从会议的回避页面查找。"), 404)
CHALLENGED_ALREADY = Refusal(
    "challenged_already",
    N_("您已经就这一项对这位成员提出过回避申请。"),
    N_("每人对同一项、同一位成员只能提一次；开议时会先表决。"),
)
NOT_YOURSELF = Refusal(
    "challenge_not_yourself", N_("您自己的回避不用申请。"), N_("请在“我的席位”页面直接登记回避。"), 422
)
NO_REASON = Refusal(
    "challenge_no_reason", N_("没有写清楚有什么利害关系。"), N_("请写清楚，成员和会议要据此判断。"), 422
)


class At(NamedTuple):
    """A place on earth: WGS-84, in millionths of a degree."""

    lon: int
    lat: int


def metres(a: At, b: At) -> float:
    """How far apart two places are, along a great circle (haversine): to a few centimetres at this scale."""
    lat_a, lat_b = radians(a.lat / 1e6), radians(b.lat / 1e6)
    lon = radians((b.lon - a.lon) / 1e6)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(lon / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(h)))


def is_near(a: At | None, b: At | None, within: int) -> bool:
    """Whether two places lie within a number of metres; what is not known is not near."""
    return a is not None and b is not None and metres(a, b) <= within


def ground_of(kind: str, ground: str) -> str:
    """A ground as it is said of a subject of `kind`: a project has more than its author."""
    if ground == "author":
        return {"proposal": "author", "project": "party"}.get(kind, "interested")
    variant = f"{ground}_party"
    return variant if kind != "proposal" and variant in GROUNDS else ground
