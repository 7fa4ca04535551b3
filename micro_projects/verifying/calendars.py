"""The calendars of working days as they were disclosed, and notices' periods counted by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from micro_projects.notices.extension_rules import Lengthened, by_days, from_posting, lost_days
from micro_projects.places.calendar_rules import Calendar, Period, notice_period
from micro_projects.verifying import shape
from micro_projects.verifying.case import Entry
from micro_projects.verifying.limits import MOST_DAYS

_ZONE = re.compile(r"[A-Z][A-Za-z_]{1,20}/[A-Z][A-Za-z_]{1,20}", re.ASCII)


class NoZone(LookupError):  # noqa: N818 - reads as what it says
    """This machine does not know the calendar's time zone."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A period as a disclosure states it; None where it does not."""

    posted: datetime
    calendar: str
    days: int
    ends: datetime
    confirmed: datetime | None
    unconfirmed: datetime | None
    provisional: bool | None


def calendar_of(facts: dict[str, Any]) -> Calendar:
    """The calendar of a `calendar.version`'s facts. Malformed, or NoZone."""
    zone = shape.text(facts, "zone")
    if not _ZONE.fullmatch(zone):
        raise shape.Malformed("zone")
    try:
        known = ZoneInfo(zone)
    except (KeyError, OSError, ValueError):
        raise NoZone(zone) from None
    table = shape.mapping(facts, "days")
    days = {_day(written): shape.flag(table, written) for written in table}
    years, provisional = (frozenset(_years(facts, key)) for key in ("years", "provisional"))
    return Calendar(days, years, provisional, known, shape.text(facts, "version"))


def stated(entry: Entry) -> Stated | None:
    """The period a notice's facts state; None when nothing waits for it."""
    period = shape.mapping(entry.facts, "period")
    if period.get("days") is None:
        return None
    return Stated(
        entry.issued_at,
        shape.text(period, "calendar"),
        _days(period),
        shape.instant(period, "ends_at"),
        _maybe(period, "gate_confirmed_at"),
        _maybe(period, "gate_unconfirmed_at"),
        shape.flag(period, "provisional") if "provisional" in period else None,
    )


def extended(entry: Entry, before: Stated, calendar: Calendar) -> Lengthened:
    """The period a `notice.extended` must lead to, by its reason (docs/evidence.md). Malformed without a known one."""
    facts = entry.facts
    why = shape.text(facts, "extended_for")
    try:
        if why in ("posted_late", "taken_down"):
            return from_posting(entry.issued_at, before.days, calendar)
        days = before.days
        if why == "outage":
            outage = shape.mapping(facts, "outage")
            starts, ends = shape.instant(outage, "starts_at"), shape.instant(outage, "ends_at")
            days = lost_days(
                max(starts, before.posted), min(ends, before.ends), before.posted, before.ends, calendar
            )
        elif why != "unposted":
            raise shape.Malformed("extended_for")
        return by_days(before.ends, days, calendar)
    except (OverflowError, ValueError):
        raise shape.Malformed("extended_for") from None


def counted(posted: datetime, days: int, calendar: Calendar) -> Period:
    """A period counted again. Malformed where it runs out of the calendar."""
    try:
        return notice_period(posted, days, calendar)
    except (OverflowError, ValueError):
        raise shape.Malformed("days") from None


def _days(facts: dict[str, Any]) -> int:
    days = shape.number(facts, "days", 1)
    if days > MOST_DAYS:
        raise shape.Malformed("days")
    return days


def _maybe(facts: dict[str, Any], key: str) -> datetime | None:
    return shape.instant(facts, key) if facts.get(key) is not None else None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise shape.Malformed("days") from None


def _years(facts: dict[str, Any], key: str) -> list[int]:
    years = shape.listed(facts, key)
    if not all(isinstance(year, int) and not isinstance(year, bool) for year in years):
        raise shape.Malformed(key)
    return years
