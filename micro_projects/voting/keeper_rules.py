"""Who keeps a round's key, and when they take and give back (5-voting: Secrecy): pure."""

from __future__ import annotations

import random
from collections.abc import Collection

from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.voting.keeper_words import LENGTH, NEEDED, SHARES

SEATS = {"moderator": N_("议事会召集人"), "affairs": N_("居务监督委员会"), "auditor": N_("审计员")}
"""Whose share is which: a role held in the community or above it. In the order of the shares."""
ROLES = frozenset(SEATS)
ASKED = 2
"""How many words a keeper types to show that they have them on paper."""
RETURN_DAYS = 3
"""Working days after closing within which keepers give their shares back."""
STEPS = {"take": N_("领取钥匙份额"), "return": N_("交回钥匙份额")}
"""What may be late."""

NO_KEEPERS = Refusal(
    "no_keepers", N_("这一轮没有把开票钥匙分给三个人保管。"), N_("请看这一轮投票的页面。"), 404
)
NOT_A_KEEPER = Refusal(
    "not_a_keeper",
    N_("您不是这一轮的钥匙保管人。"),
    N_("召集人、居务监督委员会和审计员各保管一份。请核对您的角色和任期。"),
    403,
)
SEAT_TAKEN = Refusal(
    "seat_taken",
    N_("这一份已经由%(name)s领走。"),
    N_("每个席位只有一份。领走的人找不到了，请提出作废这一轮，重新冻结。"),
    403,
)
ONE_SHARE = Refusal(
    "one_share",
    N_("您已经领了这一轮的一份钥匙，一个人只能保管一份。"),
    N_("请让另一位担任这个角色的人来领。"),
    403,
)
TAKE_LATER = Refusal(
    "not_time_to_take", N_("现在不能领取钥匙份额。"), N_("份额在冻结之后、开始投票之前领取。")
)
NOT_TAKEN = Refusal("share_not_taken", N_("您还没有领取份额，没有可以核对的词。"), N_("请先领取，再核对。"))
CONFIRMED = Refusal(
    "share_confirmed", N_("您的份额已经核对过，不会再显示。"), N_("请保管好纸上的词，截止后要用。")
)
WORDS_DIFFER = Refusal(
    "share_words_differ",
    N_("第%(at)d个词和您的份额不一样。"),
    N_("请对照纸上的词再输入一次；纸上写错了，就再看一遍份额，改过来。"),
    422,
)
NOT_KEPT_YET = Refusal(
    "keepers_missing",
    N_("开票钥匙还没有全部分给三个保管人，不能开始投票。"),
    N_("请三个保管人各自领取份额并核对；都核对好后自动开始投票。"),
)
RETURN_LATER = Refusal(
    "not_time_to_return",
    N_("投票还没有截止，不能交回钥匙份额。"),
    N_("截止并公布指纹以后才能交回，早交了就等于能提前开票。"),
)
NOT_YOURS = Refusal(
    "another_share",
    N_("这是一份完整的钥匙词，但不是这一轮里您保管的那一份。"),
    N_("请核对纸上写的投票编号和席位。"),
    422,
)
RETURNED = Refusal("share_returned", N_("您的份额已经交回。"), N_("不用再交；进展见本页。"))
NOT_TWO_YET = Refusal(
    "shares_missing", N_("还没有两个保管人交回份额，选票打不开。"), N_("请保管人尽快交回。")
)


def asked(chance: random.Random) -> tuple[int, ...]:
    """Which words a keeper is asked for, as places from 1."""
    return tuple(sorted(chance.sample(range(1, LENGTH + 1), ASKED)))


def number_of(seat: str) -> int:
    """Which of the three shares is whose."""
    return list(SEATS).index(seat)


def whole(confirmed: Collection[object]) -> bool:
    """Whether every share is on somebody's paper, so that the server keeps none."""
    return len(confirmed) == SHARES


def enough(returned: Collection[object]) -> bool:
    """Whether the key can be made again."""
    return len(returned) >= NEEDED
