"""The signer: the one process that signs heads of the log, and never one that does not extend its last.

In this order: the tree is checked against the signer's own memory, then the new head is signed and remembered on
disk for good, and only then stored where everybody reads it. A crash in between is mended by the next pass, which
stores what is remembered. Whatever does not fit is refused, and an alarm says so until it does.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.tlog import merkle, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint, parse
from micro_projects.notices import log_actions, log_beginning, log_keys, log_queries, page_queries
from micro_projects.notices.log_models import LogKey
from micro_projects.notices.log_queries import Head
from micro_projects.web.door import act

log = logging.getLogger(__name__)
POLL_SECONDS = 0.25
_AT_REST = "signer_at_rest"
"""In the app's extensions: the head after which nothing was left to do, so that a pass is one statement."""


class NotSigned(Exception):  # noqa: N818 - an answer, not an error
    """Why the signer refuses: `what` is one of `log_models.ALARMS`, `why` one line for whoever operates it."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what, self.why = what, why


class Kept(NamedTuple):
    """What the signer remembers."""

    signed: str
    checkpoint: Checkpoint


class Keyring(NamedTuple):
    """A log's keys as the database has them; `first` is the key made just now, not stored yet."""

    stored: list[LogKey]
    first: note.Signer | None


def sign_due(app: Flask) -> int:
    """One pass: sign the log's head when it has grown. How many heads were signed or stored: 0 or 1."""
    folder: Path = app.extensions["settings"].keys
    with app.app_context():
        db.session.rollback()
        head = log_queries.head()
        db.session.rollback()
        if head is None or not (head.size or head.signed) or app.extensions.get(_AT_REST) == head:
            return 0
        try:
            with log_keys.alone(folder):
                done = _pass(head, folder)
        except (NotSigned, log_keys.Exposed) as refusal:
            _raise_alarm(head, refusal)
            return 0
        if done or head.alarm is not None:
            _end_alarms(head)
            return done
        app.extensions[_AT_REST] = head
        return 0


def run_signer(app: Flask, stop: threading.Event) -> None:
    """Sign whatever grows until `stop` is set. A database that is away is waited for."""
    while not stop.is_set():
        try:
            sign_due(app)
        except (SQLAlchemyError, OSError):
            log.exception("the signer could not look; it tries again")
            stop.wait(2)
        stop.wait(POLL_SECONDS)


def _pass(head: Head, folder: Path) -> int:
    """Check, sign, remember, store. Holds the folder's lock; reads outside any write transaction."""
    log_keys.check(folder)
    ring = _keyring(head, folder)
    kept = _memory(head, folder, ring)
    if kept is None and head.signed:
        raise NotSigned("memory", f"{head.code} is signed to {head.signed}, and nothing here remembers it")
    if kept is not None:
        _compare(head, kept)
    root = extended(head, kept.checkpoint if kept else None)
    db.session.rollback()
    if kept is not None and head.signed < kept.checkpoint.size:
        return _store(head, kept, ring)  # a crash came between remembering and storing
    if head.size == head.signed:
        return 0
    checkpoint = Checkpoint(head.origin, head.size, root)
    signed = note.sign(checkpoint.text(), _signers(head, ring, head.size, folder))
    log_keys.keep(folder, head.code, signed)
    return _store(head, Kept(signed, checkpoint), ring)


def _keyring(head: Head, folder: Path) -> Keyring:
    """The log's keys; the first one is made when there is none and nothing was ever signed."""
    stored = list(log_queries.keys(head.id))
    if stored:
        return Keyring(stored, None)
    if head.signed:
        raise NotSigned("key", f"{head.code} is signed, but its keys are not in the database")
    if why := log_beginning.why_not(head, folder):
        raise NotSigned("fork", why)
    return Keyring([], log_keys.make(folder, head.code, 1, head.origin))


def _memory(head: Head, folder: Path, ring: Keyring) -> Kept | None:
    """What was signed last, by this folder's own account; NotSigned when that cannot be read."""
    text = log_keys.kept(folder, head.code)
    if text is None:
        return None
    known = log_queries.verifiers(head.origin, ring.stored)
    known += [signer.verifier for signer in log_keys.signers(folder, head.code)]
    try:
        opened = note.open_note(text, known)
        return Kept(text, parse(opened.text))
    except note.BadNote as bad:
        raise NotSigned("memory", f"what was signed last of {head.code} is not readable: {bad}") from None


