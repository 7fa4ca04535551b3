"""What the clock does about reported words: ends the time to appeal, and says what was not decided in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.conduct import review_actions as actions
from micro_projects.conduct import review_queries as queries
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.proposals.queries import done_keys

CLOSE = "conduct.close"
OVERDUE = "conduct.overdue"


def unappealed(now: datetime) -> Iterator[Due]:
    """Hidden words whose author did not appeal in time."""
    for review in queries.over(("hidden",), now):
        yield Due(str(review.id), review.due_at)


def close(due: Due, now: datetime) -> None:
    """They stay hidden."""
    actions.close(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


def late(now: datetime) -> Iterator[Due]:
    """Reports and appeals not decided in time: once for each office that lets them lie."""
    done = done_keys(OVERDUE)
    for review in queries.over(("open", "appealed"), now):
        key = f"{review.id}:{review.state}:{review.office}"
        if key not in done:
            yield Due(key, review.due_at)


def note_late(due: Due, now: datetime) -> None:
    """Disclose one and hand it on."""
    actions.note_overdue(CLOCK_ACTOR, queries.by_id(int(due.key.partition(":")[0])), now)


JOBS = (Job(CLOSE, unappealed, close), Job(OVERDUE, late, note_late))
