"""The machine form is what a stranger checks: entry, manifest, parts; the same alone, in a batch, and asked again."""

from __future__ import annotations

import hashlib
import json

import pytest

from micro_projects.notices import disclosing, own_parts
from micro_projects.notices.own_parts import person, said
from micro_projects.places.models import Place
from micro_projects.web.door import act
from micro_projects.web.sentence import say

FACTS = {"cycle": "FT-LH-2026", "silent": False, "text": ""}
PHOTO = b"\xff\xd8 not really a picture"


def _disclose(founded, n: int, **more) -> int:
    with act() as now:
        place: Place = founded.place()
        entry = disclosing.disclose(
            "deliberation.agenda_opinion",
            say(f"第{n}句话"),
            place_id=place.id,
            path=place.path,
            at=now,
            **{"facts": FACTS} | more,
        )
        return entry.index


@pytest.fixture
def index(inside, founded) -> int:
    return _disclose(founded, 1, facts=FACTS, attachments={"photo-1": ("image/jpeg", PHOTO)})


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


@pytest.mark.founded
def test_alone_and_in_a_batch(index, client):
    address = f"/disclosures/QH/{index}"
    got = client.get(address + ".json")
    form = json.loads(got.data)
    assert (form["log"], form["index"]) == ("QH", index)
    _whole(form, lambda file: client.get(f"{address}/{file}").data)
    lines = client.get("/disclosures/QH/batch/0.jsonl").data.splitlines()
    assert lines[index] == got.data
    assert [json.loads(line)["index"] for line in lines] == list(range(index + 1))


@pytest.mark.founded
def test_readable_from_anywhere_and_not_sent_twice(index, client, founded):
    for address in (f"{index}.json", "batch/0.jsonl", f"{index}/parts/photo-1"):
        got = client.get(f"/disclosures/QH/{address}")
        assert got.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get(f"/disclosures/QH/{address}", headers={"If-None-Match": got.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    old = client.get("/disclosures/QH/batch/0.jsonl").headers["ETag"]
    _disclose(founded, 2)
    assert client.get("/disclosures/QH/batch/0.jsonl").headers["ETag"] != old


@pytest.mark.founded
def test_nothing_beyond_the_end(index, client):
    assert client.get("/disclosures/QH/batch/1.jsonl").status_code == 404
    assert client.get(f"/disclosures/QH/{index + 1}.json").status_code == 404
    assert client.get(f"/disclosures/QH/{index}/parts/none").status_code == 404


@pytest.mark.founded
def test_names_and_own_words_are_parts_of_their_own(inside, founded, client):
    index = _disclose(founded, 1, facts=FACTS | {"text": said("路灯坏了")})
    form = json.loads(client.get(f"/disclosures/QH/{index}.json").data)
    _whole(form, None)
    assert json.loads(form["parts"]["facts"]["text"]) == FACTS | {"text": {"part": "said-1"}}
    assert form["parts"]["said-1"]["text"] == "路灯坏了"
    assert "路灯坏了" in client.get(f"/disclosures/QH/{index}").text


def test_taken_apart_and_put_together():
    whole = {
        "paid": {"by": person("张三"), "fen": 3},
        "comments": [{"text": said("路灯坏了")}, {"text": said("")}],
    }
    facts, parts = own_parts.take_apart(whole)
    assert facts == {
        "paid": {"by": {"part": "person-1"}, "fen": 3},
        "comments": [{"text": {"part": "said-1"}}, {"text": ""}],
    }
    assert parts == {"person-1": "张三", "said-1": "路灯坏了"}
    assert own_parts.put_together(facts, parts) == whole
    withheld = own_parts.put_together(facts, {"said-1": "路灯坏了"})
    assert withheld["paid"]["by"] is own_parts.WITHHELD


@pytest.mark.played
def test_what_was_disclosed_in_a_year_names_people_in_parts_of_their_own(client):
    """Payments, comments and texts: the facts alone name nobody and quote nobody."""
    forms = [json.loads(line) for line in client.get("/disclosures/QH/batch/0.jsonl").data.splitlines()]
    kinds = {json.loads(form["entry"])["kind"]: form for form in forms}
    paid = json.loads(kinds["money.pay"]["parts"]["facts"]["text"])
    assert set(paid["released_by"]) == set(paid["verified_by"]) == {"part"}
    listed = json.loads(kinds["notice.D2"]["parts"]["facts"]["text"])["proposals"]
    assert all(set(one["text"]["problem"]) == {"part"} for one in listed)
    assert all(set(comment["text"]) == {"part"} for one in listed for comment in one["comments"])
    for form in forms:
        _whole(form, lambda file, at=form["index"]: client.get(f"/disclosures/QH/{at}/{file}").data)
