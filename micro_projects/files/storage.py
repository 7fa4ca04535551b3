"""Where bytes lie: a folder per token, written whole or not at all, never inside a write transaction."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import current_app

_TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")


def new_token() -> str:
    """A random name nobody can guess."""
    return secrets.token_urlsafe(18)


def folder(token: str) -> Path:
    """The folder of one file; ValueError for what is no token of ours."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("not a token")
    return _root() / token[:2] / token


def write(token: str, bodies: Mapping[str, bytes]) -> None:
    """Put the parts of one file on the disk, so that they are there before the row that names them."""
    target = folder(token)
    making = target.with_name(f".{target.name}")
    making.mkdir(parents=True)
    for name, body in bodies.items():
        with (making / name).open("xb") as part:
            part.write(body)
            part.flush()
            os.fsync(part.fileno())
    making.rename(target)
    for kept in (target, target.parent):
        _sync(kept)


def discard(token: str) -> None:
    """Remove what no row names: the act it was uploaded for was refused."""
    shutil.rmtree(folder(token), ignore_errors=True)


def part(token: str, name: str) -> Path:
    """Where one part lies."""
    return folder(token) / name


def tokens() -> Iterator[str]:
    """Every token on the disk, for finding bytes without a row and rows without bytes."""
    for shelf in _root().iterdir() if _root().is_dir() else ():
        if shelf.is_dir() and len(shelf.name) == 2:
            yield from (kept.name for kept in shelf.iterdir() if _TOKEN.fullmatch(kept.name))


def old(before: float) -> Iterator[str]:
    """Every token, and every folder left half written (a dot before its token), not touched since `before`."""
    for shelf in _root().iterdir() if _root().is_dir() else ():
        if shelf.is_dir() and len(shelf.name) == 2:
            yield from (
                kept.name
                for kept in shelf.iterdir()
                if _TOKEN.fullmatch(kept.name.removeprefix(".")) and kept.stat().st_mtime < before
            )


def discard_old(name: str) -> None:
    """Remove what `old` told of."""
    place = folder(name.removeprefix("."))
    shutil.rmtree(place.with_name(name), ignore_errors=True)


def _root() -> Path:
    return Path(current_app.extensions["settings"].storage_url)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
