"""Reading calls, supervisors and visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Lot
from micro_projects.oversight import rules
from micro_projects.oversight.models import (
    Candidate,
    Consent,
    Inspection,
    InspectionItem,
    InspectionPhoto,
    Supervision,
    Supervisor,
)
from micro_projects.people.models import Person, RoleHolding, RollEntry
from micro_projects.people.queries import above, in_force
from micro_projects.places.models import Place
from micro_projects.projects.machine import MACHINE as PROJECT
from micro_projects.projects.models import Project
from micro_projects.web.show import ZONE

PURPOSE = "supervisors"


# -- X2 -----------------------------------------------------------------------------------------------


def supervision(project_id: int) -> Supervision:
    """A project's call; refused (404) while there is none."""
    return found(db.session.get(Supervision, project_id), rules.NO_CALL)


def call_of(project_id: int) -> Supervision | None:
    """A project's call, if there is one."""
    return db.session.get(Supervision, project_id)


def consent(project_id: int, person_id: int) -> Consent | None:
    """Whether somebody put themselves forward."""
    row = db.session.get(Consent, (project_id, person_id))
    return row if row is not None and row.withdrawn_at is None else None


def consenting(project_id: int) -> set[int]:
    """Who put themselves forward and stands on the roll of the project's community now."""
    query = (
        select(Consent.person_id)
        .join(SubjectRow, SubjectRow.id == Consent.project_id)
        .join(RollEntry, RollEntry.person_id == Consent.person_id)
        .where(
            Consent.project_id == project_id,
            Consent.withdrawn_at.is_(None),
            RollEntry.place_id == SubjectRow.place_id,
            RollEntry.removed_at.is_(None),
        )
    )
    return set(db.session.scalars(query))


def consents(project_id: int) -> int:
    """How many put themselves forward."""
    query = select(func.count()).where(Consent.project_id == project_id, Consent.withdrawn_at.is_(None))
    return db.session.scalar(query) or 0


def council(path: str, now: datetime) -> set[int]:
    """Council members in office in the place of `path`."""
    return _members([path], now)


def neighbouring_council(path: str, now: datetime) -> set[int]:
    """Council members in office in the other communities of the same sub-district."""
    upper = path[: path.rstrip("/").rfind("/") + 1]
    paths = db.session.scalars(
        select(Place.path).where(
            Place.level == "community",
            Place.path.startswith(upper, autoescape=True),
            Place.path != path,
        )
    ).all()
    return _members(paths, now)


