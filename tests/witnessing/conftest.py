"""A small log of one's own, made with the published formats: what a witness is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from micro_projects.kernel.tlog import merkle, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.witnessing.memory import Memory

ORIGIN = "projects.example/log/QH"


@dataclass
class Book:
    """Entries and the keys that sign them."""

    signers: list[note.Signer] = field(default_factory=lambda: [note.Signer(ORIGIN, bytes(range(32)))])
    entries: list[bytes] = field(default_factory=list)

    def add(self, count: int, what: str = "entry") -> Book:
        first = len(self.entries)
        self.entries += [f"{what} {n}".encode() for n in range(first, first + count)]
        return self

    @property
    def nodes(self) -> dict[tuple[int, int], bytes]:
        made: dict[tuple[int, int], bytes] = {}
        for n, entry in enumerate(self.entries):
            for level, index, node in merkle.appended(n, merkle.leaf_hash(entry), lambda a, b: made[a, b]):
                made[level, index] = node
        return made

    def head(self, size: int | None = None, origin: str = ORIGIN) -> str:
        size = len(self.entries) if size is None else size
        nodes = self.nodes
        root = merkle.root(size, lambda level, index: nodes[level, index])
        return note.sign(Checkpoint(origin, size, root).text(), self.signers)

    def proof(self, old: int, new: int | None = None) -> list[bytes]:
        nodes = self.nodes
        new = len(self.entries) if new is None else new
        return merkle.consistency_proof(old, new, lambda level, index: nodes[level, index])

    @property
    def keys(self) -> list[note.Verifier]:
        return [signer.verifier for signer in self.signers]


@pytest.fixture
def book() -> Book:
    return Book().add(5)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "witness", "witness.example")
