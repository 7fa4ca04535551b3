"""What the clock does about appeals against screening (P4). It decides none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals import appeal_actions, due_queries, queries

REMIND, OVERDUE = "proposal.remind_appeal", "proposal.appeal_overdue"
REMIND_DAYS = 5
"""Working days before its time is over that the convener is reminded (our default): a session takes days to call."""


def near(now: datetime) -> Iterator[Due]:
    """Appeals whose time will soon be over."""
    waiting = due_queries.appeals()
    done, working_days = (queries.done_keys(REMIND), calendar()) if waiting else (set(), None)
    for one in waiting:
        assert working_days is not None
        days = max(one.cycle.pack.appeal_council_days - REMIND_DAYS, 1)
        at = add_working_days(one.since, days, working_days)
        if at <= now < _until(one) and str(one.id) not in done:
            yield Due(str(one.id), at)


def late(now: datetime) -> Iterator[Due]:
    """Appeals the council has not decided in time; each said once."""
    waiting = due_queries.appeals()
    done = queries.done_keys(OVERDUE) if waiting else set()
    for one in waiting:
        until = _until(one)
        if until <= now and str(one.id) not in done:
            yield Due(str(one.id), until)


def _until(one: due_queries.Waiting) -> datetime:
    return places.due_after(one.since, one.cycle.pack.appeal_council_days)


def remind(due: Due, now: datetime) -> None:
    """Remind of one."""
    proposal = queries.by_id(int(due.key))
    until = queries.appeal_until(proposal)
    assert until is not None
    appeal_actions.remind(CLOCK_ACTOR, proposal, until, now)


def note(due: Due, now: datetime) -> None:
    """Disclose one."""
    appeal_actions.note_overdue(CLOCK_ACTOR, queries.by_id(int(due.key)), due.due_at, now)


JOBS = (Job(REMIND, near, remind), Job(OVERDUE, late, note))