def _members(paths: Sequence[str], now: datetime) -> set[int]:
    query = (
        select(RoleHolding.person_id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(
            RoleHolding.role == "council_member",
            Place.path.in_(paths),
            in_force(now.astimezone(ZONE).date()),
        )
    )
    return set(db.session.scalars(query))


def busy(path: str, now: datetime) -> set[int]:
    """Who holds a role that handles or audits projects there."""
    query = (
        select(RoleHolding.person_id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(
            RoleHolding.role.in_(rules.NOT_FREE),
            Place.path.in_(above(path)),
            in_force(now.astimezone(ZONE).date()),
        )
    )
    return set(db.session.scalars(query))


def candidates(lot_id: int) -> dict[int, str]:
    """A lot's population: who, in which tier."""
    query = select(Candidate.person_id, Candidate.tier).where(Candidate.lot_id == lot_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def lots(project_id: int) -> Sequence[Lot]:
    """A project's lots for supervisors, oldest first."""
    query = select(Lot).where(Lot.subject_id == project_id, Lot.purpose == PURPOSE)
    return db.session.scalars(query.order_by(Lot.id)).all()


def seats(project_id: int) -> Sequence[Supervisor]:
    """Everybody ever drawn for a project, in order."""
    query = select(Supervisor).where(Supervisor.project_id == project_id)
    return db.session.scalars(query.order_by(Supervisor.rank)).all()


def serving(project_id: int) -> set[int]:
    """The supervisors of a project now."""
    query = select(Supervisor.person_id).where(
        Supervisor.project_id == project_id, Supervisor.state == "serving"
    )
    return set(db.session.scalars(query))


def supervised_by(person_id: int) -> set[int]:
    """The projects somebody supervises now."""
    query = select(Supervisor.project_id).where(
        Supervisor.person_id == person_id, Supervisor.state == "serving"
    )
    return set(db.session.scalars(query))


def seat_of(project_id: int, person_id: int) -> Supervisor:
    """The seat somebody serves in; refused for everybody else."""
    query = select(Supervisor).where(
        Supervisor.project_id == project_id,
        Supervisor.person_id == person_id,
        Supervisor.state == "serving",
    )
    return found(db.session.scalar(query), rules.NOT_SERVING)


class Seat(NamedTuple):
    """A seat as the page shows it."""

    person_id: int
    name: str
    state: str
    tier: str
    rank: int
    since: datetime
    left_for: str | None


def seats_shown(project_id: int) -> Sequence[Seat]:
    """Seats with public names, in order, one statement."""
    query = (
        select(
            Supervisor.person_id,
            Person.public_name,
            Supervisor.state,
            Supervisor.tier,
            Supervisor.rank,
            Supervisor.state_since,
            Supervisor.left_for,
        )
        .join(Person, Person.id == Supervisor.person_id)
        .where(Supervisor.project_id == project_id)
        .order_by(Supervisor.rank)
    )
    return [Seat(*row) for row in db.session.execute(query)]


def overdue_lots(now: datetime) -> Sequence[Supervision]:
    """Calls whose lot was not prepared in time, nor disclosed as late yet."""
    query = select(Supervision).where(Supervision.lot_due_at <= now, Supervision.overdue_at.is_(None))
    return db.session.scalars(query.order_by(Supervision.lot_due_at)).all()


def to_discharge() -> Sequence[tuple[Supervisor, datetime]]:
    """Supervisors whose project is final, with since when."""
    query = (
        select(Supervisor, Project.state_since)
        .join(Project, Project.id == Supervisor.project_id)
        .where(Supervisor.state == "serving", Project.state.in_(PROJECT.finals))
        .order_by(Supervisor.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


# -- visits -------------------------------------------------------------------------------------------


class Visit(NamedTuple):
    """A visit as a list shows it."""

    inspection: Inspection
    by: str
    wrong: int
    """How many lines of the check-list were found wrong."""
    photos: int


def visits(project_id: int, limit: int = 50) -> Sequence[Visit]:
    """A project's visits, newest first, one statement."""
    wrong = (
        select(func.count())
        .where(InspectionItem.inspection_id == Inspection.id, InspectionItem.found == "no")
        .correlate(Inspection)
        .scalar_subquery()
    )
    photos = (
        select(func.count())
        .where(InspectionPhoto.inspection_id == Inspection.id)
        .correlate(Inspection)
        .scalar_subquery()
    )
    query = (
        select(Inspection, Person.public_name, wrong, photos)
        .join(Person, Person.id == Inspection.by_id)
        .where(Inspection.project_id == project_id)
        .order_by(Inspection.id.desc())
        .limit(limit)
    )
    return [Visit(*row) for row in db.session.execute(query)]


def inspection(code: str) -> Inspection:
    """One visit; refused (404) when there is none."""
    return found(db.session.scalar(select(Inspection).where(Inspection.code == code)), rules.NO_INSPECTION)


def next_visit(project_id: int) -> int:
    """The how-many-eth visit the next one is."""
    query = select(func.max(Inspection.number)).where(Inspection.project_id == project_id)
    return (db.session.scalar(query) or 0) + 1


def items(inspection_id: int) -> dict[str, str]:
    """The check-list of a visit."""
    query = select(InspectionItem.item, InspectionItem.found).where(
        InspectionItem.inspection_id == inspection_id
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def photos(inspection_id: int) -> Sequence[File]:
    """The photos of a visit."""
    query = select(File).join(InspectionPhoto, InspectionPhoto.file_id == File.id)
    return db.session.scalars(
        query.where(InspectionPhoto.inspection_id == inspection_id).order_by(File.id)
    ).all()
