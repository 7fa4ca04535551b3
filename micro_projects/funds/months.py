"""Local months that are over: what is disclosed monthly is due at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from micro_projects.kernel.clock import midnight
from micro_projects.web.show import ZONE


def months_over(since: datetime, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Every whole local month from that of `since` on that ended by `now`, as half-open instants."""
    local = since.astimezone(ZONE)
    year, month = local.year, local.month
    while True:
        start = midnight(date(year, month, 1), ZONE)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        end = midnight(date(year, month, 1), ZONE)
        if end > now:
            return
        yield start, end
