"""That a session changed is told between the web workers of a machine through memory they share, after the commit.

A file of 8-byte marks in the house's folder, mapped by every process. Each session has its place by its code; two that
share one only cause a question too many. The mark is new and random at each ring, so that none is mistaken for another
and nothing need be read before writing. What is lost (a crash between commit and ring, another machine) the workers
find by asking the database every few seconds (`live_watch`).
"""

from __future__ import annotations

import logging
import mmap
import os
from pathlib import Path
from zlib import crc32

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from micro_projects.extensions import db

SLOTS = 4096
WIDTH = 8
FILE = "session_bells"
_PENDING = "sessions_changed"


class Bells:
    """One process's view of the marks; None where the folder cannot be written: then the database is asked."""

    def __init__(self, path: Path) -> None:
        self._marks: mmap.mmap | None = None
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            logging.getLogger(__name__).warning(
                "session bells cannot be opened; every poll asks the database"
            )
            return
        try:
            if os.fstat(handle).st_size < SLOTS * WIDTH:
                os.truncate(handle, SLOTS * WIDTH)
            self._marks = mmap.mmap(handle, SLOTS * WIDTH)
        except OSError:
            logging.getLogger(__name__).warning(
                "session bells cannot be mapped; every poll asks the database"
            )
        finally:
            os.close(handle)

    def ring(self, code: str) -> None:
        """Something of that session changed."""
        if self._marks is not None:
            at = _place(code)
            self._marks[at : at + WIDTH] = os.urandom(WIDTH)

    def mark(self, code: str) -> bytes | None:
        """What stands at the session's place now."""
        if self._marks is None:
            return None
        at = _place(code)
        return self._marks[at : at + WIDTH]


def _place(code: str) -> int:
    return crc32(code.encode()) % SLOTS * WIDTH


def bells() -> Bells:
    """This process's, opened when first asked for."""
    made = current_app.extensions.get("session_bells")
    if made is None:
        made = Bells(current_app.extensions["settings"].home / FILE)
        current_app.extensions["session_bells"] = made
    found: Bells = made
    return found


def ring_after_commit(code: str) -> None:
    """Remember to ring when the transaction of now is committed."""
    db.session().info.setdefault(_PENDING, set()).add(code)


@event.listens_for(db.session, "after_commit")
def _ring(session: Session) -> None:
    for code in session.info.pop(_PENDING, ()):
        bells().ring(code)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
