"""The signer's own folder: private keys, and beside them the last head it signed. Never in the database or a back-up.

``log-<code>-<n>.key`` is a private key, ``log-<code>.checkpoint`` the note signed last. Both survive a crash: each is
written apart, synced, renamed, and the folder is synced, before anybody else learns of it.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from micro_projects.kernel import kept_file
from micro_projects.kernel.tlog import note

_NAME = re.compile(r"log-[A-Za-z0-9-]+(-[0-9]+\.key|\.checkpoint)")
_LOCK = "log.lock"


class Exposed(Exception):  # noqa: N818 - read by a person at start
    """One line: which file of the signer others may read or change, and what to do."""


def check(folder: Path) -> None:
    """Refuse (`Exposed`) a folder or file of the signer that is not its own, or that others may read."""
    if not folder.exists():
        return
    for path in (folder, *files(folder)):
        found = path.stat()
        if found.st_uid != os.geteuid():
            raise Exposed(f"{path} belongs to another account; run the signer as its owner, or chown it")
        if found.st_mode & 0o077:
            mode = "700" if path == folder else "600"
            raise Exposed(f"others may read {path}, which holds the log's keys; run chmod {mode} {path}")


def exposed(folder: Path) -> str:
    """What `check` refuses, in its one line; empty when all is well."""
    try:
        check(folder)
    except Exposed as refusal:
        return str(refusal)
    return ""


def files(folder: Path) -> list[Path]:
    """The signer's files, by name."""
    return sorted(path for path in folder.glob("log-*") if _NAME.fullmatch(path.name))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While this lasts no other process signs from this folder, or changes its keys."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)) as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def make(folder: Path, code: str, number: int, name: str) -> note.Signer:
    """A new private key of log `code`, on disk for good; one left by an act that was rolled back is used."""
    left = read(folder, code, number)
    if left is not None and left.name == name:
        return left
    signer = note.Signer(name, os.urandom(note.KEY_BYTES))
    kept_file.keep(_key(folder, code, number), f"{signer.secret_line}\n".encode())
    return signer


def read(folder: Path, code: str, number: int) -> note.Signer | None:
    """A private key; None when it is not there or is no key."""
    try:
        return note.parse_secret(_key(folder, code, number).read_text().removesuffix("\n"))
    except (FileNotFoundError, PermissionError, ValueError):
        return None


def signers(folder: Path, code: str) -> list[note.Signer]:
    """Every private key of log `code` that is here."""
    numbers = (
        path.name.removeprefix(f"log-{code}-").removesuffix(".key")
        for path in files(folder)
        if path.name.startswith(f"log-{code}-") and path.suffix == ".key"
    )
    found = (read(folder, code, int(number)) for number in numbers if number.isdigit())
    return [signer for signer in found if signer is not None]


def destroy(folder: Path, code: str, number: int) -> None:
    """Overwrite and remove a private key that signs no more."""
    path = _key(folder, code, number)
    if path.exists():
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def keep(folder: Path, code: str, signed: str) -> None:
    """Remember the note signed last; on disk for good when this returns."""
    kept_file.keep(_kept(folder, code), signed.encode())


def kept(folder: Path, code: str) -> str | None:
    """The note signed last; None when nothing was, or its memory is lost."""
    try:
        return _kept(folder, code).read_text()
    except (FileNotFoundError, PermissionError):
        return None


def remembered(folder: Path) -> list[str]:
    """The codes of all logs that something was signed of from here."""
    every = (path.name for path in files(folder))
    return [n.removeprefix("log-").removesuffix(".checkpoint") for n in every if n.endswith(".checkpoint")]


def set_aside(folder: Path) -> None:
    """Move everything of the signer into a folder of its own: a demo founded anew begins with a new log."""
    found = files(folder)
    if not found:
        return
    aside = folder / f"aside-{len(list(folder.glob('aside-*'))) + 1}"
    aside.mkdir(mode=0o700)
    for path in found:
        path.rename(aside / path.name)


def _key(folder: Path, code: str, number: int) -> Path:
    return _named(folder, f"log-{code}-{number}.key")


def _kept(folder: Path, code: str) -> Path:
    return _named(folder, f"log-{code}.checkpoint")


def _named(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name} is no name of a key")
    return folder / name
