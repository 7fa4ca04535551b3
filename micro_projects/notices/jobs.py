"""What the clock does for notices: opens gates, lets rejections stand, escalates. It never decides an objection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.kernel.subject import Subject
from micro_projects.notices import actions, objection_deciding, objection_queries, queries
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection


def gates(now: datetime) -> Iterator[Due]:
    """Every gate that may open now."""
    for release in queries.releasable(now):
        yield Due(f"{release.notice_id}:{release.subject_id}", release.due_at)


def open_gate(due: Due, now: datetime) -> None:
    """Open one; refused, and left for the next tick, when an objection came in first."""
    notice_id, subject_id = map(int, due.key.split(":"))
    subject = db.session.get_one(SubjectRow, subject_id)
    actions.release(
        CLOCK_ACTOR, db.session.get_one(Notice, notice_id), Subject(subject.kind, subject.id), now
    )


def overdue(now: datetime) -> Iterator[Due]:
    """Objections neither taken up nor decided in time."""
    return _each(objection_queries.overdue(now))


def escalate(due: Due, now: datetime) -> None:
    """Hand one on to the next office."""
    objection_deciding.escalate(CLOCK_ACTOR, _objection(due), now)


def unappealed(now: datetime) -> Iterator[Due]:
    """Rejections whose time for an appeal has run."""
    return _each(objection_queries.unappealed(now))


def lapse(due: Due, now: datetime) -> None:
    """Let one stand."""
    objection_deciding.lapse(CLOCK_ACTOR, _objection(due), now)


def _each(objections: Sequence[Objection]) -> Iterator[Due]:
    for one in objections:
        assert one.due_at is not None
        yield Due(f"{one.id}:{one.due_at.isoformat()}", one.due_at)


def _objection(due: Due) -> Objection:
    return db.session.get_one(Objection, int(due.key.split(":")[0]))


JOBS = (
    Job("objection.lapse", unappealed, lapse),
    Job("objection.escalate", overdue, escalate),
    Job("notice.gate", gates, open_gate),
)
