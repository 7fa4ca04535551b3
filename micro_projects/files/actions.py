"""Keeping what was uploaded: a row that names the bytes already on the disk."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.files import queries, rules
from micro_projects.files.models import File
from micro_projects.files.preparing import Prepared, discard, prepare, taken
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.subject import Subject

__all__ = ["Prepared", "discard", "keep", "prepare", "taken"]


def keep(
    by: Actor,
    prepared: Prepared,
    ref: Subject | None,
    place_id: int,
    path: str,
    alt: str,
    now: datetime,
    *,
    public: bool = True,
) -> File:
    """Bind a prepared file to a subject (or to a place alone), within the act it belongs to.

    `alt` says what a photo shows, or names the document; never empty. The caller's own act decided who may.
    """
    require(alt.strip(), rules.NO_ALT)
    if prepared.came_back:  # the same page sent twice
        require(not queries.is_named(prepared.token), rules.SENT_ALREADY)
    row = File(
        token=prepared.token,
        subject_id=ref.id if ref else None,
        place_id=place_id,
        path=path,
        by_id=by.id,
        media=prepared.media,
        size=prepared.size,
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        alt=alt.strip()[: rules.ALT_CHARACTERS],
        public=public,
        uploaded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "files.keep", ref, now, file=row.id, sha256=prepared.sha256.hex(), public=public)
    return row
