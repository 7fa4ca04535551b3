"""`root`: the root over all leaf hashes is the checkpoint's, and every tile above holds what its leaves make."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from micro_projects.kernel.tlog import tiles
from micro_projects.verifying.case import Case, Log
from micro_projects.verifying.limits import MOST_LEAVES
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.report import Broken, Checked, Line, Unreadable, fault
from micro_projects.verifying.tree import HASH, Tree


def root(case: Case, progress: Progress) -> Iterator[Line]:
    """Build every log's tree from its leaf tiles and compare."""
    for log in case.logs.values():
        if log.head is None:
            continue
        if log.head.size > MOST_LEAVES:
            raise Unreadable(case.record.where(log.id, "checkpoint"), "log_too_long", most=MOST_LEAVES)
        leaves = yield from _leaves(case, log, log.head.size, progress)
        if leaves is None:
            continue
        tree = Tree(leaves)
        if tree.root(log.head.size) != log.head.root:
            yield fault(case.record.where(log.id, "checkpoint"), "other_root", size=log.head.size)
        else:
            yield Checked(log.head.size)
        log.tree = tree
        yield from _above(case, log, tree)


def _leaves(case: Case, log: Log, size: int, progress: Progress) -> Generator[Line, None, bytes | None]:
    """All leaf hashes; None when a tile is missing or of the wrong length: then nothing can be built."""
    rows: list[bytes] = []
    whole = True
    for start in progress.over("tiles", range(0, size, tiles.WIDTH)):
        width = min(tiles.WIDTH, size - start)
        path = tiles.path(0, start // tiles.WIDTH, width)
        try:
            row = case.record.tile(log.id, path)
        except Broken as broken:
            yield broken.fault
            whole = False
            continue
        if len(row) != HASH * width:
            yield fault(case.record.where(log.id, path), "tile_length")
            whole = False
        rows.append(row)
    return b"".join(rows) if whole else None


def _above(case: Case, log: Log, tree: Tree) -> Iterator[Line]:
    for tile in tiles.all_tiles(tree.size):
        if tile.level == 0:
            continue
        where = case.record.where(log.id, tile.path)
        try:
            if case.record.tile(log.id, tile.path) != tree.tile(tile.level, tile.index, tile.width):
                yield fault(where, "tile_other")
        except Broken as broken:
            yield broken.fault
