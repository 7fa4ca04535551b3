"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.funds.models import LedgerAccount, Posting
from micro_projects.funds.rules import Flow
from micro_projects.journal.models import DueWork, SubjectRow
from micro_projects.kernel.money import ZERO, Money
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.proposals.models import Proposal
from micro_projects.voting.models import Round

WAITING = ("on_ballot", "selected", "refused", "reconsidering")
"""Proposals that may still claim a part of the round's budget."""


def account(owner_id: int, kind: str) -> LedgerAccount | None:
    """One account of a cycle or project, as it stands now."""
    query = select(LedgerAccount).where(LedgerAccount.owner_id == owner_id, LedgerAccount.kind == kind)
    return db.session.scalar(query.execution_options(populate_existing=True))


def balance(owner_id: int, kind: str) -> Money:
    """What an account holds now; nothing when it was never used."""
    query = select(LedgerAccount.balance).where(
        LedgerAccount.owner_id == owner_id, LedgerAccount.kind == kind
    )
    return db.session.scalar(query) or ZERO


def allowance_left(cycle_id: int) -> Money:
    """How much projects may still take beyond the adopted round's budget, as it froze that."""
    allowed = (
        select(Round.budget, Round.overshoot)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .where(SubjectRow.cycle_id == cycle_id, Round.state == "adopted")
        .order_by(Round.id.desc())
        .limit(1)
    )
    row = db.session.execute(allowed).first()
    if row is None or not row[1]:
        return ZERO
    taken = select(func.sum(Posting.amount)).where(Posting.cycle_id == cycle_id, Posting.act == "overshoot")
    return Money(row[0].fen * row[1] // 10_000 - _fen(db.session.scalar(taken) or 0))


def balances(owner_id: int) -> dict[str, Money]:
    """What each account of a cycle (its own only) or of a project holds."""
    query = select(LedgerAccount.kind, LedgerAccount.balance).where(LedgerAccount.owner_id == owner_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def held(cycle_id: int) -> dict[str, Money]:
    """What a cycle's accounts hold by kind, its projects' added."""
    query = select(LedgerAccount.kind, func.sum(LedgerAccount.balance)).where(
        LedgerAccount.cycle_id == cycle_id
    )
    return {
        row[0]: Money(int(_fen(row[1]))) for row in db.session.execute(query.group_by(LedgerAccount.kind))
    }


def _fen(value: object) -> int:
    return value.fen if isinstance(value, Money) else int(value)  # type: ignore[call-overload]


def flows(cycle_id: int) -> Sequence[Flow]:
    """A cycle's postings added up by act and accounts: one statement."""
    debit, credit = aliased(LedgerAccount), aliased(LedgerAccount)
    query = (
        select(Posting.act, credit.kind, debit.kind, func.sum(Posting.amount))
        .join(debit, debit.id == Posting.debit_id)
        .join(credit, credit.id == Posting.credit_id)
        .where(Posting.cycle_id == cycle_id)
        .group_by(Posting.act, credit.kind, debit.kind)
    )
    return [Flow(r[0], r[1], r[2], Money(_fen(r[3]))) for r in db.session.execute(query)]


class Line(NamedTuple):
    """One posting as the statement shows it."""

    number: int
    at: datetime
    act: str
    credit: str
    debit: str
    amount: Money
    subject_kind: str
    subject_code: str


def _lines() -> Any:
    debit, credit = aliased(LedgerAccount), aliased(LedgerAccount)
    return (
        select(
            Posting.number,
            Posting.at,
            Posting.act,
            credit.kind,
            debit.kind,
            Posting.amount,
            SubjectRow.kind,
            SubjectRow.code,
        )
        .join(debit, debit.id == Posting.debit_id)
        .join(credit, credit.id == Posting.credit_id)
        .join(SubjectRow, SubjectRow.id == Posting.subject_id)
    )


def postings(
    cycle_id: int, *, before: int = 0, limit: int = 31, subject_id: int | None = None
) -> Sequence[Line]:
    """A cycle's postings, newest first, before a number (0: from the newest)."""
    query = _lines().where(Posting.cycle_id == cycle_id).order_by(Posting.number.desc()).limit(limit)
    if before:
        query = query.where(Posting.number < before)
    if subject_id is not None:
        query = query.where(Posting.subject_id == subject_id)
    return [Line(*row) for row in db.session.execute(query)]


def between(cycle_id: int, since: datetime, until: datetime) -> Sequence[Line]:
    """A cycle's postings of a stretch of time, oldest first: for the monthly disclosure."""
    query = _lines().where(Posting.cycle_id == cycle_id, Posting.at >= since, Posting.at < until)
    query = query.order_by(Posting.number)
    return [Line(*row) for row in db.session.execute(query)]


def next_number(cycle_id: int) -> int:
    """The number of a cycle's next posting."""
    return (db.session.scalar(select(func.max(Posting.number)).where(Posting.cycle_id == cycle_id)) or 0) + 1


def total(subject_id: int, *acts: str) -> Money:
    """What acts moved for one subject in all."""
    query = select(func.sum(Posting.amount)).where(Posting.subject_id == subject_id, Posting.act.in_(acts))
    return Money(_fen(db.session.scalar(query) or 0))


def disclosed_months() -> frozenset[str]:
    """The months already disclosed, as the clock's keys."""
    return frozenset(db.session.scalars(select(DueWork.key).where(DueWork.job == "funds.month")))


def months(now: datetime) -> Sequence[tuple[int, datetime, datetime]]:
    """Each cycle with postings before this month's statement: when its first and last posting were."""
    query = select(Posting.cycle_id, func.min(Posting.at), func.max(Posting.at)).where(Posting.at < now)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query.group_by(Posting.cycle_id))]


