"""What the clock does for deliberation: notes a late opinion, notes the committee's silence. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.deliberation import (
    actions,
    due_queries,
    opinion_actions,
    opinion_queries,
    queries,
    question_jobs,
    rules,
    text_actions,
)
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals import queries as proposals

OPINION = "deliberation.opinion_overdue"
SILENCE = "deliberation.silence"
MERGES = "deliberation.merge_over"
_SUFFIX = {"opinion": "", "legality": "/legality"}
"""How the key of the clock's work ends for each thing that is late."""


def late_opinions(now: datetime) -> Iterator[Due]:
    """Versions whose opinions are overdue (P7); each version once for each of the two."""
    working_days, done = calendar(), proposals.done_keys(OPINION)
    for one in opinion_queries.awaited():
        until = add_working_days(one.since, one.cycle.pack.opinion_days, working_days)
        for what in one.lacking:
            key = f"{one.proposal.id}:{one.since.isoformat()}" + _SUFFIX[what]
            if until <= now and key not in done:
                yield Due(key, until)


def note_opinion(due: Due, now: datetime) -> None:
    """Disclose one."""
    proposal = proposals.by_id(int(due.key.partition(":")[0]))
    what = "legality" if due.key.endswith(_SUFFIX["legality"]) else "opinion"
    opinion_actions.note_overdue(CLOCK_ACTOR, proposal, what, due.due_at, now)


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


def merges_over(now: datetime) -> Iterator[Due]:
    """Offers to merge whose time is over, or of which a proposal is not what it was."""
    for merge_id, since in due_queries.merges_over(now):
        yield Due(str(merge_id), since)


def end_merge(due: Due, now: datetime) -> None:
    """End one."""
    text_actions.end_merge(CLOCK_ACTOR, queries.merge_by_id(int(due.key)), now)


JOBS = (
    Job(OPINION, late_opinions, note_opinion),
    Job(SILENCE, silent_committees, note_silence),
    Job(MERGES, merges_over, end_merge),
    *question_jobs.JOBS,
)
