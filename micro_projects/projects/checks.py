"""Invariants 2, 8, 9, 13 and 14 of projects on the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.funds.models import LedgerAccount, Posting
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.money import Money
from micro_projects.notices import checks as notices
from micro_projects.projects.models import (
    Acceptance,
    Contract,
    Evaluation,
    EvaluationAnswer,
    Milestone,
    MilestoneCheck,
    PaymentRequest,
    Project,
    Settlement,
    Wait,
)
from micro_projects.projects.rules import HOLDERS, WAITS
from micro_projects.voting.models import Allocation, Round, RoundProject

RECOUNT, LEDGER, PEOPLE, ONCE, STUCK = "5 recount", "8 ledger", "9 three people", "13 once", "14 stuck"
BEHIND = {"project.contract": "E1", "project.begin_settling": "E3"}
PAYING = ("pay", "release_retention")
SETTLED = ("settled", "evaluating", "closed", "closed_with_reservations")


def gates() -> Iterator[Finding]:
    """No contract before E1, no settlement before E3 was over."""
    yield from notices.behind(BEHIND)


# -- 8, 13 -----------------------------------------------------------------------------------------------


def money() -> Iterator[Finding]:
    """paid ≤ contracted + supplements ≤ resolved + supplements ≤ cap, from the postings alone."""
    moved = _moved()
    query = select(Project, SubjectRow.code).join(SubjectRow, SubjectRow.id == Project.id)
    for project, code in db.session.execute(query):
        sums = moved[project.id]
        more = sums["supplement"]
        # what a replaced contract left unused came back to the project
        contracted = sums["contract"] - sums["replace"] + more - sums["reduce"]
        if project.id in moved and sums["commit"] != project.approved.fen:
            yield Finding(
                LEDGER, f"project {code}: {sums['commit']} fen were committed, not what was resolved"
            )
        if sums["pay"] > contracted:
            yield Finding(LEDGER, f"project {code}: payments pass what was contracted and added")
        if contracted > project.approved.fen + more:
            yield Finding(LEDGER, f"project {code}: contracts pass what was resolved")
        if project.approved.fen + more > project.cap.fen:
            yield Finding(LEDGER, f"project {code}: resolved and added pass the cap of its kind")


def _moved() -> defaultdict[int, defaultdict[str, int]]:
    """Fen by project and act; of a contract only what was bound by it."""
    debit = aliased(LedgerAccount)
    query = (
        select(Posting.subject_id, Posting.act, func.sum(Posting.amount))
        .join(debit, debit.id == Posting.debit_id)
        .join(Project, Project.id == Posting.subject_id)
        .where(or_(Posting.act != "contract", debit.kind == "contracted"))
        .group_by(Posting.subject_id, Posting.act)
    )
    found: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for project, act, amount in db.session.execute(query):
        found[project][act] = _fen(amount)
    return found


def _fen(amount: object) -> int:
    return amount.fen if isinstance(amount, Money) else int(amount)  # type: ignore[call-overload]


def plans() -> Iterator[Finding]:
    """What was voted is what was approved; a payment plan stays within its contract; an invoice is used once."""
    voted = (
        select(SubjectRow.code)
        .select_from(Project)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .join(RoundProject, RoundProject.proposal_id == Project.proposal_id)
        .join(Round, and_(Round.id == RoundProject.round_id, Round.state == "adopted"))
        .join(Allocation, and_(Allocation.project_id == RoundProject.id, Allocation.funded))
    )
    for code in db.session.scalars(voted.where(RoundProject.cost != Project.approved)):
        yield Finding(LEDGER, f"project {code}: what was approved is not what was resolved")
    parts = func.coalesce(func.sum(Milestone.amount), 0)
    plan = (
        select(SubjectRow.code, Contract.amount, Contract.advance, parts)
        .select_from(Contract)
        .join(SubjectRow, SubjectRow.id == Contract.project_id)
        .join(Milestone, Milestone.contract_id == Contract.id)
        .group_by(SubjectRow.code, Contract.id, Contract.amount, Contract.advance)
    )
    for code, amount, advance, planned in db.session.execute(plan):
        if advance.fen + _fen(planned) > amount.fen:
            yield Finding(LEDGER, f"project {code}: its payment plan passes its contract")
    invoice = (PaymentRequest.invoice_issuer, PaymentRequest.invoice_number)
    twice = select(*invoice).where(PaymentRequest.state != "returned").group_by(*invoice)
    for issuer, number in db.session.execute(twice.having(func.count() > 1)):
        yield Finding(LEDGER, f"invoice {number} of {issuer} was used before")


def paid_once() -> Iterator[Finding]:
    """Every released request moved exactly its amount, once; nothing was paid without one; no account is lost."""
    given = (
        select(func.coalesce(func.sum(Posting.amount), 0))
        .where(
            Posting.voucher_id == PaymentRequest.id,
            Posting.act.in_(PAYING),
            Posting.subject_id == PaymentRequest.project_id,
        )
        .correlate(PaymentRequest)
        .scalar_subquery()
    )
    query = select(SubjectRow.code, PaymentRequest.number, PaymentRequest.state, PaymentRequest.amount, given)
    for code, number, state, amount, fen in db.session.execute(
        query.join(SubjectRow, SubjectRow.id == PaymentRequest.project_id)
    ):
        where = f"project {code}: payment {number}"
        if state == "released" and _fen(fen) != amount.fen:
            yield Finding(ONCE, f"{where} is not in the ledger as released: {_fen(fen)} fen were moved")
        elif state != "released" and _fen(fen):
            yield Finding(ONCE, f"{where}: {_fen(fen)} fen were moved without a released request")
    known = exists().where(PaymentRequest.id == Posting.voucher_id)
    for number in db.session.scalars(select(Posting.number).where(Posting.act.in_(PAYING), ~known)):
        yield Finding(ONCE, f"posting {number} paid without a released request")
    settled = exists().where(Settlement.project_id == Project.id)
    lost = select(SubjectRow.code).join(Project, Project.id == SubjectRow.id)
    for code in db.session.scalars(lost.where(Project.state.in_(SETTLED), ~settled)):
        yield Finding(ONCE, f"project {code} is settled, but its final account is lost")


def answers() -> Iterator[Finding]:
    """An evaluation's totals are its answers counted again."""
    counted = _answered()
    solved = _answered(EvaluationAnswer.solved)
    query = select(SubjectRow.code, Evaluation.number, Evaluation.answers, Evaluation.yes, counted, solved)
    query = query.join(SubjectRow, SubjectRow.id == Evaluation.project_id)
    for code, number, said, yes, rows, good in db.session.execute(
        query.where(Evaluation.closed_at.is_not(None))
    ):
        if (said, yes) != (rows, good):
            yield Finding(RECOUNT, f"project {code}: evaluation {number} does not count its answers")


