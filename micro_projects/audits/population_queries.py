"""What samples are drawn from: every thing of one kind in an audit's scope, by code, with its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select, union_all

from micro_projects.council.models import CouncilSession
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import N_
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection
from micro_projects.projects.models import Contract, PaymentRequest, Project
from micro_projects.proposals.models import Proposal
from micro_projects.voting.models import Round


@dataclass(frozen=True, slots=True)
class Thing:
    """One that may be drawn."""

    code: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Population:
    """`query` gives rows; `when` dates them, `where` places them; `thing` makes one of a row."""

    name: str
    query: Any
    when: Any
    where: Any
    thing: Callable[[Any], Thing]


def _of_subject(model: Any) -> Any:
    return select(SubjectRow.code, model).join(SubjectRow, SubjectRow.id == model.id)


POPULATIONS: Mapping[str, Population] = {
    "proposals": Population(
        N_("提案"),
        _of_subject(Proposal).where(Proposal.submitted_at.is_not(None)),
        Proposal.submitted_at,
        SubjectRow.path,
        lambda row: Thing(row[0], row[1].title, f"/proposals/{row[0]}"),
    ),
    "rounds": Population(
        N_("投票"),
        _of_subject(Round),
        Round.opens_at,
        SubjectRow.path,
        lambda row: Thing(row[0], row[1].title, f"/rounds/{row[0]}"),
    ),
    "sessions": Population(
        N_("议事会会议"),
        _of_subject(CouncilSession),
        CouncilSession.starts_at,
        SubjectRow.path,
        lambda row: Thing(row[0], row[1].venue, f"/sessions/{row[0]}"),
    ),
    "notices": Population(
        N_("公示"),
        select(Notice.code, Notice),
        Notice.posted_at,
        Notice.path,
        lambda row: Thing(row[0], row[0], f"/notices/{row[0]}"),
    ),
    "objections": Population(
        N_("异议"),
        select(Objection.code, Objection).join(Notice, Notice.id == Objection.notice_id),
        Objection.received_at,
        Notice.path,
        lambda row: Thing(row[0], row[0], f"/objections/{row[0]}"),
    ),
    "projects": Population(
        N_("项目"),
        _of_subject(Project),
        Project.born_at,
        SubjectRow.path,
        lambda row: Thing(row[0], row[1].title, f"/projects/{row[0]}"),
    ),
    "contracts": Population(
        N_("合同"),
        select(SubjectRow.code, Contract).join(SubjectRow, SubjectRow.id == Contract.project_id),
        Contract.at,
        SubjectRow.path,
        lambda row: Thing(f"{row[0]}:{row[1].number}", row[1].number, f"/projects/{row[0]}"),
    ),
    "payments": Population(
        N_("付款"),
        select(SubjectRow.code, PaymentRequest)
        .join(SubjectRow, SubjectRow.id == PaymentRequest.project_id)
        .where(PaymentRequest.released_at.is_not(None)),
        PaymentRequest.released_at,
        SubjectRow.path,
        lambda row: Thing(
            f"{row[0]}:{row[1].number}", str(row[1].amount), f"/projects/{row[0]}/payments/{row[1].number}"
        ),
    ),
}
"""Kind → what is drawn from."""


def counts(path: str, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """How many there are of each kind: one statement."""
    each = [
        select(literal(what), func.count()).select_from(_within(of, path, since, until).subquery())
        for what, of in POPULATIONS.items()
    ]
    found = {row[0]: row[1] for row in db.session.execute(union_all(*each))}
    return [(what, found[what]) for what in POPULATIONS]


def _within(of: Population, path: str, since: datetime, until: datetime) -> Any:
    return of.query.where(of.where.startswith(path, autoescape=True), of.when >= since, of.when < until)


def things(what: str, path: str, since: datetime, until: datetime) -> list[Thing]:
    """All of one kind in a place and a period, by code: one statement."""
    of = POPULATIONS[what]
    rows = db.session.execute(_within(of, path, since, until))
    return sorted((of.thing(row) for row in rows), key=lambda thing: thing.code)
