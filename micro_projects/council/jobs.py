"""What the clock does for the council: adjourns what nobody opened or closed, minutes' and requirements' deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from micro_projects.council import (
    actions,
    live_queries,
    minutes_actions,
    queries,
    requirement_actions,
    rules,
    seat_jobs,
    secret_keys,
    secret_queries,
)
from micro_projects.council.models import CouncilSession
from micro_projects.council.requirement_models import Requirement
from micro_projects.extensions import db
from micro_projects.kernel import kept_file
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job


def forgotten(now: datetime) -> Iterator[Due]:
    """Sessions a day after their time, neither opened nor closed."""
    for session in queries.live_since(now - rules.FORGOTTEN):
        since = session.opened_at or session.starts_at
        yield Due(f"{session.id}", since + rules.FORGOTTEN)


def adjourn(due: Due, now: datetime) -> None:
    """Adjourn one."""
    actions.adjourn_forgotten(CLOCK_ACTOR, db.session.get_one(CouncilSession, int(due.key)), now)


def unrecalled(now: datetime) -> Iterator[Due]:
    """Open sessions whose quorum was lost and not found again in time."""
    for session in live_queries.without_quorum():
        assert session.quorum_lost_at is not None
        due = session.quorum_lost_at + timedelta(minutes=session.recall_minutes)
        if due <= now:
            yield Due(f"{session.id}:{session.quorum_lost_at.isoformat()}", due)


def adjourn_unrecalled(due: Due, now: datetime) -> None:
    """Adjourn one."""
    session_id = int(due.key.split(":")[0])
    actions.adjourn_unrecalled(CLOCK_ACTOR, db.session.get_one(CouncilSession, session_id), now)


def unsigned(now: datetime) -> Iterator[Due]:
    """Minutes whose deadline has passed without all signatures."""
    for minutes in queries.minutes_due(now):
        yield Due(f"{minutes.session_id}:{minutes.round}", minutes.due_at)


def minutes_deadline(due: Due, now: datetime) -> None:
    """Redraw the signers once, then let the minutes stand with that reservation."""
    session_id = int(due.key.split(":")[0])
    minutes_actions.deadline(CLOCK_ACTOR, db.session.get_one(CouncilSession, session_id), now)


def overdue(now: datetime) -> Iterator[Due]:
    """Required sessions that were not convened in time."""
    for requirement in queries.requirements_overdue(now):
        assert requirement.due_at is not None
        yield Due(str(requirement.id), requirement.due_at)


def disclose_overdue(due: Due, now: datetime) -> None:
    """Say so in public."""
    requirement_actions.overdue(CLOCK_ACTOR, db.session.get_one(Requirement, int(due.key)), now)


def unsupported(now: datetime) -> Iterator[Due]:
    """Requirements that a fifth did not sign in time."""
    for requirement in queries.requirements_open(now - rules.COLLECTING):
        yield Due(str(requirement.id), requirement.started_at + rules.COLLECTING)


def lapse(due: Due, now: datetime) -> None:
    """Let one lapse."""
    requirement_actions.lapse(CLOCK_ACTOR, db.session.get_one(Requirement, int(due.key)), now)


def keys_left(now: datetime) -> Iterator[Due]:
    """Keys of secret votes that ended: the power went before the file did."""
    for file in secret_keys.left_behind(secret_queries.public_keys()):
        yield Due(file.name, now)


def destroy_key(due: Due, now: datetime) -> None:
    """Overwrite one and remove it; asked again under the lock, for a vote being called has its key first."""
    for file in secret_keys.left_behind(secret_queries.public_keys()):
        if file.name == due.key:
            kept_file.shred(file)


JOBS = (
    Job("secret_vote.key", keys_left, destroy_key),
    *seat_jobs.JOBS,
    Job("session.forgotten", forgotten, adjourn),
    Job("session.unrecalled", unrecalled, adjourn_unrecalled),
    Job("minutes.deadline", unsigned, minutes_deadline),
    Job("requirement.overdue", overdue, disclose_overdue),
    Job("requirement.lapse", unsupported, lapse),
)
