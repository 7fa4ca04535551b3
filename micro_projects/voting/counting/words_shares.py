"""Equal shares in sentences: what its supporters had, what became of it, and what would have been."""

from __future__ import annotations

from collections.abc import Mapping

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.explained import Explanation, Shares
from micro_projects.voting.counting.figures import decimal, grouped
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.words_voice import Voice

BOUGHT = N_(
    "“%(name)s”入选：第 %(round)s 轮由选它的人一起买下；需要 %(cost)s，%(payers)s 人出钱，每人最多出 %(price)s。"
)
BOUGHT_FREE = N_("“%(name)s”入选：第 %(round)s 轮入选；它不需要花钱。")
BOUGHT_OVER = N_(
    "“%(name)s”入选：第 %(round)s 轮由选它的人一起买下；需要 %(cost)s，%(payers)s 人出钱，每人最多出 %(price)s；"
    "超出预算的 %(over_by)s 由预备金支付，它是最后一个入选的项目。"
)
NEVER = N_(
    "“%(name)s”没有入选：选它的 %(supporters)s 人一开始每人有 %(share)s，一共 %(money)s，"
    "不够它需要的 %(cost)s；至少要有 %(needed)s 人选它才够。"
)
NOTHING = N_("“%(name)s”没有入选：没有钱可以分给投票的人，它需要 %(cost)s。")
NOBODY_CHOSE = N_("“%(name)s”没有入选：没有人选它；它需要 %(cost)s，至少要有 %(needed)s 人选它才够。")
SPENT = N_(
    "“%(name)s”没有入选：选它的 %(supporters)s 人一开始共有 %(money)s，本来够它需要的 %(cost)s；"
    "但他们的钱先花在了别的项目上，第 %(round)s 轮以后只剩 %(left)s，不够了。"
)
EXCLUDED = N_(
    "“%(name)s”没有入选：它和“%(excluded_by)s”同属“%(group)s”一组，一组最多选一个，"
    "后者在第 %(taken)s 轮已经入选。"
)
EXCLUDED_LATE = N_(
    "“%(name)s”没有入选：它和“%(excluded_by)s”同属“%(group)s”一组，一组最多选一个；"
    "后者在接着选的时候排在前面，已经入选。"
)
COMPLETED = N_(
    "“%(name)s”入选：选它的人凑不够 %(cost)s，但分完以后还有余款，按得分从高到低接着选，"
    "轮到它时还剩 %(remaining)s，够用。"
)
COMPLETED_OVER = N_(
    "“%(name)s”入选：选它的人凑不够 %(cost)s，但分完以后还有余款，按得分从高到低接着选，"
    "轮到它时还剩 %(remaining)s，超出的 %(over_by)s 由预备金支付，它是最后一个入选的项目。"
)
HAD = N_(
    "选它的 %(supporters)s 人一开始每人有 %(share)s，一共 %(money)s；第 %(round)s 轮以后还剩 %(left)s，不够 %(cost)s。"
)
HAD_NEVER = N_(
    "选它的 %(supporters)s 人一开始每人有 %(share)s，一共 %(money)s，不够 %(cost)s；至少要有 %(needed)s 人选它才够。"
)
WENT = N_("他们的钱花在了：%(parts)s。")
PART = N_("“%(name)s” %(amount)s")
EFFECTIVE = N_("它的有效票是 %(own)s，在那一轮最高。")
RIVAL = N_("第 %(round)s 轮是它最后一次够钱，当时它的有效票是 %(own)s，入选的“%(winner)s”是 %(theirs)s。")
NOT_COMPLETED = N_(
    "分完以后的余款按得分从高到低接着选，轮到它时只剩 %(remaining)s，差 %(shortfall)s，也放不下。"
)
RAISED = N_("每人的份额从 %(base)s 起，每次加 %(step)s，加了 %(raises)s 次，到 %(share)s。")
SEARCHED = N_("这里的数是按本规则重新计票逐步找到的：达到这个数就入选，差一步就不入选。")

