"""A secret vote's key pair: the private half is a file of its own, never in the database or its back-ups.

It goes when the vote ended, whichever way: after the commit that ended it, or with the clock's next tick when the power
went between. A file is named by its public half, so that a vote called anew never meets an earlier one's.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from micro_projects.extensions import db
from micro_projects.kernel import kept_file
from micro_projects.kernel.sealing import PrivateKey

SEALED_SIZE = 16
"""What is sealed is padded to so many bytes, whatever it says."""
_ENDED = "secret votes that ended"


def folder() -> Path:
    """Where the keys of running votes lie, beside those of rounds."""
    keys: Path = current_app.extensions["settings"].keys
    return keys / "sessions"


def path(public_key: bytes) -> Path:
    """The file of a vote's private half."""
    return folder() / f"{public_key.hex()}.key"


def make() -> bytes:
    """Make the pair of a vote being called; the public half. On disk for good before the act commits."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    key = PrivateKey.generate()
    public_key = bytes(key.public_key)
    kept_file.keep(path(public_key), key.encode())
    return public_key


def private(public_key: bytes) -> PrivateKey | None:
    """The private half; None when it is gone, as after a restored back-up."""
    try:
        return PrivateKey(path(public_key).read_bytes())
    except FileNotFoundError:
        return None


def slip_mac(key: PrivateKey, code: str) -> bytes:
    """What the database keeps of a code on a slip; without the key's file nobody can try codes on it."""
    return hmac.digest(sha256(b"slip\x00" + key.encode()).digest(), code.encode(), "sha256")


def destroy_after_commit(public_key: bytes) -> None:
    """The vote ends with this act: once that is written for good, its key goes; not when it is rolled back."""
    db.session().info.setdefault(_ENDED, set()).add(path(public_key))


def left_behind(running: set[bytes]) -> list[Path]:
    """Files of votes that do not run: rolled back, or the power went between the commit and the file."""
    kept = {path(public_key) for public_key in running}
    return [file for file in sorted(folder().glob("*.key*")) if file not in kept]


@event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    for file in session.info.pop(_ENDED, ()):
        kept_file.shred(file)


@event.listens_for(Session, "after_soft_rollback")
def _rolled_back(session: Session, previous: Any) -> None:
    session.info.pop(_ENDED, None)
