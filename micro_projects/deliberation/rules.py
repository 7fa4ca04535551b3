"""What may be said, asked, opined, amended and merged, and what keeps a proposal off the agenda (P7): pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal

LONGEST_ANSWER = 2000
AGENDA_DAYS = 5
"""Working days the committee has for its opinion on the agenda (P7)."""

NOT_DELIBERATING = Refusal(
    "not_deliberating",
    N_("这件提案现在不在商议中。"),
    N_("商议期内才能评论、提问和修改；已经写下的都留着，可以查看。"),
)
EMPTY_TEXT = Refusal("empty_text", N_("还没有写内容。"), N_("请写一两句话再提交。"), 422)
TEXT_TOO_LONG = Refusal(
    "text_too_long", N_("内容太长，最多%(most)d个字。"), N_("请写得短一些，或分成两条。"), 422
)
UNKNOWN_CHOICE = Refusal("unknown_choice", N_("没有这个选项。"), N_("请从列表里选择。"), 422)
EXPLANATION_NEEDED = Refusal(
    "explanation_needed", N_("认为不可行，要说明原因。"), N_("请写明哪里不可行、怎样改才可行。"), 422
)
OPINION_NOT_DUE = Refusal(
    "opinion_not_due",
    N_("街道的专业意见还在期限内，议事会不能先委托报价。"),
    N_("期限到%(until)s为止；逾期没有意见，召集人就可以登记委托报价。"),
)
OPINION_THERE = Refusal(
    "opinion_there", N_("这一版已经有专业意见，不需要委托报价。"), N_("请查看提案页上的专业意见。")
)
NO_OPINION = Refusal(
    "no_opinion",
    N_("这一版文本还没有专业意见，不能提交议事会表决。"),
    N_("请等街道专员就这一版给出意见；逾期的，由议事会委托报价。"),
)
PRICE_OVER_CAP = Refusal(
    "price_over_cap",
    N_("专业意见的价格%(price)s超过这一类的上限%(cap)s，不能往下走。"),
    N_("请提案人修改文本、缩小范围后，再取得新的专业意见。"),
)
NOTHING_CHANGED = Refusal("nothing_changed", N_("文字没有变化。"), N_("请修改后再提交新版本。"), 422)
MERGE_NEEDS_OTHERS = Refusal(
    "merge_needs_others", N_("合并至少要两件提案。"), N_("请选择至少一件要合并进来的提案。"), 422
)
NO_MERGE = Refusal("no_merge", N_("没有这个合并建议。"), N_("请从提案页查找。"), 404)
MERGE_CLOSED = Refusal("merge_closed", N_("这个合并建议已经结束。"), N_("请查看提案页上的最新情况。"))
MERGE_OPEN = Refusal(
    "merge_open", N_("其中一件提案还有没结束的合并建议。"), N_("请等那个建议有了结果，再提新的。")
)
MERGE_LATE = Refusal("merge_late", N_("答复这个合并建议的期限已经过了。"), N_("仍想合并，请重新提出建议。"))
REASON_NEEDED = Refusal(
    "reason_needed", N_("不同意合并，要说明理由。"), N_("请写一两句，让别的提案人知道差在哪里。"), 422
)
MERGE_DAYS = 10
"""Working days the authors have to answer an offer to merge."""
AGENDA_OVER = Refusal(
    "agenda_over", N_("对议题提意见的期限已经过了。"), N_("没有意见不影响程序；仍可以在会上发言。")
)
AGENDA_DONE = Refusal("agenda_done", N_("本周期的议题意见已经登记并公开。"), N_("公开后不再改动。"))
AGENDA_EARLY = Refusal(
    "agenda_early", N_("还没有提案进入商议，没有议题可以提意见。"), N_("请等提案进入商议后再提。")
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """An opinion as far as it matters to the agenda: of which version, at what price."""

    version: int
    price: Money | None


def blocked(version: int, opinion: Assessed | None, cap: Money, *, owed: bool) -> str | None:
    """What keeps a proposal off the council's agenda: ``rerun``, ``no_opinion``, ``price``; None: nothing.

    An opinion that it is infeasible does not: the council weighs that.
    """
    if owed:
        return "rerun"
    if opinion is None or opinion.version != version:
        return "no_opinion"
    if opinion.price is not None and opinion.price > cap:
        return "price"
    return None


def agreed(answers: Mapping[int, bool | None]) -> bool | None:
    """Whether all authors agreed to a merge: None while somebody has not answered."""
    if False in answers.values():
        return False
    return None if None in answers.values() else True


CHOICES: Mapping[str, str] = {
    "carry": "advance",
    # fewer than five unrecused: it goes to the residents' vote without a vote of the council
    "to_residents": "advance",
    "lose": "not_advance",
    "defer": "defer",
    "refer": "refer",
}
"""A motion's outcome → the step of the proposal's table (P8)."""


def may_speak(state: str, speaking: Collection[str] = ("deliberating", "deferred")) -> bool:
    """Whether comments and questions are taken."""
    return state in speaking
