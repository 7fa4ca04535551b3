"""Whether people could reach the program: measured, kept, disclosed, shown."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import uptime_actions, uptime_queries, uptime_watch
from micro_projects.notices.models import LogEntry
from micro_projects.notices.uptime_models import Outage
from micro_projects.web.door import act

pytestmark = pytest.mark.founded

MINUTE = timedelta(minutes=1)


@pytest.fixture
def beat(story):
    def at(minutes: float, served: bool = True) -> None:
        story.clock.forward(minutes * MINUTE)
        with act() as now:
            uptime_actions.beat(CLOCK_ACTOR, served, now)

    return at


def rows():
    db.session.rollback()
    return [(o.cause, o.seconds) for o in db.session.scalars(select(Outage).order_by(Outage.id))]


def test_the_first_look_and_short_gaps_are_no_outage(beat):
    for minutes in (0, 1, 4.9, 1):
        beat(minutes)
    assert rows() == []


def test_all_stood_still(beat):
    beat(0)
    beat(90)
    assert rows() == [("all", 5400)]
    assert (
        db.session.scalars(select(LogEntry.kind).order_by(LogEntry.index.desc())).first() == "uptime.outage"
    )


@pytest.mark.each_database
def test_the_clock_ticked_but_no_page_came(beat):
    beat(0)
    for _ in range(4):
        beat(2, served=False)
    assert rows() == [("pages", None)]  # it lasts
    assert uptime_queries.current_outage() is not None
    beat(2)
    assert rows() == [("pages", 600)]
    beat(1)
    assert len(rows()) == 1


def test_started_again_before_the_pages_are_there_it_is_one_outage(beat):
    beat(0)
    beat(60, served=False)
    beat(1)
    assert rows() == [("all", 3660)]


def test_never_served_is_no_outage_yet(beat):
    for _ in range(10):
        beat(3, served=False)
    assert rows() == []


@pytest.mark.each_database
def test_what_was_measured_stays(beat):
    beat(0)
    beat(90)
    for statement in (
        "UPDATE outage SET starts_at = ends_at",
        "UPDATE outage SET ends_at = NULL, seconds = NULL",
        "DELETE FROM outage",
        "DELETE FROM heartbeat",
        "UPDATE heartbeat SET seen_at = since",
    ):
        with pytest.raises(DBAPIError), act():
            db.session.execute(text(statement))


def test_only_the_clock_notes_it(story):
    with pytest.raises(Refused):
        story.do(lambda by, now: uptime_actions.beat(by, True, now), "admin")


def test_the_page_says_it_all(beat, client):
    page = client.get("/uptime").get_data(as_text=True)
    assert "还没有开始记录" in page
    beat(0)
    beat(150)
    beat(850)
    page = client.get("/uptime").get_data(as_text=True)
    assert "共850分钟" in page
    assert "整个系统停了" in page
    assert "0.00%" in page
    client.set_cookie("lang", "en", domain="127.0.0.1")
    assert "The whole system stood still" in client.get("/uptime").get_data(as_text=True)


def test_a_page_is_asked_for_as_a_reader_would(live_server):
    assert uptime_watch.is_served(int(live_server.rsplit(":", 1)[1].strip("/")))


def test_nobody_there_is_not_served():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert not uptime_watch.is_served(port)


def test_a_look_notes_it_once_a_minute(story, app, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(uptime_watch, "is_served", lambda port: asked.append(port) or True)
    watch = uptime_watch.Watch(app, 8123)
    watch.look()
    watch.look()
    assert asked == [8123]
    seen = uptime_queries.heartbeat("pages")
    assert seen is not None
    assert seen.seen_at == story.clock.now()
