"""Whether the signer may begin another log: its first entry must say what this signer signed last of the one before.

Without this, whoever writes to the database could leave a log that no longer suits them, and have the next one signed
as if nothing had been before.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.tlog import note
from micro_projects.kernel.tlog.checkpoint import Checkpoint, parse
from micro_projects.notices import log_keys
from micro_projects.notices.log_queries import Head
from micro_projects.notices.models import ContentPart, Log, LogEntry


def why_not(head: Head, folder: Path) -> str:
    """Why `head` does not go on from what this folder remembers; empty when it does, or when nothing is remembered."""
    remembered = [code for code in log_keys.remembered(folder) if code != head.code]
    if not remembered:
        return ""
    before = db.session.scalar(select(Log.code).where(Log.id < head.id).order_by(Log.id.desc()).limit(1))
    if before is None:
        return f"{head.code} stands alone, and {', '.join(remembered)} was signed from here"
    told = _begun(head.id)
    if told.get("predecessor") != before:
        return f"{head.code} does not begin by naming {before}"
    last = _last(folder, before)
    if last and (told.get("signed_size"), told.get("signed_root")) != (last.size, last.root.hex()):
        return f"{head.code} names another head of {before} than was signed from here"
    return ""


def _begun(log_id: int) -> dict[str, Any]:
    """The facts of a log's first entry, when it is the one that goes on from another log."""
    entry, part = db.session.get(LogEntry, (log_id, 0)), db.session.get(ContentPart, (log_id, 0, "facts"))
    if entry is None or entry.kind != "log.begun" or part is None or part.body is None:
        return {}
    facts: dict[str, Any] = json.loads(part.body)
    return facts


def _last(folder: Path, code: str) -> Checkpoint | None:
    """What is remembered of a log; None when that cannot be read: its loss is then why another one began."""
    try:
        return parse(note.split(log_keys.kept(folder, code) or "")[0])
    except note.BadNote:
        return None