def _answered(*conditions: Any) -> Any:
    query = select(func.count()).where(EvaluationAnswer.evaluation_id == Evaluation.id, *conditions)
    return query.correlate(Evaluation).scalar_subquery()


# -- 9 ---------------------------------------------------------------------------------------------------


def payments() -> Iterator[Finding]:
    """Requested, verified and released by three people, the same that the journal names."""
    row = PaymentRequest
    same = or_(
        row.verified_by == row.requested_by,
        row.released_by == row.requested_by,
        row.released_by == row.verified_by,
        and_(row.state == "released", or_(row.verified_by.is_(None), row.released_by.is_(None))),
    )
    query = select(SubjectRow.code, row.number).join(SubjectRow, SubjectRow.id == row.project_id)
    for code, number in db.session.execute(query.where(same)):
        yield Finding(PEOPLE, f"project {code}: payment {number} was not carried by three people")
    for act, who in (("payment.verify", row.verified_by), ("payment.release", row.released_by)):
        said = JournalEntry.person_id
        other = query.join(JournalEntry, and_(JournalEntry.act == act, JournalEntry.subject_id == row.id))
        for code, number in db.session.execute(other.where(or_(who.is_(None), said != who))):
            yield Finding(PEOPLE, f"project {code}: the journal names somebody else for {act} of {number}")


def work() -> Iterator[Finding]:
    """Nobody inspects, verifies or accepts their own work; what counts as done was verified by a person."""
    m, a = Milestone, Acceptance
    passed = exists().where(
        MilestoneCheck.milestone_id == m.id,
        MilestoneCheck.kind == "verification",
        MilestoneCheck.passed,
        MilestoneCheck.by_id == m.verified_by,
    )
    own = or_(
        m.inspected_by == m.delivered_by,
        m.verified_by == m.delivered_by,
        m.verified_by == m.inspected_by,
        and_(m.state == "verified", or_(m.verified_by.is_(None), m.inspected_by.is_(None), ~passed)),
    )
    query: Any = select(SubjectRow.code, m.number).join(SubjectRow, SubjectRow.id == m.project_id)
    for code, number in db.session.execute(query.where(own)):
        yield Finding(
            PEOPLE, f"project {code}: milestone {number} was not done, inspected and verified by three people"
        )
    signed = or_(
        and_(a.confirmed_by.is_not(None), a.cosigned_by.is_(None)),
        a.cosigned_by == a.requested_by,
        a.confirmed_by == a.requested_by,
        a.confirmed_by == a.cosigned_by,
    )
    query = select(SubjectRow.code, a.number).join(SubjectRow, SubjectRow.id == a.project_id)
    for code, number in db.session.execute(query.where(signed)):
        yield Finding(PEOPLE, f"project {code}: acceptance {number} was not co-signed by another person")


# -- 14 --------------------------------------------------------------------------------------------------


def waits() -> Iterator[Finding]:
    """Every wait is a known one with a known holder; the parts of a contract make one whole."""
    query = select(Wait, SubjectRow.code).join(SubjectRow, SubjectRow.id == Wait.project_id)
    for wait, code in db.session.execute(query.where(Wait.met_at.is_(None))):
        if wait.what not in WAITS or wait.holder not in HOLDERS:
            yield Finding(STUCK, f"project {code} waits for {wait.what} of {wait.holder}: nobody knows them")
    weights = (
        select(SubjectRow.code, func.sum(Milestone.weight))
        .join(Contract, Contract.project_id == SubjectRow.id)
        .join(Milestone, Milestone.contract_id == Contract.id)
        .where(Contract.ended_at.is_(None))
        .group_by(SubjectRow.code)
    )
    for code, whole in db.session.execute(weights):
        if whole != 100:
            yield Finding(
                STUCK,
                f"project {code}: the weights of its milestones make {whole} %: never done",
            )


CHECKS = (gates, money, plans, paid_once, answers, payments, work, waits)
