"""Places, their maps, and calendars with source and provisional flag."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted

LEVELS = ("district", "subdistrict", "community", "grid")


class Place(Base):
    """A node of the tree; `path` is its codes from the top, each followed by a slash."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("level IN ('district','subdistrict','community','grid')", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    level: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    path: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class PlaceMap(Base):
    """One edition of a community's map, drawn by the community itself; the newest is in force."""

    __tablename__ = "place_map"
    __table_args__ = (
        UniqueConstraint("place_id", "edition"),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("west < east AND south < north", name="extent"),
        CheckConstraint("west >= -180000000 AND east <= 180000000", name="longitudes"),
        CheckConstraint("south >= -90000000 AND north <= 90000000", name="latitudes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    edition: Mapped[int]
    geojson: Mapped[str]
    """As checked and written anew: the features we know, their known properties, nothing else."""
    west: Mapped[int]
    """The extent of its grids, WGS-84, in millionths of a degree."""
    south: Mapped[int]
    east: Mapped[int]
    north: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who put it in; nobody when it came by the command line."""
    at: Mapped[datetime]


class CalendarVersion(Base):
    """One disclosed edition of the calendar of working days; the newest is in force."""

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    zone: Mapped[str]


class CalendarYear(Base):
    """A year the edition covers, and whether it is announced yet."""

    __tablename__ = "calendar_year"
    __table_args__ = (UniqueConstraint("version_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("calendar_version.id"))
    year: Mapped[int]
    source: Mapped[str]
    provisional: Mapped[bool]


class CalendarDay(Base):
    """A day that differs from Monday–Friday: a holiday, or a make-up working day (调休)."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("version_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("calendar_version.id"))
    on: Mapped[date]
    working: Mapped[bool]
    name: Mapped[str]


for table in ("place_map", "calendar_version", "calendar_year", "calendar_day"):
    append_only(table)
never_deleted("place")
guard(
    "place_map_of_community",
    "place_map",
    when="INSERT",
    sqlite_if="NOT EXISTS (SELECT 1 FROM place p WHERE p.id = NEW.place_id AND p.level = 'community')",
)
