"""What time it is. Read only at the door and by the clockwork; everything else is told.

`MICRO_PROJECTS_CLOCK` names a demo clock: an ISO instant to start from (then it runs), or an offset
such as ``+40d``. Production refuses any.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time, as an aware UTC instant."""

    def now(self) -> datetime:
        """The present instant."""
        ...


class SystemClock:
    """The machine's clock, moved by `offset`."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC) + self.offset


class ManualClock:
    """Stands still until it is moved: for tests, the demo and the tour. It never goes back by itself."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Go to `at`, if that is later than now."""
        self.at = max(self.at, at.astimezone(UTC))

    def forward(self, by: timedelta) -> None:
        """Go `by` further."""
        self.at += by


_OFFSET = re.compile(r"([+-])(\d+)([dhm])")
_UNIT = {"d": "days", "h": "hours", "m": "minutes"}


def clock_from(setting: str) -> Clock:
    """The clock a setting names; empty is the machine's own. Raises ValueError on a wrong one."""
    if not setting:
        return SystemClock()
    if match := _OFFSET.fullmatch(setting):
        offset = timedelta(**{_UNIT[match[3]]: int(match[2])})
        return SystemClock(-offset if match[1] == "-" else offset)
    start = datetime.fromisoformat(setting)
    if start.tzinfo is None:
        raise ValueError("a clock's start needs its zone, as in 2026-03-02T09:00+08:00")
    return SystemClock(start.astimezone(UTC) - datetime.now(UTC))
