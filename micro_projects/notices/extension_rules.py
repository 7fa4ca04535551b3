"""When a notice's period becomes longer, and by how much. Pure. All figures here are *our default*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.places import calendar_rules
from micro_projects.places.calendar_rules import Calendar

REASONS = ("outage", "unposted", "posted_late", "taken_down")

NOTICED_AFTER = timedelta(minutes=5)
"""Pages not served for so long are an outage; a restart is none."""
COUNTS_FROM = timedelta(hours=2)
"""An outage that takes so much of a period makes it longer (our default)."""
COUNTS_ON_LAST_DAY = timedelta(minutes=15)
"""On the period's last day already this much does: people object at the last minute (our default)."""

NOT_ALONE = Refusal(
    "outage_open",
    N_("公示期内系统曾经打不开，公示期还要先顺延，不能放行。"),
    N_("系统恢复以后会自动顺延并公布新的截止时间。"),
)
NOT_LONGER = Refusal("not_longer", N_("公示期不会因此变长。"), N_("公示期只能延长，不能缩短。"))


@dataclass(frozen=True, slots=True)
class Lengthened:
    """A period's new end, and the times its gate may open."""

    ends: datetime
    gate_confirmed: datetime
    gate_unconfirmed: datetime
    provisional: bool


def taken(starts: datetime, ends: datetime, posted_at: datetime, ends_at: datetime) -> timedelta:
    """How much of a period (half-open) an outage took."""
    return max(min(ends, ends_at) - max(starts, posted_at), timedelta(0))


def counts(starts: datetime, ends: datetime, posted_at: datetime, ends_at: datetime) -> bool:
    """Whether an outage makes a period longer."""
    last_day = max(ends_at - timedelta(days=1), posted_at)
    return (
        taken(starts, ends, posted_at, ends_at) >= COUNTS_FROM
        or taken(starts, ends, last_day, ends_at) >= COUNTS_ON_LAST_DAY
    )


def lost_days(
    starts: datetime, ends: datetime, posted_at: datetime, ends_at: datetime, calendar: Calendar
) -> int:
    """By how many working days: each one the outage touched in the period, one at least."""
    first = _day(max(starts, posted_at), calendar)
    last = _day(min(ends, ends_at) - timedelta.resolution, calendar)
    touched = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return max(sum(calendar.is_working_day(day) for day in touched), 1)


def by_days(ends_at: datetime, days: int, calendar: Calendar) -> Lengthened:
    """A period that ended at `ends_at` (24:00 of its last day), `days` working days longer."""
    return _until(calendar_rules.add_working_days(_within(ends_at), days, calendar), calendar)


def from_posting(reported_at: datetime, days: int, calendar: Calendar) -> Lengthened:
    """The whole period once more, from the day the sheet was hung (that day not counted)."""
    return _until(calendar_rules.notice_period(reported_at, days, calendar).ends, calendar)


def _until(ends: datetime, calendar: Calendar) -> Lengthened:
    def noon(n: int) -> datetime:
        return calendar_rules.add_working_days(_within(ends), n, calendar) - timedelta(hours=12)

    unconfirmed = noon(calendar_rules.UNCONFIRMED_AFTER)
    provisional = calendar.provisional_between(_within(ends), unconfirmed)
    return Lengthened(ends, noon(calendar_rules.CONFIRMED_AFTER), unconfirmed, provisional)


def _within(ends: datetime) -> datetime:
    """The last instant before a half-open end."""
    return ends - timedelta.resolution


def _day(at: datetime, calendar: Calendar) -> date:
    return at.astimezone(calendar.zone).date()
