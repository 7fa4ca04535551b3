"""The machine form of a disclosure (docs/evidence.md), made in one place for page, batch and bundle.

A reader checks it without this server: the entry hashes to its leaf, the manifest to the entry's content, each
part with its salt to its line. It changes only when a part is withheld.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, select

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.notices.models import ContentPart, Log, LogEntry

BATCH = 256
"""Entries in one batch: as many as an entries tile of the log holds."""
TEXTS = frozenset({"text/plain", "application/json"})
"""Parts of these media stand in the form itself; every other one is a file beside it."""
Parts = Mapping[str, ContentPart]


def form(log: str, entry: LogEntry, parts: Parts, folder: str = "parts") -> bytes:
    """One disclosure as UTF-8 JSON; `folder` is where its files are: on the server, or in a bundle."""
    listed: dict[str, Any] = {}
    for line in manifest(entry):
        part = parts.get(line["name"])
        shown = part is not None and part.body is not None and part.salt is not None
        listed[line["name"]] = _part(part, line, folder) if part is not None and shown else None
    value = {
        "log": log,
        "index": entry.index,
        "entry": entry.entry.decode(),
        "manifest": entry.manifest.decode(),
        "parts": listed,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _part(part: ContentPart, line: Mapping[str, Any], folder: str) -> dict[str, Any]:
    assert part.salt is not None and part.body is not None
    told = {"media": line["media"], "size": line["size"], "salt": part.salt.hex()}
    if is_text(part):
        return told | {"text": part.body.decode()}
    return told | {"file": f"{folder}/{part.name}"}


def is_text(part: ContentPart) -> bool:
    """Whether a part stands in the form as text; its bytes are then the UTF-8 of it."""
    return part.media in TEXTS


def manifest(entry: LogEntry) -> list[dict[str, Any]]:
    """What the manifest lists: name, media, size and salted hash of each part, by name."""
    loaded: Any = canonical.load(entry.manifest)
    parts: list[dict[str, Any]] = loaded["parts"]
    return parts


def tag(form: bytes) -> str:
    """The ETag of a form."""
    return hashlib.sha256(form).hexdigest()[:32]


def batch_size(log: Log, number: int) -> int:
    """How many entries batch `number` has by now."""
    return max(0, min(BATCH, log.size - number * BATCH))


def batch_tag(log: Log, number: int) -> str:
    """The ETag of a batch, without making it: which entries there are, and which of their parts are withheld."""
    low = number * BATCH
    query = (
        select(ContentPart.index, ContentPart.name)
        .where(
            ContentPart.log_id == log.id,
            ContentPart.index.between(low, low + BATCH - 1),
            ContentPart.body.is_(None),
        )
        .order_by(ContentPart.index, ContentPart.name)
    )
    withheld = [f"{index}/{name}" for index, name in db.session.execute(query)]
    said = "\n".join([log.code, str(low), str(batch_size(log, number)), *withheld])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def batch(log_id: int, code: str, number: int, size: int) -> Iterator[bytes]:
    """The forms of `size` entries from 256·`number` on, a line each: two statements, a row in memory at a time."""
    low = number * BATCH
    for entry, parts in read(log_id, LogEntry.index.between(low, low + size - 1)):
        yield form(code, entry, parts) + b"\n"


def read(
    log_id: int, which: ColumnElement[bool], *, as_text: bool = False
) -> Iterator[tuple[LogEntry, Parts]]:
    """A log's entries of one kind with their parts, in order: two statements, both read row by row.

    `as_text` orders indices as the paths of files are ordered: 1, 10, 2.
    """
    order = cast(LogEntry.index, String) if as_text else LogEntry.index
    entries = db.session.scalars(
        select(LogEntry)
        .where(LogEntry.log_id == log_id, which)
        .order_by(order)
        .execution_options(yield_per=64)
    )
    of_entry = and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index)
    found = iter(
        db.session.scalars(
            select(ContentPart)
            .join(LogEntry, of_entry)
            .where(LogEntry.log_id == log_id, which)
            .order_by(order, ContentPart.name)
            .execution_options(yield_per=64)
        )
    )
    waiting = next(found, None)
    for entry in entries:
        parts: dict[str, ContentPart] = {}
        while waiting is not None and waiting.index == entry.index:
            parts[waiting.name] = waiting
            waiting = next(found, None)
        yield entry, parts
