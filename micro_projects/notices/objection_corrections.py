"""Which notice already says right what an objection of fact was upheld about: nothing is corrected twice."""

from __future__ import annotations

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.notices.models import LogEntry, Notice, NoticeSubject
from micro_projects.notices.objection_models import Objection
from micro_projects.notices.objection_queries import of_fact


def corrected_by(notice: Notice, subject_id: int) -> Notice | None:
    """The newest notice that corrects `notice` for a subject, itself or through others; None when none does yet."""
    query = (
        select(Notice, LogEntry.supersedes)
        .join(LogEntry, (LogEntry.log_id == Notice.log_id) & (LogEntry.index == Notice.log_index))
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(Notice.kind == notice.kind, NoticeSubject.subject_id == subject_id)
        .where(Notice.log_id == notice.log_id, Notice.id > notice.id)
        .order_by(Notice.id)
    )
    chain, newest = {notice.log_index}, None
    for later, corrects in db.session.execute(query):
        if corrects in chain:
            chain.add(later.log_index)
            newest = later
    return newest


def said_before(objection: Objection, notice: Notice, subject_id: int) -> bool:
    """Whether another objection of fact to the same notice was upheld with the same answer before."""
    answers = select(Objection.answer).where(
        Objection.notice_id == notice.id,
        of_fact(subject_id),
        Objection.decided_at < objection.decided_at,
    )
    own = (objection.answer or "").strip()
    return any((answer or "").strip() == own for answer in db.session.scalars(answers))
