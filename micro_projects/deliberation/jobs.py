"""What the clock does for deliberation: notes a late opinion, notes the committee's silence. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.deliberation import actions, due_queries, queries, rules
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals import queries as proposals

OPINION = "deliberation.opinion_overdue"
SILENCE = "deliberation.silence"


def late_opinions(now: datetime) -> Iterator[Due]:
    """Versions whose opinion is overdue (P7); each version once."""
    working_days, done = calendar(), proposals.done_keys(OPINION)
    for proposal_id, since, cycle in queries.awaiting_opinion():
        until = add_working_days(since, cycle.pack.opinion_days, working_days)
        key = f"{proposal_id}:{since.isoformat()}"
        if until <= now and key not in done:
            yield Due(key, until)


def note_opinion(due: Due, now: datetime) -> None:
    """Disclose one."""
    proposal = proposals.by_id(int(due.key.partition(":")[0]))
    actions.note_overdue(CLOCK_ACTOR, proposal, due.due_at, now)


def silent_committees(now: datetime) -> Iterator[Due]:
    """Cycles whose committee said nothing on the agenda in five working days (P7)."""
    working_days = calendar()
    for cycle_id, since in due_queries.without_agenda_opinion():
        until = add_working_days(since, rules.AGENDA_DAYS, working_days)
        if until <= now:
            yield Due(str(cycle_id), until)


def note_silence(due: Due, now: datetime) -> None:
    """Record one."""
    actions.note_silence(CLOCK_ACTOR, cycles.by_id(int(due.key)), now)


JOBS = (Job(OPINION, late_opinions, note_opinion), Job(SILENCE, silent_committees, note_silence))
