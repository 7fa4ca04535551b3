"""`period`: each notice's end and gates follow from its posting, its days and the calendar disclosed, and each
extension from its reason."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from micro_projects.places.calendar_rules import Calendar
from micro_projects.verifying import shape
from micro_projects.verifying.calendars import NoZone, Stated, calendar_of, counted, extended, stated
from micro_projects.verifying.case import Case, Entry, Place
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.report import Cannot, Checked, Fault, Line, cannot, fault


def period(case: Case) -> Iterator[Line]:
    """Count every period again, and every extension of one; `case.periods` then holds what is in force when."""
    calendars: dict[str, Calendar] = {}

    def version(entry: Entry) -> Iterator[Line]:
        try:
            made = calendar_of(shape.mapping(entry.facts))
        except NoZone as zone:
            yield cannot(entry.where, "no_zone", zone=str(zone))
            return
        if calendars.setdefault(made.version, made) != made:
            yield fault(entry.where, "calendar_twice", version=made.version[:40])

    def look(entry: Entry) -> Iterator[Line]:
        if entry.kind == "notice.extended":
            yield from _extended(case, entry, calendars)
        elif "period" in shape.mapping(entry.facts):
            yield from _posted(case, entry, calendars)

    # a version may be disclosed after what was counted by it (an older house): all are read first
    yield from each(case, version, "calendar.version")
    yield from each(case, look, "notice.")


def _posted(case: Case, entry: Entry, calendars: dict[str, Calendar]) -> Iterator[Line]:
    said = stated(entry)
    if said is None:
        return  # nothing waits for it
    case.periods.setdefault(shape.text(entry.facts, "notice"), []).append((case.place(entry), said))
    calendar = calendars.get(said.calendar)
    if calendar is None:
        yield cannot(entry.where, "no_calendar", version=said.calendar[:40])
        return
    right = counted(entry.issued_at, said.days, calendar)
    lines = [
        _same(entry.where, "ends_at", said.ends, right.ends),
        _same(entry.where, "gate_confirmed_at", said.confirmed, right.gate_confirmed),
        _same(entry.where, "gate_unconfirmed_at", said.unconfirmed, right.gate_unconfirmed),
    ]
    yield from (line for line in lines if line is not None)
    if said.provisional != right.provisional:
        yield fault(entry.where, "provisional")
    yield Checked(1)


def _extended(case: Case, entry: Entry, calendars: dict[str, Calendar]) -> Iterator[Line]:
    facts = entry.facts
    periods = case.periods.get(shape.text(facts, "notice"))
    calendar = calendars.get(shape.text(facts, "calendar"))
    ends = shape.instant(facts, "ends_at")
    if periods is None:
        yield cannot(entry.where, "no_notice", notice=shape.text(facts, "notice")[:64])
        return
    before = periods[-1][1]
    if ends <= before.ends:
        yield fault(entry.where, "shortened")
    if calendar is None:
        periods.append((case.place(entry), replace(before, ends=ends, confirmed=None, unconfirmed=None)))
        yield cannot(entry.where, "no_calendar", version=shape.text(facts, "calendar")[:40])
        return
    right = extended(entry, before, calendar)
    told = replace(before, ends=ends, confirmed=right.gate_confirmed, unconfirmed=right.gate_unconfirmed)
    periods.append((case.place(entry), told))
    lines = [
        _same(entry.where, "ended_at", shape.instant(facts, "ended_at"), before.ends),
        _same(entry.where, "ends_at", ends, right.ends),
    ]
    yield from (line for line in lines if line is not None)
    yield Checked(1)


def in_force(periods: list[tuple[Place, Stated]], at: Place) -> Stated | None:
    """The period a notice had just before `at`."""
    place = bisect_left(periods, at, key=itemgetter(0))
    return periods[place - 1][1] if place else None


def _same(where: str, what: str, said: datetime | None, right: datetime) -> Fault | Cannot | None:
    if said is None:
        return cannot(where, "time_not_disclosed", what=what)
    if said != right:
        return fault(where, "time_wrong", what=what, said=said.isoformat(), right=right.isoformat())
    return None
