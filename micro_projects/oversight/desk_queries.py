"""What waits for somebody here: three statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.oversight.models import Consent, Finding, Supervision, Supervisor
from micro_projects.projects.machine import MACHINE as PROJECT
from micro_projects.projects.models import Contract, Contractor, Project

MOST = 50


class OfProject(NamedTuple):
    """A project with its call, and what somebody is in it."""

    code: str
    title: str
    call: Supervision
    serves: bool


def lots_to_prepare(actor: Actor, now: datetime) -> Sequence[OfProject]:
    """Calls that are over and wait for their lot, in the places of a worker or moderator."""
    query = (
        select(SubjectRow.code, Project.title, Supervision)
        .join(Project, Project.id == Supervision.project_id)
        .join(SubjectRow, SubjectRow.id == Supervision.project_id)
        .where(
            Supervision.lot_due_at.is_not(None),
            Supervision.consent_until <= now,
            Project.state.not_in(PROJECT.finals),
            _in_places(actor, {"worker", "moderator"}),
        )
        .order_by(Supervision.lot_due_at)
        .limit(MOST)
    )
    return [OfProject(row[0], row[1], row[2], False) for row in db.session.execute(query)]


def own_projects(actor: Actor, now: datetime) -> Sequence[OfProject]:
    """Projects one supervises, and open calls in one's community that one has not answered."""
    serves = select(Supervisor.id).where(
        Supervisor.project_id == Supervision.project_id,
        Supervisor.person_id == actor.id,
        Supervisor.state == "serving",
    )
    answered = select(Consent.person_id).where(
        Consent.project_id == Supervision.project_id, Consent.person_id == actor.id
    )
    called = and_(
        Supervision.consent_until > now,
        SubjectRow.place_id.in_([roll.place_id for roll in actor.rolls]),
        ~answered.exists(),
        Project.author_id != actor.id,
    )
    query = (
        select(SubjectRow.code, Project.title, Supervision, serves.exists())
        .join(Project, Project.id == Supervision.project_id)
        .join(SubjectRow, SubjectRow.id == Supervision.project_id)
        .where(or_(serves.exists(), called))
        .order_by(Supervision.consent_until)
        .limit(MOST)
    )
    return [OfProject(*row) for row in db.session.execute(query)]


def findings(actor: Actor) -> Sequence[Finding]:
    """Findings that wait for one's answer, or for one's look at the answer."""
    mine = (
        select(Contract.project_id)
        .join(Contractor, Contractor.id == Contract.contractor_id)
        .where(Contractor.person_id == actor.id, Contract.ended_at.is_(None))
    )
    to_answer = and_(
        Finding.state == "raised",
        Finding.raised_by != actor.id,
        or_(_in_places(actor, {"worker", "officer"}), Finding.about_id.in_(mine)),
    )
    to_review = and_(Finding.state == "answered", Finding.raised_by == actor.id)
    query = select(Finding).join(SubjectRow, SubjectRow.id == Finding.id).where(or_(to_answer, to_review))
    return db.session.scalars(query.order_by(Finding.due_at).limit(MOST)).all()


def _in_places(actor: Actor, roles: set[str]) -> ColumnElement[bool]:
    paths = {h.path for h in actor.holdings if h.role in roles}
    return or_(false(), *(SubjectRow.path.startswith(path, autoescape=True) for path in sorted(paths)))
