"""Sheets torn down: a resident hints, the worker looks and hangs another; a whole working day without makes it longer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from makers.pictures import picture
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import desk, down_actions, down_queries, down_rules, page_queries
from micro_projects.notices.models import LogEntry
from micro_projects.notices.sheets import make_due
from micro_projects.notices.signing import sign_due
from micro_projects.places import queries as places
from micro_projects.web.door import act
from support.boards import BOARD
from support.disclosed import faults
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def local(at: datetime) -> str:
    return at.astimezone(datetime.fromisoformat("2026-03-10T00:00+08:00").tzinfo).strftime("%m-%d %H:%M")


@pytest.fixture
def d1(story):
    """Posted on Monday 2 March, hung at once, until 24:00 of Monday 9 March."""
    story.things = story.subjects(1)
    story.code = story.post("D1", story.things)
    sign_due(story.app)
    make_due(story.app)
    db.session.rollback()
    return story


def tell(story, login: str, what: str = "gone", nth: int = 1) -> None:
    with act() as now:
        notice = story.notice(story.code)
        hung = down_queries.hung(notice.id)[nth - 1]
        down_actions.tell(story.actor(login), notice, hung, what, now)


def look(story, down: bool, nth: int = 1) -> None:
    with act() as now:
        notice = story.notice(story.code)
        down_actions.look(story.actor("worker1"), notice, down_queries.hung(notice.id)[nth - 1], down, now)


def hang_again(story, client, board: str = BOARD) -> None:
    client.post("/sign-in", data={"login": "worker1", "password": PASSWORD, "next": ""})
    sent = {"board": board, "photo": (BytesIO(picture()), "b.jpg"), "photo_alt": "公告栏上的公示"}
    assert client.post(f"/notices/{story.code}/report", data=sent).status_code == 303
    db.session.rollback()


def disclosed(kind: str) -> list[dict]:
    db.session.rollback()
    rows = db.session.scalars(select(LogEntry).where(LogEntry.kind == kind).order_by(LogEntry.index))
    found = [json.loads(page_queries.parts(row)["facts"].body or b"{}") for row in rows]
    assert not [fault for facts in found for fault in faults(kind, facts)]
    return found


def ends(story) -> str:
    db.session.rollback()
    return local(story.notice(story.code).ends_at)


def test_a_hint_is_no_disclosure_and_what_the_worker_finds_is(d1, client):
    """Through the pages: a resident tells, the worker has looked and hangs another, both are in the log."""
    client.post("/sign-in", data={"login": "resident05", "password": PASSWORD, "next": ""})
    address = f"/notices/{d1.code}/down"
    assert address in client.get(f"/notices/{d1.code}").text
    assert BOARD in client.get(address).text
    assert client.post(address, data={"sheet": "1"}).status_code == 422
    d1.at("2026-03-03T09:00+08:00")
    assert client.post(address, data={"sheet": "1", "what": "gone"}).status_code == 303
    again = client.post(address, data={"sheet": "1", "what": "gone"})
    assert (again.status_code, "还没有去看" in again.text) == (409, True)
    assert disclosed("notice.down") == []
    told = set(db.session.scalars(select(Letter.person_id).where(Letter.msgid == down_actions.HINT)))
    assert d1.actor("worker1").id in told
    assert d1.actor("resident05").id not in told
    d1.at("2026-03-03T15:00+08:00")
    assert client.post(f"{address}/1/down").status_code == 403
    items = [item.what for item in desk.items(d1.actor("worker1"), d1.clock.now())]
    assert any("还贴着没有" in what for what in items)
    client.post("/sign-in", data={"login": "worker1", "password": PASSWORD, "next": ""})
    assert "有1个人说" in client.get(f"/notices/{d1.code}").text
    assert client.post(f"{address}/1/down").status_code == 303
    (facts,) = disclosed("notice.down")
    assert (facts["board"], facts["damage"], facts["notice"]) == (BOARD, "gone", d1.code)
    assert datetime.fromisoformat(facts["since"]) == datetime.fromisoformat("2026-03-03T09:00+08:00")
    assert "现在没有贴着" in client.get(f"/notices/{d1.code}").text
    assert f'<option value="{BOARD}">' in client.get(f"/notices/{d1.code}/report").text
    hang_again(d1, client, "北门公告栏")
    assert len(disclosed("notice.posted")) == 1  # the first was hung without the pages
    assert ends(d1) == "03-10 00:00", "less than a working day"
    assert "现在没有贴着" not in client.get(f"/notices/{d1.code}").text


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("fell", "hung", "until"),
    [
        ("2026-03-03T09:00+08:00", "2026-03-04T23:00+08:00", "03-10 00:00"),  # Wednesday is not whole
        ("2026-03-03T09:00+08:00", "2026-03-05T00:00+08:00", "03-13 00:00"),  # Wednesday is: five days anew
        ("2026-03-06T09:00+08:00", "2026-03-09T09:00+08:00", "03-10 00:00"),  # a weekend is no working day
    ],
)
def test_a_whole_working_day_without_makes_it_run_in_full_again(d1, client, fell, hung, until):
    d1.at(fell)
    tell(d1, "worker1", "damaged")
    d1.at(hung)
    hang_again(d1, client)
    assert ends(d1) == until
    longer = [f["extended_for"] for f in disclosed("notice.extended")]
    assert longer == (["taken_down"] if until != "03-10 00:00" else [])


def test_it_does_so_once_only_and_not_while_another_hangs(d1, client):
    hang_again(d1, client, "北门公告栏")
    d1.at("2026-03-03T09:00+08:00")
    tell(d1, "worker1")
    d1.at("2026-03-05T09:00+08:00")
    hang_again(d1, client)
    assert ends(d1) == "03-10 00:00", "the one at the north gate hung all the time"
    for nth in (2, 3):
        tell(d1, "worker1", nth=nth)
    d1.at("2026-03-07T09:00+08:00")
    hang_again(d1, client)
    assert (first := ends(d1)) == "03-14 00:00"
    tell(d1, "worker1", nth=4)
    d1.at("2026-03-11T09:00+08:00")
    hang_again(d1, client)
    assert ends(d1) == first


def test_still_down_at_its_end_it_runs_once_more(d1, heard):
    d1.at("2026-03-05T09:00+08:00")
    tell(d1, "worker1")
    d1.at("2026-03-10T00:00+08:00")
    d1.tick()
    assert ends(d1) == "03-17 00:00"
    assert [f["extended_for"] for f in disclosed("notice.extended")] == ["unposted"]
    d1.clock.forward(timedelta(days=20))
    d1.tick()
    assert len(heard.opened) == 1


def test_torn_down_on_the_last_evening_changes_nothing(d1):
    d1.at("2026-03-09T20:00+08:00")
    tell(d1, "worker1")
    d1.at("2026-03-10T00:00+08:00")
    d1.tick()
    assert ends(d1) == "03-10 00:00"


def test_looked_at_and_found_hanging(d1):
    tell(d1, "resident05")
    tell(d1, "resident06", "damaged")
    look(d1, False)
    assert disclosed("notice.down") == []
    notice = d1.notice(d1.code)
    (hung,) = down_queries.hung(notice.id)
    assert (hung.found, hung.hints, down_queries.down_since(notice)) == (None, 0, None)
    for login, work, code in (
        ("worker1", lambda: look(d1, True), "sheet_nothing_told"),
        ("resident05", lambda: tell(d1, "resident05", "eaten"), "sheet_not_hanging"),
    ):
        with pytest.raises(Refused) as caught:
            work()
        assert caught.value.refusal.code == code, login
    tell(d1, "worker1")
    with pytest.raises(Refused) as caught:
        tell(d1, "resident05")
    assert caught.value.refusal.code == "sheet_not_hanging"


@pytest.mark.each_database
def test_the_database_keeps_what_was_told(d1):
    tell(d1, "resident05")
    tell(d1, "worker1")
    for statement in (
        "UPDATE sheet_down SET found = NULL, seen_at = NULL, seen_by = NULL",
        "UPDATE sheet_down SET told_at = '2026-01-01 00:00:00'",
        "DELETE FROM sheet_down",
        "INSERT INTO sheet_down (report_id, what, told_by, told_at, seen_by, seen_at, found) "
        "SELECT report_id, what, told_by, told_at, seen_by, seen_at, found FROM sheet_down",
    ):
        with pytest.raises(DBAPIError), act():
            db.session.execute(text(statement))


def test_a_whole_day_is_counted_by_the_calendar_of_the_place(app, inside):
    calendar = places.calendar()

    def whole(since: str, until: str) -> bool:
        return down_rules.whole_day(datetime.fromisoformat(since), datetime.fromisoformat(until), calendar)

    assert whole("2026-03-04T00:00+08:00", "2026-03-05T00:00+08:00")
    assert not whole("2026-03-04T00:01+08:00", "2026-03-05T23:59+08:00")
    assert not whole("2026-10-01T00:00+08:00", "2026-10-03T00:00+08:00")  # a holiday
