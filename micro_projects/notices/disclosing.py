"""Appending to the public log: the one function through which everything disclosed goes.

Runs inside the act's own transaction (door: acts are serial), so no act without its entry and no entry
without its act. RFC 6962 hashing (merkle), RFC 8785 canonical JSON (kernel.canonical).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select, update

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.calls import calls
from micro_projects.kernel.disclosure import disclosure_kinds
from micro_projects.kernel.subject import Subject
from micro_projects.kernel.tlog import merkle
from micro_projects.notices import own_parts
from micro_projects.notices.models import ContentPart, Log, LogEntry, LogNode
from micro_projects.places.models import Place
from micro_projects.web import preview
from micro_projects.web.sentence import Sentence

VERSION = 1


class About(Protocol):
    """A subject's row (`journal.models.IsSubject`), or whatever else has its reference, code and place."""

    @property
    def ref(self) -> Subject: ...
    @property
    def code(self) -> str: ...
    @property
    def place_id(self) -> int: ...
    @property
    def path(self) -> str: ...


def disclose_about(
    about: About,
    kind: str,
    sentence: Sentence,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> LogEntry:
    """`disclose`, of a subject in its own place."""
    return disclose(
        kind,
        sentence,
        place_id=about.place_id,
        path=about.path,
        at=at,
        ref=about.ref,
        code=about.code,
        facts=facts,
        **more,
    )


def disclose(
    kind: str,
    sentence: Sentence,
    *,
    place_id: int,
    path: str,
    at: datetime,
    ref: Subject | None = None,
    code: str | None = None,
    facts: Mapping[str, Any] | None = None,
    attachments: Mapping[str, tuple[str, bytes]] | None = None,
    reason_code: str | None = None,
    supersedes: int | None = None,
) -> LogEntry:
    """Put one disclosure in the log and return its entry.

    `ref` and `code` name the subject; `facts` is the machine form (canonical JSON values, no person's
    secret; a natural person's name or own words marked by `own_parts`, so that each is a part by itself);
    `attachments` maps a part's name to (media type, bytes). The sentence's Chinese text is the binding
    part ``text``; it names no natural person but officials and council members.
    """
    disclosure_kinds[kind]  # a kind that no room lists is a mistake of the program
    one = preview.WouldPublish(
        kind,
        sentence,
        facts or {},
        attachments or {},
        db.session.get_one(Place, place_id).code,
        f"{ref.kind}:{code}" if ref and code else None,
        *(reason_code, supersedes, at),
    )
    preview.note(one)
    salted = _salted(sentence, one.facts, one.attachments)
    manifest = _manifest(salted)
    entry = _entry(one, content := hashlib.sha256(manifest).digest())
    row = LogEntry(
        entry=entry,
        leaf=merkle.leaf_hash(entry),
        manifest=manifest,
        content=content,
        kind=kind,
        issued_at=at,
        place_id=place_id,
        path=path,
        subject_kind=ref.kind if ref else None,
        subject_id=ref.id if ref else None,
        subject_code=code,
        sentence=sentence.msgid,
        sentence_facts=canonical.dump(sentence.kept()).decode(),
        supersedes=supersedes,
    )
    append(current_log(), row)
    db.session.add_all(
        ContentPart(log_id=row.log_id, index=row.index, name=name, media=media, salt=salt, body=body)
        for name, (media, salt, body) in salted.items()
    )
    db.session.flush()
    if ref is not None:  # who follows the subject hears of it
        calls.tell("disclosed", ref.kind, ref, kind, sentence, at)
    return row


def _entry(one: preview.WouldPublish, content: bytes) -> bytes:
    """The canonical JSON that is hashed as the leaf."""
    return canonical.dump_entry(
        {
            "content": f"sha256:{content.hex()}",
            "issued_at": one.at.isoformat(timespec="seconds"),
            "kind": one.kind,
            "place": one.place,
            "reason_code": one.reason_code,
            "subject": one.subject,
            "supersedes": one.supersedes,
            "v": VERSION,
        }
    )


Salted = dict[str, tuple[str, bytes, bytes]]
"""A part's media type, own salt (32 bytes) and bytes, by name."""


def _salted(
    sentence: Sentence, facts: Mapping[str, Any], attachments: Mapping[str, tuple[str, bytes]]
) -> Salted:
    plain, own = own_parts.take_apart(facts)
    parts = {
        "text": ("text/plain", sentence.chinese().encode()),
        "facts": ("application/json", canonical.dump(plain)),
        **{name: ("text/plain", text.encode()) for name, text in own.items()},
        **attachments,
    }
    return {name: (media, os.urandom(32), body) for name, (media, body) in parts.items()}


def _manifest(salted: Salted) -> bytes:
    parts: list[canonical.Value] = [
        {"hash": part_hash(salt, body).hex(), "media": media, "name": name, "size": len(body)}
        for name, (media, salt, body) in sorted(salted.items())
    ]
    return canonical.dump({"parts": parts, "v": VERSION})


def append(log: Log, entry: LogEntry) -> None:
    """Put an entry at the locked head of a log, with the complete nodes it makes."""
    db.session.flush()
    size: int = db.session.execute(
        update(Log).where(Log.id == log.id).values(size=Log.size + 1).returning(Log.size)
    ).scalar_one()
    entry.log_id, entry.index = log.id, size - 1
    db.session.add(entry)
    db.session.flush()
    for level, index, digest in merkle.appended(entry.index, entry.leaf, reader(log.id)):
        db.session.add(LogNode(log_id=log.id, level=level, index=index, hash=digest))


def reader(log_id: int) -> merkle.Read:
    """Reads one stored node of a log."""

    def read(level: int, index: int) -> bytes:
        node = db.session.get_one(LogNode, (log_id, level, index))
        return node.hash

    return read


def part_hash(salt: bytes, body: bytes) -> bytes:
    """SHA-256(32-byte own salt ‖ bytes): a destroyed salt leaves nothing to guess the bytes by."""
    return hashlib.sha256(salt + body).digest()


def current_log() -> Log:
    """The log written to: the newest."""
    return db.session.scalars(select(Log).order_by(Log.id.desc()).limit(1)).one()


def root(log: Log) -> bytes:
    """The log's root now (RFC 6962 §2.1)."""
    size = db.session.scalar(select(Log.size).where(Log.id == log.id))
    return merkle.root(size or 0, reader(log.id))


def begin_log(code: str, host: str, at: datetime) -> Log:
    """Start a log: once per district, and after the loss of a key."""
    log = Log(code=code, origin=f"{host}/log/{code}", size=0, made_at=at)
    db.session.add(log)
    db.session.flush()
    return log
