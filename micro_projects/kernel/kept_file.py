"""A small file that must be whole or not there, also after the power went: keys, and what was signed or seen last."""

from __future__ import annotations

import os
from pathlib import Path


def keep(path: Path, body: bytes, mode: int = 0o600) -> None:
    """Write beside it, onto the disk for good, then put it in place. `mode` holds from the first byte on."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name as well
    finally:
        os.close(folder)


def shred(path: Path) -> None:
    """Overwrite a file, onto the disk, and remove it for good; nothing when it is gone already."""
    if not path.exists():
        return
    with path.open("r+b") as body:
        body.write(os.urandom(path.stat().st_size))
        body.flush()
        os.fsync(body.fileno())
    path.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
