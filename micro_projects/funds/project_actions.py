"""The ledger's acts for one project, in the order of its life (X1–X11). `projects` permits and calls them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from micro_projects.funds import queries, rules
from micro_projects.funds.actions import post
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.web.sentence import Sentence, say

OVER = N_("项目%(code)s超出投票预算的%(amount)s，按冻结的规则由应急预备金支付。")

Facts = Mapping[str, Any] | None


def commit(by: Actor, project: SubjectRow, cost: Money, words: Sentence, now: datetime) -> None:
    """X1: an approved cost is kept for its project, out of the round's budget (or the pool, without a round).

    Where the round froze an overshoot allowance, what its budget lacks comes from the urgent reserve.
    """
    assert project.cycle_id is not None
    reserved = queries.balance(project.cycle_id, "reserved")
    over = rules.beyond(cost, reserved, queries.allowance_left(project.cycle_id))
    if over:
        words_over = say(OVER, code=project.code, amount=over)
        post(by, "overshoot", project, [("urgent_reserve", "reserved", over)], words_over, now)
    source = "reserved" if reserved or over else "pool"
    post(by, "commit", project, [(source, "committed", cost)], words, now)


def contract(
    by: Actor, project: SubjectRow, amount: Money, words: Sentence, facts: Facts, now: datetime
) -> None:
    """X4: the contract's amount is bound; what the project does not need returns to the pool."""
    committed = queries.balance(project.id, "committed")
    require(
        amount <= committed,
        rules.NOT_ENOUGH,
        account=rules.ACCOUNTS["committed"],
        balance=committed,
        amount=amount,
    )
    moves = [("committed", "contracted", amount), ("committed", "pool", committed - amount)]
    post(by, "contract", project, moves, words, now, facts=facts)


def vary(by: Actor, project: SubjectRow, delta: Money, words: Sentence, facts: Facts, now: datetime) -> None:
    """X6: a supplement from the variation reserve, or what a reduction sets free back to the pool."""
    if delta > Money(0):
        moves = [("variation_reserve", "contracted", delta)]
        post(by, "supplement", project, moves, words, now, facts=facts)
    else:
        post(by, "reduce", project, [("contracted", "pool", -delta)], words, now, facts=facts)


def replace(by: Actor, project: SubjectRow, words: Sentence, now: datetime) -> None:
    """A contractor is replaced: what the old contract has not used stays with the project for the next."""
    rest = queries.balance(project.id, "contracted")
    post(by, "replace", project, [("contracted", "committed", rest)], words, now)


def pay(
    by: Actor,
    project: SubjectRow,
    amount: Money,
    withheld: Money,
    voucher_id: int,
    words: Sentence,
    facts: Facts,
    now: datetime,
) -> None:
    """X7: `amount` leaves the contract: `withheld` to the retention account, the rest to the contractor."""
    moves = [("contracted", "paid", amount - withheld), ("contracted", "retention", withheld)]
    post(by, "pay", project, moves, words, now, facts=facts, voucher_id=voucher_id)


def settle(by: Actor, project: SubjectRow, words: Sentence, facts: Facts, now: datetime) -> Money:
    """X9: whatever the project does not owe any more returns to the pool; how much that was."""
    return _give_back(by, "settle", project, words, facts, now)


def terminate(by: Actor, project: SubjectRow, words: Sentence, facts: Facts, now: datetime) -> Money:
    """The remainder of a terminated project returns to the pool; how much that was."""
    return _give_back(by, "terminate", project, words, facts, now)


def _give_back(
    by: Actor, act: str, project: SubjectRow, words: Sentence, facts: Facts, now: datetime
) -> Money:
    held = queries.balances(project.id)
    moves = [(kind, "pool", held[kind]) for kind in ("contracted", "committed") if kind in held]
    post(by, act, project, moves, words, now, facts=facts)
    return Money.sum(move[2] for move in moves)


def reclaim(by: Actor, project: SubjectRow, amount: Money, words: Sentence, now: datetime) -> None:
    """A terminated project's unearned advance came back."""
    post(by, "reclaim", project, [("paid", "pool", amount)], words, now)


def release_retention(
    by: Actor,
    project: SubjectRow,
    amount: Money,
    voucher_id: int,
    words: Sentence,
    facts: Facts,
    now: datetime,
) -> None:
    """X11: the retention goes to the contractor."""
    moves = [("retention", "paid", amount)]
    post(by, "release_retention", project, moves, words, now, facts=facts, voucher_id=voucher_id)
