"""What the clock does for redactions: destroys after the time for appeals, keeps the list, carries it out again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.notices import redaction_actions as actions
from micro_projects.notices import redaction_keeping as keeping
from micro_projects.notices import redaction_overdue
from micro_projects.notices import redaction_queries as queries
from micro_projects.notices.redaction_models import Redaction, RedactionAppeal


def over(now: datetime) -> Iterator[Due]:
    """Hidden parts whose time for appeals is over."""
    for row in queries.to_destroy(now):
        assert row.due_at is not None
        yield Due(row.code, row.due_at)


def destroy(due: Due, now: datetime) -> None:
    """Destroy what one sealed."""
    actions.destroy(CLOCK_ACTOR, _row(due.key), now)


def unlisted(now: datetime) -> Iterator[Due]:
    """Redactions the list outside the database does not have yet."""
    for row in keeping.unlisted(_home()):
        yield Due(f"{row.code}:{row.state}", row.state_since)


def keep(due: Due, now: datetime) -> None:
    """List one."""
    keeping.keep(_home(), _row(due.key.rpartition(":")[0]))


def undone(now: datetime) -> Iterator[Due]:
    """Redactions of the list that a restored database does not know."""
    for line in keeping.undone(_home()):
        yield Due(line["code"], now)


def again(due: Due, now: datetime) -> None:
    """Carry one out again."""
    for line in keeping.undone(_home()):
        if line["code"] == due.key:
            keeping.again(line, now)


def _row(code: str) -> Redaction:
    return db.session.scalars(select(Redaction).where(Redaction.code == code)).one()


def _home() -> Path:
    home: Path = current_app.extensions["settings"].home
    return home


def late(now: datetime) -> Iterator[Due]:
    """Appeals nobody has decided in time."""
    for one in redaction_overdue.late(now):
        yield Due(str(one.appeal.id), one.due_at)


def note_late(due: Due, now: datetime) -> None:
    """Say so, once."""
    redaction_overdue.note(CLOCK_ACTOR, db.session.get_one(RedactionAppeal, int(due.key)), now)


JOBS = (
    Job(redaction_overdue.JOB, late, note_late),
    Job("redaction.again", undone, again),
    Job("redaction.destroy", over, destroy),
    Job("redaction.list", unlisted, keep),
)
