"""Reading findings, answers, holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.oversight import rules
from micro_projects.oversight.models import Finding, FindingAnswer, FindingReview, PaymentHold
from micro_projects.people.models import Person
from micro_projects.projects.models import Contract, Contractor

Shown = tuple[Finding, str]


def about(kind: str, code: str) -> SubjectRow:
    """The subject a finding is about; refused (404) when there is none."""
    query = select(SubjectRow).where(SubjectRow.kind == kind, SubjectRow.code == code)
    return found(db.session.scalar(query), rules.NOTHING_THERE)


def finding(code: str) -> Finding:
    """The finding of that code; refused (404) when there is none."""
    query = select(Finding).join(SubjectRow, SubjectRow.id == Finding.id)
    return found(
        db.session.scalar(query.where(SubjectRow.kind == "finding", SubjectRow.code == code)),
        rules.NO_FINDING,
    )


def next_number(about_id: int) -> int:
    """The how-many-eth finding about a subject the next one is."""
    return (db.session.scalar(select(func.count()).where(Finding.about_id == about_id)) or 0) + 1


def of_subject(about_id: int) -> Sequence[Shown]:
    """Findings about a subject with who raised them, newest first."""
    return _shown(select(Finding, Person.public_name).where(Finding.about_id == about_id).limit(100))


def open_of(about_id: int) -> list[int]:
    """Ids of findings not closed yet. A question is no defect."""
    query = select(Finding.id).where(
        Finding.about_id == about_id, Finding.state != "closed", Finding.severity != "question"
    )
    return list(db.session.scalars(query.order_by(Finding.id)))


def below(path: str, limit: int, *, after: int = 0, open_only: bool = False) -> Sequence[Shown]:
    """Findings in a place and below it, newest first, before an id (0: from the newest)."""
    query = (
        select(Finding, Person.public_name)
        .join(SubjectRow, SubjectRow.id == Finding.id)
        .where(SubjectRow.path.startswith(path, autoescape=True))
    )
    if after:
        query = query.where(Finding.id < after)
    if open_only:
        query = query.where(Finding.state != "closed")
    return _shown(query.limit(limit))


def _shown(query: object) -> Sequence[Shown]:
    rows = db.session.execute(
        query.join(Person, Person.id == Finding.raised_by).order_by(Finding.id.desc())  # type: ignore[attr-defined]
    )
    return [(row[0], row[1]) for row in rows]


class Word(NamedTuple):
    """One answer, or one look at it, with who wrote it."""

    at: datetime
    by: str
    by_id: int
    text: str
    file_id: int | None
    settled: bool | None
    """None: an answer."""


def words(finding_id: int) -> list[Word]:
    """All that was written about a finding, oldest first: two statements."""
    answers = db.session.execute(
        select(FindingAnswer, Person.public_name)
        .join(Person, Person.id == FindingAnswer.by_id)
        .where(FindingAnswer.finding_id == finding_id)
    )
    reviews = db.session.execute(
        select(FindingReview, Person.public_name)
        .join(Person, Person.id == FindingReview.by_id)
        .where(FindingReview.finding_id == finding_id)
    )
    said = [Word(a.at, name, a.by_id, a.text, a.file_id, None) for a, name in answers]
    said += [Word(r.at, name, r.by_id, r.text, None, r.settled) for r, name in reviews]
    return sorted(said, key=lambda word: word.at)


def hold_of(finding_id: int) -> PaymentHold | None:
    """The hold that names a finding."""
    return db.session.get(PaymentHold, finding_id)


def holds(project_id: int) -> Sequence[Finding]:
    """The findings that hold a project's payments now."""
    query = (
        select(Finding)
        .join(PaymentHold, PaymentHold.finding_id == Finding.id)
        .where(PaymentHold.project_id == project_id, PaymentHold.lifted_at.is_(None))
    )
    return db.session.scalars(query.order_by(Finding.id)).all()


def overdue(now: datetime) -> Sequence[Finding]:
    """Findings whose next word is late and not disclosed as such yet."""
    query = select(Finding).where(
        Finding.state != "closed", Finding.due_at <= now, Finding.overdue_at.is_(None)
    )
    return db.session.scalars(query.order_by(Finding.due_at, Finding.id)).all()


def contracts_for(person_id: int, project_id: int) -> bool:
    """Whether somebody speaks for the firm whose contract for the project is in force."""
    query = (
        select(Contract.id)
        .join(Contractor, Contractor.id == Contract.contractor_id)
        .where(
            Contract.project_id == project_id,
            Contract.ended_at.is_(None),
            Contractor.person_id == person_id,
        )
    )
    return db.session.scalar(query.limit(1)) is not None


def contractor_person(project_id: int) -> int | None:
    """Who speaks for the firm whose contract for the project is in force."""
    query = (
        select(Contractor.person_id)
        .join(Contract, Contract.contractor_id == Contractor.id)
        .where(Contract.project_id == project_id, Contract.ended_at.is_(None))
    )
    return db.session.scalar(query.limit(1))
