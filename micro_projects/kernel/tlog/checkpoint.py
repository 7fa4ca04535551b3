"""Checkpoints (C2SP tlog-checkpoint): which log, how many entries, which root — the text of a signed note."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from micro_projects.kernel.tlog import merkle, note

LARGEST = 2**63 - 1
MOST_ORIGIN = 255


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's head: `origin` names the log, `root` (32 bytes) is over its first `size` entries."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    """Lines of other programs; ours has none."""

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any(c < " " for line in lines for c in line):
            raise note.BadNote("the origin and every further line have something in them, and are one line")
        if len(self.origin.encode()) > MOST_ORIGIN:
            raise note.BadNote(f"an origin has at most {MOST_ORIGIN} bytes")
        if not 0 <= self.size <= LARGEST:
            raise note.BadNote("the size is no size")
        if len(self.root) != merkle.HASH_BYTES or (self.size == 0 and self.root != merkle.EMPTY_ROOT):
            raise note.BadNote("the root is no root of that size")

    def text(self) -> str:
        """The note's text."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """The checkpoint a note's text is; BadNote when it is none, to the byte."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        raise note.BadNote("a checkpoint has three lines or more, each with its end")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, number(size), note.strict_base64(root), tuple(extensions))


def number(written: str) -> int:
    """A whole number in ASCII digits without leading zeros, at most 2^63 - 1."""
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(LARGEST)):
        raise note.BadNote("not a whole number")
    if written[0] == "0" and written != "0":
        raise note.BadNote("a number with leading zeros")
    if int(written) > LARGEST:
        raise note.BadNote("too large a number")
    return int(written)
