"""Tiles (C2SP tlog-tiles): the tree in files of 256 hashes, and the entries in bundles of 256.

The tile `(level, index)` holds the complete nodes of tree level `8·level` from `256·index` on; level `ENTRIES` stands
for a bundle of entries. The last tile of a level may be partial; it has its width in its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WIDTH = 256
HEIGHT = 8
ENTRIES = -1
"""The level of a bundle of entries, ``tile/entries/…``."""
TOP = 63
MOST_ENTRY = 65_535
LARGEST = 2**63 - 1
_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


class BadTile(ValueError):  # noqa: N818 - reads as what it says
    """Not a path of a tile, or not a bundle of entries."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: `width` 256 when it is full."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is, below the log's address."""
        return path(self.level, self.index, self.width)

    @property
    def is_bundle(self) -> bool:
        """Whether it holds entries, not hashes."""
        return self.level == ENTRIES

    def nodes(self) -> tuple[int, range]:
        """The tree's level, and the nodes of it that this tile holds (of a bundle: the entries)."""
        first = self.index * WIDTH
        return max(self.level, 0) * HEIGHT, range(first, first + self.width)


def path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile is: ``tile/0/x001/234.p/5``."""
    if not (ENTRIES <= level <= TOP and 0 <= index <= LARGEST and 1 <= width <= WIDTH):
        raise BadTile(f"no tile {level}/{index} of width {width}")
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03d}")
    where = "entries" if level == ENTRIES else str(level)
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{where}/{'/'.join(reversed(groups))}{partial}"


def parse_path(written: str) -> Tile:
    """The tile of a path; BadTile unless it is written in the one way there is."""
    found = _PATH.fullmatch(written) if len(written) < 128 else None
    if found is None:
        raise BadTile("not the path of a tile")
    where, digits, width = found.groups()
    level = ENTRIES if where == "entries" else int(where)
    tile = Tile(level, int(digits.replace("x", "").replace("/", "")), int(width) if width else WIDTH)
    if tile.index > LARGEST or level > TOP or tile.path != written:
        raise BadTile("not the path of a tile")
    return tile


def width(level: int, index: int, size: int) -> int:
    """How much of a tile there is in a log of `size`: 256 full, 0 nothing."""
    there = size >> (max(level, 0) * HEIGHT)
    return max(0, min(WIDTH, there - index * WIDTH))


def within(tile: Tile, size: int) -> bool:
    """Whether a log of `size` has it: full, or as some earlier size made it partial."""
    return 0 < tile.width <= width(tile.level, tile.index, size)


def all_tiles(size: int) -> Iterator[Tile]:
    """Every hash tile of a log of `size`, level by level from the leaves."""
    for level in range(TOP + 1):
        there = size >> (level * HEIGHT)
        if not there:
            return
        yield from _row(level, there)


def all_paths(size: int) -> Iterator[str]:
    """The paths of `all_tiles`."""
    return (tile.path for tile in all_tiles(size))


def bundles(size: int) -> Iterator[Tile]:
    """Every bundle of entries of a log of `size`."""
    return _row(ENTRIES, size)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each behind its length as a big-endian uint16."""
    made = bytearray()
    for entry in entries:
        if len(entry) > MOST_ENTRY:
            raise BadTile(f"an entry of {len(entry)} bytes; at most {MOST_ENTRY}")
        made += len(entry).to_bytes(2, "big") + entry
    return bytes(made)


def parse_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle: 1 to 256, and nothing after them."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if len(data) < at + 2 or end > len(data):
            raise BadTile("the bundle ends within an entry")
        entries.append(data[at + 2 : end])
        at = end
    if not 1 <= len(entries) <= WIDTH:
        raise BadTile(f"a bundle of {len(entries)} entries; 1 to {WIDTH}")
    return entries


def hashes(data: bytes) -> Sequence[bytes]:
    """The hashes of a tile: 1 to 256 of 32 bytes."""
    count, rest = divmod(len(data), 32)
    if rest or not 1 <= count <= WIDTH:
        raise BadTile(f"a tile of {len(data)} bytes")
    return [data[n * 32 : n * 32 + 32] for n in range(count)]


def _row(level: int, there: int) -> Iterator[Tile]:
    full, rest = divmod(there, WIDTH)
    yield from (Tile(level, index) for index in range(full))
    if rest:
        yield Tile(level, full, rest)
