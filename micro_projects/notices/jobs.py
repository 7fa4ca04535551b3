"""What the clock does for notices: opens gates, lets rejections stand, escalates. It never decides an objection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.kernel.subject import Subject
from micro_projects.notices import (
    actions,
    extension_actions,
    extension_queries,
    objection_deciding,
    objection_queries,
    queries,
    reminder_jobs,
)
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection
from micro_projects.notices.redaction_jobs import JOBS as REDACTION_JOBS
from micro_projects.notices.uptime_models import Outage


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


def outages(now: datetime) -> Iterator[Due]:
    """Notices an outage fell into; due when it began, so that no gate opens before."""
    for one in extension_queries.owed():
        yield Due(f"{one.notice.id}:{one.outage.id}", one.outage.starts_at)


def after_outage(due: Due, now: datetime) -> None:
    """Make one longer."""
    notice_id, outage_id = map(int, due.key.split(":"))
    notice, outage = db.session.get_one(Notice, notice_id), db.session.get_one(Outage, outage_id)
    extension_actions.after_outage(CLOCK_ACTOR, notice, outage, now)


def never_posted(now: datetime) -> Iterator[Due]:
    """Notices over that hang on no board."""
    for notice in extension_queries.never_posted(now):
        assert notice.ends_at is not None
        yield Due(str(notice.id), notice.ends_at)


def extend_unposted(due: Due, now: datetime) -> None:
    """Let one run once more."""
    extension_actions.never_posted(CLOCK_ACTOR, db.session.get_one(Notice, int(due.key)), now)


JOBS = (
    Job("notice.after_outage", outages, after_outage),
    Job("notice.unposted", never_posted, extend_unposted),
    Job("objection.lapse", unappealed, lapse),
    Job("objection.escalate", overdue, escalate),
    Job("notice.gate", gates, open_gate),
    *reminder_jobs.JOBS,
    *REDACTION_JOBS,
)
