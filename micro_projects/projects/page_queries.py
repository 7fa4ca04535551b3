"""What the public pages of projects show: a fixed number of statements, however long the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.funds.models import LedgerAccount
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.places.models import Place
from micro_projects.projects.models import (
    Acceptance,
    Award,
    Contract,
    Contractor,
    Evaluation,
    Evidence,
    Milestone,
    MilestoneCheck,
    PaymentRequest,
    Procurement,
    Project,
    Settlement,
    Termination,
    Wait,
)
from micro_projects.projects.refusals import NO_PROJECT, NO_SUCH_PART


@dataclass(frozen=True, slots=True)
class Whole:
    """A project with the newest of each of its parts: one statement."""

    project: Project
    place_code: str
    place_name: str
    year: int
    contract: Contract | None
    contractor: Contractor | None
    acceptance: Acceptance | None
    before: File | None
    after: File | None
    settlement: Settlement | None
    evaluation: Evaluation | None
    termination: Termination | None
    procurement: Procurement | None
    award: Award | None
    held: dict[str, Money]
    """What its accounts hold."""

    @property
    def contracted_now(self) -> Money:
        """What the contracts bind in all: paid, kept back, still to be paid."""
        return self.held["contracted"] + self.held["retention"] + self.held["paid"]


def _newest(model: Any, key: str = "id") -> Any:
    other = aliased(model)
    return (
        select(func.max(getattr(other, key)))
        .where(other.project_id == Project.id)
        .correlate(Project)
        .scalar_subquery()
    )


def _balance(kind: str) -> Any:
    return (
        select(LedgerAccount.balance)
        .where(LedgerAccount.owner_id == Project.id, LedgerAccount.kind == kind)
        .correlate(Project)
        .scalar_subquery()
    )


KINDS = ("committed", "contracted", "retention", "paid")


def whole(code: str) -> Whole:
    """Everything a project's page needs of single things; refused (404) when there is no such project."""
    row: Any = found(db.session.execute(_whole(), {"code": code}).first(), NO_PROJECT)
    held = {kind: _money(value) for kind, value in zip(KINDS, row[14:], strict=True)}
    singles: dict[str, Any] = dict(zip([f.name for f in fields(Whole)], row[:14], strict=False))
    return Whole(**singles, held=held)


@cache
def _whole() -> Select[*tuple[Any, ...]]:
    """The statement, put together once: that takes longer than asking it."""
    before, after = aliased(File), aliased(File)
    return (
        select(
            Project,
            Place.code,
            Place.name,
            Cycle.year,
            Contract,
            Contractor,
            Acceptance,
            before,
            after,
            Settlement,
            Evaluation,
            Termination,
            Procurement,
            Award,
            *(_balance(kind) for kind in KINDS),
        )
        .select_from(Project)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .outerjoin(Contract, Contract.id == _newest(Contract))
        .outerjoin(Award, (Award.project_id == Project.id) & Award.cancelled_at.is_(None))
        .outerjoin(Contractor, Contractor.id == func.coalesce(Award.contractor_id, Contract.contractor_id))
        .outerjoin(Acceptance, Acceptance.id == _newest(Acceptance))
        .outerjoin(before, before.id == Acceptance.before_file_id)
        .outerjoin(after, after.id == Acceptance.after_file_id)
        .outerjoin(Settlement, Settlement.project_id == Project.id)
        .outerjoin(Evaluation, Evaluation.id == _newest(Evaluation))
        .outerjoin(Termination, Termination.id == _newest(Termination))
        .outerjoin(Procurement, Procurement.id == _newest(Procurement))
        .where(SubjectRow.kind == "project", SubjectRow.code == bindparam("code"))
    )


def _money(value: Any) -> Money:
    if value is None:
        return ZERO
    return value if isinstance(value, Money) else Money(int(value))


class MilestoneLine(NamedTuple):
    """A milestone with the newest thing shown for it."""

    milestone: Milestone
    evidence: Evidence | None
    photo: File | None


def milestones(contract_id: int | None) -> Sequence[MilestoneLine]:
    """A contract's milestones with their newest evidence: one statement."""
    if contract_id is None:
        return []
    other = aliased(Evidence)
    newest = (
        select(func.max(other.id))
        .where(other.milestone_id == Milestone.id)
        .correlate(Milestone)
        .scalar_subquery()
    )
    query = (
        select(Milestone, Evidence, File)
        .select_from(Milestone)
        .outerjoin(Evidence, Evidence.id == newest)
        .outerjoin(File, File.id == Evidence.file_id)
        .where(Milestone.contract_id == contract_id)
        .order_by(Milestone.number)
    )
    return [MilestoneLine(*row) for row in db.session.execute(query)]


