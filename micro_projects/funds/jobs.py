"""What the clock does with money: gives back what nobody can claim, discloses each month. It never pays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from micro_projects.cycles import queries as cycles
from micro_projects.funds import actions, queries
from micro_projects.funds.months import months_over
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.due import Due, Job
from micro_projects.web.show import ZONE


def rests(now: datetime) -> Iterator[Due]:
    """Round budgets whose rest may go back (X1)."""
    for rest in queries.rests():
        yield Due(f"{rest.cycle_id}:{rest.reserving}", rest.due_at)


def release_rest(due: Due, now: datetime) -> None:
    """Give one back."""
    actions.release_rest(CLOCK_ACTOR, cycles.by_id(int(due.key.partition(":")[0])), now)


def months(now: datetime) -> Iterator[Due]:
    """Months of cycles with money that are over."""
    done = queries.disclosed_months()
    for cycle_id, first, last in queries.months(now):
        for start, end in months_over(first, now):
            key = f"{cycle_id}:{start:%Y-%m}"
            if start <= last and key not in done:
                yield Due(key, end)


def disclose_month(due: Due, now: datetime) -> None:
    """Disclose one month."""
    cycle_id, _, month = due.key.partition(":")
    start = midnight(date.fromisoformat(f"{month}-01"), ZONE)
    actions.disclose_month(CLOCK_ACTOR, cycles.by_id(int(cycle_id)), start, due.due_at, now)


JOBS = (Job("funds.release_rest", rests, release_rest), Job("funds.month", months, disclose_month))
