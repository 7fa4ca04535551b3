"""An objection's life (异议): received, acknowledged, decided, appealed twice at most. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from micro_projects.kernel.clock import midnight
from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

MACHINE = Machine(
    "objection",
    (
        step("received", "acknowledge", "acknowledged", "officer district panel", "notices"),
        step("received", "withdraw", "withdrawn", "resident worker", "notices"),
        step("acknowledged", "uphold", "upheld", "officer district panel", "notices"),
        step("acknowledged", "reject", "rejected", "officer district panel", "notices"),
        # the second appeal's rejection is the last word
        step("acknowledged", "reject_finally", "settled", "district panel", "notices"),
        step("acknowledged", "withdraw", "withdrawn", "resident worker", "notices"),
        # a rejection holds on until the appeal's time has run, or the objector lets it stand
        step("rejected", "appeal", "received", "resident worker", "notices"),
        step("rejected", "accept", "settled", "resident worker", "notices"),
        step("rejected", "lapse", "settled", CLOCK, "notices"),
    ),
    finals=("upheld", "settled", "withdrawn"),
)
OPEN = ("received", "acknowledged", "rejected")
LAST_LEVEL = 2
"""0 first, 1 the sub-district's answer to an appeal, 2 the district's."""
PANEL = 3
REJECTED = "rejected"

STATES = {
    "received": N_("已收到，等待受理"),
    "acknowledged": N_("已受理，正在办理"),
    "rejected": N_("答复认定不成立，还可以申请复核"),
    "upheld": N_("成立"),
    "settled": N_("不成立，已办结"),
    "withdrawn": N_("提出人已撤回"),
}
OUTCOMES = {
    "fact": N_("成立：公示写的事实有误"),
    "substance": N_("成立：实质内容有问题"),
    "procedure": N_("成立：程序不合规定"),
    REJECTED: N_("不成立"),
}
OFFICES = {"officer": N_("街道"), "district": N_("区"), "panel": N_("议事会抽签小组")}
CHANNELS = {"web": N_("网上"), "counter": N_("窗口"), "letter": N_("信件")}

CONSEQUENCES = {
    "C1": ("fact",),
    "D1": ("fact", "substance", "procedure"),
    "D2": ("fact", "substance", "procedure"),
    "D3": ("fact", "substance", "procedure"),
    "E1": ("fact", "substance", "procedure"),
    "E3": ("fact", "substance", "procedure"),
    "E6": ("fact", "substance", "procedure"),
}
"""What an objection to each kind of notice may be upheld as (procedure: Notices, the table of outcomes)."""

EFFECTS = {
    ("C1", "fact"): N_("更正后重新公示。"),
    ("D1", "fact"): N_("更正后补充公示。"),
    ("D1", "substance"): N_("修改成新版本，重新征求意见，议事会重新表决。"),
    ("D1", "procedure"): N_("出错的那一步作废，重新办理。"),
    ("D2", "fact"): N_("更正后补充公示。"),
    ("D2", "substance"): N_("修改成新版本，重新征求意见，议事会重新表决。"),
    ("D2", "procedure"): N_("那次会议的表决作废，重新表决。"),
    ("D3", "fact"): N_("更正公示后补充公示；提案的文字和金额不变。"),
    ("D3", "substance"): N_("提案顺延，钱留在资金池，不由别的提案递补。"),
    ("D3", "procedure"): N_("本轮投票作废，重新投票。"),
    ("E1", "fact"): N_("更正后重新公示。"),
    ("E1", "substance"): N_("重新采购。"),
    ("E1", "procedure"): N_("重新采购。"),
    ("E3", "fact"): N_("更正后重新公示。"),
    ("E3", "substance"): N_("退回整改。"),
    ("E3", "procedure"): N_("重新验收。"),
    ("E6", "fact"): N_("更正后重新公示。"),
    ("E6", "substance"): N_("变更作废，不生效。"),
    ("E6", "procedure"): N_("变更作废，需要的话重新报批。"),
}
"""What follows, in words, for whoever decides and whoever reads it."""

NO_OBJECTION = Refusal("no_objection", N_("没有这件异议。"), N_("请从公示页的异议列表查找。"), 404)
NO_PERIOD = Refusal(
    "no_period",
    N_("这份公开没有公示期，不接受异议。"),
    N_("有问题可以向社区反映，或对设有公示期的公示提出异议。"),
)
PERIOD_OVER = Refusal(
    "period_over",
    N_("公示期已经结束，不能再提异议。"),
    N_("公示到%(ends)s为止。如果您在此之前把信投进了意见箱，请联系社区工作人员登记。"),
)
SAY_HOW = Refusal(
    "say_how_affected",
    N_("您不在本社区的名册上，需要说明这件事怎样影响到您。"),
    N_("请在“这件事怎样影响到您”一栏写一两句，再提交一次。"),
    422,
)
NOT_IN_NOTICE = Refusal(
    "not_in_notice", N_("这份公示里没有您选的这一项。"), N_("请从列表里重新选择异议针对的内容。"), 422
)
ALREADY_OPEN = Refusal(
    "already_open",
    N_("您对同一项内容已经提过异议%(code)s，正在办理。"),
    N_("请等那一件答复；要补充的话请联系办理人。对别的内容仍可以提。"),
)
BOX_DATE = Refusal(
    "box_date",
    N_("信件投进意见箱的日期不在公示期内，不能登记为异议。"),
    N_("公示期从%(posted)s到%(ends)s。请核对邮戳或收件记录上的日期；期外的来信按普通来信答复。"),
    422,
)
MOVED_ON = Refusal(
    "moved_on",
    N_("这件事在公示期满之后已经办了下一步，这封信不能再作为异议登记。"),
    N_("请按信访来信登记并书面答复写信人。"),
)
NOT_HANDLER = Refusal(
    "not_handler",
    N_("这件异议不由您办理。"),
    N_("异议由没有参与过这件事的人办理，由系统指定；请到工作台查看分给您的事项。"),
    403,
)
TOOK_PART = Refusal(
    "took_part",
    N_("您参与过异议所涉及的事，不能答复这件异议。"),
    N_("系统会在时限届满时改派他人；您不需要做任何事。"),
    403,
)
WRONG_OUTCOME = Refusal(
    "wrong_outcome", N_("这类公示的异议不能按这一项认定。"), N_("请从列出的认定结果中选择。"), 422
)
NO_ANSWER = Refusal("no_answer", N_("还没有写答复。"), N_("请写明事实、依据和理由；答复全文公开。"), 422)
PANEL_VOTES = Refusal(
    "panel_votes",
    N_("这件异议由抽签小组表决，不由一个人决定。"),
    N_("请小组成员各自表决；两人意见一致即成立。"),
)
NONE_CHOSEN = Refusal(
    "none_chosen", N_("还没有勾选要一并办理的异议。"), N_("请勾选同一份公示的一件或几件异议。"), 422
)
MOST_A_DAY = 5
"""Objections of one person to one notice in one day; the first is never refused (our default)."""
TOO_MANY = Refusal(
    "too_many_today",
    N_("您今天对这份公示已经提了%(count)d件异议，今天不能再在网上提了。"),
    N_("已经提的都会办理。还有别的意见，明天再提，或者今天到社区窗口、写信投进意见箱，一样作数。"),
    429,
)
VOTED = Refusal("voted", N_("您已经表决过了。"), N_("请等其他成员表决；两人意见一致即成立。"))
NOT_OBJECTOR = Refusal(
    "not_objector",
    N_("只有提出异议的人可以办这一步。"),
    N_("如果是您提的，请用提出时的账号登录；窗口或写信提出的，请到社区窗口代办。"),
    403,
)
APPEAL_LATE = Refusal(
    "appeal_late", N_("申请复核的时间已经过了。"), N_("这件异议已按答复办结；仍可依法申请行政复议或信访。")
)
NOT_DUE = Refusal("not_due", N_("时限还没有到。"), N_("时限到后系统会自动处理。"))


def running(posted_at: datetime, ends_at: datetime | None, at: datetime) -> bool:
    """Whether an objection reaching us `at` is in time: the period is half-open, 24:00 is too late."""
    return ends_at is not None and posted_at <= at < ends_at


def in_box_at(on: date, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant a letter put in the box on a day counts as received: the day's last second, never later than now."""
    end = midnight(on, zone, 1) - timedelta(seconds=1)
    return min(end, now)


