"""The desk's reads: one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, exists, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.projects.models import (
    Contract,
    Contractor,
    Evaluation,
    EvaluationAnswer,
    Procurement,
    Project,
    Quotation,
    Wait,
)

OFFICES = frozenset({"worker", "officer", "finance"})


class Row(NamedTuple):
    """A thing to do."""

    what: str
    title: str
    due_at: datetime | None
    code: str
    project: str


def waiting_for(actor: Actor, limit: int = 100) -> Sequence[Row]:
    """What waits for a person: for their office in its places, for their firm, for them as drawn supervisor."""
    mine = [
        and_(Wait.holder == h.role, SubjectRow.path.startswith(h.path, autoescape=True))
        for h in actor.holdings
        if h.role in OFFICES
    ]
    if "contractor" in actor.roles:
        firms = (
            select(Contract.project_id)
            .join(Contractor, Contractor.id == Contract.contractor_id)
            .where(Contractor.person_id == actor.id, Contract.ended_at.is_(None))
        )
        mine.append(and_(Wait.holder == "contractor", Wait.project_id.in_(firms)))
    if "supervisor" in actor.roles and calls.knows("supervised_by", "project"):
        mine.append(
            and_(
                Wait.holder == "supervisor", Wait.project_id.in_(calls("supervised_by", "project", actor.id))
            )
        )
    if not mine:
        return []
    work = aliased(Wait)
    unfinished = exists().where(
        work.project_id == Wait.project_id,
        work.met_at.is_(None),
        work.what.in_(("deliver", "inspect", "verify")),
    )
    query = (
        select(Wait.what, Wait.title, Wait.due_at, SubjectRow.code, Project.title)
        .join(Project, Project.id == Wait.project_id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(
            Wait.met_at.is_(None), or_(false(), *mine), or_(Wait.what != "request_acceptance", ~unfinished)
        )
        .order_by(Wait.due_at.is_(None), Wait.due_at, Wait.id)
        .limit(limit)
    )
    return [Row(*row) for row in db.session.execute(query)]


def to_quote(actor: Actor, now: datetime) -> Sequence[Row]:
    """Open invitations a contractor has not answered."""
    newest = (
        select(func.max(Procurement.id))
        .where(Procurement.project_id == Project.id)
        .correlate(Project)
        .scalar_subquery()
    )
    quoted = (
        select(literal(1))
        .select_from(Quotation)
        .join(Contractor, Contractor.id == Quotation.contractor_id)
        .where(Quotation.procurement_id == Procurement.id, Contractor.person_id == actor.id)
        .exists()
    )
    places = [
        SubjectRow.path.startswith(h.path, autoescape=True) for h in actor.holdings if h.role == "contractor"
    ]
    query = (
        select(literal("quote"), literal(""), Procurement.opens_at, SubjectRow.code, Project.title)
        .join(Project, Project.id == Procurement.project_id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(
            Procurement.id == newest,
            Procurement.opened_at.is_(None),
            Procurement.opens_at > now,
            Project.state == "procuring",
            ~quoted,
            or_(false(), *places),
        )
        .order_by(Procurement.opens_at)
        .limit(50)
    )
    return [Row(*row) for row in db.session.execute(query)]


def to_evaluate(actor: Actor, now: datetime) -> Sequence[Row]:
    """Open evaluations a resident has not answered."""
    entries = [r.entry_id for r in actor.rolls]
    answered = (
        select(literal(1))
        .where(EvaluationAnswer.evaluation_id == Evaluation.id, EvaluationAnswer.entry_id.in_(entries))
        .exists()
    )
    query = (
        select(literal("evaluate"), literal(""), Evaluation.closes_at, SubjectRow.code, Project.title)
        .join(Project, Project.id == Evaluation.project_id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(
            Evaluation.closed_at.is_(None),
            Evaluation.closes_at > now,
            SubjectRow.place_id.in_([r.place_id for r in actor.rolls]),
            ~answered,
        )
        .order_by(Evaluation.closes_at)
        .limit(50)
    )
    return [Row(*row) for row in db.session.execute(query)]
