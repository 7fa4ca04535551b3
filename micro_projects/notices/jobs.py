"""What the clock does for notices: opens gates, nothing else. It never decides an objection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.kernel.subject import Subject
from micro_projects.notices import actions, queries
from micro_projects.notices.models import Notice


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


JOBS = (Job("notice.gate", gates, open_gate),)
