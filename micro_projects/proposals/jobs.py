"""What the clock does for proposals: lapses drafts, ends seconding, posts D1, begins deliberation, notes delay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals import (
    actions,
    appeal_jobs,
    decision_actions,
    disclosure_actions,
    due_queries,
    overdue_actions,
    queries,
    rerun_actions,
    rules,
)


def stale_drafts(now: datetime) -> Iterator[Due]:
    """Drafts whose window is over (P2)."""
    for waiting in due_queries.past_window(("draft",), now):
        yield Due(str(waiting.id), waiting.since)


def lapse_draft(due: Due, now: datetime) -> None:
    """Lapse one."""
    actions.lapse(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


def not_seconded(now: datetime) -> Iterator[Due]:
    """Proposals still short of seconds when the time is over (P3)."""
    working_days = calendar()
    for waiting in due_queries.past_window(("submitted",), now):
        last = rules.window_last(waiting.since)
        until = add_working_days(last, waiting.cycle.pack.seconding_days, working_days)
        if until <= now:
            yield Due(str(waiting.id), until)


def fail_seconding(due: Due, now: datetime) -> None:
    """Mark one."""
    actions.fail_seconding(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


def screening_late(now: datetime) -> Iterator[Due]:
    """Screenings the officer did not decide in time (P4)."""
    working_days, done = calendar(), queries.done_keys("proposal.screening_overdue")
    for waiting in due_queries.in_state("seconded"):
        until = add_working_days(waiting.since, waiting.cycle.pack.screening_days, working_days)
        if until <= now and str(waiting.id) not in done:
            yield Due(str(waiting.id), until)


def note_screening(due: Due, now: datetime) -> None:
    """Disclose one."""
    overdue_actions.note_overdue(CLOCK_ACTOR, queries.by_id(int(due.key)), "screening", due.due_at, now)


def d1_ready(now: datetime) -> Iterator[Due]:
    """Cycles whose notice of proposals can be posted (P5)."""
    for cycle_id, since in due_queries.without_d1(now):
        yield Due(str(cycle_id), since)


def post_d1(due: Due, now: datetime) -> None:
    """Post one."""
    disclosure_actions.post_d1(CLOCK_ACTOR, cycles.by_id(int(due.key)), now)


def appeals_over(now: datetime) -> Iterator[Due]:
    """Cycles whose time to appeal against screening is over (P4)."""
    done = queries.done_keys(rules.APPEALS_CLOSED)
    for cycle_id, since in due_queries.d1_over(now):
        if str(cycle_id) not in done:
            yield Due(str(cycle_id), since)


def close_appeals(due: Due, now: datetime) -> None:
    """Note it for one; the claim itself is what the cycle's end asks for."""
    disclosure_actions.close_appeals(CLOCK_ACTOR, cycles.by_id(int(due.key)), now)


def ready_to_begin(now: datetime) -> Iterator[Due]:
    """Proposals whose D1 is over (P6); a later occasion needs another key, hence the time."""
    for proposal_id, since in due_queries.may_begin(now):
        yield Due(f"{proposal_id}:{since.isoformat()}", since)


def begin(due: Due, now: datetime) -> None:
    """Begin one."""
    disclosure_actions.begin(CLOCK_ACTOR, queries.by_id(int(due.key.partition(":")[0])), now)


def version_owed(now: datetime) -> Iterator[Due]:
    """Authors who owe a new version and have three working days left."""
    owed = due_queries.owing()
    sent = queries.done_keys("proposal.remind_version") if owed else set()
    working_days = calendar()
    for row in owed:
        at = add_working_days(row.at, rules.RERUN_DAYS - 3, working_days)
        if at <= now < queries.rerun_until(row) and str(row.id) not in sent:
            yield Due(str(row.id), at)


def remind_version(due: Due, now: datetime) -> None:
    """Remind one."""
    rerun_actions.remind(CLOCK_ACTOR, queries.by_id(queries.rerun(int(due.key)).proposal_id), now)


def versions_late(now: datetime) -> Iterator[Due]:
    """New versions not written in time."""
    for row in due_queries.owing():
        due = queries.rerun_until(row)
        if due <= now:
            yield Due(str(row.id), due)


def expire(due: Due, now: datetime) -> None:
    """End one."""
    rerun_actions.expire(CLOCK_ACTOR, queries.by_id(queries.rerun(int(due.key)).proposal_id), now)


def approval_late(now: datetime) -> Iterator[Due]:
    """Approvals the officer did not decide in time (P14)."""
    working_days, done = calendar(), queries.done_keys("proposal.approval_overdue")
    for waiting in due_queries.d3_released():
        until = add_working_days(waiting.since, waiting.cycle.pack.approval_days, working_days)
        if until <= now and str(waiting.id) not in done:
            yield Due(str(waiting.id), until)


def note_approval(due: Due, now: datetime) -> None:
    """Disclose one."""
    overdue_actions.note_overdue(CLOCK_ACTOR, queries.by_id(int(due.key)), "approval", due.due_at, now)


def refusals_over(now: datetime) -> Iterator[Due]:
    """Refusals about which nobody asked the district in time (P14)."""
    working_days = calendar()
    for waiting in due_queries.in_state("refused"):
        until = add_working_days(waiting.since, waiting.cycle.pack.refusal_days, working_days)
        if until <= now:
            yield Due(str(waiting.id), until)


def refusal_stands(due: Due, now: datetime) -> None:
    """End one."""
    decision_actions.refusal_stands(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


JOBS = (
    Job("proposal.lapse_draft", stale_drafts, lapse_draft),
    Job("proposal.fail_seconding", not_seconded, fail_seconding),
    Job("proposal.screening_overdue", screening_late, note_screening),
    Job("proposal.d1", d1_ready, post_d1),
    Job(rules.APPEALS_CLOSED, appeals_over, close_appeals),
    Job("proposal.begin", ready_to_begin, begin),
    Job("proposal.remind_version", version_owed, remind_version),
    Job("proposal.expire", versions_late, expire),
    Job("proposal.approval_overdue", approval_late, note_approval),
    Job("proposal.refusal_stands", refusals_over, refusal_stands),
    *appeal_jobs.JOBS,
)