def memory(head: Head, folder: Path) -> Checkpoint | None:
    """The last head signed from this folder; None when there is no memory of it that can be read."""
    try:
        kept = _memory(head, folder, Keyring(list(log_queries.keys(head.id)), None))
    except NotSigned:
        return None
    return kept.checkpoint if kept else None


def lost(head: Head, last: Checkpoint) -> str | None:
    """Why the database does not extend what was signed (a key of `log_actions.BEGUN`); None when it does."""
    if head.size < last.size:
        return "restored"
    try:
        _compare(head, Kept("", last))
        extended(head, last)
    except NotSigned as refusal:
        return None if refusal.what == "memory" else "differs"
    return None


def can_sign(head: Head, folder: Path) -> bool:
    """Whether every key that signs now is here, with the memory of what was signed."""
    ring = Keyring(list(log_queries.keys(head.id)), None)
    try:
        _signers(head, ring, head.size + 1, folder)
        return _memory(head, folder, ring) is not None or not head.signed
    except NotSigned:
        return False


def _compare(head: Head, kept: Kept) -> None:
    """The database against the memory: neither another log, nor less than was signed, nor more than we signed."""
    remembered = kept.checkpoint
    if remembered.origin != head.origin:
        raise NotSigned("fork", f"{head.code} is now {head.origin}, signed was {remembered.origin}")
    if head.size < remembered.size:
        raise NotSigned("shrunk", f"{head.code} has {head.size} entries, signed were {remembered.size}")
    if head.signed > remembered.size:
        raise NotSigned(
            "memory", f"{head.code} is signed to {head.signed}, remembered is {remembered.size}: an old copy"
        )


def extended(head: Head, kept: Checkpoint | None) -> bytes:
    """The root at `head.size`, once it is shown to extend what was signed and to be over the entries themselves."""
    old, was = (kept.size, kept.root) if kept else (0, merkle.EMPTY_ROOT)
    try:
        now, peaks, proof = page_queries.with_nodes(
            head.id,
            lambda read: (
                merkle.root(head.size, read),
                merkle.peaks(old, read),
                merkle.consistency_proof(old, head.size, read),
            ),
        )
    except KeyError:
        raise NotSigned("fork", f"the stored tree of {head.code} has a hole") from None
    if not merkle.verify_consistency(old, head.size, was, now, proof):
        raise NotSigned("fork", f"the tree of {head.code} at {head.size} does not extend that at {old}")
    leaves = map(merkle.leaf_hash, log_queries.entry_bytes(head.id, old, head.size))
    if merkle.root_of(leaves, after=peaks) != now:
        raise NotSigned("entries", f"the tree of {head.code} is not over its entries from {old} on")
    return now


def _signers(head: Head, ring: Keyring, size: int, folder: Path) -> list[note.Signer]:
    """Every key that signs at `size`; NotSigned when one is not here."""
    signers = [ring.first] if ring.first else []
    for key in log_queries.signing(ring.stored, size):
        signer = log_keys.read(folder, head.code, key.number)
        if signer is None or signer.verifier != note.Verifier(head.origin, key.public):
            raise NotSigned("key", f"private key {key.number} of {head.code} is not here")
        signers.append(signer)
    if not signers:
        raise NotSigned("key", f"{head.code} has no key that signs")
    return signers


def _store(head: Head, kept: Kept, ring: Keyring) -> int:
    """Let everybody read it."""
    first = ring.first.verifier.public if ring.first else None
    with act() as now:
        log_actions.store_head(CLOCK_ACTOR, head.id, kept.checkpoint, kept.signed, first, now)
    return 1


def _raise_alarm(head: Head, refusal: Exception) -> None:
    """Say it once, where doctor, /readyz and the log's page see it."""
    db.session.rollback()
    what = refusal.what if isinstance(refusal, NotSigned) else "key"
    standing = log_queries.alarm(head.id)
    db.session.rollback()
    if standing is None or standing.what != what:
        log.error("nothing is signed: %s", refusal)
        with act() as now:
            log_actions.raise_alarm(CLOCK_ACTOR, head.id, what, now)


def _end_alarms(head: Head) -> None:
    standing = log_queries.alarm(head.id)
    db.session.rollback()
    if standing is not None:
        with act() as now:
            log_actions.end_alarms(CLOCK_ACTOR, head.id, now)
