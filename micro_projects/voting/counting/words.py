"""An explanation in sentences a neighbour reads: who, what, how much first.

The words are Chinese message ids with named places; `translate` is injected, so the package needs no
translation library and speaks whatever language the door chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting import words_shares
from micro_projects.voting.counting.explained import Explanation
from micro_projects.voting.counting.ties import Tie
from micro_projects.voting.counting.words_method import RULE, TIE_RULE, Method, how, method
from micro_projects.voting.counting.words_voice import Translate, Voice

__all__ = [
    "RULE",
    "TIE_RULE",
    "Method",
    "Translate",
    "Voice",
    "how",
    "method",
    "sentences",
    "tie_sentence",
    "told",
]

OUTCOME = {
    "funded": N_(
        "“%(name)s”入选：得 %(score)s，排第 %(rank)s 位；需要 %(cost)s，轮到它时还剩 %(remaining)s，够用。"
    ),
    "funded_over": N_(
        "“%(name)s”入选：得 %(score)s，排第 %(rank)s 位；需要 %(cost)s，轮到它时还剩 %(remaining)s，"
        "超出的 %(over_by)s 由预备金支付，它是最后一个入选的项目。"
    ),
    "too_dear": N_(
        "“%(name)s”没有入选：得 %(score)s，排第 %(rank)s 位；需要 %(cost)s，轮到它时只剩 %(remaining)s，"
        "差 %(shortfall)s。"
    ),
    "after_stop": N_(
        "“%(name)s”没有入选：得 %(score)s，排第 %(rank)s 位；排在前面的“%(blocked_by)s”剩下的钱不够，"
        "按规则从那里起不再往下选。"
    ),
    "excluded": N_(
        "“%(name)s”没有入选：得 %(score)s，排第 %(rank)s 位；它和“%(excluded_by)s”同属“%(group)s”一组，"
        "一组最多选一个，后者排在前面，已经入选。"
    ),
    "below_threshold": N_(
        "“%(name)s”没有入选：得 %(score)s，最低要 %(threshold)s，差 %(missed_by)s；排第 %(rank)s 位，需要 %(cost)s。"
    ),
    "withdrawn": N_("“%(name)s”没有入选：投票后已经撤回，不参加资金分配；得 %(score)s。"),
}
TIED = N_("它和%(others)s并列；先后按规则定：%(tie_rule)s。换一个先后，入选的项目也一样。")
TIE_DECIDED = N_("它和%(others)s并列；先后按规则定：%(tie_rule)s。换一个先后，入选的项目会不同。")
TIE_OPEN = N_("它和%(others)s并列，要由公开抽签定先后；还没有抽签，以上只是暂定结果。")
ABOVE = N_("排在它前面入选的有：%(projects)s。")
STILL = N_("其他都不变，它的费用最高到 %(highest)s 都会入选。")
OTHERWISE = {
    (True, True): N_("其他都不变，%(more)s，它就会入选；费用不高于 %(highest)s，它也会入选。"),
    (True, False): N_("其他都不变，%(more)s，它就会入选；只降低费用，降到多少都不会入选。"),
    (False, True): N_(
        "其他都不变，费用不高于 %(highest)s，它就会入选；费用不变的话，投过票的人全都选它也不会入选。"
    ),
    (False, False): N_("其他都不变，投过票的人全都选它，它也不会入选；只降低费用，降到多少都不会入选。"),
}
"""By whether more votes would have done, and whether a lower cost would have."""
BEYOND = {
    True: N_("其他都不变，费用不高于 %(highest)s，它就会入选；它的费用超过整笔预算，票再多也不会入选。"),
    False: N_("它的费用超过整笔预算（%(budget)s），票再多也不会入选。"),
}
"""For what costs more than there is: by whether a lower cost would have done."""
TIE_REPORT = N_(
    "%(order)s 得分相同（%(score)s）：按这个次序入选的是 %(funded)s；换成 %(other_order)s，入选的是 %(other)s。"
)
TIE_ALIKE = N_("%(order)s 并列：按这个次序入选的是 %(funded)s；换成 %(other_order)s，入选的是 %(other)s。")
Winners = Mapping[int, Explanation]
"""Under equal shares: by round, who was bought."""


def told(explanations: Iterable[Explanation], voice: Voice) -> dict[str, list[str]]:
    """The sentences of every project of one count."""
    known = list(explanations)
    winners = bought_in(known)
    return {plain.project: sentences(plain, voice, winners) for plain in known}


def bought_in(explanations: Iterable[Explanation]) -> dict[int, Explanation]:
    """Under equal shares: by round, from 1, who was bought."""
    return {
        plain.shares.round: plain
        for plain in explanations
        if plain.shares and plain.shares.course == "bought" and plain.shares.round
    }


def sentences(plain: Explanation, voice: Voice, winners: Winners = MappingProxyType({})) -> list[str]:
    """The explanation, most important sentence first."""
    if plain.shares is None:
        said = [voice.say(OUTCOME[plain.outcome], **_facts(plain, voice))]
        rest = _above(plain, voice)
    else:
        said = [words_shares.first(plain, plain.shares, voice)]
        rest = words_shares.then(plain, plain.shares, voice, winners)
    return [*said, *_tie(plain, voice), *rest, *_otherwise(plain, voice)]


def _facts(plain: Explanation, voice: Voice) -> dict[str, str]:
    """Every place of the outcome messages, as text."""
    amounts = {"cost": plain.cost, "remaining": plain.remaining}
    amounts |= {"shortfall": plain.shortfall, "over_by": plain.over_by}
    scores = {"score": plain.score, "threshold": plain.threshold, "missed_by": plain.missed_by}
    return {
        "name": plain.name,
        "rank": str(plain.rank),
        "group": plain.group or "",
        "blocked_by": voice.name(plain.blocked_by or ""),
        "excluded_by": voice.name(plain.excluded_by or ""),
        **{place: voice.money(value) for place, value in amounts.items() if value is not None},
        **{place: voice.figure(value, plain.form) for place, value in scores.items() if value is not None},
    }


def _tie(plain: Explanation, voice: Voice) -> list[str]:
    if not plain.tied_with:
        return []
    words = TIE_OPEN if plain.tie_open else TIE_DECIDED if plain.tie_decided else TIED
    rule = voice.translate(TIE_RULE[plain.tie_rule])
    return [voice.say(words, others=voice.list(plain.tied_with), tie_rule=rule)]


def _above(plain: Explanation, voice: Voice) -> list[str]:
    if plain.funded or not plain.above:
        return []
    return [voice.say(ABOVE, projects=voice.list(plain.above))]


def _otherwise(plain: Explanation, voice: Voice) -> list[str]:
    """The counterfactuals."""
    if plain.outcome == "withdrawn":
        return []
    more, highest = plain.more_votes, plain.highest_cost
    facts = {
        "budget": voice.money(plain.budget),
        "more": "" if more is None else voice.more(more, plain.more_of),
        "highest": "" if highest is None else voice.money(highest),
    }
    searched = [voice.say(words_shares.SEARCHED)] if plain.searched else []
    if plain.funded:
        return [voice.say(STILL, **facts), *searched]
    lower = highest is not None
    if plain.beyond and more is None:
        return [voice.say(BEYOND[lower], **facts)]
    return [voice.say(OTHERWISE[more is not None, lower], **facts), *searched]


def tie_sentence(tie: Tie, form: str | None, voice: Voice) -> str:
    """A tie that mattered, with both orders and what each leads to. `form` None: without what they had alike."""
    return voice.say(
        TIE_REPORT if form else TIE_ALIKE,
        order=voice.list(tie.order),
        score=voice.figure(tie.score, form or "points"),
        funded=voice.list(tie.funded),
        other_order=voice.list(tie.other_order),
        other=voice.list(tie.other_funded),
    )
