"""Files that wait for a confirmation: kept encrypted in the data folder for an hour at most, then gone."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from flask import current_app

from micro_projects.kernel.refusal import Refused
from micro_projects.people.queries import vault
from micro_projects.people.roll_rules import PENDING_GONE

KEPT_SECONDS = 3600


def keep(data: str, purpose: str) -> str:
    """Keep a file for a purpose; the token it is taken back by."""
    folder = _folder()
    _sweep(folder)
    token = secrets.token_urlsafe(18)
    wrapped = vault().new_key()
    sealed = vault().seal(wrapped, purpose, data)
    descriptor = os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(len(wrapped).to_bytes(2, "big") + wrapped + sealed)
    return token


def take(token: str, purpose: str) -> str:
    """The file of a token; refused when it is gone or was kept for something else."""
    from cryptography.exceptions import InvalidTag

    path = _folder() / Path(token).name
    if not token or not path.is_file():
        raise Refused(PENDING_GONE)
    kept = path.read_bytes()
    size = int.from_bytes(kept[:2], "big")
    try:
        return vault().open(kept[2 : 2 + size], purpose, kept[2 + size :])
    except InvalidTag as wrong:
        raise Refused(PENDING_GONE) from wrong


def drop(token: str) -> None:
    """Take a file away once it is used."""
    (_folder() / Path(token).name).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].home / "pending"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
