"""Invariants 2, 10 and 12 on the data: gates, the log's tree, and that nothing disclosed was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.notices import merkle
from micro_projects.notices.disclosing import part_hash
from micro_projects.notices.models import ContentPart, Log, LogEntry, LogNode, Notice, NoticeSubject
from micro_projects.notices.rules import gate_at


def gates() -> Iterator[Finding]:
    """No gate was let go before its time."""
    query = select(Notice, NoticeSubject).join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
    for notice, held in db.session.execute(query.where(NoticeSubject.released_at.is_not(None))):
        at = gate_at(notice.gate_confirmed_at, notice.gate_unconfirmed_at, notice.letter_box_at is not None)
        if at is None or (held.released_at is not None and held.released_at < at):
            yield Finding("2 gates", f"notice {notice.code} let subject {held.subject_id} go before its time")


def log_findings(session: Session | None = None) -> Iterator[Finding]:
    """The log's leaves, tree and contents fit together."""
    session = session or db.session()
    for log in session.scalars(select(Log).order_by(Log.id)).all():
        entries = session.scalars(
            select(LogEntry).where(LogEntry.log_id == log.id).order_by(LogEntry.index)
        ).all()
        if [e.index for e in entries] != list(range(log.size)):
            yield Finding(
                "10 log", f"log {log.code}: {len(entries)} entries, but its size is {log.size}, or a gap"
            )
        leaves = []
        for entry in entries:
            leaf = merkle.leaf_hash(entry.entry)
            leaves.append(leaf)
            if leaf != entry.leaf:
                yield Finding("10 log", f"log {log.code}: entry {entry.index} is not what its leaf says")
            yield from _content(session, log, entry)
        if leaves and merkle.root_of(leaves) != merkle.root(len(leaves), _reader(session, log.id)):
            yield Finding("10 log", f"log {log.code}: the stored tree does not lead to the entries' root")


def _content(session: Session, log: Log, entry: LogEntry) -> Iterator[Finding]:
    where = f"log {log.code}: entry {entry.index}"
    fields: Any = canonical.load(entry.entry)
    if fields["content"] != f"sha256:{hashlib.sha256(entry.manifest).hexdigest()}" or (
        entry.content != hashlib.sha256(entry.manifest).digest()
    ):
        yield Finding("12 disclosed", f"{where}: the manifest is not the one disclosed")
    manifest: Any = canonical.load(entry.manifest)
    listed = {part["name"]: part["hash"] for part in manifest["parts"]}
    query = select(ContentPart).where(ContentPart.log_id == entry.log_id, ContentPart.index == entry.index)
    parts = {part.name: part for part in session.scalars(query)}
    if set(parts) != set(listed):
        yield Finding("12 disclosed", f"{where}: its parts are not those listed")
    for name, part in parts.items():
        if (
            part.body is not None
            and part.salt is not None
            and part_hash(part.salt, part.body).hex() != listed.get(name)
        ):
            yield Finding("12 disclosed", f"{where}: part {name} was changed")


def _reader(session: Session, log_id: int) -> merkle.Read:
    def read(level: int, index: int) -> bytes:
        return session.get_one(LogNode, (log_id, level, index)).hash

    return read


CHECKS = (gates, log_findings)
