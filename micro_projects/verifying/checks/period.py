"""`period`: each notice's end and gates follow from its posting, its days and the calendar disclosed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.places.calendar_rules import Calendar, Period
from micro_projects.verifying import shape
from micro_projects.verifying.calendars import (
    NoZone,
    Stated,
    calendar_of,
    counted,
    counted_on,
    extended,
    stated,
)
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.report import Cannot, Checked, Fault, Line, cannot, fault


def period(case: Case) -> Iterator[Line]:
    """Count every period again, and every extension of one."""
    calendars: dict[str, Calendar] = {}
    notices: dict[str, Stated] = {}

    def version(entry: Entry) -> Iterator[Line]:
        assert entry.facts is not None
        try:
            made = calendar_of(entry.facts)
        except NoZone as zone:
            yield cannot(entry.where, "no_zone", zone=str(zone))
            return
        if calendars.setdefault(made.version, made) != made:
            yield fault(entry.where, "calendar_twice", version=made.version[:40])

    def posted(entry: Entry) -> Iterator[Line]:
        assert entry.facts is not None
        if entry.kind == "notice.extended":
            yield from _extended(entry, notices, calendars)
        elif "period" in entry.facts and (said := stated(entry)) is not None:
            notices[shape.text(entry.facts, "notice")] = said
            calendar = calendars.get(said.calendar)
            if calendar is None:
                yield cannot(entry.where, "no_calendar", version=said.calendar[:40])
                return
            yield from _compared(entry.where, said, counted(entry.issued_at, said.days, calendar))

    # a correction of a calendar comes after what was counted by it: versions are read first
    yield from each(case, version, "calendar.version")
    yield from each(case, posted, "notice.")


def _extended(entry: Entry, notices: dict[str, Stated], calendars: dict[str, Calendar]) -> Iterator[Line]:
    assert entry.facts is not None
    code = shape.text(entry.facts, "notice")
    before = notices.get(code)
    calendar = calendars.get(before.calendar) if before else None
    if before is None or calendar is None:
        yield cannot(entry.where, "no_calendar", version=before.calendar[:40] if before else "?")
        return
    said = extended(entry.facts, before)
    notices[code] = said
    if said.ends < before.ends:
        yield fault(entry.where, "shortened")
    yield from _compared(entry.where, said, counted_on(before.ends, said.days, calendar))


def _compared(where: str, said: Stated, right: Period) -> Iterator[Line]:
    lines = [
        _same(where, "ends_at", said.ends, right.ends),
        _same(where, "gate_confirmed_at", said.confirmed, right.gate_confirmed),
        _same(where, "gate_unconfirmed_at", said.unconfirmed, right.gate_unconfirmed),
    ]
    yield from (line for line in lines if line is not None)
    if said.provisional is not None and said.provisional != right.provisional:
        yield fault(where, "provisional")
    yield Checked(1)


def _same(where: str, what: str, said: datetime | None, right: datetime) -> Fault | Cannot | None:
    if said is None:
        return cannot(where, "time_not_disclosed", what=what)
    if said != right:
        return fault(where, "time_wrong", what=what, said=said.isoformat(), right=right.isoformat())
    return None
