"""Invariant 9 on the data: nobody supervises what they proposed or contract for; seats were drawn."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.notices.models import Lot, LotPlace
from micro_projects.oversight.models import Supervisor
from micro_projects.projects.models import Award, Contractor, Project

CHECK = "9 three people"


def seats() -> Iterator[Finding]:
    """No supervisor is the author or the contractor, and each came out of a drawn lot of that project."""
    contracts_for = exists().where(
        Award.project_id == Supervisor.project_id,
        Award.cancelled_at.is_(None),
        Award.contractor_id == Contractor.id,
        Contractor.person_id == Supervisor.person_id,
        Supervisor.state == "serving",
    )
    drawn = exists().where(
        Lot.id == Supervisor.lot_id,
        Lot.drawn_at.is_not(None),
        Lot.purpose == "supervisors",
        Lot.subject_id == Supervisor.project_id,
        LotPlace.lot_id == Lot.id,
        LotPlace.member_id == Supervisor.person_id,
    )
    query = (
        select(SubjectRow.code, Supervisor.person_id)
        .join(Project, Project.id == Supervisor.project_id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(or_(Project.author_id == Supervisor.person_id, and_(contracts_for), ~drawn))
    )
    for code, person in db.session.execute(query):
        yield Finding(CHECK, f"project {code}: person {person} may not supervise it")


CHECKS = (seats,)
