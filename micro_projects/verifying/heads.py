"""A checkpoint's text, read without any key: also where no library for signatures is installed."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import NamedTuple

from micro_projects.kernel.tlog import merkle

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class BadHead(ValueError):  # noqa: N818 - reads as what it says
    """Not the text of a checkpoint."""


class Head(NamedTuple):
    """Which log, how many entries, which root."""

    origin: str
    size: int
    root: bytes


def head_of(raw: bytes) -> Head:
    """The head a signed note speaks of (C2SP tlog-checkpoint); nothing is said about its signatures."""
    text, gap, _ = raw.rpartition(b"\n\n")
    try:
        lines = text.decode("utf-8").split("\n")
        origin, size, root = lines[:3]
        found = b64decode(root, validate=True)
    except ValueError:
        raise BadHead from None
    right = gap and origin and origin.isprintable() and _SIZE.fullmatch(size)
    if not right or len(found) != merkle.HASH_BYTES or b64encode(found).decode() != root:
        raise BadHead
    return Head(origin, int(size), found)
