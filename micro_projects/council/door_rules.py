"""The code at the door: which half minute it is, and how long a code and a scan hold. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

SLOT_SECONDS = 30
"""A new code each half minute; the one before still holds."""
SCAN_SECONDS = 120
"""How long the page that a scan opened may be pressed."""


def slot(now: datetime) -> int:
    """The number of the half minute."""
    return int(now.timestamp()) // SLOT_SECONDS


def code(secret: str, session: str, at: int) -> str:
    """What stands in the square code of a session in a half minute: 16 letters and figures."""
    return _sign(secret, "door", session, str(at))


def holds(secret: str, session: str, given: str, now: datetime) -> bool:
    """Whether `given` is the code of this half minute or of the one before."""
    at = slot(now)
    return any(hmac.compare_digest(given.encode(), code(secret, session, s).encode()) for s in (at, at - 1))


def scan(secret: str, session: str, person_id: int, now: datetime) -> str:
    """That this person scanned a code that held, at this second: for the button of the page that it opened."""
    at = str(int(now.timestamp()))
    return f"{at}.{_sign(secret, 'scan', session, str(person_id), at)}"


def scanned(secret: str, session: str, person_id: int, given: str, now: datetime) -> bool:
    """Whether `given` says so of this person, lately."""
    at, _, signature = given.partition(".")
    if not (at.isascii() and at.isdigit() and len(at) < 12):
        return False
    if not 0 <= int(now.timestamp()) - int(at) <= SCAN_SECONDS:
        return False
    return hmac.compare_digest(
        signature.encode(), _sign(secret, "scan", session, str(person_id), at).encode()
    )


def _sign(secret: str, *parts: str) -> str:
    digest = hmac.new(secret.encode(), "\x1f".join(parts).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode().lower()