class Rest(NamedTuple):
    """A round budget that nobody can claim any more: the cycle, its last reserving, since when."""

    cycle_id: int
    reserving: int
    due_at: datetime


def rests() -> Sequence[Rest]:
    """Cycles whose reserved money may go back: D3 let go after the reserving, and no proposal waits."""
    any_ = aliased(Posting)
    last = (
        select(func.max(any_.id))
        .where(any_.cycle_id == LedgerAccount.cycle_id, any_.act == "reserve")
        .correlate(LedgerAccount)
        .scalar_subquery()
    )
    waits = (
        select(literal(1))
        .select_from(Proposal)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.cycle_id == LedgerAccount.cycle_id, Proposal.state.in_(WAITING))
        .correlate(LedgerAccount)
        .exists()
    )
    query = (
        select(LedgerAccount.cycle_id, Posting.id, func.max(NoticeSubject.released_at))
        .select_from(LedgerAccount)
        .join(Posting, Posting.id == last)
        .join(Notice, (Notice.cycle_id == LedgerAccount.cycle_id) & (Notice.kind == "D3"))
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(
            LedgerAccount.kind == "reserved",
            LedgerAccount.balance > ZERO,
            NoticeSubject.released_at > Posting.at,
            ~waits,
        )
        .group_by(LedgerAccount.cycle_id, Posting.id)
    )
    return [Rest(row[0], row[1], row[2]) for row in db.session.execute(query) if row[2] is not None]


def is_unfinished(cycle_id: int) -> bool:
    """Whether money of a cycle still waits for somebody: reserved, committed or under contract."""
    return bool(db.session.scalar(select(cycle_waits(literal(cycle_id)))))


def cycle_waits(cycle_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The same as a condition, for the clock."""
    query = select(LedgerAccount.id).where(
        LedgerAccount.cycle_id == cycle_id,
        LedgerAccount.kind.in_(("reserved", "committed", "contracted")),
        LedgerAccount.balance > ZERO,
    )
    return query.exists()


class Wrong(NamedTuple):
    """An account whose balance is not the sum of its postings, or is below zero."""

    account_id: int
    cycle_id: int
    kind: str
    balance: int
    sum: int


def reconcile() -> list[Wrong]:
    """Add up every posting again, without the triggers' help; what differs (doctor, invariant 8)."""
    received = select(Posting.debit_id.label("account"), Posting.amount.label("fen"))
    given = select(Posting.credit_id, -Posting.amount)
    every = union_all(received, given).subquery()
    sums = select(every.c.account, func.sum(every.c.fen).label("fen")).group_by(every.c.account).subquery()
    query = (
        select(
            LedgerAccount.id,
            LedgerAccount.cycle_id,
            LedgerAccount.kind,
            LedgerAccount.balance,
            func.coalesce(sums.c.fen, 0),
        )
        .outerjoin(sums, sums.c.account == LedgerAccount.id)
        .order_by(LedgerAccount.id)
    )
    rows = [Wrong(r[0], r[1], r[2], _fen(r[3]), _fen(r[4])) for r in db.session.execute(query)]
    return [r for r in rows if r.balance != r.sum or (r.sum < 0 and r.kind != "grant")]


def all_of(subject_id: int) -> Sequence[Line]:
    """Every posting about one subject, oldest first."""
    return [
        Line(*row)
        for row in db.session.execute(_lines().where(Posting.subject_id == subject_id).order_by(Posting.id))
    ]
