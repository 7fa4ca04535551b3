"""What the clock does for cycles: end those whose every proposal and project is final (C3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.cycles import actions, queries
from micro_projects.cycles.models import Cycle
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.calls import calls
from micro_projects.kernel.due import Due, Job


def finished(now: datetime) -> Iterator[Due]:
    """Open cycles past their proposing window with nothing unfinished."""
    for cycle_id, ends in queries.past_proposing(now, calls.tell("cycle_waits", "cycle", Cycle.id)):
        if not any(calls.tell("cycle_unfinished", "cycle", cycle_id)):
            yield Due(str(cycle_id), ends)


def end(due: Due, now: datetime) -> None:
    """End one."""
    cycle = queries.by_id(int(due.key))
    if cycle.state == "open" and not any(calls.tell("cycle_unfinished", "cycle", cycle.id)):
        actions.end_cycle(CLOCK_ACTOR, cycle, now)


JOBS = (Job("cycle.end", finished, end),)
