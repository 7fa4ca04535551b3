"""A worker who hangs every sheet the moment it is posted, so that a test about something else need not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.subject import Subject
from micro_projects.notices.models import Notice, PostingReport
from micro_projects.people.models import Person

BOARD = "社区公告栏"
HEARD = ("notice_posted", "notice")


def hang(notice: Notice, subjects: Sequence[Subject], now: datetime) -> None:
    """The row a posting report leaves; an unreported sheet makes the period longer."""
    worker = db.session.scalar(select(Person.id).order_by(Person.id).limit(1))
    if worker is not None and notice.ends_at is not None:
        db.session.add(PostingReport(notice_id=notice.id, by_id=worker, at=now, board=BOARD, file_id=None))
        db.session.flush()
