"""The code at the door: it changes, it ends, it is one's own; and the page that a scan opens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from makers.council import Council, Waiting
from micro_projects.council import door_actions, door_rules
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from support.live import seen_is_kept
from support.statements import counted

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NOW = datetime(2026, 3, 2, 1, 0, 0, tzinfo=UTC)
AT = "/sessions/FT-LH-2026-S01"


def later(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_code_holds_for_its_half_minute_and_the_next() -> None:
    code = door_rules.code("key", "S01", door_rules.slot(NOW))
    held = [s for s in range(-31, 121) if door_rules.holds("key", "S01", code, later(s))]
    assert held == list(range(60))
    assert not door_rules.holds("key", "S02", code, NOW)
    assert not door_rules.holds("another key", "S01", code, NOW)
    assert not door_rules.holds("key", "S01", "", NOW)
    assert not door_rules.holds("key", "S01", "签到", NOW)


def test_a_scan_is_ones_own_and_holds_two_minutes() -> None:
    scan = door_rules.scan("key", "S01", 7, NOW)
    assert door_rules.scanned("key", "S01", 7, scan, later(120))
    for session, person, given, when in (
        ("S01", 7, scan, later(121)),
        ("S01", 7, scan, later(-1)),
        ("S01", 8, scan, NOW),
        ("S02", 7, scan, NOW),
        ("S01", 7, scan.replace(scan[:10], str(int(scan[:10]) + 60)), later(150)),
        ("S01", 7, "", NOW),
        ("S01", 7, "٣.x", NOW),
        ("S01", 7, "9" * 40 + ".x", NOW),
    ):
        assert not door_rules.scanned("key", session, person, given, when)


def signed_in(council: Council, login: str) -> FlaskClient:
    client = council.app.test_client()
    client.post("/sign-in", data={"login": login, "password": "micro-projects-demo", "next": ""})
    return client


@pytest.mark.founded
def test_a_member_checks_in_at_the_door(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    chair, member = signed_in(council, "moderator"), signed_in(council, "council01")
    with counted() as asked:
        assert "door.svg" in chair.get(f"{AT}/door").text
    assert len(asked) <= 12
    drawn = chair.get(f"{AT}/door.svg")
    assert drawn.headers["Cache-Control"] == "no-store"
    code = door_rules.code(door_actions.secret(), council.code, door_rules.slot(council.now))
    page = member.get(f"{AT}/door/{code}").text
    scan = re.search(r'name="scan" value="([^"]+)"', page)
    assert scan
    council.clock.forward(timedelta(seconds=100))  # to find one's glasses
    assert member.post(f"{AT}/door", data={"scan": scan[1]}).headers["Location"].endswith("/seat")
    assert council.hall.here[council.member(1).id].channel == "in_person"
    seen_is_kept(council.session)
    assert member.post(f"{AT}/door", data={"scan": scan[1]}).status_code == 409
    stolen = signed_in(council, "council02")
    for answer in (stolen.get(f"{AT}/door/{code}"), stolen.post(f"{AT}/door", data={"scan": scan[1]})):
        assert answer.status_code == 409
        assert "转发的旧链接不能用" in answer.text
    assert len(council.hall.here) == 1


@pytest.mark.founded
def test_the_code_itself_is_in_the_picture(council: Council, waiting: Waiting) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image, ImageDraw

    council.convene()
    council.begin()
    svg = signed_in(council, "moderator").get(f"{AT}/door.svg").text
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    picture = Image.new("L", (size * 8, size * 8), 255)
    pen, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    (path,) = re.findall(r'<path[^>]* d="([^"]+)"', svg)
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(v) for v in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            pen.rectangle([x * 8, (y - 0.5) * 8, (x + values[0]) * 8 - 1, (y + 0.5) * 8 - 1], fill=0)
            x += values[0]
    (found,) = zxingcpp.read_barcodes(picture)
    code = door_rules.code(door_actions.secret(), council.code, door_rules.slot(council.now))
    assert found.text.endswith(f"{AT}/door/{code}")


@pytest.mark.founded
def test_only_members_and_only_while_checking_in(council: Council, waiting: Waiting) -> None:
    council.convene()
    scan = door_rules.scan(door_actions.secret(), council.code, council.member(1).id, council.now)
    refusals: list[tuple[Any, str]] = [
        (council.member(1), "not_checking_in"),
        (council.as_("resident01"), "not_allowed"),
        (council.moderator, "not_allowed"),
    ]
    for who, code in refusals:
        with pytest.raises(Refused) as refused, act() as now:
            door_actions.check_in_at_door(who, council.session, scan, now)
        assert refused.value.refusal.code == code
    assert signed_in(council, "council01").get(f"{AT}/door").status_code == 403
    assert signed_in(council, "council01").get(f"{AT}/door.svg").status_code == 403
    assert council.app.test_client().get(f"{AT}/door/x").status_code == 302
