"""Reading heartbeats and outages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.notices.extension_models import NoticeExtension
from micro_projects.notices.models import Notice
from micro_projects.notices.uptime_models import Heartbeat, Outage
from micro_projects.places.models import Place


def heartbeat(part: str) -> Heartbeat | None:
    """When ``clock`` or ``pages`` was last seen."""
    return db.session.get(Heartbeat, part)


def current_outage() -> Outage | None:
    """The outage that lasts."""
    return db.session.scalar(select(Outage).where(Outage.ends_at.is_(None)))


def district() -> Place:
    """The root of the tree, under whose log an outage is disclosed."""
    return db.session.scalars(select(Place).where(Place.parent_id.is_(None)).order_by(Place.id)).first() or (
        db.session.scalars(select(Place).order_by(Place.id)).one()
    )


class Gap(NamedTuple):
    """An outage as the page lists it, with how many notices it made longer."""

    outage: Outage
    notices: int


def outages(limit: int = 100) -> Sequence[Gap]:
    """Outages, newest first."""
    longer = (
        select(func.count()).where(NoticeExtension.outage_id == Outage.id).correlate(Outage).scalar_subquery()
    )
    rows = db.session.execute(select(Outage, longer).order_by(Outage.starts_at.desc()).limit(limit))
    return [Gap(row[0], row[1]) for row in rows]


class Sum(NamedTuple):
    """Since when it is measured, when pages were last seen, and how many seconds they were not."""

    since: datetime | None
    seen_at: datetime | None
    seconds: int


def total() -> Sum:
    """Everything measured so far."""
    lost = select(func.coalesce(func.sum(Outage.seconds), 0)).scalar_subquery()
    query = select(Heartbeat.since, Heartbeat.seen_at, lost).where(Heartbeat.part == "pages")
    row = db.session.execute(query).first()
    return Sum(row[0], row[1], row[2]) if row else Sum(None, None, 0)


class Extended(NamedTuple):
    """A notice made longer, for the list."""

    extension: NoticeExtension
    code: str


def extensions(limit: int = 50) -> Sequence[Extended]:
    """Periods made longer, newest first."""
    query = (
        select(NoticeExtension, Notice.code)
        .join(Notice, Notice.id == NoticeExtension.notice_id)
        .order_by(NoticeExtension.id.desc())
        .limit(limit)
    )
    return [Extended(row[0], row[1]) for row in db.session.execute(query)]
