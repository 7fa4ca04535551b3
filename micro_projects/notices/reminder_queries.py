"""Who has to be reminded of what: periods near their end, sheets and boxes nobody saw to, clocks about to run out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from micro_projects.extensions import db
from micro_projects.journal.models import DueWork
from micro_projects.notices.models import Notice, NoticeSubject, PostingReport
from micro_projects.notices.objection_models import OPEN_STATES, Objection

BEFORE = timedelta(hours=39)
"""Nine in the morning of the day before a last day that ends at 24:00."""
MORNING = timedelta(hours=15)
"""Nine in the morning of a day that ends at 24:00."""
BEFORE_NOON = timedelta(hours=3)
LONGEST_HOLIDAY = timedelta(days=20)


def ending(now: datetime) -> Sequence[Notice]:
    """Notices whose last day is tomorrow or today."""
    query = select(Notice).where(Notice.ends_at > now, Notice.ends_at <= now + BEFORE)
    return db.session.scalars(query.order_by(Notice.ends_at, Notice.id)).all()


def unposted(now: datetime) -> Sequence[Notice]:
    """Running notices on no board, posted not long ago."""
    query = select(Notice).where(
        Notice.ends_at > now,
        Notice.posted_at > now - LONGEST_HOLIDAY,
        ~exists().where(PostingReport.notice_id == Notice.id),
    )
    return db.session.scalars(query.order_by(Notice.id)).all()


def unconfirmed(now: datetime) -> Sequence[Notice]:
    """Notices over, something of them waiting, whose letter box nobody confirmed in the morning of the gate's day."""
    query = select(Notice).where(
        Notice.ends_at <= now,
        Notice.letter_box_at.is_(None),
        Notice.gate_confirmed_at <= now + BEFORE_NOON,
        Notice.gate_unconfirmed_at > now,
        exists().where(NoticeSubject.notice_id == Notice.id, NoticeSubject.released_at.is_(None)),
    )
    return db.session.scalars(query.order_by(Notice.id)).all()


def running_out(now: datetime) -> Sequence[Objection]:
    """Open objections whose time is over tomorrow or today."""
    query = select(Objection).where(
        Objection.state.in_(OPEN_STATES), Objection.due_at > now, Objection.due_at <= now + BEFORE
    )
    return db.session.scalars(query.order_by(Objection.due_at, Objection.id)).all()


def done(job: str, keys: Iterable[str]) -> set[str]:
    """Which of these reminders were sent."""
    asked = list(keys)
    if not asked:
        return set()
    return set(db.session.scalars(select(DueWork.key).where(DueWork.job == job, DueWork.key.in_(asked))))
