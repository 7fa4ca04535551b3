"""Reading site visits: a proposal's, each with who comes, who came, what was found; and what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from micro_projects.deliberation import visit_rules
from micro_projects.deliberation.visit_models import (
    SiteVisit,
    VisitCancelled,
    VisitJoin,
    VisitPhoto,
    VisitPresent,
    VisitReport,
)
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.proposals.models import Proposal


@dataclass(slots=True)
class Visit:
    """A visit as its page shows it."""

    plan: SiteVisit
    planner: str
    report: VisitReport | None
    cancelled: VisitCancelled | None
    coming: list[tuple[int, str]] = field(default_factory=list)
    """Who signed up: id and public name."""
    present: list[str] = field(default_factory=list)
    photos: list[File] = field(default_factory=list)

    def state(self, now: datetime) -> str:
        """Where it stands: a key of `visit_rules.STATES`."""
        return visit_rules.state_of(
            self.plan.starts_at,
            self.plan.report_due_at,
            self.report is not None,
            self.cancelled is not None,
            now,
        )

    def days_over(self, now: datetime) -> int:
        """Days its report is late."""
        return visit_rules.days_over(self.plan.report_due_at, now)


def of_proposal(proposal_id: int, after: int, limit: int) -> list[Visit]:
    """A proposal's visits, newest first: four statements, however many there are."""
    query = select(SiteVisit, Person.public_name, VisitReport, VisitCancelled).join(
        Person, Person.id == SiteVisit.by_id
    )
    query = query.outerjoin(VisitReport, VisitReport.visit_id == SiteVisit.id)
    query = query.outerjoin(VisitCancelled, VisitCancelled.visit_id == SiteVisit.id)
    query = query.where(SiteVisit.proposal_id == proposal_id)
    if after:
        query = query.where(SiteVisit.id < after)
    shown = [Visit(*row) for row in db.session.execute(query.order_by(SiteVisit.id.desc()).limit(limit))]
    _fill({one.plan.id: one for one in shown})
    return shown


def _fill(shown: dict[int, Visit]) -> None:
    ids = list(shown)
    if not ids:
        return
    for visit_id, person_id, name in db.session.execute(_joined(ids)):
        shown[visit_id].coming.append((person_id, name))
    came = (
        select(VisitPresent.visit_id, func.coalesce(Person.public_name, VisitPresent.name))
        .outerjoin(Person, Person.id == VisitPresent.person_id)
        .where(VisitPresent.visit_id.in_(ids))
    )
    for visit_id, name in db.session.execute(came.order_by(VisitPresent.number)):
        shown[visit_id].present.append(name)
    taken = select(VisitPhoto.visit_id, File).join(File, File.id == VisitPhoto.file_id)
    for visit_id, file in db.session.execute(taken.where(VisitPhoto.visit_id.in_(ids)).order_by(File.id)):
        shown[visit_id].photos.append(file)


def _joined(ids: Sequence[int]) -> Any:
    query = select(VisitJoin.visit_id, VisitJoin.person_id, Person.public_name)
    query = query.join(Person, Person.id == VisitJoin.person_id)
    return query.where(VisitJoin.visit_id.in_(ids), VisitJoin.left_at.is_(None)).order_by(VisitJoin.id)


def may_plan(by: Actor, proposal: Proposal) -> bool:
    """Whether somebody arranges visits of a proposal: its author, worker, officer, convener."""
    return by.person_id == proposal.author_id or by.holds(visit_rules.PLANNERS, proposal.path)


def visit(token: str) -> tuple[SiteVisit, Proposal]:
    """The visit of an address, with its proposal; refused (404) when there is none."""
    query = select(SiteVisit, Proposal).join(Proposal, Proposal.id == SiteVisit.proposal_id)
    row = found(db.session.execute(query.where(SiteVisit.token == token)).first(), visit_rules.NO_VISIT)
    return row[0], row[1]


def outcome(visit_id: int) -> tuple[bool, bool]:
    """Whether a visit is reported, whether it is cancelled."""
    return db.session.get(VisitReport, visit_id) is not None, db.session.get(
        VisitCancelled, visit_id
    ) is not None


def coming(visit_id: int) -> dict[int, str]:
    """Who signed up and did not withdraw: public names by id, first come first."""
    return {row[1]: row[2] for row in db.session.execute(_joined([visit_id]))}


def joined(visit_id: int, person_id: int) -> VisitJoin | None:
    """Somebody's place on a visit, while they want to come."""
    query = select(VisitJoin).where(VisitJoin.visit_id == visit_id, VisitJoin.person_id == person_id)
    return db.session.scalar(query.where(VisitJoin.left_at.is_(None)))


def _open() -> ColumnElement[bool]:
    reported = exists().where(VisitReport.visit_id == SiteVisit.id).correlate(SiteVisit)
    cancelled = exists().where(VisitCancelled.visit_id == SiteVisit.id).correlate(SiteVisit)
    return ~reported & ~cancelled


def open_visits() -> ColumnElement[bool]:
    """Of `SiteVisit`: neither reported nor cancelled. For statements of other files."""
    return _open()


def owed_by(actor: Actor, now: datetime, most: int) -> list[tuple[SiteVisit, str]]:
    """Visits whose report is somebody's to write, with the proposal's title: who planned it, a worker of the place."""
    owes: list[ColumnElement[bool]] = [SiteVisit.by_id == actor.person_id]
    owes += [
        SubjectRow.path.startswith(h.path, autoescape=True) for h in actor.holdings if h.role == "worker"
    ]
    query = (
        select(SiteVisit, Proposal.title)
        .join(Proposal, Proposal.id == SiteVisit.proposal_id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SiteVisit.starts_at <= now, _open(), or_(*owes))
        .order_by(SiteVisit.report_due_at, SiteVisit.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
