"""Reading projects and their parts, for acts and pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import found
from micro_projects.projects.models import (
    Acceptance,
    Award,
    CheckItem,
    Contract,
    Contractor,
    Evaluation,
    EvaluationAnswer,
    Evidence,
    Milestone,
    PaymentRequest,
    Procurement,
    Project,
    Quotation,
    Settlement,
    Termination,
    Variation,
    Wait,
)
from micro_projects.projects.refusals import NO_PROJECT, NO_SUCH_PART

OPEN_PAYMENTS = ("requested", "verified")
OPEN_VARIATIONS = ("proposed", "moved", "noticed")


def project(code: str) -> Project:
    """The project of that code; refused (404) when there is none."""
    query = select(Project).join(SubjectRow, SubjectRow.id == Project.id)
    return found(
        db.session.scalar(query.where(SubjectRow.kind == "project", SubjectRow.code == code)), NO_PROJECT
    )


def by_id(project_id: int) -> Project:
    """The project of a subject's id."""
    return db.session.get_one(Project, project_id)


# -- X3 -----------------------------------------------------------------------------------------------


def contractor_of(person_id: int) -> Contractor | None:
    """The firm a person speaks for."""
    return db.session.scalar(select(Contractor).where(Contractor.person_id == person_id))


def contractor(credit_code: str) -> Contractor:
    """The firm of that code; refused (404) when there is none."""
    return found(
        db.session.scalar(select(Contractor).where(Contractor.credit_code == credit_code)), NO_SUCH_PART
    )


def procurement(project_id: int) -> Procurement | None:
    """The newest invitation of a project."""
    query = select(Procurement).where(Procurement.project_id == project_id)
    return db.session.scalar(query.order_by(Procurement.number.desc()).limit(1))


