"""The log at 1,000,000 entries. Append, root and signature: < 20 ms in process; committed to published: ≤ 2 s."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from house import House, founded_house

from machine import Times, beside, durable_write, measure, show, table
from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.tlog import checkpoint, merkle, note, tiles
from micro_projects.notices import disclosing, log_queries, page_queries
from micro_projects.notices.signing import sign_due
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.code import ROOT
from support.serving import COMMAND

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
RUNS = 25
BATCH = 20_000
TARGET, LATEST = 0.020, 2.0
_MANIFEST = canonical.dump({"parts": [], "v": 1})
_CONTENT = sha256(_MANIFEST)


def main() -> None:
    """Build the log in bulk, then measure what a running house does with it."""
    with founded_house() as house:
        measured(house)


def measured(house: House) -> None:
    """All figures, as a table."""
    app = house.app
    began = time.perf_counter()
    grown = in_bulk(house.url.removeprefix("sqlite:///"), SIZE)
    rows: list[list[object]] = [
        [f"{grown:,} entries and their nodes written in bulk", "–", show(time.perf_counter() - began)]
    ]
    with app.app_context():
        began = time.perf_counter()
        assert sign_due(app) == 1
        rows.append(
            [
                f"first signature over {SIZE:,} entries, each hashed again",
                "–",
                show(time.perf_counter() - began),
            ]
        )
        rows += in_process(app, house.home)
        rows += read(app)
        rows += published(app, house.environment)
    print(table(["what", "target", "measured"], rows))


def in_bulk(path: str, size: int) -> int:
    """Entries up to `size`, past the act's way: guards and indexes are laid aside and put back as they were."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    aside = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ('log', 'log_entry', 'log_node') "
        "AND type IN ('trigger', 'index') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _sql in aside:
        connection.execute(f"DROP {kind} {name}")
    log, first = connection.execute("SELECT id, size FROM log").fetchone()
    columns = [row[1] for row in connection.execute("PRAGMA table_info(log_entry)")]
    like = dict(zip(columns, connection.execute("SELECT * FROM log_entry LIMIT 1").fetchone(), strict=True))
    nodes = {
        (level, at): digest
        for level, at, digest in connection.execute('SELECT level, "index", hash FROM log_node')
    }
    marks = ", ".join(f":{name}" for name in columns)
    made: list[tuple[int, int, int, bytes]] = []
    entries: list[dict[str, Any]] = []
    for index, entry in enumerate(_entries(like["entry"], first, size), first):
        leaf = merkle.leaf_hash(entry)
        entries.append(
            like
            | {
                "index": index,
                "entry": entry,
                "leaf": leaf,
                "manifest": _MANIFEST,
                "content": _CONTENT.digest(),
            }
        )
        for level, at, digest in merkle.appended(index, leaf, lambda level, at: nodes[level, at]):
            nodes[level, at] = digest
            made.append((log, level, at, digest))
            if level and at:  # its children and what stands before it are never asked for again
                nodes.pop((level - 1, 2 * at), None)
                nodes.pop((level - 1, 2 * at + 1), None)
        if len(entries) == BATCH or index == size - 1:
            connection.executemany(f"INSERT INTO log_entry VALUES ({marks})", entries)  # noqa: S608
            connection.executemany("INSERT INTO log_node VALUES (?, ?, ?, ?)", made)
            entries.clear()
            made.clear()
    connection.execute("UPDATE log SET size = ?", (size,))
    for _kind, _name, sql in aside:
        connection.execute(sql)
    connection.commit()
    connection.close()
    return size - first


def _entries(like: bytes, first: int, size: int) -> Iterator[bytes]:
    """Entries that differ in their content, canonical."""
    said = json.loads(like) | {"content": f"sha256:{_CONTENT.hexdigest()}", "supersedes": None}
    before, after = canonical.dump(said | {"issued_at": "@"}).split(b'"@"')
    for number in range(first, size):
        at = datetime.fromtimestamp(1_700_000_000 + number, UTC).isoformat()
        yield before + f'"{at}"'.encode() + after


def append(app: Flask) -> None:
    """One disclosure, as the last statement of an act."""
    place = places.place("QH")
    with act() as now:
        disclosing.disclose(
            "cycle.ended",
            say("周期结束"),
            place_id=place.id,
            path=place.path,
            at=now,
            facts={"cycle": "FT-LH-2026", "year": 2026},
        )


