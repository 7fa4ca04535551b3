"""Moving money: one function per act of the ledger, each disclosed with its postings.

They are consequences of acts that other rooms permitted: a cycle opened, a round frozen, a contract signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.funds import queries, rules
from micro_projects.funds.models import LedgerAccount, Posting
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices.disclosing import disclose, disclose_about
from micro_projects.notices.models import LogEntry
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

OPENED = N_(
    "%(year)d年资金池到账%(pool)s：变更预备金%(variation)s，应急预备金%(urgent)s，其余%(rest)s由居民决定用途。"
)
RESERVED = N_("居民投票的预算%(amount)s已从资金池冻结。")
VOIDED = N_("投票作废，预算%(amount)s退回资金池。")
REST = N_("投票预算没有用完的%(amount)s已退回资金池。")
RETURNED = N_("%(year)d年周期结束，剩余%(amount)s退回财政。")

Move = tuple[str, str, Money]
"""Which kind of account gives, which receives, how much."""


def post(
    by: Actor,
    act: str,
    subject: SubjectRow,
    moves: Sequence[Move],
    sentence: Sentence,
    now: datetime,
    *,
    facts: Mapping[str, Any] | None = None,
    voucher_id: int | None = None,
) -> LogEntry | None:
    """Write the postings of one act about `subject` and disclose them together.

    Moves of nothing are left out; with none left nothing is written or disclosed.
    """
    assert subject.cycle_id is not None
    written = [_write(act, subject, move, now, voucher_id) for move in moves if move[2]]
    if not written:
        return None
    return _disclose(by, act, subject, written, sentence, now, facts or {})


def _write(
    act: str, subject: SubjectRow, move: Move, now: datetime, voucher_id: int | None
) -> dict[str, Any]:
    credit_kind, debit_kind, amount = move
    require(amount > ZERO, rules.NOTHING_TO_MOVE)
    credit, debit = _account(subject, credit_kind), _account(subject, debit_kind)
    enough = credit_kind == rules.SOURCE or credit.balance >= amount
    require(
        enough, rules.NOT_ENOUGH, account=rules.ACCOUNTS[credit_kind], balance=credit.balance, amount=amount
    )
    assert subject.cycle_id is not None
    number = queries.next_number(subject.cycle_id)
    db.session.add(
        Posting(
            cycle_id=subject.cycle_id,
            number=number,
            debit_id=debit.id,
            credit_id=credit.id,
            amount=amount,
            act=act,
            subject_id=subject.id,
            voucher_id=voucher_id,
            at=now,
        )
    )
    db.session.flush()
    return {"act": act, "fen": amount.fen, "from": credit_kind, "number": number, "to": debit_kind}


def _account(subject: SubjectRow, kind: str) -> LedgerAccount:
    assert subject.cycle_id is not None
    owner = subject.id if kind in rules.OF_PROJECT else subject.cycle_id
    account = queries.account(owner, kind)
    if account is None:
        account = LedgerAccount(cycle_id=subject.cycle_id, owner_id=owner, kind=kind, balance=ZERO)
        db.session.add(account)
        db.session.flush()
    return account


def _disclose(
    by: Actor,
    act: str,
    subject: SubjectRow,
    written: Sequence[Mapping[str, Any]],
    sentence: Sentence,
    now: datetime,
    facts: Mapping[str, Any],
) -> LogEntry:
    ref = Subject(subject.kind, subject.id)
    journal.write(by, f"funds.{act}", ref, now, postings=[w["number"] for w in written])
    return disclose(
        f"money.{act}",
        sentence,
        place_id=subject.place_id,
        path=subject.path,
        at=now,
        ref=ref,
        code=subject.code,
        facts={**facts, "cycle": _cycle_code(subject), "postings": list(written)},
    )


def _cycle_code(subject: SubjectRow) -> str:
    assert subject.cycle_id is not None
    return db.session.get_one(SubjectRow, subject.cycle_id).code


def open_pool(cycle: Cycle, by: Actor, now: datetime) -> None:
    """C1: the year's money comes in; both reserves are set apart."""
    pack = cycle.pack
    pool = Money(pack.pool)
    variation, urgent = pack.share(pack.variation_reserve, pool), pack.share(pack.urgent_reserve, pool)
    moves = (
        ("grant", "pool", pool),
        ("pool", "variation_reserve", variation),
        ("pool", "urgent_reserve", urgent),
    )
    rest = pool - variation - urgent
    words = say(OPENED, year=cycle.year, pool=pool, variation=variation, urgent=urgent, rest=rest)
    post(by, "open", cycle.subject, moves, words, now)


def reserve(by: Actor, subject: SubjectRow, budget: Money, now: datetime) -> None:
    """X1: freezing a round moves its whole budget from pool to reserved. `subject` is the round."""
    post(by, "reserve", subject, [("pool", "reserved", budget)], say(RESERVED, amount=budget), now)


def release_voided(by: Actor, subject: SubjectRow, now: datetime) -> None:
    """P12: a voided round's budget goes back whole; freezing it again reserves it anew."""
    assert subject.cycle_id is not None
    amount = queries.balance(subject.cycle_id, "reserved")
    post(by, "release", subject, [("reserved", "pool", amount)], say(VOIDED, amount=amount), now)


def release_rest(by: Actor, cycle: Cycle, now: datetime) -> None:
    """X1: what no proposal can claim any more returns after D3."""
    permit(by, "funds.release_rest", cycle.place_id, cycle.path)
    amount = queries.balance(cycle.id, "reserved")
    post(by, "release", cycle.subject, [("reserved", "pool", amount)], say(REST, amount=amount), now)


def return_pool(cycle: Cycle, by: Actor, now: datetime) -> None:
    """C3: what is left when a cycle ends goes back where it came from."""
    left = {kind: queries.balance(cycle.id, kind) for kind in ("pool", "variation_reserve", "urgent_reserve")}
    amount = Money.sum(left.values())
    moves = [(kind, "returned", money) for kind, money in left.items()]
    post(by, "return", cycle.subject, moves, say(RETURNED, year=cycle.year, amount=amount), now)


MONTH = N_("%(year)d年%(month)d月资金账目：本月%(count)d笔分录，资金池余额%(pool)s，已拨付%(paid)s。")


def disclose_month(by: Actor, cycle: Cycle, since: datetime, until: datetime, now: datetime) -> None:
    """Every posting of a month, once more in one entry, with what each account holds. `since` is local."""
    permit(by, "funds.disclose_month", cycle.place_id, cycle.path)
    lines = queries.between(cycle.id, since, until)
    held = queries.held(cycle.id)
    disclose_about(
        cycle,
        "money.month",
        say(
            MONTH,
            year=since.year,
            month=since.month,
            count=len(lines),
            pool=held.get("pool", ZERO),
            paid=held.get("paid", ZERO),
        ),
        at=now,
        facts={
            "balances_at": now.isoformat(),
            "cycle": cycle.code,
            "balances": {kind: money.fen for kind, money in held.items()},
            "postings": [
                {
                    "act": line.act,
                    "fen": line.amount.fen,
                    "from": line.credit,
                    "number": line.number,
                    "subject": f"{line.subject_kind}:{line.subject_code}",
                    "to": line.debit,
                }
                for line in lines
            ],
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )
    journal.write(by, "funds.disclose_month", cycle.ref, now, year=since.year, month=since.month)
