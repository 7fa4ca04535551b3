"""What time it is. Read only at the door and by the clockwork; everything else is told.

`MICRO_PROJECTS_CLOCK` names a demo clock: an ISO instant to start from (then it runs), or an offset
such as ``+40d``. Production refuses any.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


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
        self.at = _utc(at)

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Go to `at`, if that is later than now."""
        self.at = max(self.at, _utc(at))

    def forward(self, by: timedelta) -> None:
        """Go `by` further; ValueError for a step back."""
        if by < timedelta():
            raise ValueError("this clock does not go back")
        self.at += by


# Five digits of days are 273 years: further and the calendar itself would end.
_OFFSET = re.compile(r"([+-])([0-9]{1,5})([dhm])")
_UNIT = {"d": "days", "h": "hours", "m": "minutes"}


def clock_from(setting: str) -> Clock:
    """The clock a setting names; empty is the machine's own. Raises ValueError on a wrong one."""
    if not setting:
        return SystemClock()
    if match := _OFFSET.fullmatch(setting):
        offset = timedelta(**{_UNIT[match[3]]: int(match[2])})
        return SystemClock(-offset if match[1] == "-" else offset)
    return SystemClock(_utc(datetime.fromisoformat(setting)) - datetime.now(UTC))


def _utc(at: datetime) -> datetime:
    """`at` in UTC. A naive instant would be read in the machine's own zone, whatever that is: ValueError."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone, as in 2026-03-02T09:00+08:00")
    return at.astimezone(UTC)


def midnight(day: date, zone: ZoneInfo, later: int = 0) -> datetime:
    """0:00 local of a day, or of the one `later` days after it: 24:00 of a day is ``later=1``."""
    return datetime.combine(day + timedelta(days=later), time.min, zone)
