"""A log's tree put together again from its leaf hashes: any earlier root, and what its tiles must hold."""

from __future__ import annotations

from hashlib import sha256

from micro_projects.kernel.tlog import merkle

HASH = merkle.HASH_BYTES


class Tree:
    """The complete nodes over `leaves` (32 bytes each, one after the other), level by level."""

    __slots__ = ("levels", "size")

    def __init__(self, leaves: bytes) -> None:
        self.size = len(leaves) // HASH
        self.levels = [leaves]
        while len(self.levels[-1]) >= 2 * HASH:
            self.levels.append(_parents(self.levels[-1]))

    def node(self, level: int, index: int) -> bytes:
        """A complete node."""
        return self.levels[level][HASH * index : HASH * index + HASH]

    def leaf(self, index: int) -> bytes:
        """The hash of entry `index`."""
        return self.node(0, index)

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves."""
        return merkle.root(size, self.node)

    def tile(self, level: int, index: int, width: int) -> bytes:
        """What the tile (level, index) of `width` hashes must hold."""
        row = self.levels[8 * level] if 8 * level < len(self.levels) else b""
        start = HASH * 256 * index
        return row[start : start + HASH * width]


def _parents(row: bytes) -> bytes:
    # One hash over the two children as they lie: half the work of taking them apart first.
    last = len(row) // (2 * HASH) * 2 * HASH
    return b"".join([sha256(b"\x01" + row[at : at + 2 * HASH]).digest() for at in range(0, last, 2 * HASH)])
