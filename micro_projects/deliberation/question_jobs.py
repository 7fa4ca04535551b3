"""What the clock does about questions: reminds those who owe an answer, and discloses once that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from micro_projects.deliberation import question_actions as actions
from micro_projects.deliberation import question_queries as queries
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.proposals.queries import done_keys

SOON = "deliberation.answer_soon"
LATE = "deliberation.answer_late"
LAST_DAY = timedelta(days=1)
"""A deadline is 24:00 of a working day: that day."""


def near(now: datetime) -> Iterator[Due]:
    """Questions whose last working day has begun; each once."""
    done = done_keys(SOON)
    for question_id, asked, due_at in queries.waiting():
        from_ = max(due_at - LAST_DAY, asked)
        if from_ <= now < due_at and str(question_id) not in done:
            yield Due(str(question_id), from_)


def remind(due: Due, now: datetime) -> None:
    """Write to whoever owes one."""
    actions.remind(CLOCK_ACTOR, *queries.by_id(int(due.key)), now)


def over(now: datetime) -> Iterator[Due]:
    """Questions without an answer in time; each once."""
    done = done_keys(LATE)
    for question_id, _, due_at in queries.waiting():
        if due_at <= now and str(question_id) not in done:
            yield Due(str(question_id), due_at)


def note_late(due: Due, now: datetime) -> None:
    """Disclose one."""
    actions.note_unanswered(CLOCK_ACTOR, *queries.by_id(int(due.key)), now)


JOBS = (Job(SOON, near, remind), Job(LATE, over, note_late))
