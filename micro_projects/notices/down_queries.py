"""Which sheets hang, which are said to be down, and the boards a place is known to have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, exists, func, select

from micro_projects.extensions import db
from micro_projects.notices.down_models import SheetDown
from micro_projects.notices.models import Notice, PostingReport

KNOWN = 12
"""Boards offered."""


def hangs() -> ColumnElement[bool]:
    """Of a `Notice` in a query: a sheet of it hangs on some board."""
    return exists().where(PostingReport.notice_id == Notice.id, ~_found())


def hinted() -> ColumnElement[bool]:
    """Of a `Notice` in a query: somebody said a sheet of it is down, and no worker has looked yet."""
    return exists().where(
        PostingReport.notice_id == Notice.id,
        SheetDown.report_id == PostingReport.id,
        SheetDown.found.is_(None),
    )


def _found() -> ColumnElement[bool]:
    return exists().where(SheetDown.report_id == PostingReport.id, SheetDown.found.is_(True))


def last_fell() -> Subquery:
    """By notice: when the last of its sheets that were found down went."""
    return (
        select(PostingReport.notice_id.label("notice_id"), func.max(SheetDown.told_at).label("at"))
        .join(SheetDown, and_(SheetDown.report_id == PostingReport.id, SheetDown.found.is_(True)))
        .group_by(PostingReport.notice_id)
        .subquery()
    )


def down_since(notice: Notice) -> datetime | None:
    """Since when no sheet of a notice hangs; None while one does, and before the first was hung."""
    if db.session.scalar(select(Notice.id).where(Notice.id == notice.id, hangs())) is not None:
        return None
    fell = last_fell()
    return db.session.scalar(select(fell.c.at).where(fell.c.notice_id == notice.id))


class Hung(NamedTuple):
    """One sheet on one board: what was found of it, and how many hints wait for the worker."""

    report: PostingReport
    found: SheetDown | None
    hints: int


def unlooked() -> ScalarSelect[int]:
    """How many hints about a hung sheet the worker has not looked into, in a query of posting reports."""
    return (
        select(func.count())
        .where(SheetDown.report_id == PostingReport.id, SheetDown.found.is_(None))
        .correlate(PostingReport)
        .scalar_subquery()
    )


def hung(notice_id: int) -> Sequence[Hung]:
    """Every sheet of a notice ever hung, oldest first: one statement."""
    query = (
        select(PostingReport, SheetDown, unlooked())
        .outerjoin(SheetDown, and_(SheetDown.report_id == PostingReport.id, SheetDown.found.is_(True)))
        .where(PostingReport.notice_id == notice_id)
        .order_by(PostingReport.id)
    )
    return [Hung(row[0], row[1], row[2]) for row in db.session.execute(query)]


def hints(report_id: int) -> Sequence[SheetDown]:
    """What was said of a sheet and nobody has looked at, oldest first."""
    query = select(SheetDown).where(SheetDown.report_id == report_id, SheetDown.found.is_(None))
    return db.session.scalars(query.order_by(SheetDown.told_at, SheetDown.id)).all()


def boards(place_id: int) -> Sequence[str]:
    """The boards named in a place's earlier reports, the last used first."""
    query = (
        select(PostingReport.board)
        .join(Notice, Notice.id == PostingReport.notice_id)
        .where(Notice.place_id == place_id)
        .group_by(PostingReport.board)
        .order_by(func.max(PostingReport.id).desc())
        .limit(KNOWN)
    )
    return db.session.scalars(query).all()
