"""Invariant 8 on the data: every posting added up again, without the database's help, and as disclosed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.funds import queries
from micro_projects.funds.models import LedgerAccount, Posting
from micro_projects.funds.rules import FLOWS
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.money import Money
from micro_projects.notices.models import ContentPart, LogEntry

CHECK = "8 ledger"
Line = tuple[str, str, str, int]
"""Act, which account gives, which receives, fen."""


def balances() -> Iterator[Finding]:
    """Every balance is the sum of its postings, none but the grant's is below zero, all together are nothing."""
    for wrong in queries.reconcile():
        yield Finding(
            CHECK,
            f"cycle {wrong.cycle_id}: account {wrong.kind} holds {wrong.balance} fen, its postings "
            f"add up to {wrong.sum}",
        )
    held = func.sum(LedgerAccount.balance)
    query = select(LedgerAccount.cycle_id, held).group_by(LedgerAccount.cycle_id)
    for cycle, total in db.session.execute(query):
        if total:
            yield Finding(CHECK, f"cycle {cycle}: its accounts together hold {total}, not nothing")


def postings() -> Iterator[Finding]:
    """Postings are numbered without a gap, went only the ways money may go, and are those disclosed."""
    disclosed = _disclosed()
    debit, credit = aliased(LedgerAccount), aliased(LedgerAccount)
    query = (
        select(
            SubjectRow.code,
            Posting.cycle_id,
            Posting.number,
            Posting.act,
            credit.kind,
            debit.kind,
            Posting.amount,
        )
        .select_from(Posting)
        .join(SubjectRow, SubjectRow.id == Posting.cycle_id)
        .join(debit, debit.id == Posting.debit_id)
        .join(credit, credit.id == Posting.credit_id)
        .order_by(Posting.cycle_id, Posting.number)
    )
    last: dict[int, int] = {}
    for code, cycle, number, act, gives, receives, amount in db.session.execute(query):
        where = f"cycle {code}: posting {number}"
        if number != last.get(cycle, 0) + 1:
            yield Finding(CHECK, f"{where}: one before it is missing")
        last[cycle] = number
        if (act, gives, receives) not in FLOWS:
            yield Finding(CHECK, f"{where}: {act} from {gives} to {receives} is no movement of the ledger")
        if disclosed.pop((cycle, number), None) != (act, gives, receives, _fen(amount)):
            yield Finding(CHECK, f"{where} is not disclosed as it stands")
    for cycle, number in disclosed:
        yield Finding(CHECK, f"cycle {cycle}: posting {number} was disclosed, but is missing")


def _fen(amount: object) -> int:
    return amount.fen if isinstance(amount, Money) else int(amount)  # type: ignore[call-overload]


def _disclosed() -> dict[tuple[int, int], Line]:
    """Every posting as it was disclosed with its act, by cycle and number."""
    query = (
        select(SubjectRow.cycle_id, LogEntry.subject_id, ContentPart.body)
        .select_from(LogEntry)
        .join(SubjectRow, SubjectRow.id == LogEntry.subject_id)
        .join(ContentPart, and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index))
        .where(
            LogEntry.kind.like("money.%"),
            LogEntry.kind != "money.month",
            ContentPart.name == "facts",
            ContentPart.body.is_not(None),
        )
    )
    found: dict[tuple[int, int], Line] = {}
    for cycle, subject, body in db.session.execute(query):
        assert body is not None and subject is not None
        try:
            facts: Any = canonical.load(body)
        except ValueError:
            continue  # changed bytes are invariant 12's to name
        for line in facts["postings"]:
            key = (cycle if cycle is not None else subject, line["number"])
            found[key] = (line["act"], line["from"], line["to"], line["fen"])
    return found


CHECKS = (balances, postings)
