"""The log in the published formats as anybody reads it: only what is signed, from anywhere, asked for again rarely."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.tlog import checkpoint, merkle, note, tiles
from micro_projects.notices import disclosing
from micro_projects.notices.models import Log, LogEntry, LogNode
from micro_projects.notices.signing import sign_due
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.statements import counted

pytestmark = pytest.mark.founded

SIGNED = 300
"""More than one full tile."""


@pytest.fixture
def log(inside: Flask) -> Log:
    """A log of `SIGNED` signed entries, and two more that nobody signed yet."""
    row = db.session.scalars(select(Log)).one()
    with act():
        fill(row, SIGNED)
    sign_due(inside)
    place = places.place("QH")
    for n in range(2):
        with act() as now:
            disclosing.disclose(
                "cycle.ended",
                say(f"第{n}条"),
                place_id=place.id,
                path=place.path,
                at=now,
                facts={"cycle": "FT-LH-2026", "year": 2026},
            )
    db.session.rollback()
    return db.session.scalars(select(Log)).one()


def fill(row: Log, size: int) -> None:
    """Plain entries up to `size`, in bulk: the act's own way is tested elsewhere."""
    first = db.session.scalars(select(LogEntry).order_by(LogEntry.index).limit(1)).one()
    columns = {c.name: getattr(first, c.name) for c in LogEntry.__table__.columns}
    nodes: dict[tuple[int, int], bytes] = {
        (n.level, n.index): n.hash for n in db.session.scalars(select(LogNode))
    }
    while row.size < size:
        index, entry = row.size, first.entry.replace(b'"kind"', b'"kind" ' + b" " * (row.size % 7))
        row.size += 1
        db.session.flush()
        leaf = merkle.leaf_hash(entry)
        db.session.add(LogEntry(**columns | {"index": index, "entry": entry, "leaf": leaf}))
        db.session.flush()
        for level, at, digest in merkle.appended(index, leaf, lambda level, at: nodes[level, at]):
            nodes[level, at] = digest
            db.session.add(LogNode(log_id=row.id, level=level, index=at, hash=digest))


def test_a_reader_of_tiles_makes_the_signed_root_out_of_the_entries(log: Log, client: Any) -> None:
    key = note.parse_key(client.get("/log/QH/key").get_data(as_text=True).strip())
    answer = client.get("/log/QH/checkpoint")
    assert answer.content_type == "text/plain; charset=utf-8"
    head = checkpoint.parse(note.open_note(answer.data, [key]).text)
    assert (head.origin, head.size) == (log.origin, SIGNED)
    entries: list[bytes] = []
    for tile in tiles.bundles(head.size):
        entries += tiles.parse_bundle(client.get(f"/log/QH/{tile.path}").data)
    assert merkle.root_of(map(merkle.leaf_hash, entries)) == head.root
    assert entries == db.session.scalars(select(LogEntry.entry).order_by(LogEntry.index)).all()[:SIGNED]
    held = {
        path: client.get(f"/log/QH/{path}") for path in ("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1")
    }
    assert set(held) == set(tiles.all_paths(SIGNED))
    leaves = tiles.hashes(held["tile/0/000"].data)
    assert leaves == [sha256(b"\x00" + entry).digest() for entry in entries[:256]]
    assert held["tile/1/000.p/1"].data == merkle.root_of(leaves)
    for one in held.values():
        assert one.content_type == "application/octet-stream"
        assert one.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert one.headers["Access-Control-Allow-Origin"] == "*"


ELSEWHERE = (
    "tile/0/001.p/45",
    "tile/0/001",
    "tile/0/002.p/1",
    "tile/1/000.p/2",
    "tile/1/000",
    "tile/2/000.p/1",
    "tile/entries/001.p/45",
    "tile/entries/002",
    "tile/entries/0",
    "tile/0/x000/001",
    "tile/0/000.p/256",
    "tile/data/000",
    "checkpoint?size=299",
    "checkpoint?size=302",
    "checkpoint?size=x",
)


def test_nothing_beyond_the_signed_size_and_no_other_spelling(log: Log, client: Any) -> None:
    for path in ELSEWHERE:
        assert client.get(f"/log/QH/{path}").status_code == 404, path
    said = client.get(f"/log/QH/proof/inclusion?index={SIGNED - 1}").json
    assert said["size"] == SIGNED
    assert client.get("/log/QH/proof/consistency?from=7").json["to"] == SIGNED
    for beyond in (
        f"inclusion?index={SIGNED}",
        f"inclusion?index=0&size={SIGNED + 1}",
        f"consistency?from=1&to={SIGNED + 1}",
        f"consistency?from={SIGNED + 1}",
        "inclusion?index=-1",
        "inclusion?index=99999999999999999999",
    ):
        assert client.get(f"/log/QH/proof/{beyond}").status_code == 422, beyond


def test_an_entry_says_whether_it_is_signed(log: Log, client: Any, inside: Flask) -> None:
    assert "已签名" in client.get("/disclosures/QH/0").get_data(as_text=True)
    unsigned = client.get(f"/disclosures/QH/{SIGNED}").get_data(as_text=True)
    assert "尚未签名" in unsigned
    page = client.get("/log/QH").get_data(as_text=True)
    assert "还没有签名的内容" in page
    assert client.get("/log").json[0]["size"] == SIGNED
    sign_due(inside)
    assert "尚未签名" not in client.get(f"/disclosures/QH/{SIGNED}").get_data(as_text=True)
    assert "还没有签名的内容" not in client.get("/log/QH").get_data(as_text=True)


def test_what_did_not_change_is_not_sent_again_and_what_was_signed_stays(
    log: Log, client: Any, inside: Flask
) -> None:
    for path in ("checkpoint", "key", "tile/0/000", "tile/entries/000", "proof/inclusion?index=3"):
        with counted() as asked:
            first = client.get(f"/log/QH/{path}")
        assert first.status_code == 200
        assert len(asked) <= 3, (path, asked)
        again = client.get(f"/log/QH/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
    before = client.get("/log/QH/checkpoint").data
    sign_due(inside)
    assert client.get("/log/QH/checkpoint").data != before
    assert client.get(f"/log/QH/checkpoint?size={SIGNED}").data == before
    for path in ("checkpoint", "key", "tile/0/000", "proof/inclusion?index=0"):
        assert client.get(f"/log/XX/{path}").status_code == 404
