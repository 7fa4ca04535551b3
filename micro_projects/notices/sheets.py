"""Making the printed sheets of notices: once each, after the log's head that covers them is signed.

Typesetting runs outside any write transaction; the bytes are stored in one short act. A pass is bounded, starts
where the last one ended, and what a crash left undone the next pass makes.
"""

from __future__ import annotations

import logging

from flask import Flask, current_app

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.notices import page_queries, sheet_actions, sheet_data, sheet_queries
from micro_projects.notices.sheet_models import FORMS
from micro_projects.notices.sheet_queries import Signed
from micro_projects.web.door import act
from micro_projects.web.typesetting import on_one_side, typeset

log = logging.getLogger(__name__)
MOST = 20
"""Notices in one pass."""


class Progress:
    """How far this process has come: every notice up to `done` has its sheets; `failed` ones are left to doctor."""

    def __init__(self) -> None:
        self.done = 0
        self.failed: set[int] = set()


def make_due(app: Flask) -> int:
    """Make the sheets that are missing for notices under a signed head; for how many notices it was done."""
    progress: Progress = app.extensions.setdefault("sheets", Progress())
    with app.app_context():
        db.session.rollback()
        newest = sheet_queries.newest_notice()
        if newest == progress.done:
            return 0
        missing = sheet_queries.incomplete(progress.done)
        due = [(row[0], row[1]) for row in missing if row[2] and row[0] not in progress.failed]
        made = 0
        for notice_id, code in due[:MOST]:
            if _made(code):
                made += 1
            else:
                progress.failed.add(notice_id)
        left = sheet_queries.incomplete(progress.done)
        progress.done = min((row[0] for row in left), default=newest + 1) - 1
        return made


def _made(code: str) -> bool:
    """Whether it could be done; what is wrong with one notice does not keep the others from the wall."""
    try:
        posted = page_queries.posted(code)
        head = sheet_queries.newest_head(posted.notice.log_id, posted.notice.log_index)
        forms = {form: _printed(posted, head, form) for form in FORMS}
        db.session.rollback()
        with act() as at:
            sheet_actions.keep(CLOCK_ACTOR, posted.notice, forms, head, at)
    except Exception:
        log.exception("no sheet of %s", code)
        db.session.rollback()
        return False
    return True


def _printed(posted: page_queries.Posted, head: Signed, form: str) -> bytes:
    base_url: str = current_app.extensions["settings"].base_url
    data = sheet_data.notice(posted, head, form, base_url)
    made = typeset if form == "large" else on_one_side
    return made("notice", data, dated=posted.notice.posted_at)
