"""A checkpoint known from elsewhere: from a sheet's QR, a witness, an earlier look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from micro_projects.verifying.heads import head_of
from micro_projects.verifying.limits import MOST_NOTE
from micro_projects.verifying.report import Unreadable

_PAIR = re.compile(r"(0|[1-9][0-9]{0,15}):([0-9a-f]{64})", re.ASCII)
_SHEET = re.compile(r"/v/([A-Za-z0-9][A-Za-z0-9-]{0,63})/(0|[1-9][0-9]{0,15})/?", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHORT = re.compile(r"[0-9a-f]{16,64}", re.ASCII)
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known. `log` and `origin` are empty where it does not say; a sheet also knows an entry and a key."""

    size: int
    root: bytes
    log: str = ""
    origin: str = ""
    index: int | None = None
    content: bytes = b""
    fingerprint: str = ""
    """The beginning of the SHA-256 of the log's key, hexadecimal."""
    note: bytes = b""
    """The whole signed note, where it came as one."""


def read(given: str) -> Known:
    """`given` is SIZE:ROOTHEX, a sheet's address, or a file with a checkpoint's note. Unreadable otherwise."""
    pair = _PAIR.fullmatch(given)
    if pair:
        return Known(int(pair[1]), bytes.fromhex(pair[2]))
    if "://" in given or given.startswith("/v/"):
        return _of_sheet(given)
    return _of_note(Path(given))


def _of_sheet(given: str) -> Known:
    try:
        parts = urlsplit(given)
        said = dict(parse_qsl(parts.fragment, keep_blank_values=True, max_num_fields=8))
    except ValueError:
        raise Unreadable(given, "known_unreadable") from None
    path = _SHEET.fullmatch(parts.path)
    size, root = said.get("s", ""), said.get("r", "")
    content, key = said.get("h", ""), said.get("k", "")
    right = _SIZE.fullmatch(size) and _HASH.fullmatch(root) and _HASH.fullmatch(content)
    if path is None or not right or not _SHORT.fullmatch(key):
        raise Unreadable(given, "known_unreadable")
    return Known(
        int(size),
        bytes.fromhex(root),
        log=path[1],
        index=int(path[2]),
        content=bytes.fromhex(content),
        fingerprint=key,
    )


def _of_note(path: Path) -> Known:
    try:
        if not path.is_file() or path.stat().st_size > MOST_NOTE:
            raise Unreadable(str(path), "known_unreadable")
        raw = path.read_bytes()
        head = head_of(raw)
    except (OSError, ValueError):
        raise Unreadable(str(path), "known_unreadable") from None
    return Known(head.size, head.root, origin=head.origin, note=raw)
