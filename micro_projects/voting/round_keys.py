"""A round's key pair: the private half lives in a file of its own, never in the database or its back-ups."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from nacl.public import PrivateKey

from micro_projects.kernel import kept_file


def path(code: str, what: str = "key") -> Path:
    """A file of the round in the key folder."""
    folder: Path = current_app.extensions["settings"].keys / "rounds"
    return folder / f"{code}.{what}"


def make(code: str) -> bytes:
    """Make the pair of a round being frozen; the public half. On disk for good before the act commits.

    A file left by an act that was rolled back is replaced: nothing was ever sealed to it.
    """
    file = path(code)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = PrivateKey.generate()
    kept_file.keep(file, key.encode())
    return bytes(key.public_key)


def private(code: str) -> PrivateKey:
    """The private half, for opening after closing. FileNotFoundError when it is gone."""
    return PrivateKey(path(code).read_bytes())


def is_kept(code: str) -> bool:
    """Whether the private half is there."""
    return path(code).exists()


def destroy(code: str) -> None:
    """Overwrite and remove the private half and any share of it; nothing when they are gone already."""
    for file in sorted(path(code).parent.glob(f"{code}.*")):
        kept_file.shred(file)
