"""What the page that checks asks beside the published forms: where a withheld part is accounted for."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.notices.models import ContentPart, Log, LogEntry


class At(NamedTuple):
    """Where an entry is."""

    log: str
    number: int


def redactions_of(entry: LogEntry, log: str) -> dict[str, At]:
    """The newest redaction entry for each part of a disclosure that one names: one statement."""
    query = (
        select(Log.code, LogEntry.index, ContentPart.body)
        .join(Log, Log.id == LogEntry.log_id)
        .join(ContentPart, (ContentPart.log_id == LogEntry.log_id) & (ContentPart.index == LogEntry.index))
        .where(
            LogEntry.kind == "redaction",
            LogEntry.place_id == entry.place_id,
            LogEntry.subject_code == entry.subject_code
            if entry.subject_code is not None
            else LogEntry.subject_code.is_(None),
            ContentPart.name == "facts",
            ContentPart.body.is_not(None),
        )
        .order_by(LogEntry.log_id, LogEntry.index)
    )
    named: dict[str, At] = {}
    for code, index, body in db.session.execute(query):
        facts = json.loads(body or b"{}")
        if facts.get("index") == entry.index and facts.get("log", code) == log:
            for part in facts["parts"]:
                named[part] = At(code, index)
    return named