def day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Midnight at which the local day of `now` began."""
    return midnight(now.astimezone(zone).date(), zone)


def standing(on_roll: bool, supplier: bool, affected: str) -> str:
    """By what right somebody objects: ``roll``, ``supplier``, ``affected``; empty when by none."""
    if on_roll:
        return "roll"
    if supplier:
        return "supplier"
    return "affected" if affected.strip() else ""


def may_uphold_as(kind: str, outcome: str) -> bool:
    """Whether an objection to a notice of `kind` may end as `outcome`."""
    return outcome == REJECTED or outcome in CONSEQUENCES.get(kind, ())


def chosen_handler(
    level: int, officers: Sequence[int], districts: Sequence[int], barred: AbstractSet[int]
) -> tuple[str, int] | None:
    """Who decides: (office, person), the first without part; None: a panel is to be drawn.

    `officers` and `districts` come least busy first. Level 1 goes on to the district when the sub-district
    has nobody else, level 2 is the district's alone.
    """
    offices = {
        0: (("officer", officers),),
        1: (("officer", officers), ("district", districts)),
        2: (("district", districts),),
    }[level]
    for office, people in offices:
        for person in people:
            if person not in barred:
                return office, person
    return None


def panel_outcome(votes: Sequence[str], size: int) -> str | None:
    """What more than half of a panel of `size` agree on (two of three); None while nobody does."""
    if not votes:
        return None
    outcome, count = Counter(votes).most_common(1)[0]
    return outcome if count > size // 2 else None
