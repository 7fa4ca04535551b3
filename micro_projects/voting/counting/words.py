"""An explanation in sentences a neighbour reads: who, what, how much first.

The words are Chinese message ids with named places; `translate` is injected, so the package needs no
translation library and speaks whatever language the door chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.explained import Explanation, MoreOf
from micro_projects.voting.counting.figures import decimal, grouped
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.ties import Tie

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
ONE = {"votes": N_("1 票"), "points": N_("1 分")}
MANY = {"votes": N_("%(figure)s 票"), "points": N_("%(figure)s 分")}
TIED = N_("它和%(others)s并列；先后按规则定：%(tie_rule)s。换一个先后，入选的项目也一样。")
TIE_DECIDED = N_("它和%(others)s并列；先后按规则定：%(tie_rule)s。换一个先后，入选的项目会不同。")
TIE_OPEN = N_("它和%(others)s并列，要由公开抽签定先后；还没有抽签，以上只是暂定结果。")
TIE_RULE = {
    "file": N_("按文件里的次序"),
    "cost": N_("费用低的在前，再比票数和编号"),
    "id": N_("按编号的次序"),
    "lot": N_("费用低的在前，费用也相同的公开抽签"),
}
ABOVE = N_("排在它前面入选的有：%(projects)s。")
STILL = N_("其他都不变，它的费用最高到 %(highest)s 都会入选。")
MORE = {
    "voters": N_("投过票的人里再有 %(figure)s 人也选它"),
    "points": N_("它再多 %(figure)s 分"),
}
ONE_MORE = {"voters": N_("投过票的人里再有 1 人也选它"), "points": N_("它再多 1 分")}
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
QUOTED = N_("“%(name)s”")
COMMA = N_("、")
RULE = {
    "greedy": N_("按得分从高到低，放得进剩余预算的就入选，放不进的跳过，接着看下一个。"),
    "greedy_no_skip": N_("按得分从高到低依次入选，遇到第一个放不进剩余预算的就停止。"),
    "greedy_threshold": N_(
        "只看达到最低得分的项目；按得分从高到低，放得进剩余预算的就入选，放不进的跳过，接着看下一个。"
    ),
}
HOW = N_("%(meaning)s同分时%(tie_rule)s。预算 %(budget)s，收到选票 %(ballots)s 张。")
LEAST = N_("最低得分 %(least)s。")
DATA = N_("数据指纹（SHA-256）：%(digest)s。")
TIE_REPORT = N_(
    "%(order)s 得分相同（%(score)s）：按这个次序入选的是 %(funded)s；换成 %(other_order)s，入选的是 %(other)s。"
)
NOBODY = N_("没有项目")

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak: `translate` a message id, print an amount as `money`, call a project by its name."""

    translate: Translate = str
    money: Callable[[Number], str] = grouped
    names: Mapping[str, str] | None = None

    def say(self, words: str, **facts: str) -> str:
        """The message with its places filled."""
        return self.translate(words) % facts

    def name(self, project: str) -> str:
        """What people call it."""
        return (self.names or {}).get(project) or project

    def list(self, projects: Iterable[str]) -> str:
        """Their names in a row; says so when there are none."""
        named = [self.say(QUOTED, name=self.name(project)) for project in projects]
        return self.translate(COMMA).join(named) or self.translate(NOBODY)

    def figure(self, value: Number, form: str) -> str:
        """A score with its unit."""
        unit = "votes" if form == "approval" else "points"
        return self.translate(ONE[unit]) if value == 1 else self.say(MANY[unit], figure=grouped(value))

    def more(self, value: int, of: MoreOf) -> str:
        """So many more people, or points."""
        return self.translate(ONE_MORE[of]) if value == 1 else self.say(MORE[of], figure=grouped(value))


def sentences(plain: Explanation, voice: Voice) -> list[str]:
    """The explanation, most important sentence first."""
    return [
        voice.say(OUTCOME[plain.outcome], **_facts(plain, voice)),
        *_tie(plain, voice),
        *_above(plain, voice),
        *_otherwise(plain, voice),
    ]


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
    if plain.funded:
        return [voice.say(STILL, **facts)]
    lower = highest is not None
    if plain.beyond and more is None:
        return [voice.say(BEYOND[lower], **facts)]
    return [voice.say(OTHERWISE[more is not None, lower], **facts)]


def how(counted: Count, voice: Voice, digest: str = "") -> str:
    """The rule, its variant, the tie rule and the fingerprint (`digest`) of what was counted."""
    rule, least = counted.rule.name, counted.allocation.threshold
    said = voice.say(
        HOW,
        meaning=voice.translate(RULE[rule]),
        tie_rule=voice.translate(TIE_RULE[counted.standing.ties.rule]),
        budget=voice.money(counted.data.budget),
        ballots=decimal(counted.data.cast),
    )
    if least is not None:
        said += voice.say(LEAST, least=voice.figure(least, counted.data.form))
    return said + (voice.say(DATA, digest=digest) if digest else "")


def tie_sentence(tie: Tie, form: str, voice: Voice) -> str:
    """A tie that mattered, with both orders and what each leads to."""
    return voice.say(
        TIE_REPORT,
        order=voice.list(tie.order),
        score=voice.figure(tie.score, form),
        funded=voice.list(tie.funded),
        other_order=voice.list(tie.other_order),
        other=voice.list(tie.other_funded),
    )
