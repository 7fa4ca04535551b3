"""A notice's sheets: kept once made, destroyed when what they show is withheld for good."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.subject import Subject
from micro_projects.notices import queries, sheet_queries
from micro_projects.notices.models import Notice
from micro_projects.notices.sheet_models import NoticeSheet
from micro_projects.notices.sheet_queries import Signed
from micro_projects.web.access import permit


def keep(by: Actor, notice: Notice, forms: dict[str, bytes], head: Signed, now: datetime) -> None:
    """Store a notice's sheets; those another process stored meanwhile stay as they are."""
    permit(by, "notice.make_sheet", notice.place_id, notice.path)
    there = sheet_queries.forms_made(notice.id)
    missing = {form: pdf for form, pdf in forms.items() if form not in there}
    if not missing:
        return
    db.session.add_all(
        NoticeSheet(
            notice_id=notice.id,
            form=form,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).digest(),
            log_size=head.size,
            log_root=head.root,
            made_at=now,
        )
        for form, pdf in missing.items()
    )
    db.session.flush()
    entry = queries.entry_of(notice)
    ref = Subject(entry.subject_kind or "", entry.subject_id or 0)
    journal.write(by, "notice.make_sheet", ref, now, notice=notice.code, size=head.size)


def destroy(log_id: int, index: int) -> None:
    """Destroy the bytes of a notice's sheets, when a part that they show is destroyed for good; inside that act.

    While a part is only sealed they are kept, and not given out (`sheet_queries.sheet`).
    """
    notice_id = select(Notice.id).where(Notice.log_id == log_id, Notice.log_index == index).scalar_subquery()
    db.session.execute(update(NoticeSheet).where(NoticeSheet.notice_id == notice_id).values(pdf=None))
