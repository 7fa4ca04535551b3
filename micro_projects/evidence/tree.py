"""A log's whole tree in memory, 64 bytes a leaf, from one reading of its leaves: tiles, proofs and the root. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from micro_projects.kernel.tlog import merkle, tiles


class Tree:
    """The complete nodes of every level, side by side."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [bytearray()]
        for leaf in leaves:
            self._levels[0] += leaf
        while len(self._levels[-1]) >= 2 * merkle.HASH_BYTES:
            self._levels.append(self._above(self._levels[-1]))
        self.size = len(self._levels[0]) // merkle.HASH_BYTES

    @staticmethod
    def _above(level: bytearray) -> bytearray:
        made, below = bytearray(), bytes(level)
        step = 2 * merkle.HASH_BYTES
        for at in range(0, len(below) - step + 1, step):
            made += merkle.node_hash(
                below[at : at + merkle.HASH_BYTES], below[at + merkle.HASH_BYTES : at + step]
            )
        return made

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete node."""
        start = index * merkle.HASH_BYTES
        return bytes(self._levels[level][start : start + merkle.HASH_BYTES])

    @property
    def root(self) -> bytes:
        """The root over all leaves."""
        return merkle.root(self.size, self.node)

    def proof(self, index: int) -> list[bytes]:
        """That a leaf is under the root, nearest sibling first."""
        return merkle.inclusion_proof(index, self.size, self.node)

    def tiles(self) -> Iterator[tuple[str, bytes]]:
        """Every hash tile with its path, paths sorted."""
        for tile in sorted(tiles.all_tiles(self.size), key=lambda tile: tile.path):
            level, nodes = tile.nodes()
            ends = (nodes.start * merkle.HASH_BYTES, nodes.stop * merkle.HASH_BYTES)
            yield tile.path, bytes(self._levels[level][slice(*ends)])
