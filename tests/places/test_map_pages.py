"""A community's map over HTTP: uploaded by who may, every edition kept, drawn and given out as data."""

from __future__ import annotations

import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from micro_projects.demo.founding import MAP, Founded
from micro_projects.extensions import db
from micro_projects.places import map_queries, map_rules
from micro_projects.places.commands import place as place_command
from micro_projects.places.models import PlaceMap
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client: Client, login: str) -> None:
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def upload(client: Client, data: bytes, place: str = "FT-LH"):  # type: ignore[no-untyped-def]
    return client.post(
        f"/c/{place}/map/upload",
        data={"file": (BytesIO(data), "map.geojson")},
        content_type="multipart/form-data",
    )


@pytest.mark.parametrize("login", ["worker1", "admin"])
def test_who_may_puts_a_new_edition_in_force(
    client: Client, inside: Flask, founded: Founded, login: str
) -> None:
    sign_in(client, login)
    assert upload(client, b"{").status_code == 422
    refused = upload(client, MAP.read_bytes().replace(b"FT-LH-G1", b"FT-LH-G9"))
    assert refused.status_code == 422
    assert "第 1 个要素的网格编号“FT-LH-G9”不是本社区的网格。" in refused.text
    db.session.rollback()
    assert map_queries.editions(founded.community) == 1
    one_less = json.loads(MAP.read_bytes())
    one_less["features"] = [f for f in one_less["features"] if f["properties"].get("grid") != "FT-LH-G4"]
    done = upload(client, json.dumps(one_less).encode())
    assert done.status_code == 303
    db.session.rollback()
    shown = map_queries.in_force(founded.community)
    assert shown is not None
    assert shown.number == 2
    assert [area.code for area in shown.drawing.areas] == ["FT-LH-G1", "FT-LH-G2", "FT-LH-G3"]
    editions = map_queries.all_editions(founded.community)
    assert len(editions) == 2
    page = client.get(done.headers["Location"]).text
    assert "第 2 版地图已经换上" in page
    assert page.count('class="map-area"') == 3
    act = db.session.execute(
        sa.text("SELECT person_id FROM journal WHERE act = 'places.import_map' ORDER BY id DESC")
    )
    assert act.scalars().first() == founded.actor(login, editions[0].at).id


@pytest.mark.parametrize("login", ["resident01", "moderator", "worker9", "officer"])
def test_nobody_else_may(client: Client, inside: Flask, founded: Founded, login: str) -> None:
    sign_in(client, login)
    assert client.get("/c/FT-LH/map/upload").status_code == 403
    assert upload(client, MAP.read_bytes()).status_code == 403
    db.session.rollback()
    assert map_queries.editions(founded.community) == 1


def test_everybody_reads_it_as_page_picture_and_data(client: Client, founded: Founded) -> None:
    picture = client.get("/c/FT-LH/map.svg")
    assert picture.mimetype == "image/svg+xml"
    root = ElementTree.fromstring(picture.text)
    assert {"第1网格", "东门"} <= {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "style" not in picture.text
    assert (
        client.get("/c/FT-LH/map.svg", headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304
    )
    data = client.get("/c/FT-LH/map.geojson")
    assert data.mimetype == "application/geo+json"
    codes = {f"FT-LH-G{n}" for n in range(1, 5)}
    assert map_rules.read(data.data, codes) == map_rules.read(MAP.read_bytes(), codes)
    client.post("/preferences", data={"lang": "en"})
    assert "Grid 1" in client.get("/c/FT-LH/map.svg").text


def test_a_community_without_a_map_says_who_makes_one(client: Client, founded: Founded) -> None:
    assert "本社区还没有地图" in client.get("/c/FT-XM/map").text
    assert client.get("/c/FT-XM/map.svg").status_code == 404
    assert client.get("/c/FT-LH-G1/map").status_code == 404


def test_by_the_command_line(inside: Flask, founded: Founded) -> None:
    done = CliRunner().invoke(place_command, ["map", "FT-LH", str(MAP)], catch_exceptions=False)
    assert done.output == "map of FT-LH, edition 2: 4 grids\n"
    assert db.session.scalars(sa.select(PlaceMap.by_id)).all() == [None, None]
