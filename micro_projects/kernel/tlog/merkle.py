"""The log's Merkle tree, hashed as RFC 6962 §2.1 and RFC 9162 §2.1 say; pure functions over stored nodes.

A *complete* node `(level, index)` is the hash over the leaves from `index·2^level` up to
`(index+1)·2^level`; level 0 is the leaf hashes. Complete nodes never change, so they are what is stored;
the ragged right edge is worked out when asked. Every function reads O(log size) nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

Read: TypeAlias = Callable[[int, int], bytes]
"""`read(level, index)`: the stored hash of a complete node, 32 bytes."""

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry). The prefix keeps a node from passing for an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def appended(index: int, leaf: bytes, read: Read) -> list[tuple[int, int, bytes]]:
    """The complete nodes that appending the leaf hash `leaf` at `index` makes, itself first, upwards.

    `read` must know the tree of size `index`; the caller stores what comes back, all of it.
    """
    made = [(0, index, leaf)]
    level = 0
    while index & 1:  # a right child completes its parent
        leaf = node_hash(read(level, index - 1), leaf)
        level, index = level + 1, index >> 1
        made.append((level, index, leaf))
    return made


def root(size: int, read: Read) -> bytes:
    """The root of the first `size` leaves."""
    return _over(0, size, read) if size else EMPTY_ROOT


def peaks(size: int, read: Read) -> list[tuple[int, bytes]]:
    """The complete subtrees a tree of `size` is made of, largest first: their level and hash."""
    made, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            made.append((level, read(level, start >> level)))
            start += 1 << level
    return made


def root_of(leaves: Iterable[bytes], after: Sequence[tuple[int, bytes]] = ()) -> bytes:
    """The root over all leaf hashes, kept in O(log n) memory: for whoever holds the entries.

    `after`: the peaks of the tree that the leaves are appended to.
    """
    edge = list(after)
    for leaf in leaves:
        level, made = 0, leaf
        while edge and edge[-1][0] == level:
            made = node_hash(edge.pop()[1], made)
            level += 1
        edge.append((level, made))
    return _folded([made for _, made in edge]) if edge else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """PATH(index, D[size]) of RFC 9162 §2.1.3.1, nearest sibling first. ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"entry {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_over(middle, end, read))
            end = middle
        else:
            path.append(_over(start, middle, read))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 9162 §2.1.4.1; empty from an empty tree or to itself.

    ValueError unless 0 ≤ old ≤ new.
    """
    if not 0 <= old <= new:
        raise ValueError(f"no tree of {new} extends one of {old}")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_over(middle, end, read))
            end = middle
        else:
            path.append(_over(start, middle, read))
            start = middle
    if start:  # the old tree was split: its last part has to be shown as well
        path.append(_over(start, end, read))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether `proof` shows leaf hash `leaf` at `index` under the root of `size` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or not _hashes(leaf, root_hash, *proof):
        return False
    node, last, made = index, size - 1, leaf
    for sibling in proof:
        if not last:
            return False
        if node & 1 or node == last:
            made = node_hash(sibling, made)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and made == root_hash


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `new` extends that of `old` (RFC 9162 §2.1.4.2).

    Every tree extends the empty one, whose root must then be EMPTY_ROOT.
    """
    if not 0 <= old <= new or not _hashes(old_root, new_root, *proof):
        return False
    if old == new:
        return not proof and old_root == new_root and (old > 0 or old_root == EMPTY_ROOT)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof)
    if old & (old - 1) == 0:  # a power of two: the old root is itself the first node
        path.insert(0, old_root)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    return bool(path) and _walk(path, node, last, old_root, new_root)


def _walk(path: Sequence[bytes], node: int, last: int, old_root: bytes, new_root: bytes) -> bool:
    """Climb from `path[0]`, building the old and the new root at once."""
    was = now = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if node & 1 or node == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


def _split(size: int) -> int:
    """The largest power of two below `size` (≥ 2): where a tree divides."""
    return 1 << ((size - 1).bit_length() - 1)


def _over(start: int, end: int, read: Read) -> bytes:
    """The hash over leaves `start` up to `end`; `start` is where some subtree of that size begins."""
    peaks: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(read(level, start >> level))
        start += 1 << level
    return _folded(peaks)


def _folded(peaks: Sequence[bytes]) -> bytes:
    """Complete subtrees, left to right, joined from the right."""
    made = peaks[-1]
    for left in reversed(peaks[:-1]):
        made = node_hash(left, made)
    return made


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
