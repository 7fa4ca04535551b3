"""Votes of every form over HTTP, as the chair, members and the shared tablet take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from makers.council import Council, Waiting
from micro_projects.council import vote_rules
from support.founded import PASSWORD
from support.statements import counted

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded
SIGNED_OUT, SIGNED_IN = 8, 12
TEXT = "楼道每周清理一次，由物业负责；门口装两盏灯。"


class Room:
    """A session at a free item with its motion seconded, everybody with a browser of their own."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.browsers: dict[str, Client] = {}
        council.convene("楼道")
        council.open(16)
        council.open_item(1)
        self.base = f"/sessions/{council.code}"

    def of(self, login: str) -> Client:
        """Somebody's browser, signed in; the tablet's for ``""``."""
        if login not in self.browsers:
            client: Any = self.council.app.test_client()
            if login:
                client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
            self.browsers[login] = client
        return self.browsers[login]

    def get(self, login: str, path: str) -> str:
        """Open a page of the session, within its statements."""
        client = self.of(login)
        with counted() as seen:
            answer = client.get(self.base + path)
        assert answer.status_code == 200
        assert len(seen) <= (SIGNED_IN if login else SIGNED_OUT), "\n".join(seen)
        return str(answer.get_data(as_text=True))

    def post(self, login: str, path: str, status: int = 303, /, **data: Any) -> str:
        """Press a button."""
        answer = self.of(login).post(self.base + path, data=data)
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[3000:])
        return str(answer.get_data(as_text=True))

    def token(self, n: int) -> str:
        """How a member is named in the forms."""
        person = self.council.member(n).id
        return next(m.token for m in self.council.hall.members if m.person_id == person)


@pytest.fixture
def room(council: Council, waiting: Waiting) -> Room:
    """The room."""
    waiting.due = False
    return Room(council)


def test_a_motion_is_divided_and_its_parts_voted_by_roll_call_and_secretly(room: Room) -> None:
    room.post("council01", "/items/1/motions", kind="main", text=TEXT)
    room.post("council02", "/motions/1/second")
    seat = room.get("council01", "/seat")
    (place,) = re.findall(r'name="cut" value="(\d+)"[^>]*><span>从“门口', seat)
    room.post("council01", "/motions/1/split", cut=place, own="1")
    assert "动议第1部分：" in room.get("council03", "/seat")
    room.post("council03", "/motions/3/ask-secret")
    chair = room.get("moderator", "/chair")
    assert re.search(r'name="form" value="secret"', chair)
    assert "要求无记名表决" in chair
    room.post("moderator", "/motions/2/call", 422, form="by_shouting")
    room.post("moderator", "/motions/2/call", form="roll_call")
    assert "叫到您了" in room.get("council01", "/seat")
    assert 'value="yes"' not in room.get("council02", "/seat")
    room.post("council02", "/motions/2/vote", 409, choice="yes")
    room.post("council01", "/motions/2/vote", choice="yes")
    assert "您回答了：赞成" in room.get("council01", "/seat")
    assert "请叫：" in room.get("moderator", "/chair")
    room.post("moderator", "/motions/2/votes", choice="no", member=room.token(2))
    for n in range(3, 17):
        room.post("moderator", "/motions/2/pass-over", member=room.token(n))
    room.post("moderator", "/motions/2/declare", 409)
    assert "（第二次叫）" in room.get("moderator", "/chair")
    for n in range(3, 17):
        room.post("moderator", "/motions/2/pass-over", member=room.token(n))
    room.post("moderator", "/motions/2/declare")
    assert room.council.motion(2).state == "lost"
    secretly(room)


def secretly(room: Room) -> None:
    """The second part, secret: on phones and on the tablet."""
    assert "现在没有无记名表决" in room.get("", "/secret")
    room.post("moderator", "/motions/3/call", form="secret")
    for n in range(1, 5):
        room.post(f"council{n:02d}", "/motions/3/vote", choice="yes")
    seat = room.get("council01", "/seat")
    assert "您已经投过了" in seat
    assert "您投了" not in seat
    assert "停止无记名表决" in room.get("moderator", "/chair")
    room.post("moderator", "/motions/3/declare", 409)
    slips = room.post("moderator", "/motions/3/slips", 200, member=[room.token(5), room.token(6)])
    codes = re.findall(r'vote-code">([0-9A-Z]{4}-[0-9A-Z]{4})<', slips)
    assert len(codes) == 2
    room.post("", "/secret", 422, code="AAAA-AAAA", choice="yes")
    room.post("", "/secret", 422, code=codes[0], choice="maybe")
    assert "投好了" in room.of("").post(
        f"{room.base}/secret", data={"code": codes[0].lower(), "choice": "no"}, follow_redirects=True
    ).get_data(as_text=True)
    assert "已经用过" in room.post("", "/secret", 409, code=codes[0], choice="yes")
    show(room)
    room.post("moderator", "/motions/3/declare", 409)  # others may still vote
    room.council.clock.forward(vote_rules.PATIENCE)
    room.post("moderator", "/motions/3/declare")
    motion = room.council.motion(3)
    assert (motion.state, motion.ayes, motion.noes) == ("lost", 4, 1)
    page = room.get("", "")
    assert "无记名表决，只公布票数" in page


def show(room: Room) -> None:
    """Nothing in the answer a member or the chair gets says what was voted; all are kept by no cache."""
    answer = room.of("").get(f"{room.base}/secret")
    assert answer.headers["Cache-Control"] == "no-store"
    pages = {who: room.get(who, path) for who, path in (("council01", "/seat"), ("moderator", "/chair"))}
    assert all("赞成：" not in page for page in pages.values())


def test_a_code_that_nobody_has_waits_after_many_tries(room: Room) -> None:
    from micro_projects.council.secret_queries import TRIES
    from micro_projects.kernel import base32

    room.post("council01", "/items/1/motions", kind="main", text=TEXT)
    room.post("council02", "/motions/1/second")
    room.post("moderator", "/motions/1/call", form="secret")
    for _ in range(TRIES):
        room.post("", "/secret", 422, code=base32.drawn(8), choice="yes")
    room.post("", "/secret", 429, code=base32.drawn(8), choice="yes")
    slips = room.post("moderator", "/motions/1/slips", 200, member=room.token(7))
    (code,) = re.findall(r'vote-code">([0-9A-Z]{4}-[0-9A-Z]{4})<', slips)
    room.post("", "/secret", code=code, choice="yes")
    assert room.council.hall.voted(room.council.motion(1)) == {room.council.member(7).id}
