"""The key that turns voting codes into what the database keeps: a file of its own, as the rounds' keys are.

Who has the database alone cannot try codes on it; who has the file alone has no codes. Codes are looked up by their
HMAC in an index: nothing is compared character by character, so time tells nothing.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from flask import current_app

from micro_projects.kernel import kept_file

_BYTES = 32


def _path() -> Path:
    folder: Path = current_app.extensions["settings"].keys
    return folder / "codes-1.key"


def make() -> None:
    """Make the key when there is none. Call within an act: acts are serial, so it is made once."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept_file.keep(path, os.urandom(_BYTES))


def letter(code: str) -> bytes | None:
    """The HMAC of a letter's plain code; None when no letter was ever made here."""
    return _mac(b"letter\x00" + code.encode())


def booth(shift: str, code: str) -> bytes | None:
    """The HMAC of a one-time code at the shift of that token: at another it is another."""
    return _mac(b"booth\x00" + shift.encode() + b"\x00" + code.encode())


def _mac(message: bytes) -> bytes | None:
    try:
        return hmac.digest(_path().read_bytes(), message, "sha256")
    except FileNotFoundError:
        return None
