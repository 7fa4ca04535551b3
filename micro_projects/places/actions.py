"""Adding places and editions of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.places.models import CalendarDay, CalendarVersion, CalendarYear, Place
from micro_projects.web.show import ZONE


class DayLine(NamedTuple):
    """One day of a calendar source."""

    on: date
    working: bool
    name: str
    source: str
    provisional: bool


def add_place(
    by: Actor,
    parent: Place | None,
    level: str,
    code: str,
    name: str,
    name_en: str,
    now: datetime,
    **contact: str,
) -> Place:
    """A place below `parent`."""
    place = Place(
        parent_id=parent.id if parent else None,
        level=level,
        code=code,
        name=name,
        name_en=name_en,
        path=f"{parent.path if parent else ''}{code}/",
        **contact,
    )
    db.session.add(place)
    db.session.flush()
    journal.write(by, "places.add", None, now, place=place.id)
    return place


def import_calendar(by: Actor, days: Iterable[DayLine], now: datetime) -> CalendarVersion:
    """A new edition: the given days over those of the edition before, year by year.

    Running notices keep their period: it is never shortened (calendar_rules.never_shorter).
    """
    version = CalendarVersion(made_at=now, zone=str(ZONE))
    lines = list(days)
    years = {line.on.year for line in lines}
    before = db.session.scalar(select(CalendarVersion.id).order_by(CalendarVersion.id.desc()).limit(1))
    db.session.add(version)
    db.session.flush()
    for year in sorted(years):
        first = next(line for line in lines if line.on.year == year)
        db.session.add(
            CalendarYear(version_id=version.id, year=year, source=first.source, provisional=first.provisional)
        )
    for line in lines:
        if line.working != (line.on.weekday() < 5):
            db.session.add(
                CalendarDay(version_id=version.id, on=line.on, working=line.working, name=line.name)
            )
    if before is not None:
        _keep(before, version.id, years)
    journal.write(by, "places.import_calendar", None, now, version=version.id, years=sorted(years))
    db.session.flush()
    top = db.session.scalars(
        select(Place).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1)
    ).first()
    if top is not None:
        calls.tell("calendar_made", "place", top, now)
    return version


def _keep(before: int, version: int, replaced: set[int]) -> None:
    for year in db.session.scalars(select(CalendarYear).where(CalendarYear.version_id == before)):
        if year.year not in replaced:
            db.session.add(
                CalendarYear(
                    version_id=version, year=year.year, source=year.source, provisional=year.provisional
                )
            )
    for day in db.session.scalars(select(CalendarDay).where(CalendarDay.version_id == before)):
        if day.on.year not in replaced:
            db.session.add(CalendarDay(version_id=version, on=day.on, working=day.working, name=day.name))
