"""Invariant 10 on what is signed: every head is the tree's, signed by the log's keys, remembered by its signer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.tlog import cosignature, merkle, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint, parse
from micro_projects.notices import log_keys, log_queries
from micro_projects.notices.log_models import LogCheckpoint, LogCosignature
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.web.door import now

SIGNED = "10 signed"


def heads() -> Iterator[Finding]:
    """Each signed head has the root that its entries make, and a note that says so with the right signatures."""
    for log in _logs():
        made = dict(_roots(log))
        known = log_queries.keys(log.id)
        for head in log_queries.checkpoints(log.id):
            where = f"log {log.code} at {head.size}"
            if made.get(head.size) != head.root:
                yield Finding(SIGNED, f"{where}: the entries make another root than was signed")
            keys = log_queries.verifiers(log.origin, log_queries.signing(known, head.size))
            try:
                opened = note.open_note(head.note, keys)
                signed = len(opened.verified) == len(keys)
                if not signed or parse(opened.text) != Checkpoint(log.origin, head.size, head.root):
                    yield Finding(SIGNED, f"{where}: the note says something else, or a key did not sign it")
            except note.BadNote as bad:
                yield Finding(SIGNED, f"{where}: {bad}")


def _roots(log: Log) -> Iterator[tuple[int, bytes]]:
    """The root at every signed size, from the entries: their hashes are folded once, in order."""
    wanted = iter(
        db.session.scalars(
            select(LogCheckpoint.size).where(LogCheckpoint.log_id == log.id).order_by(LogCheckpoint.size)
        ).all()
    )
    peaks: list[tuple[int, bytes]] = []
    size = next(wanted, None)
    for index, entry in enumerate(log_queries.entry_bytes(log.id, 0, log.size), 1):
        level, made = 0, merkle.leaf_hash(entry)
        while peaks and peaks[-1][0] == level:
            made = merkle.node_hash(peaks.pop()[1], made)
            level += 1
        peaks.append((level, made))
        if index == size:
            yield index, merkle.root_of((), after=peaks)
            size = next(wanted, None)


def cosignatures() -> Iterator[Finding]:
    """Each cosignature kept is its witness's, over that head, at that time."""
    witnesses = {w.id: cosignature.Verifier(w.name, w.public) for w in log_queries.named()}
    query = select(LogCosignature, LogCheckpoint.note).join(
        LogCheckpoint,
        (LogCheckpoint.log_id == LogCosignature.log_id) & (LogCheckpoint.size == LogCosignature.size),
    )
    for kept, signed in db.session.execute(query):
        try:
            text, _lines = note.split(signed)
            _verifier, at = cosignature.verify(kept.line, text, [witnesses[kept.witness_id]])
            right = at == int(kept.seen_at.timestamp())
        except note.BadNote:
            right = False
        if not right:
            yield Finding(SIGNED, f"a cosignature at {kept.size} is not what its witness signed")


def signer() -> Iterator[Finding]:
    """The signer goes on signing, remembers what it signed, and nobody else can read its keys."""
    head = log_queries.head()
    if head is None:
        return
    standing = log_queries.alarm(head.id)
    if standing is not None:
        yield Finding(SIGNED, f"log {head.code}: nothing is signed since {standing.at}: {standing.what}")
    since = log_queries.waiting_since(head)
    if since is not None and now() - since > log_queries.PATIENCE:
        yield Finding(
            SIGNED, f"log {head.code}: {head.size - head.signed} entries wait to be signed since {since}"
        )
    if current_app.extensions["settings"].signer:
        yield from _memory(head, current_app.extensions["settings"].keys)


def _memory(head: log_queries.Head, folder: Path) -> Iterator[Finding]:
    if line := log_keys.exposed(folder):
        yield Finding(SIGNED, line)
    codes = {log.code for log in _logs()}
    for code in log_keys.remembered(folder):
        if code not in codes:
            yield Finding(SIGNED, f"the signer remembers log {code}, which the database does not have")
    if not head.signed:
        return
    row = db.session.get_one(LogCheckpoint, (head.id, head.signed))
    if log_keys.kept(folder, head.code) != row.note:
        yield Finding(SIGNED, f"log {head.code}: the signer does not remember the head signed at {row.size}")
    here = {signer.verifier.public for signer in log_keys.signers(folder, head.code)}
    for key in log_queries.signing(log_queries.keys(head.id), head.size + 1):
        if key.public not in here:
            yield Finding(SIGNED, f"log {head.code}: private key {key.number} is not in {folder}")


def succession() -> Iterator[Finding]:
    """Only the newest log grows; each but the first begins by naming the one it goes on from."""
    logs = _logs()
    for before, log in pairwise(logs):
        last = db.session.scalar(select(func.max(LogEntry.issued_at)).where(LogEntry.log_id == before.id))
        if last is not None and last > log.made_at:
            yield Finding(SIGNED, f"log {before.code} grew after {log.code} had begun")
        first = db.session.get(LogEntry, (log.id, 0))
        if first is None or first.kind != "log.begun":
            yield Finding(SIGNED, f"log {log.code} does not begin with what it goes on from")
            continue
        part = db.session.get(ContentPart, (log.id, 0, "facts"))
        facts: dict[str, Any] = json.loads(part.body) if part is not None and part.body else {}
        if facts.get("predecessor") != before.code or facts.get("signed_size", -1) < log_queries.signed_size(
            before.id
        ):
            yield Finding(SIGNED, f"log {log.code} names another log, or less than was signed of it")


def _logs() -> list[Log]:
    return list(db.session.scalars(select(Log).order_by(Log.id)))


CHECKS = (heads, cosignatures, signer, succession)
