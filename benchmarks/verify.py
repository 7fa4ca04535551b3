"""Verifying an evidence bundle offline, and a long log's root. Target: 10,000 entries < 5 s."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

from verifying.bench import Bench, zipped

from machine import beside, show, table
from micro_projects.kernel.tlog import merkle
from micro_projects.verifying.command import run
from micro_projects.verifying.tree import Tree

ENTRIES, LEAVES, RUNS = 10_000, 1_000_000, 3


def bundle(entries: int) -> Bench:
    """A log whose every fourth entry is about money, as those are looked at most."""
    made = Bench()
    money = 0
    for number in range(entries):
        if number % 4:
            facts: dict[str, object] = {"milestone": number, "percent": number % 101, "text": "已核实，" * 40}
            made.add("project.milestone", facts, "project:FT-LH-2026-001", "2026-06-01T09:00:00+08:00")
            continue
        money += 1
        posting = {"act": "open", "fen": 100, "from": "grant", "number": money, "to": "pool"}
        told = {"cycle": "FT-LH-2026", "postings": [posting]}
        made.add("money.open", told, "cycle:FT-LH-2026", "2026-06-01T09:00:00+08:00")
    return made


def read_and_hash(path: Path) -> None:
    """The ceiling: every byte out of the ZIP, hashed once, and nothing thought about it."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            hashlib.sha256(archive.read(name)).digest()


def verify(path: Path) -> None:
    """The whole command, as on a laptop."""
    out = io.StringIO()
    if run([str(path), "--json"], out, io.StringIO()) != 0:
        raise RuntimeError(out.getvalue()[:2000])


def root(leaves: bytes) -> None:
    """The root over all leaf hashes, and every node on the way."""
    Tree(leaves).root(LEAVES)


def plain_root(leaves: bytes) -> None:
    """The same root in O(log n) memory, as the kernel's own function makes it."""
    merkle.root_of(leaves[at : at + 32] for at in range(0, len(leaves), 32))


def main() -> None:
    """Measure both beside their ceilings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        zipped(bundle(ENTRIES).files(), path)
        size = path.stat().st_size
        ours, raw = beside(lambda: verify(path), lambda: read_and_hash(path), runs=RUNS)
    leaves = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(LEAVES))
    tree, plain = beside(lambda: root(leaves), lambda: plain_root(leaves), runs=RUNS)
    rows = [
        [
            f"bundle of {ENTRIES:,} entries ({size / 2**20:.0f} MiB)",
            "5 s",
            ours,
            raw,
            _ratio(ours.median, raw.median),
        ],
        [f"root over {LEAVES:,} leaves", "–", tree, plain, _ratio(tree.median, plain.median)],
    ]
    print(table(["what", "target", "verify", "ceiling in the same run", "verify ÷ ceiling"], rows))
    print()
    print(
        "Ceiling of the bundle: reading every file of the ZIP and hashing it once. Of the root: `merkle.root_of`,"
    )
    print(
        f"which keeps no nodes. {RUNS} runs by turns after one warm-up; the median bundle took {show(ours.median)}."
    )


def _ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.1f} ×"


if __name__ == "__main__":
    main()
