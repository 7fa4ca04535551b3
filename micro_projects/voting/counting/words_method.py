"""How a round was counted, in words: the rule and its variant, the tie rule, the figures, the data's fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.explained import Start, start_of
from micro_projects.voting.counting.figures import decimal, grouped
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.ties import TieRule
from micro_projects.voting.counting.words_voice import Voice

_SHARES = N_(
    "均等份额法：预算平均分给每张选票。每一轮，一个项目由选它的人一起出钱，人人出得一样多，钱不够的出完为止；"
    "哪个项目的每一元由最多的人分担（有效票最高），就买下哪个，直到剩下的项目都凑不够钱。"
)
_RAISED = N_(
    "均等份额法，份额逐步加高：预算平均分给每张选票。每一轮，一个项目由选它的人一起出钱，人人出得一样多，"
    "钱不够的出完为止；哪个项目的每一元由最多的人分担（有效票最高），就买下哪个，直到剩下的项目都凑不够钱。"
    "然后把每人的份额加高一步重新算，直到结果会超出预算，以之前的最后一次为准；不因为余款放不下别的项目而提前停。"
)
_REST = N_("分完以后的余款，再按得分从高到低接着选：放得下的入选，放不下的跳过。")
RULE: dict[str, tuple[str, ...]] = {
    "greedy": (N_("按得分从高到低，放得进剩余预算的就入选，放不进的跳过，接着看下一个。"),),
    "greedy_no_skip": (N_("按得分从高到低依次入选，遇到第一个放不进剩余预算的就停止。"),),
    "greedy_threshold": (
        N_("只看达到最低得分的项目；按得分从高到低，放得进剩余预算的就入选，放不进的跳过，接着看下一个。"),
    ),
    "mes": (_SHARES,),
    "mes+greedy": (_SHARES, _REST),
    "mes_add1": (_RAISED,),
    "mes_add1+greedy": (_RAISED, _REST),
}
"""By the rule's name, as in `rules.RULES`."""
TIE_RULE = {
    "file": N_("按文件里的次序"),
    "cost": N_("费用低的在前，再比票数和编号"),
    "id": N_("按编号的次序"),
    "lot": N_("费用低的在前，费用也相同的公开抽签"),
}
HOW = N_("%(meaning)s并列时%(tie_rule)s。预算 %(budget)s，收到选票 %(ballots)s 张。")
LEAST = N_("最低得分 %(least)s。")
SHARE = N_("每张选票一开始有 %(share)s。")
RAISED = N_("每张选票的份额从 %(base)s 起，每次加 %(step)s，加了 %(raises)s 次，到 %(share)s。")
DEARER = N_("再加一次，入选的项目一共要 %(dearer)s，超出预算。")
OVERSHOOT = N_("最后一个入选的项目可以超出余款，最多超出预算的 %(share)s%%，由预备金支付。")
DATA = N_("数据指纹（SHA-256）：%(digest)s。")


@dataclass(frozen=True, slots=True)
class Method:
    """What a count was made by. `start`: under equal start."""

    rule: str
    tie_rule: TieRule
    form: Form
    budget: Number
    ballots: int
    least: Number | None = None
    overshoot: Fraction = Fraction(0)
    start: Start | None = None


def method(counted: Count) -> Method:
    """What `counted` was made by."""
    trace = counted.allocation.trace
    return Method(
        rule=counted.rule.name,
        tie_rule=counted.standing.ties.rule,
        form=counted.data.form,
        budget=counted.data.budget,
        ballots=counted.data.cast,
        least=counted.allocation.threshold,
        overshoot=counted.rule.overshoot,
        start=None if trace is None else start_of(trace),
    )


def how(counted: Count | Method, voice: Voice, digest: str = "") -> str:
    """The rule, its variant, the tie rule and the fingerprint (`digest`) of what was counted."""
    by = method(counted) if isinstance(counted, Count) else counted
    said = voice.say(
        HOW,
        meaning="".join(voice.translate(words) for words in RULE[by.rule]),
        tie_rule=voice.translate(TIE_RULE[by.tie_rule]),
        budget=voice.money(by.budget),
        ballots=grouped(by.ballots),
    )
    if by.least is not None:
        said += voice.say(LEAST, least=voice.figure(by.least, by.form))
    if by.overshoot:
        said += voice.say(OVERSHOOT, share=decimal(by.overshoot * 100, 2))
    if by.start is not None:
        said += _shared(by.start, voice)
    return said + (voice.say(DATA, digest=digest) if digest else "")


def _shared(start: Start, voice: Voice) -> str:
    """What everybody had."""
    facts = {"share": voice.share(start.share)}
    if start.raises is None or start.base is None or start.step is None:
        return voice.say(SHARE, **facts)
    facts |= {"base": voice.money(start.base), "step": voice.money(start.step)}
    said = voice.say(RAISED, raises=grouped(start.raises), **facts)
    return said + ("" if start.dearer is None else voice.say(DEARER, dearer=voice.money(start.dearer)))
