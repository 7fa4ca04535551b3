"""The accounts, and which act may move money from which to which: one table, kept by the database too.

A posting's debit account receives, its credit account gives. `balance` is what an account received less
what it gave: never below zero, except the grant, which is the money's source outside the system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal

ACCOUNTS = {
    "grant": N_("财政拨入"),
    "pool": N_("资金池"),
    "variation_reserve": N_("变更预备金"),
    "urgent_reserve": N_("应急预备金"),
    "reserved": N_("投票预算"),
    "committed": N_("立项预留"),
    "contracted": N_("合同待付"),
    "retention": N_("质保金"),
    "paid": N_("已拨付"),
    "returned": N_("退回财政"),
}
"""What people read for each account."""
OF_PROJECT = frozenset({"committed", "contracted", "retention", "paid"})
"""Accounts every project has for itself: no project can spend another's money."""
SOURCE = "grant"

FLOWS: tuple[tuple[str, str, str], ...] = (
    # act, gives (credit), receives (debit)
    ("open", "grant", "pool"),
    ("open", "pool", "variation_reserve"),
    ("open", "pool", "urgent_reserve"),
    ("reserve", "pool", "reserved"),
    ("release", "reserved", "pool"),
    ("overshoot", "urgent_reserve", "reserved"),
    ("commit", "reserved", "committed"),
    ("commit", "pool", "committed"),
    ("contract", "committed", "contracted"),
    ("contract", "committed", "pool"),
    ("supplement", "variation_reserve", "contracted"),
    ("reduce", "contracted", "pool"),
    ("replace", "contracted", "committed"),
    ("pay", "contracted", "paid"),
    ("pay", "contracted", "retention"),
    ("settle", "contracted", "pool"),
    ("settle", "committed", "pool"),
    ("terminate", "contracted", "pool"),
    ("terminate", "committed", "pool"),
    ("reclaim", "paid", "pool"),
    ("release_retention", "retention", "paid"),
    ("return", "pool", "returned"),
    ("return", "variation_reserve", "returned"),
    ("return", "urgent_reserve", "returned"),
)
"""Every way money may go (invariant 8)."""

ACT_WORDS = {
    "open": N_("周期启动"),
    "reserve": N_("冻结投票预算"),
    "release": N_("投票预算余额退回资金池"),
    "overshoot": N_("超出投票预算的部分"),
    "commit": N_("立项"),
    "contract": N_("签订合同"),
    "supplement": N_("变更追加"),
    "reduce": N_("变更核减"),
    "replace": N_("更换承接单位"),
    "pay": N_("付款"),
    "settle": N_("决算结余"),
    "terminate": N_("项目终止"),
    "reclaim": N_("收回预付款"),
    "release_retention": N_("退还质保金"),
    "return": N_("周期结束退回"),
}
"""What people read for each act."""
assert {act for act, _, _ in FLOWS} == set(ACT_WORDS)
assert {name for _, a, b in FLOWS for name in (a, b)} == set(ACCOUNTS)

NOT_ENOUGH = Refusal(
    "not_enough_money",
    N_("“%(account)s”里只有%(balance)s，不够支出%(amount)s，没有办理。"),
    N_("请核对金额；资金余额见本周期的资金账目页。"),
)
NOTHING_TO_MOVE = Refusal("nothing_to_move", N_("金额要大于零。"), N_("请填写大于零的金额。"), 422)


@dataclass(frozen=True, slots=True)
class Flow:
    """The sum of all postings of one act between two kinds of account."""

    act: str
    credit: str
    debit: str
    amount: Money


def beyond(cost: Money, reserved: Money, allowance: Money) -> Money:
    """What an approved cost lacks in the round's budget, where the round's frozen allowance covers it; else 0."""
    lacking = cost - reserved
    return lacking if Money(0) < lacking <= allowance else Money(0)


def balances(flows: Sequence[Flow]) -> dict[str, Money]:
    """What each kind of account holds, added up from the postings alone."""
    sums = dict.fromkeys(ACCOUNTS, 0)
    for flow in flows:
        sums[flow.debit] += flow.amount.fen
        sums[flow.credit] -= flow.amount.fen
    return {name: Money(fen) for name, fen in sums.items()}


def balanced(held: Mapping[str, Money]) -> bool:
    """Whether the accounts add up to nothing: all that is held came from the grant."""
    return sum(m.fen for m in held.values()) == 0


def moved(flows: Sequence[Flow], *acts: str, debit: str = "") -> Money:
    """What the named acts moved in all (into `debit`, when given)."""
    return Money.sum(f.amount for f in flows if f.act in acts and (not debit or f.debit == debit))