COURSE = {
    "never": NEVER,
    "spent": SPENT,
}
"""The first sentence of what its supporters could not buy, by what became of it."""
FUNDED = {
    "bought": BOUGHT,
    "bought_over": BOUGHT_OVER,
    "completed": COMPLETED,
    "completed_over": COMPLETED_OVER,
}
"""The first sentence of a funded project, by outcome."""
LATER = ("completed", "completed_over", "excluded")
BACKGROUND = {"never": HAD_NEVER, "spent": HAD}
"""What its supporters had, where the first sentence is about the completion or the group (`LATER`)."""


def first(plain: Explanation, shares: Shares, voice: Voice) -> str:
    """Who, what, how much."""
    facts = _facts(plain, shares, voice)
    if plain.funded:
        free = plain.outcome == "bought" and not plain.cost
        return voice.say(BOUGHT_FREE if free else FUNDED[plain.outcome], **facts)
    if plain.outcome == "excluded":
        return voice.say(EXCLUDED if shares.taken else EXCLUDED_LATE, **facts)
    if shares.course == "never" and not shares.start.share:
        return voice.say(NOTHING, **facts)
    if shares.course == "never" and not shares.supporters:
        return voice.say(NOBODY_CHOSE, **facts)
    return voice.say(COURSE[shares.course], **facts)


def then(plain: Explanation, shares: Shares, voice: Voice, winners: Mapping[int, Explanation]) -> list[str]:
    """Where the money went, how near it came, and the completion. `winners`: by round, as far as known."""
    facts = _facts(plain, shares, voice)
    said = []
    if plain.outcome in LATER and shares.course in BACKGROUND and shares.supporters and shares.start.share:
        said.append(voice.say(BACKGROUND[shares.course], **facts))
    if shares.effective is not None and plain.cost:
        said.append(voice.say(EFFECTIVE, own=votes(shares.effective)))
    if shares.course == "spent" and shares.spent:
        parts = [
            voice.say(PART, name=voice.name(part.project), amount=voice.money(part.amount))
            for part in shares.spent
        ]
        said.append(voice.say(WENT, parts=voice.row(parts)))
    rival = winners.get(len(shares.own))
    if shares.course == "spent" and shares.own and rival and rival.shares and rival.shares.effective:
        theirs = votes(rival.shares.effective)
        near = {"round": str(len(shares.own)), "own": votes(shares.own[-1]), "theirs": theirs}
        said.append(voice.say(RIVAL, winner=voice.name(rival.project), **near))
    if plain.outcome == "too_dear":
        said.append(voice.say(NOT_COMPLETED, **facts))
    if shares.start.raises is not None:
        said.append(voice.say(RAISED, **facts))
    return said


def votes(value: Number) -> str:
    """Effective votes, at most two places."""
    return decimal(value, 2)


def _facts(plain: Explanation, shares: Shares, voice: Voice) -> dict[str, str]:
    """Every place of these messages, as text."""
    amounts = {
        "cost": plain.cost,
        "remaining": plain.remaining,
        "shortfall": plain.shortfall,
        "over_by": plain.over_by,
        "price": shares.price,
        "left": shares.left,
        "base": shares.start.base,
        "step": shares.start.step,
    }
    counts = {
        "supporters": shares.supporters,
        "needed": shares.needed,
        "round": shares.round,
        "taken": shares.taken,
        "raises": shares.start.raises,
        "payers": (shares.full or 0) + (shares.part or 0),
    }
    return {
        "name": plain.name,
        "money": voice.share(shares.money),
        "share": voice.share(shares.start.share),
        "group": plain.group or "",
        "excluded_by": voice.name(plain.excluded_by or ""),
        **{place: voice.money(value) for place, value in amounts.items() if value is not None},
        **{place: grouped(value) for place, value in counts.items() if value is not None},
    }
