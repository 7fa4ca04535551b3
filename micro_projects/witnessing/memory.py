"""A witness's folder: its key, and of each log the keys it trusts and the last head it signed. All fsynced.

Losing it is losing what was witnessed: a witness that starts anew can only say *from now on*.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from micro_projects.kernel import kept_file
from micro_projects.kernel.tlog import checkpoint, cosignature, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint

PRIVATE = "witness.key"


@dataclass(slots=True)
class Log:
    """What is known of one log."""

    origin: str
    keys: list[note.Verifier]
    last: Checkpoint | None
    folder: Path


class Memory:
    """The folder, made with a new key when it is not there. `name` is what the key is called: a host, say."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        kept = folder / PRIVATE
        if not kept.exists():
            note.check_name(name)
            _write(kept, f"{name}\n{os.urandom(note.KEY_BYTES).hex()}\n", mode=0o600)
        self.name, seed = kept.read_text().split()
        self.private = bytes.fromhex(seed)

    @property
    def line(self) -> str:
        """The key line to give to the operators of the logs witnessed."""
        return cosignature.Verifier(self.name, note.public_of(self.private)).line

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One at a time, over all processes: two heads must never be compared with the same last one."""
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def log(self, origin: str) -> Log | None:
        """What is known of the log of that origin; None: nothing yet."""
        folder = self._folder(origin)
        if not (folder / "keys").exists():
            return None
        keys = [note.parse_key(line) for line in (folder / "keys").read_text().splitlines()]
        head = folder / "checkpoint"
        last = checkpoint.parse(note.open_note(head.read_bytes(), keys).text) if head.exists() else None
        return Log(origin, keys, last, folder)

    def begin(self, keys: Sequence[note.Verifier], origin: str) -> Log:
        """Trust these keys for a log from now on."""
        folder = self._folder(origin)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "origin", origin + "\n")
        _write(folder / "keys", "".join(f"{key.line}\n" for key in keys))
        return Log(origin, list(keys), None, folder)

    def learn(self, log: Log, read: note.Note, told: Sequence[note.Verifier]) -> None:
        """Trust a new key that signed the same head beside one trusted already: a planned rotation."""
        by = {(one.name, one.key_hash): one.signature for one in read.signatures}
        new = [
            key
            for key in told
            if key not in log.keys and key.verify(read.text.encode(), by.get((key.name, key.key_hash), b""))
        ]
        if new:
            log.keys += new
            _write(log.folder / "keys", "".join(f"{key.line}\n" for key in log.keys))

    def remember(self, log: Log, raw: str) -> None:
        """The head, on the disk before anything is signed."""
        _write(log.folder / "checkpoint", raw)

    def keep_evidence(self, log: Log, why: str, raw: str, proof: Sequence[bytes]) -> Path:
        """Both heads that contradict each other, each with its signature: what convicts an operator."""
        folder = log.folder / f"{why}-{sha256(raw.encode()).hexdigest()[:16]}"
        folder.mkdir(exist_ok=True)
        _write(folder / "remembered", (log.folder / "checkpoint").read_text())
        _write(folder / "offered", raw)
        _write(folder / "proof", "".join(f"{node.hex()}\n" for node in proof))
        return folder

    def _folder(self, origin: str) -> Path:
        return self.folder / "logs" / sha256(origin.encode()).hexdigest()[:16]


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    kept_file.keep(path, text.encode(), mode)
