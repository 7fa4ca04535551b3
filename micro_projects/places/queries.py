"""Reading places and the calendar in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from micro_projects.extensions import db
from micro_projects.kernel.refusal import N_, Refusal, found
from micro_projects.places import calendar_rules
from micro_projects.places.calendar_rules import Calendar
from micro_projects.places.models import CalendarDay, CalendarVersion, CalendarYear, Place
from micro_projects.web.show import ZONE

NO_PLACE = Refusal("no_place", N_("没有这个辖区。"), N_("请从首页选择您的社区。"), 404)


def place(code: str) -> Place:
    """The place of that code; refused (404) when there is none."""
    return found(db.session.scalar(select(Place).where(Place.code == code)), NO_PLACE)


def community(code: str) -> Place:
    """The community of that code; refused (404) for any other place."""
    query = select(Place).where(Place.code == code, Place.level == "community")
    return found(db.session.scalar(query), NO_PLACE)


def communities(path: str = "") -> Sequence[Place]:
    """Every community below a path, by code."""
    query = select(Place).where(Place.level == "community", Place.path.startswith(path, autoescape=True))
    return db.session.scalars(query.order_by(Place.code)).all()


def below(paths: Sequence[str]) -> Sequence[Place]:
    """Every place in or below any of these paths, in the order of the tree."""
    if not paths:
        return []
    inside = or_(*(Place.path.startswith(path, autoescape=True) for path in paths))
    return db.session.scalars(select(Place).where(inside).order_by(Place.path).limit(2000)).all()


def grids(community_id: int) -> Sequence[Place]:
    """The grids of a community."""
    return db.session.scalars(
        select(Place).where(Place.parent_id == community_id, Place.level == "grid").order_by(Place.code)
    ).all()


def code_of(place_id: int) -> str:
    """A place's code."""
    return db.session.scalars(select(Place.code).where(Place.id == place_id)).one()


def calendar() -> Calendar:
    """The calendar in force. Editions never change, so each is read once per process."""
    version = db.session.scalar(select(func.max(CalendarVersion.id)))
    if version is None:
        return Calendar({}, frozenset(), frozenset(), ZONE, "0")
    return _edition(str(db.engine.url), version)


def due_after(start: datetime, days: int) -> datetime:
    """A deadline: 24:00 of the `days`-th working day after the day of `start`."""
    return calendar_rules.add_working_days(start, days, calendar())


def edition(version: str) -> Calendar:
    """A disclosed edition by its number, as a notice keeps it: no statement once it was read."""
    return _edition(str(db.engine.url), int(version)) if version != "0" else calendar()


@lru_cache(maxsize=64)
def _edition(database: str, version: int) -> Calendar:
    edition = db.session.get_one(CalendarVersion, version)
    years = db.session.scalars(select(CalendarYear).where(CalendarYear.version_id == version)).all()
    days = db.session.scalars(select(CalendarDay).where(CalendarDay.version_id == version)).all()
    return Calendar(
        days={d.on: d.working for d in days},
        years=frozenset(y.year for y in years),
        provisional=frozenset(y.year for y in years if y.provisional),
        zone=ZoneInfo(edition.zone),
        version=str(version),
    )


def calendar_years() -> Sequence[CalendarYear]:
    """The years of the edition in force, for the calendar's page."""
    newest = select(func.max(CalendarVersion.id)).scalar_subquery()
    return db.session.scalars(
        select(CalendarYear).where(CalendarYear.version_id == newest).order_by(CalendarYear.year)
    ).all()


def calendar_days() -> Sequence[CalendarDay]:
    """The days that differ from Monday–Friday in the edition in force."""
    newest = select(func.max(CalendarVersion.id)).scalar_subquery()
    return db.session.scalars(
        select(CalendarDay).where(CalendarDay.version_id == newest).order_by(CalendarDay.on)
    ).all()
