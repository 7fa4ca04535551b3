"""What doctor looks at in printed sheets: none missing, each still the bytes that its hash says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import exists, func, select

from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding
from micro_projects.notices.log_models import LogCheckpoint
from micro_projects.notices.models import Notice
from micro_projects.notices.sheet_models import FORMS, NoticeSheet
from micro_projects.web.door import now

SHEETS = "12 disclosed"
SOON = timedelta(minutes=10)
"""How long after signing a sheet may be on its way."""
AT_ONCE = 50


def missing() -> Iterator[Finding]:
    """Every notice under a signed head has its sheets."""
    signed = exists().where(
        LogCheckpoint.log_id == Notice.log_id,
        LogCheckpoint.size > Notice.log_index,
        LogCheckpoint.signed_at < now() - SOON,
    )
    made = select(func.count()).where(NoticeSheet.notice_id == Notice.id).correlate(Notice).scalar_subquery()
    for code in db.session.scalars(select(Notice.code).where(signed, made < len(FORMS)).order_by(Notice.id)):
        yield Finding(SHEETS, f"notice {code} has no printed sheet; nobody can report it posted")


def unchanged() -> Iterator[Finding]:
    """Every sheet is the bytes that were hashed."""
    query = (
        select(Notice.code, NoticeSheet.form, NoticeSheet.sha256, NoticeSheet.pdf)
        .join(Notice, Notice.id == NoticeSheet.notice_id)
        .where(NoticeSheet.pdf.is_not(None))
        .execution_options(yield_per=AT_ONCE)
    )
    for code, form, digest, pdf in db.session.execute(query):
        if pdf is not None and hashlib.sha256(pdf).digest() != digest:
            yield Finding(SHEETS, f"notice {code}: the sheet {form} is not what was hashed")


CHECKS = (missing, unchanged)