class PaymentLine(NamedTuple):
    """A payment request with the names of those who carried it."""

    request: PaymentRequest
    milestone: str | None
    verified_by: str | None
    released_by: str | None


def _payments(project_id: int) -> Any:
    verified, released = aliased(Person), aliased(Person)
    return (
        select(PaymentRequest, Milestone.title, verified.public_name, released.public_name)
        .select_from(PaymentRequest)
        .outerjoin(Milestone, Milestone.id == PaymentRequest.milestone_id)
        .outerjoin(verified, verified.id == PaymentRequest.verified_by)
        .outerjoin(released, released.id == PaymentRequest.released_by)
        .where(PaymentRequest.project_id == project_id)
        .order_by(PaymentRequest.number)
    )


def payments(project_id: int) -> Sequence[PaymentLine]:
    """A project's payment requests: one statement."""
    return [PaymentLine(*row) for row in db.session.execute(_payments(project_id))]


def payment(project_id: int, number: int) -> PaymentLine:
    """One of them; refused (404) when there is none."""
    query = _payments(project_id).where(PaymentRequest.number == number)
    return PaymentLine(*found(db.session.execute(query).first(), NO_SUCH_PART))


class Shown(NamedTuple):
    """One showing of work, or one look at it, in order of time."""

    at: datetime
    what: str
    """``evidence``, ``inspection``, ``verification``."""
    passed: bool | None
    text: str
    by: str
    photo: File | None


def shown(milestone_id: int) -> Sequence[Shown]:
    """All that was shown and said about a milestone, oldest first: two statements."""
    evidence = (
        select(Evidence.at, Evidence.text, Person.public_name, File)
        .join(Person, Person.id == Evidence.by_id)
        .outerjoin(File, File.id == Evidence.file_id)
        .where(Evidence.milestone_id == milestone_id)
    )
    checks = (
        select(MilestoneCheck, Person.public_name, File)
        .join(Person, Person.id == MilestoneCheck.by_id)
        .outerjoin(File, File.id == MilestoneCheck.file_id)
        .where(MilestoneCheck.milestone_id == milestone_id)
    )
    rows = [Shown(r[0], "evidence", None, r[1], r[2], r[3]) for r in db.session.execute(evidence)]
    rows += [
        Shown(c.at, c.kind, c.passed, c.text, name, photo) for c, name, photo in db.session.execute(checks)
    ]
    return sorted(rows, key=lambda row: row.at)


class ListLine(NamedTuple):
    """A project in a list."""

    id: int
    code: str
    title: str
    state: str
    approved: Money
    contractor: str | None
    ends_on: date | None
    done: int
    late: int


def listed(cycle_id: int, now: datetime, after: int, limit: int) -> Sequence[ListLine]:
    """A cycle's projects in order, with how far each is: one statement."""
    done = (
        select(func.coalesce(func.sum(Milestone.weight), 0))
        .where(Milestone.contract_id == Contract.id, Milestone.state == "verified")
        .correlate(Contract)
        .scalar_subquery()
    )
    late = (
        select(func.count())
        .where(Wait.project_id == Project.id, Wait.met_at.is_(None), Wait.due_at <= now)
        .correlate(Project)
        .scalar_subquery()
    )
    query = (
        select(
            Project.id,
            SubjectRow.code,
            Project.title,
            Project.state,
            Project.approved,
            Contractor.name,
            Contract.ends_on,
            done,
            late,
        )
        .select_from(Project)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .outerjoin(Contract, (Contract.project_id == Project.id) & Contract.ended_at.is_(None))
        .outerjoin(Contractor, Contractor.id == Contract.contractor_id)
        .where(SubjectRow.cycle_id == cycle_id, Project.id > after)
        .order_by(Project.id)
        .limit(limit)
    )
    rows: Any = db.session.execute(query)
    return [ListLine._make((*row[:7], int(row[7] or 0), int(row[8] or 0))) for row in rows]


def of_contractor(contractor_id: int, after: int, limit: int) -> Sequence[tuple[Project, Contract]]:
    """What a firm was or is contracted for, newest first."""
    query = (
        select(Project, Contract)
        .join(Contract, Contract.project_id == Project.id)
        .where(Contract.contractor_id == contractor_id)
        .order_by(Contract.id.desc())
        .limit(limit)
    )
    if after:
        query = query.where(Contract.id < after)
    return [(row[0], row[1]) for row in db.session.execute(query)]
