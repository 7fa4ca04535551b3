"""Working days (工作日) and the periods counted in them. Pure: the calendar comes in as a value.

Instants are aware UTC and periods half-open: `ends` is 24:00 local of the last day, the first instant
after it. What rests on a year the calendar lacks, or holds only provisionally, says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NOON = time(12)
DAY = timedelta(days=1)
CONFIRMED_AFTER = 1
"""Working days from the last day of a notice to its gate, the letter box confirmed (procedure: Notices)."""
UNCONFIRMED_AFTER = 3
"""The same without a confirmation."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A community's working days as a plain value.

    `days` says of a date whether it is worked; a date it leaves out follows Monday to Friday. `years`
    are those the table holds, `provisional` those among them not yet announced.
    """

    days: Mapping[date, bool]
    years: frozenset[int]
    provisional: frozenset[int]
    zone: ZoneInfo
    version: str

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked: make-up days (调休) are, holidays are not."""
        return self.days.get(day, day.weekday() < 5)

    def is_provisional(self, day: date) -> bool:
        """Whether the answer for `day` may still change: its year is missing or not yet announced."""
        return day.year not in self.years or day.year in self.provisional

    def provisional_between(self, start: datetime, end: datetime) -> bool:
        """Whether a period counted from `start` to `end` (half-open) rests on a provisional year.

        Ask it wherever a deadline from `add_working_days` is shown.
        """
        last = _local_day(max(start, end - timedelta.resolution), self)
        return _rests_on_provisional(_local_day(start, self), last, self)


@dataclass(frozen=True, slots=True)
class Period:
    """A notice's period and gates, aware UTC; `first_day` and `last_day` are the local days counted.

    Objections are taken from `starts` (the posting) until before `ends`.
    """

    starts: datetime
    ends: datetime
    gate_confirmed: datetime
    gate_unconfirmed: datetime
    provisional: bool
    first_day: date
    last_day: date


def notice_period(posted_at: datetime, days: int, calendar: Calendar) -> Period:
    """The period of `days` working days for a notice posted at `posted_at`, that day not counted.

    ValueError for a naive instant or fewer than one day.
    """
    if days < 1:
        raise ValueError("a notice runs for one working day at least")
    posted = _local_day(posted_at, calendar)
    first = _nth_working_day(posted, 1, calendar)
    last = _nth_working_day(posted, days, calendar)
    unconfirmed = _nth_working_day(last, UNCONFIRMED_AFTER, calendar)
    return Period(
        starts=posted_at.astimezone(UTC),
        ends=_midnight_after(last, calendar),
        gate_confirmed=_at(_nth_working_day(last, CONFIRMED_AFTER, calendar), NOON, calendar),
        gate_unconfirmed=_at(unconfirmed, NOON, calendar),
        provisional=_rests_on_provisional(posted + DAY, unconfirmed, calendar),
        first_day=first,
        last_day=last,
    )


def never_shorter(kept: Period, fresh: Period) -> Period:
    """`kept` after a disclosed calendar change gave `fresh`: each end the later of the two.

    ValueError when they are not of one posting.
    """
    if kept.starts != fresh.starts:
        raise ValueError("two periods of different notices")
    return replace(
        fresh,
        ends=max(kept.ends, fresh.ends),
        gate_confirmed=max(kept.gate_confirmed, fresh.gate_confirmed),
        gate_unconfirmed=max(kept.gate_unconfirmed, fresh.gate_unconfirmed),
        last_day=max(kept.last_day, fresh.last_day),
    )


def add_working_days(instant: datetime, n: int, calendar: Calendar) -> datetime:
    """A deadline: 24:00 local of the `n`-th working day after the day of `instant`; 0 is that day itself.

    ValueError for a naive instant or a negative `n`. `Calendar.provisional_between` tells whether it is firm.
    """
    if n < 0:
        raise ValueError("a deadline lies ahead; take_working_days looks back")
    return _midnight_after(_nth_working_day(_local_day(instant, calendar), n, calendar), calendar)


def take_working_days(instant: datetime, n: int, calendar: Calendar) -> datetime:
    """The last moment `n` working days before: 24:00 local of the `n`-th working day before `instant`'s day.

    ValueError for a naive instant or `n` below one.
    """
    if n < 1:
        raise ValueError("at least one working day back")
    return _midnight_after(_nth_working_day(_local_day(instant, calendar), n, calendar, -DAY), calendar)


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Working days wholly over by `end`, the day of `start` not counted; 0 when `end` is earlier.

    So it reaches `n` exactly at `add_working_days(start, n)`.
    """
    day, over = _local_day(start, calendar) + DAY, _local_day(end, calendar)
    count = 0
    while day < over:
        count += calendar.is_working_day(day)
        day += DAY
    return count


def _nth_working_day(day: date, n: int, calendar: Calendar, stride: timedelta = DAY) -> date:
    while n:
        day += stride
        n -= calendar.is_working_day(day)
    return day


def _rests_on_provisional(first: date, last: date, calendar: Calendar) -> bool:
    return any(calendar.is_provisional(date(year, 1, 1)) for year in range(first.year, last.year + 1))


def _local_day(instant: datetime, calendar: Calendar) -> date:
    if instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    return instant.astimezone(calendar.zone).date()


def _midnight_after(day: date, calendar: Calendar) -> datetime:
    return _at(day + DAY, time.min, calendar)


def _at(day: date, local: time, calendar: Calendar) -> datetime:
    return datetime.combine(day, local, calendar.zone).astimezone(UTC)
