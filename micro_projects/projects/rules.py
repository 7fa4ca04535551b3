"""What must hold for each step of a project (X3–X11): pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import N_

RUNNING = ("contracted", "executing", "suspended", "acceptance", "rectifying", "accepted", "settling")
"""States in which a contractor may be paid for verified work."""
REPORTED = ("contracted", "executing", "suspended", "acceptance", "rectifying")
"""States whose progress is disclosed every month (E2)."""


def method(approved: Money, quotations_from: int) -> str:
    """``single`` below the pack's amount, otherwise ``several`` (X3)."""
    return "single" if approved.fen < quotations_from else "several"


def enough(have: int, need: int, attempt: int) -> bool:
    """Whether one may award: as many as required, or at least one at the second invitation (X3)."""
    return have >= need or (attempt >= 2 and have >= 1)


def reason_needed(method: str, have: int, need: int, is_lowest: bool) -> bool:
    """A single quotation, too few, or not the lowest: the award says why."""
    return method == "single" or have < need or not is_lowest


def weights_whole(weights: Sequence[int]) -> bool:
    """Whether weights are each above nothing and sum to 100 % (X4)."""
    return bool(weights) and all(w > 0 for w in weights) and sum(weights) == 100


def progress(milestones: Sequence[tuple[int, str]]) -> int:
    """Percent done: the weights of verified milestones, never typed (X5). `milestones` are (weight, state)."""
    return sum(weight for weight, state in milestones if state == "verified")


def passes_council(amounts: Sequence[Money], delta: Money, contract: Money, share: int, scope: bool) -> bool:
    """Whether Σ|variations| with this one passes the pack's share of the contract, or the scope changes (X6)."""
    varied = sum(abs(a.fen) for a in amounts) + abs(delta.fen)
    return scope or varied * 10_000 > contract.fen * share


def withheld(amount: Money, retention: int) -> Money:
    """The retention kept from a payment, rounded down to the fen."""
    return amount * Fraction(retention, 10_000)


def earned_advance(advance: Money, done: int) -> Money:
    """What of an advance the verified work has earned; the rest is reclaimed on termination."""
    return advance * Fraction(done, 100)


def solved_enough(yes: int, answers: int, share: int) -> bool:
    """Whether the fix rate reaches the pack's share. Without an answer it does not: silence approves nothing."""
    return answers > 0 and yes * 10_000 >= answers * share


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("a month has 28 days at least")


def in_time(starts: date, ends: date, dues: Sequence[date]) -> bool:
    """Whether a contract's dates are in order and its milestones fall within."""
    return starts < ends and all(starts <= due <= ends for due in dues)


CHECKS = (
    N_("现场已清理，没有遗留的材料和垃圾"),
    N_("没有安全隐患，可以正常使用"),
    N_("使用说明、保修卡等资料已移交"),
)
"""What every acceptance looks at, after the milestones themselves."""
HOLDERS = {
    "contractor": N_("承接单位"),
    "supervisor": N_("居民监督员"),
    "worker": N_("社区工作者"),
    "officer": N_("街道专员"),
    "finance": N_("财务"),
    "council": N_("居民议事会"),
    "residents": N_("居民"),
}
WAITS = {
    "procure": N_("邀请报价"),
    "open": N_("开启报价"),
    "award": N_("确定中选单位"),
    "contract": N_("签订合同"),
    "start": N_("开工"),
    "deliver": N_("完成节点“%(title)s”"),
    "inspect": N_("查验节点“%(title)s”"),
    "verify": N_("核实节点“%(title)s”"),
    "resume": N_("恢复实施"),
    "request_acceptance": N_("申请验收"),
    "rectify": N_("整改"),
    "cosign": N_("验收会签"),
    "accept": N_("确认验收"),
    "settle": N_("决算"),
    "verify_payment": N_("核对第%(title)s号请款"),
    "release_payment": N_("拨付第%(title)s号请款"),
    "vary_council": N_("表决变更"),
    "vary_officer": N_("确认变更"),
    "terminate_council": N_("表决终止"),
    "terminate_officer": N_("确认终止"),
    "reclaim": N_("收回预付款"),
    "evaluate": N_("评价"),
}
"""What a project can wait for, as people read it."""


def unmet_to_pay(
    *, milestone_done: bool, holds: Sequence[str], available: Money, amount: Money, state: str
) -> list[str]:
    """The conditions of X7 that are not met, as message ids or whole texts."""
    unmet = []
    if state not in (*RUNNING, "settled", "closed", "closed_with_reservations", "terminated"):
        unmet.append(N_("项目还没有签订合同。"))
    if not milestone_done:
        unmet.append(N_("对应的节点还没有核实。"))
    if amount > available:
        unmet.append(N_("合同里没有付的钱不够这笔金额。"))
    if amount <= ZERO:
        unmet.append(N_("金额要大于零。"))
    return [*unmet, *holds]
