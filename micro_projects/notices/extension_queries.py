"""Which periods have to become longer, and which did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, select

from micro_projects.extensions import UtcDateTime, db
from micro_projects.notices import down_queries, down_rules
from micro_projects.notices import extension_rules as rules
from micro_projects.notices.extension_models import NoticeExtension
from micro_projects.notices.models import Notice, NoticeSubject, PostingReport
from micro_projects.notices.uptime_models import Outage
from micro_projects.places import queries as places


def of_notice(notice_id: int) -> Sequence[NoticeExtension]:
    """Each time a notice's period was made longer, oldest first."""
    query = select(NoticeExtension).where(NoticeExtension.notice_id == notice_id)
    return db.session.scalars(query.order_by(NoticeExtension.id)).all()


class Owed(NamedTuple):
    """A notice that an outage fell into, not accounted for yet."""

    notice: Notice
    outage: Outage


def owed(notice_id: int | None = None) -> Sequence[Owed]:
    """Outages that make a waiting notice longer: one statement."""
    query = (
        select(Notice, Outage)
        .join(Outage, (Outage.starts_at < Notice.ends_at) & (Outage.ends_at > Notice.posted_at))
        .where(
            Outage.seconds >= rules.COUNTS_ON_LAST_DAY.total_seconds(),
            _waiting(),
            ~exists().where(NoticeExtension.notice_id == Notice.id, NoticeExtension.outage_id == Outage.id),
        )
        .order_by(Outage.id, Notice.id)
    )
    if notice_id is not None:
        query = query.where(Notice.id == notice_id)
    return [Owed(row[0], row[1]) for row in db.session.execute(query) if _counts(row[0], row[1])]


def _counts(notice: Notice, outage: Outage) -> bool:
    assert notice.ends_at is not None
    assert outage.ends_at is not None
    return rules.counts(outage.starts_at, outage.ends_at, notice.posted_at, notice.ends_at)


def unsettled(notice: Notice, now: datetime) -> bool:
    """Whether an outage still has to make it longer first: one accounted for at the next tick, or one that lasts."""
    lasting = db.session.scalar(select(Outage).where(Outage.ends_at.is_(None)))
    assert notice.ends_at is not None
    if lasting and rules.counts(lasting.starts_at, now, notice.posted_at, notice.ends_at):
        return True
    return bool(owed(notice.id))


def never_posted(now: datetime) -> Sequence[Notice]:
    """Notices over that hung nowhere for the last whole working day, and not made longer for it: one statement."""
    fell = down_queries.last_fell()
    query = (
        select(Notice, func.coalesce(fell.c.at, Notice.posted_at, type_=UtcDateTime()))
        .outerjoin(fell, fell.c.notice_id == Notice.id)
        .where(
            Notice.ends_at <= now,
            _waiting(),
            ~down_queries.hangs(),
            ~exists().where(NoticeExtension.notice_id == Notice.id, NoticeExtension.reason == "unposted"),
        )
        .order_by(Notice.ends_at, Notice.id)
    )
    return [row[0] for row in db.session.execute(query) if _whole(row[0], row[1])]


def _whole(notice: Notice, since: datetime) -> bool:
    assert notice.ends_at is not None
    return down_rules.whole_day(since, notice.ends_at, places.edition(notice.calendar_version))


def lengthened(notice_id: int, reason: str) -> bool:
    """Whether a notice was made longer for a reason before."""
    query = select(NoticeExtension.id).where(
        NoticeExtension.notice_id == notice_id, NoticeExtension.reason == reason
    )
    return db.session.scalar(query.limit(1)) is not None


def reported(notice_id: int) -> bool:
    """Whether the sheet was reported hung."""
    return db.session.scalar(select(PostingReport.id).where(PostingReport.notice_id == notice_id)) is not None


def _waiting() -> ColumnElement[bool]:
    return exists().where(NoticeSubject.notice_id == Notice.id, NoticeSubject.released_at.is_(None))
