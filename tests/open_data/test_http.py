"""How the files are answered: stable, cacheable, for every reader, without a cookie, within few statements."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import pytest

from support.statements import counted

if TYPE_CHECKING:
    from flask import Flask

    from support.client import Client

pytestmark = [pytest.mark.played, pytest.mark.slow, pytest.mark.xdist_group("played")]

HERE = "/open-data/FT-LH/2026"
FILES = (
    f"{HERE}/payments.csv",
    f"{HERE}/payments.json",
    f"{HERE}/ocds-releases.json",
    f"{HERE}/oc4ids.json",
    f"{HERE}/notices.atom",
    f"{HERE}/sessions.ics",
    f"{HERE}/rounds/FT-LH-2026-R1.pb",
    "/open-data/dictionary.csv",
    "/open-data/dictionary.json",
    "/c/FT-LH/notices.atom",
    "/c/FT-LH/notices.ics",
    "/c/FT-LH/sessions.ics",
)


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_answered_for_everybody(client: Client, address: str) -> None:
    client.post("/sign-in", data={"login": "auditor", "password": "a password for tests only"})
    first = client.get(address)
    assert first.status_code == 200
    headers = first.headers
    assert headers["ETag"] == f'"{sha256(first.data).hexdigest()}"', "the content's own fingerprint"
    assert headers["Last-Modified"]
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in headers["Link"]
    assert "Set-Cookie" not in headers
    assert "Vary" not in headers
    assert "nonce" not in headers["Content-Security-Policy"]
    again = client.get(address, headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    since = client.get(address, headers={"If-Modified-Since": headers["Last-Modified"]})
    assert since.status_code == 200, "withholding changes a file without a newer disclosure in it"
    head = client.head(address)
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(first.data))
    asked = client.options(address, headers={"Origin": "https://reader.test"})
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.post(address, data={}).status_code == 405


def test_the_page_lists_every_file_there_is(client: Client, files: dict[str, bytes]) -> None:
    page = client.get(HERE).get_data(as_text=True)
    listed = {
        address.removeprefix(f"{HERE}/")
        for address in re.findall(r'href="([^"]+)"', page)
        if address.startswith(HERE + "/")
    }
    assert listed == {name for name in files if not name.startswith("dictionary")}
    for name in sorted(listed):
        answer = client.get(f"{HERE}/{name}")
        assert answer.status_code == 200
        assert answer.data == files[name], "the page serves what a bundle holds"
    assert HERE in client.get("/open-data").get_data(as_text=True)


def test_what_is_not_there_is_a_page_that_says_so(client: Client) -> None:
    for address in ("payments.xls", "rounds/FT-LH-2026-R9.pb", "../../config.py", "dictionary.xml"):
        assert client.get(f"{HERE}/{address}").status_code == 404
    assert client.get("/open-data/FT-LH/1999").status_code == 404
    assert client.get("/open-data/NOWHERE/2026").status_code == 404
    assert client.get("/open-data/FT-LH/1999/payments.csv").status_code == 404
    assert client.get("/c/FT-XM/notices.atom").status_code == 404, "nothing was posted there yet"


def test_few_statements_first_and_fewer_after(client: Client) -> None:
    from micro_projects.open_data import kept

    for cache in (kept._dataset, kept._file, kept._feed):
        cache.cache_clear()
    with counted() as first:
        client.get(f"{HERE}/ledger.csv")
    with counted() as then:
        client.get(f"{HERE}/ledger.csv")
    assert len(first) <= 6
    assert len(then) <= 2
    with counted() as page:
        client.get(HERE)
    assert len(page) <= 8


def test_a_new_disclosure_makes_new_files_at_once(client: Client, inside: Flask) -> None:
    from micro_projects.cycles import queries as cycles
    from micro_projects.notices.disclosing import disclose
    from micro_projects.web.door import act
    from micro_projects.web.sentence import say

    address = f"{HERE}/disclosures.json"
    before = client.get(address)
    cycle = cycles.cycle("FT-LH", 2026)
    with act() as now:
        disclose(
            "cycle.ended",
            say("再说一次。"),
            place_id=cycle.place_id,
            path=cycle.path,
            at=now,
            ref=cycle.ref,
            code=cycle.code,
            facts={"cycle": cycle.code, "year": 2026},
        )
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert len(after.json["rows"]) == len(before.json["rows"]) + 1
    assert after.json["rows"][-1]["text"] == "再说一次。"


def test_search_engines_find_public_pages_only(client: Client, inside: Flask) -> None:
    base = inside.extensions["settings"].base_url.rstrip("/")
    assert f"Sitemap: {base}/sitemap.xml\n" in client.get("/robots.txt").get_data(as_text=True)
    parts = locations(client.get("/sitemap.xml").data)
    found = [address for part in parts for address in locations(client.get(part.removeprefix(base)).data)]
    assert len(found) == len(set(found)) > 100
    client.inspect = False
    kinds: dict[str, str] = {}
    for address in found:
        path = address.removeprefix(base)
        assert "draft" not in path
        kinds.setdefault(path.split("/")[1], path)
    assert {"proposals", "projects", "notices", "sessions", "rounds", "disclosures", "c", "open-data"} <= set(
        kinds
    )
    assert all(client.get(path).status_code == 200 for path in kinds.values())
    assert client.get("/sitemap/notices-7.xml").status_code == 404
    assert client.get("/sitemap/notices-x.xml").status_code == 404


def locations(document: bytes) -> list[str]:
    return [one.text or "" for one in Xml.fromstring(document).iter() if one.tag.endswith("}loc")]


def test_pages_tell_readers_of_the_feeds(client: Client) -> None:
    for address in ("/c/FT-LH", "/c/FT-LH/notices"):
        page = client.get(address).get_data(as_text=True)
        for feed in ("notices.atom", "notices.ics", "sessions.ics"):
            link = re.search(rf'<link rel="alternate" [^>]*href="(/c/FT-LH/{feed})"', page)
            assert link
            assert client.get(link[1]).status_code == 200
    assert 'href="/open-data"' in client.get("/").get_data(as_text=True)
    assert f'href="{HERE}"' in client.get("/c/FT-LH/2026").get_data(as_text=True)


def test_codes_made_up_build_nothing_and_push_nothing_out(client: Client, inside: Flask) -> None:
    from micro_projects.open_data import kept

    assert client.get("/c/FT-LH/sessions.ics").status_code == 200
    before = kept._of_place.cache_info().misses, kept._feed.cache_info().currsize
    for n in range(5):
        assert client.get(f"/sessions/FT-LH-2026-S9{n}.ics").status_code == 404
    assert (kept._of_place.cache_info().misses, kept._feed.cache_info().currsize) == before
    assert client.get("/sessions/FT-LH-2026-S01.ics").status_code == 200


def test_json_names_the_dictionary_that_explains_it(client: Client, inside: Flask) -> None:
    whole = client.get(f"{HERE}/projects.json").json
    base = inside.extensions["settings"].base_url.rstrip("/")
    told = json.loads(client.get(whole["dictionary"].removeprefix(base)).data)
    (table,) = [t for t in told["tables"] if t["table"] == whole["table"]]
    assert [c["column"] for c in table["columns"]] == list(whole["rows"][0])
