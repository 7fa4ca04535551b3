"""What the clock does for forums: late feedback is disclosed, silence passes on, what nobody opened or closed ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.forums import actions, feedback_actions, part_actions, queries, rules
from micro_projects.forums.models import Forum, ForumParticipant
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job


def owing(now: datetime) -> Iterator[Due]:
    """Forums whose feedback is late."""
    for forum in queries.owing(now):
        assert forum.feedback_due_at is not None
        yield Due(str(forum.id), forum.feedback_due_at)


def disclose_overdue(due: Due, now: datetime) -> None:
    """Say so in public, with who holds it."""
    feedback_actions.overdue(CLOCK_ACTOR, db.session.get_one(Forum, int(due.key)), now)


def forgotten(now: datetime) -> Iterator[Due]:
    """Forums a day after their time that were not held."""
    for forum in queries.forgotten(now - rules.FORGOTTEN):
        yield Due(str(forum.id), forum.starts_at + rules.FORGOTTEN)


def end(due: Due, now: datetime) -> None:
    """End one."""
    actions.forgotten(CLOCK_ACTOR, db.session.get_one(Forum, int(due.key)), now)


def silent(now: datetime) -> Iterator[Due]:
    """Drawn people who did not answer in time."""
    for row in queries.silent(now):
        assert row.reply_until is not None
        yield Due(str(row.id), row.reply_until)


def pass_on(due: Due, now: datetime) -> None:
    """Ask the next in order."""
    part_actions.silent(CLOCK_ACTOR, db.session.get_one(ForumParticipant, int(due.key)), now)


JOBS = (
    Job("forum.silent", silent, pass_on),
    Job("forum.forgotten", forgotten, end),
    Job("forum.overdue", owing, disclose_overdue),
)