def in_process(app: Flask, home: Path) -> list[list[object]]:
    """Append, root and signature; by turns with the raw ceiling: two durable rows, a durable file, one Ed25519."""
    raw = sqlite3.connect(home / "raw.sqlite3", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE t (a BLOB)")

    def bare() -> None:
        note.ed25519_signature(bytes(32), b"x" * 100)
        for _ in range(2):
            raw.execute("INSERT INTO t VALUES (?)", (b"x" * 400,))
        with (home / "raw").open("wb") as file:
            file.write(b"x" * 200)
            file.flush()
            os.fsync(file.fileno())

    def whole() -> None:
        append(app)
        assert sign_due(app) == 1

    ours, theirs = beside(whole, bare, runs=RUNS, warm_up=3)
    cpu = measure(whole, runs=RUNS, clock=time.process_time)
    signature = measure(lambda: note.ed25519_signature(bytes(32), b"x" * 100), runs=200)
    return [
        [f"append + root + signature at {SIZE:,}", show(TARGET), f"{ours} ({missed(ours, TARGET)})"],
        ["the same, CPU only", "–", cpu],
        [
            "raw: two durable inserts, one durable file, one Ed25519",
            "–",
            f"{theirs}; ours {over(ours, theirs)}",
        ],
        ["raw: one Ed25519 signature", "–", signature],
        ["raw: one durable write", "–", durable_write(home)],
    ]


def read(app: Flask) -> list[list[object]]:
    """Proofs out of stored nodes, and what a stranger's program asks for over the house's own door."""
    chance = Random(6962)
    newest = log_queries.head()
    assert newest is not None
    log, size = newest.id, newest.signed
    root = page_queries.root(log, size)

    def inclusion() -> None:
        index = chance.randrange(size)
        proof, leaf = page_queries.with_nodes(
            log, lambda read: (merkle.inclusion_proof(index, size, read), read(0, index))
        )
        assert merkle.verify_inclusion(leaf, index, size, proof, root)

    def consistency() -> None:
        old = chance.randrange(1, size)
        proof, was = page_queries.with_nodes(
            log, lambda read: (merkle.consistency_proof(old, size, read), merkle.root(old, read))
        )
        assert merkle.verify_consistency(old, size, was, root, proof)

    client = app.test_client()

    def get(path: str) -> bytes:
        answer = client.get(f"/log/QH/{path}")
        assert answer.status_code == 200, path
        return answer.data

    full = size // tiles.WIDTH
    known = [note.parse_key(get("key").decode().strip())]
    assert checkpoint.parse(note.open_note(get("checkpoint"), known).text).root == root
    return [
        ["inclusion proof, made and verified", "–", measure(inclusion, runs=100, warm_up=5)],
        ["consistency proof, made and verified", "–", measure(consistency, runs=100, warm_up=5)],
        [
            "a tile of 256 hashes, whole request",
            "–",
            measure(lambda: get(tiles.path(0, chance.randrange(full))), runs=50, warm_up=5),
        ],
        [
            "a bundle of 256 entries, whole request",
            "–",
            measure(lambda: get(tiles.path(tiles.ENTRIES, chance.randrange(full))), runs=50, warm_up=5),
        ],
        ["the checkpoint, whole request", "–", measure(lambda: get("checkpoint"), runs=50, warm_up=5)],
    ]


def published(app: Flask, environment: dict[str, str]) -> list[list[object]]:
    """From the act's commit to the checkpoint in the table, by a signer in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "signer"],
        cwd=ROOT,
        env=os.environ | environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    )
    try:
        taken = [_latency(app) for _ in range(RUNS + 1)][1:]  # the first waits for the process itself
    finally:
        process.terminate()
        process.wait(30)
    times = Times(tuple(taken), 1)
    return [
        [
            "committed to published, signer in its own process",
            f"≤ {show(LATEST)}",
            f"{times} ({missed(times, LATEST)})",
        ]
    ]


def _latency(app: Flask) -> float:
    append(app)
    began = time.perf_counter()
    while True:
        newest = log_queries.head()
        db.session.rollback()
        if newest is not None and newest.signed == newest.size:
            return time.perf_counter() - began
        assert time.perf_counter() - began < 120, "never signed"
        time.sleep(0.005)


def missed(times: Times, target: float) -> str:
    """Whether the median keeps to its target."""
    return "kept" if times.median <= target else "missed"


def over(ours: Times, theirs: Times) -> str:
    """How many times the raw ceiling ours takes."""
    return f"{ours.median / theirs.median:.1f} ×"


if __name__ == "__main__":
    main()
