"""The machine form is what a stranger checks: entry, manifest, parts; the same alone, in a batch, and asked again."""

from __future__ import annotations

import hashlib
import json

import pytest

from micro_projects.notices import disclosing
from micro_projects.places.models import Place
from micro_projects.web.door import act
from micro_projects.web.sentence import say

pytestmark = pytest.mark.founded

PHOTO = b"\xff\xd8 not really a picture"


def _disclose(founded, n: int, **more) -> int:
    with act() as now:
        place: Place = founded.place()
        entry = disclosing.disclose(
            "test.said", say(f"第{n}句话"), place_id=place.id, path=place.path, at=now, **more
        )
        return entry.index


@pytest.fixture
def index(inside, founded) -> int:
    return _disclose(founded, 1, facts={"count": 3}, attachments={"photo-1": ("image/jpeg", PHOTO)})


def _whole(form: dict, fetch) -> None:
    """What docs/evidence.md promises of a form, from the bytes alone."""
    entry = json.loads(form["entry"])
    assert entry["content"] == "sha256:" + hashlib.sha256(form["manifest"].encode()).hexdigest()
    lines = json.loads(form["manifest"])["parts"]
    assert [line["name"] for line in lines] == list(form["parts"])
    for line in lines:
        part = form["parts"][line["name"]]
        body = part["text"].encode() if "text" in part else fetch(part["file"])
        assert (part["media"], part["size"]) == (line["media"], len(body))
        assert hashlib.sha256(bytes.fromhex(part["salt"]) + body).hexdigest() == line["hash"]


def test_alone_and_in_a_batch(index, client):
    address = f"/disclosures/QH/{index}"
    got = client.get(address + ".json")
    form = json.loads(got.data)
    assert (form["log"], form["index"]) == ("QH", index)
    _whole(form, lambda file: client.get(f"{address}/{file}").data)
    lines = client.get("/disclosures/QH/batch/0.jsonl").data.splitlines()
    assert lines[index] == got.data
    assert [json.loads(line)["index"] for line in lines] == list(range(index + 1))


def test_readable_from_anywhere_and_not_sent_twice(index, client, founded):
    for address in (f"{index}.json", "batch/0.jsonl", f"{index}/parts/photo-1"):
        got = client.get(f"/disclosures/QH/{address}")
        assert got.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get(f"/disclosures/QH/{address}", headers={"If-None-Match": got.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    old = client.get("/disclosures/QH/batch/0.jsonl").headers["ETag"]
    _disclose(founded, 2)
    assert client.get("/disclosures/QH/batch/0.jsonl").headers["ETag"] != old


def test_nothing_beyond_the_end(index, client):
    assert client.get("/disclosures/QH/batch/1.jsonl").status_code == 404
    assert client.get(f"/disclosures/QH/{index + 1}.json").status_code == 404
    assert client.get(f"/disclosures/QH/{index}/parts/none").status_code == 404
