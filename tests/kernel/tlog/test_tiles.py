"""Tiles against the specification's own examples and a recomputation that shares nothing with the program."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.tlog import merkle, tiles
from micro_projects.kernel.tlog.tiles import ENTRIES, BadTile, Tile


def test_paths_of_the_specification() -> None:
    assert tiles.path(0, 1234067) == "tile/0/x001/x234/067"
    assert tiles.path(1, 5, 17) == "tile/1/005.p/17"
    assert tiles.path(ENTRIES, 1000, 1) == "tile/entries/x001/000.p/1"
    assert tiles.parse_path("tile/entries/000") == Tile(ENTRIES, 0)
    whole = list(tiles.all_paths(70_000))
    assert len(whole) == 273 + 1 + 1 + 1 + 1
    assert whole[272:] == [
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert list(tiles.all_paths(256)) == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles.all_paths(0)) == []
    assert [tile.path for tile in tiles.bundles(257)] == ["tile/entries/000", "tile/entries/001.p/1"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/0/../000",
        "tile/data/000",
        "tile/0/" + "x999/" * 8 + "999",
        "tile/0/" + "x001/" * 40 + "000",
    ],
)
def test_a_path_is_written_in_one_way(path: str) -> None:
    with pytest.raises(BadTile):
        tiles.parse_path(path)


@given(st.integers(ENTRIES, 63), st.integers(0, 2**40), st.integers(1, 256))
def test_what_is_written_is_read(level: int, index: int, width: int) -> None:
    assert tiles.parse_path(tiles.path(level, index, width)) == Tile(level, index, width)


def mth(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, as it stands there."""
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_a_tile_holds_the_hashes_the_specification_says(size: int) -> None:
    entries = [b"entry %d" % n for n in range(size)]
    nodes: dict[tuple[int, int], bytes] = {}

    def read(level: int, at: int) -> bytes:
        return nodes[level, at]

    for index, entry in enumerate(entries):
        for level, at, digest in merkle.appended(index, merkle.leaf_hash(entry), read):
            nodes[level, at] = digest
    for tile in tiles.all_tiles(size):
        level, held = tile.nodes()
        span = 256**tile.level
        said = [nodes[level, at] for at in held]
        assert said == [
            mth(entries[(tile.index * 256 + i) * span : (tile.index * 256 + i + 1) * span])
            for i in range(tile.width)
        ]
    assert merkle.root(size, read) == mth(entries)
    for old in (0, 1, size // 2, size):  # the edge of an earlier tree leads to the same root
        peaks = merkle.peaks(old, read)
        assert merkle.root_of(map(merkle.leaf_hash, entries[old:]), after=peaks) == mth(entries)


def test_nothing_beyond_the_size_is_within() -> None:
    size = 70_000
    assert all(tiles.within(tile, size) for tile in tiles.all_tiles(size))
    assert tiles.within(Tile(0, 273, 100), size)  # as an earlier size had it
    for tile in (
        Tile(0, 273),
        Tile(0, 273, 113),
        Tile(0, 274, 1),
        Tile(1, 1, 18),
        Tile(2, 0, 2),
        Tile(3, 0, 1),
    ):
        assert not tiles.within(tile, size)
    assert not tiles.within(Tile(ENTRIES, 0, 1), 0)


def test_a_bundle_is_read_as_it_is_written_and_in_no_other_way() -> None:
    entries = [b"", b"a", b"x" * 65_535]
    packed = tiles.bundle(entries)
    assert packed[:5] == b"\x00\x00\x00\x01a"
    assert tiles.parse_bundle(packed) == entries
    for broken in (b"", packed[:-1], packed + b"\x00", b"\x00\x02a", tiles.bundle([b"e"] * 257)):
        with pytest.raises(BadTile):
            tiles.parse_bundle(broken)
    with pytest.raises(BadTile):
        tiles.bundle([b"x" * 65_536])
    assert len(tiles.hashes(bytes(64))) == 2
    for length in (0, 31, 33, 257 * 32):
        with pytest.raises(BadTile):
            tiles.hashes(bytes(length))
