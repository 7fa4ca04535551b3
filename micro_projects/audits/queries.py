"""Reading audits: who runs which, what was drawn, what was written, what is still to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.audits import rules
from micro_projects.audits.flag_queries import within
from micro_projects.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    AuditPaper,
    AuditResponse,
    AuditSample,
    FollowUp,
    Unmasking,
)
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found
from micro_projects.oversight.models import Finding
from micro_projects.people.models import Person
from micro_projects.places.models import Place

RUNNING = ("open", "hearing")


def audit(code: str) -> Audit:
    """The audit of that code; refused (404) when there is none."""
    query = select(Audit).join(SubjectRow, SubjectRow.id == Audit.id)
    return found(
        db.session.scalar(query.where(SubjectRow.kind == "audit", SubjectRow.code == code)), rules.NO_AUDIT
    )


def place_of(audit: Audit) -> Place:
    """The place audited."""
    return db.session.get_one(Place, audit.place_id)


def next_number(place_id: int, year: int) -> int:
    """The how-many-eth audit of a place in a year the next one is."""
    prefix = select(func.count()).select_from(SubjectRow)
    mine = prefix.where(
        SubjectRow.kind == "audit",
        SubjectRow.place_id == place_id,
        SubjectRow.code.contains(f"-A{year}-", autoescape=True),
    )
    return (db.session.scalar(mine) or 0) + 1


def covering(by: Actor, path: str, now: datetime) -> Audit | None:
    """The newest audit within its term that covers `path`, of an auditor there; None: there is none."""
    query = (
        select(Audit)
        .join(SubjectRow, SubjectRow.id == Audit.id)
        .where(Audit.state.in_(RUNNING), Audit.ends_at > now)
        .order_by(Audit.id.desc())
    )
    for one in db.session.scalars(query):
        if path.startswith(one.path) and by.holds(frozenset({"auditor"}), one.path):
            return one
    return None


class Listed(NamedTuple):
    """An audit with its place."""

    audit: Audit
    place: Place


def listed(path: str, after: int, limit: int, *, running: bool = False) -> list[Listed]:
    """Audits of a place and below it, newest first, before an id (0: from the newest)."""
    query = (
        select(Audit, Place)
        .join(SubjectRow, SubjectRow.id == Audit.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .where(SubjectRow.path.startswith(path, autoescape=True))
    )
    if after:
        query = query.where(Audit.id < after)
    if running:
        query = query.where(Audit.state.in_(RUNNING))
    rows = db.session.execute(query.order_by(Audit.id.desc()).limit(limit))
    return [Listed(row[0], row[1]) for row in rows]


def places_below(paths: Sequence[str]) -> Sequence[Place]:
    """What an auditor may choose as scope: the places audited and all below, widest first."""
    return db.session.scalars(select(Place).where(within(Place.path, paths)).order_by(Place.path)).all()


def samples(audit_id: int) -> Sequence[AuditSample]:
    """What was drawn, in order."""
    query = select(AuditSample).where(AuditSample.audit_id == audit_id)
    return db.session.scalars(query.order_by(AuditSample.number)).all()


def sample(audit_id: int, number: int) -> AuditSample:
    """One of them; refused (404) when there is none."""
    return found(db.session.get(AuditSample, (audit_id, number)), rules.NO_SAMPLE)


def items(audit_id: int, number: int | None = None) -> Sequence[AuditItem]:
    """What was drawn, in the order drawn; of one sample or of all."""
    query = select(AuditItem).where(AuditItem.audit_id == audit_id)
    if number is not None:
        query = query.where(AuditItem.sample == number)
    return db.session.scalars(query.order_by(AuditItem.sample, AuditItem.rank)).all()


def papers(audit_id: int) -> Sequence[AuditPaper]:
    """Every working paper, also those replaced, in order."""
    query = select(AuditPaper).where(AuditPaper.audit_id == audit_id)
    return db.session.scalars(query.order_by(AuditPaper.number)).all()


def outcomes(written: Sequence[AuditPaper]) -> dict[tuple[int, int], str]:
    """What the papers in force say of each drawn item: (sample, rank) → outcome."""
    replaced = {paper.replaces for paper in written}
    return {
        (paper.sample, paper.rank): paper.outcome
        for paper in written
        if paper.sample is not None
        and paper.rank is not None
        and paper.outcome is not None
        and paper.number not in replaced
    }


class Said(NamedTuple):
    """A response to the draft, with who gave it."""

    response: AuditResponse
    by: str


def responses(audit_id: int) -> list[Said]:
    """What those audited answered, in order."""
    query = (
        select(AuditResponse, Person.public_name)
        .join(Person, Person.id == AuditResponse.by_id)
        .where(AuditResponse.audit_id == audit_id)
        .order_by(AuditResponse.id)
    )
    return [Said(row[0], row[1]) for row in db.session.execute(query)]


def findings(audit_id: int) -> Sequence[Finding]:
    """What was found, in order."""
    query = select(Finding).join(AuditFinding, AuditFinding.finding_id == Finding.id)
    return db.session.scalars(query.where(AuditFinding.audit_id == audit_id).order_by(Finding.id)).all()


def finding_of(audit_id: int, code: str) -> Finding:
    """One of them; refused (404) when it belongs to another audit."""
    query = (
        select(Finding)
        .join(AuditFinding, AuditFinding.finding_id == Finding.id)
        .join(SubjectRow, SubjectRow.id == Finding.id)
        .where(AuditFinding.audit_id == audit_id, SubjectRow.code == code)
    )
    return found(db.session.scalar(query), rules.NO_FINDING)


def follow_ups(audit_id: int) -> Sequence[FollowUp]:
    """Further looks, the earliest due first."""
    query = select(FollowUp).where(FollowUp.audit_id == audit_id)
    return db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)).all()


def unmaskings(audit_id: int) -> int:
    """How often somebody looked behind a mask in an audit."""
    query = select(func.count()).select_from(Unmasking).where(Unmasking.audit_id == audit_id)
    return db.session.scalar(query) or 0


def heard_out(now: datetime) -> Sequence[Audit]:
    """Hearings whose time is over and whose auditor was not told yet."""
    query = select(Audit).where(
        Audit.state == "hearing", Audit.hear_until <= now, Audit.reminded_at.is_(None)
    )
    return db.session.scalars(query.order_by(Audit.hear_until, Audit.id)).all()


def looks_due(today: date) -> Sequence[FollowUp]:
    """Further looks due and not yet reminded of."""
    query = select(FollowUp).where(
        FollowUp.done_at.is_(None), FollowUp.reminded_at.is_(None), FollowUp.due_on <= today
    )
    return db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)).all()