def quotations(procurement_id: int) -> Sequence[tuple[Quotation, Contractor]]:
    """An invitation's quotations with their firms, lowest first. Amounts are shown once opened, never before."""
    query = (
        select(Quotation, Contractor)
        .join(Contractor, Contractor.id == Quotation.contractor_id)
        .where(Quotation.procurement_id == procurement_id)
        .order_by(Quotation.amount, Quotation.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def own_quotation(procurement_id: int, contractor_id: int) -> Quotation | None:
    """What a firm quoted."""
    return db.session.scalar(
        select(Quotation).where(
            Quotation.procurement_id == procurement_id, Quotation.contractor_id == contractor_id
        )
    )


def award(project_id: int) -> Award | None:
    """The award in force."""
    return db.session.scalar(
        select(Award).where(Award.project_id == project_id, Award.cancelled_at.is_(None))
    )


# -- X4, X5 -------------------------------------------------------------------------------------------


def contract(project_id: int) -> Contract | None:
    """The contract in force."""
    return db.session.scalar(
        select(Contract).where(Contract.project_id == project_id, Contract.ended_at.is_(None))
    )


def contracts(project_id: int) -> Sequence[Contract]:
    """Every contract of a project, oldest first."""
    return db.session.scalars(
        select(Contract).where(Contract.project_id == project_id).order_by(Contract.id)
    ).all()


def firm_person(contractor_id: int) -> int:
    """Who speaks for a firm."""
    return db.session.scalars(select(Contractor.person_id).where(Contractor.id == contractor_id)).one()


def milestones(contract_id: int) -> Sequence[Milestone]:
    """A contract's milestones in order."""
    return db.session.scalars(
        select(Milestone).where(Milestone.contract_id == contract_id).order_by(Milestone.number)
    ).all()


def milestone(project_id: int, number: int) -> Milestone:
    """A milestone of the contract in force; refused (404) when there is none."""
    query = (
        select(Milestone)
        .join(Contract, Contract.id == Milestone.contract_id)
        .where(Milestone.project_id == project_id, Milestone.number == number, Contract.ended_at.is_(None))
    )
    return found(db.session.scalar(query), NO_SUCH_PART)


def progress(contract_id: int) -> int:
    """Percent done: Σ weights of verified milestones."""
    query = select(func.sum(Milestone.weight)).where(
        Milestone.contract_id == contract_id, Milestone.state == "verified"
    )
    return int(db.session.scalar(query) or 0)


# -- X6, X7 -------------------------------------------------------------------------------------------


def variations(project_id: int) -> Sequence[Variation]:
    """A project's variations in order."""
    return db.session.scalars(
        select(Variation).where(Variation.project_id == project_id).order_by(Variation.number)
    ).all()


def open_variation(project_id: int) -> Variation | None:
    """The variation being dealt with."""
    return db.session.scalar(
        select(Variation).where(Variation.project_id == project_id, Variation.state.in_(OPEN_VARIATIONS))
    )


def effective(contract_id: int) -> Sequence[Variation]:
    """A contract's variations in effect."""
    return db.session.scalars(
        select(Variation).where(Variation.contract_id == contract_id, Variation.state == "effective")
    ).all()


def payments(project_id: int) -> Sequence[PaymentRequest]:
    """A project's payment requests in order."""
    return db.session.scalars(
        select(PaymentRequest).where(PaymentRequest.project_id == project_id).order_by(PaymentRequest.number)
    ).all()


def payment(project_id: int, number: int) -> PaymentRequest:
    """One payment request; refused (404) when there is none."""
    query = select(PaymentRequest).where(
        PaymentRequest.project_id == project_id, PaymentRequest.number == number
    )
    return found(db.session.scalar(query), NO_SUCH_PART)


def invoice_used(issuer: str, number: str) -> bool:
    """Whether an invoice stands behind a request that was not returned, anywhere."""
    query = select(PaymentRequest.id).where(
        PaymentRequest.invoice_issuer == issuer,
        PaymentRequest.invoice_number == number,
        PaymentRequest.state != "returned",
    )
    return db.session.scalar(query.limit(1)) is not None


def requested(contract_id: int, kind: str, milestone_id: int | None = None) -> Money:
    """What was requested and not returned, for a contract's advance or one milestone."""
    query = select(func.sum(PaymentRequest.amount)).where(
        PaymentRequest.contract_id == contract_id,
        PaymentRequest.kind == kind,
        PaymentRequest.state != "returned",
    )
    if milestone_id is not None:
        query = query.where(PaymentRequest.milestone_id == milestone_id)
    return _money(db.session.scalar(query))


def paid(contract_id: int, kind: str) -> Money:
    """What was released for a contract, by kind of request, retention included."""
    query = select(func.sum(PaymentRequest.amount)).where(
        PaymentRequest.contract_id == contract_id,
        PaymentRequest.kind == kind,
        PaymentRequest.state == "released",
    )
    return _money(db.session.scalar(query))


def open_payments(project_id: int) -> int:
    """How many requests are neither released nor returned."""
    query = select(func.count()).where(
        PaymentRequest.project_id == project_id, PaymentRequest.state.in_(OPEN_PAYMENTS)
    )
    return db.session.scalar(query) or 0


def verified_worth(contract_id: int) -> Money:
    """What a contract's verified milestones are worth, effective variations included."""
    base = select(func.sum(Milestone.amount)).where(
        Milestone.contract_id == contract_id, Milestone.state == "verified"
    )
    varied = (
        select(func.sum(Variation.amount))
        .join(Milestone, Milestone.id == Variation.milestone_id)
        .where(
            Variation.contract_id == contract_id,
            Variation.state == "effective",
            Milestone.state == "verified",
        )
    )
    return _money(db.session.scalar(base)) + _money(db.session.scalar(varied))


def _money(value: object) -> Money:
    if value is None:
        return Money(0)
    return value if isinstance(value, Money) else Money(int(value))  # type: ignore[call-overload]


# -- X8–X11 -------------------------------------------------------------------------------------------


def acceptance(project_id: int) -> Acceptance | None:
    """The newest acceptance."""
    query = select(Acceptance).where(Acceptance.project_id == project_id)
    return db.session.scalar(query.order_by(Acceptance.number.desc()).limit(1))


def check_items(acceptance_id: int) -> Sequence[CheckItem]:
    """An acceptance's check-list."""
    return db.session.scalars(
        select(CheckItem).where(CheckItem.acceptance_id == acceptance_id).order_by(CheckItem.number)
    ).all()


def settlement(project_id: int) -> Settlement | None:
    """The final account."""
    return db.session.get(Settlement, project_id)


def termination(project_id: int) -> Termination | None:
    """The newest proposal to terminate."""
    query = select(Termination).where(Termination.project_id == project_id)
    return db.session.scalar(query.order_by(Termination.id.desc()).limit(1))


def next_number(model: type[Procurement | PaymentRequest | Variation | Acceptance], project_id: int) -> int:
    """The number of a project's next part of a kind."""
    query = select(func.max(model.number)).where(model.project_id == project_id)
    return (db.session.scalar(query) or 0) + 1


def was_awarded(procurement_id: int) -> bool:
    """Whether an invitation led to an award, even one cancelled since."""
    query = select(Award.id).join(Quotation, Quotation.id == Award.quotation_id)
    return db.session.scalar(query.where(Quotation.procurement_id == procurement_id).limit(1)) is not None


def newest_contract(project_id: int) -> Contract | None:
    """The contract signed last, ended or not: whose firm may still be owed something."""
    query = select(Contract).where(Contract.project_id == project_id)
    return db.session.scalar(query.order_by(Contract.id.desc()).limit(1))


def waits(project_id: int) -> Sequence[Wait]:
    """What a project waits for now, most urgent first."""
    query = select(Wait).where(Wait.project_id == project_id, Wait.met_at.is_(None))
    return db.session.scalars(query.order_by(Wait.due_at.is_(None), Wait.due_at, Wait.id)).all()


def late(project_id: int, now: datetime) -> Sequence[Wait]:
    """What is overdue in a project."""
    query = select(Wait).where(Wait.project_id == project_id, Wait.met_at.is_(None), Wait.due_at <= now)
    return db.session.scalars(query.order_by(Wait.due_at, Wait.id)).all()


def reported_in(contract_id: int, start: datetime, end: datetime) -> bool:
    """Whether the contractor showed anything in a stretch of time."""
    query = (
        select(Evidence.id)
        .join(Milestone, Milestone.id == Evidence.milestone_id)
        .where(Milestone.contract_id == contract_id, Evidence.at >= start, Evidence.at < end)
    )
    return db.session.scalar(query.limit(1)) is not None


def evaluation(project_id: int) -> Evaluation | None:
    """The newest evaluation."""
    query = select(Evaluation).where(Evaluation.project_id == project_id)
    return db.session.scalar(query.order_by(Evaluation.number.desc()).limit(1))


def count_answers(evaluation_id: int) -> tuple[int, int, int]:
    """How many answered, how many said it was solved, the sum of marks."""
    query = select(
        func.count(),
        func.sum(case((EvaluationAnswer.solved, 1), else_=0)),
        func.sum(EvaluationAnswer.satisfaction),
    ).where(EvaluationAnswer.evaluation_id == evaluation_id)
    row = db.session.execute(query).one()
    return int(row[0]), int(row[1] or 0), int(row[2] or 0)


def payables(contract_id: int) -> Sequence[tuple[Milestone, Money]]:
    """A contract's verified milestones with what may still be requested for each: three statements."""
    varied: dict[int, int] = {}
    for variation in effective(contract_id):
        varied[variation.milestone_id] = varied.get(variation.milestone_id, 0) + variation.amount.fen
    query = (
        select(PaymentRequest.milestone_id, func.sum(PaymentRequest.amount))
        .where(PaymentRequest.contract_id == contract_id, PaymentRequest.state != "returned")
        .group_by(PaymentRequest.milestone_id)
    )
    asked = {row[0]: _money(row[1]).fen for row in db.session.execute(query)}
    return [
        (m, Money(m.amount.fen + varied.get(m.id, 0) - asked.get(m.id, 0)))
        for m in milestones(contract_id)
        if m.state == "verified"
    ]
