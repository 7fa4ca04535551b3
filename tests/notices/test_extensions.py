"""Periods grow, and only grow: after outages, and when the sheet was not hung in time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import actions, extension_actions, extension_rules, queries, uptime_actions
from micro_projects.notices import objection_actions as objections
from micro_projects.notices.letters import EXTENDED
from micro_projects.notices.models import LogEntry, Notice, PostingReport
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.uptime_models import Outage
from micro_projects.places import queries as places
from micro_projects.web.door import act

pytestmark = pytest.mark.founded

POSTED = "2026-03-02T09:00+08:00"
ENDS = "2026-03-10T00:00+08:00"
"""24:00 of Monday 9 March: five working days after the Monday of posting."""


def when(text_: str) -> datetime:
    return datetime.fromisoformat(text_)


def local(at: datetime) -> str:
    return at.astimezone(when(ENDS).tzinfo).strftime("%m-%d %H:%M")


@pytest.fixture
def d1(story):
    story.things = story.subjects(2)
    story.code = story.post("D1", story.things)
    return story


def again(story) -> Notice:
    db.session.rollback()
    return story.notice(story.code)


def down(story, since: str, until: str, *, all_of_it: bool = True) -> None:
    """Pages were last served at `since`, and next at `until`."""
    story.at(since)
    with act() as now:
        uptime_actions.beat(CLOCK_ACTOR, True, now)
    while not all_of_it and story.clock.now() < when(until):
        story.clock.forward(timedelta(hours=1))
        with act() as now:
            uptime_actions.beat(CLOCK_ACTOR, False, now)
    story.at(until)
    with act() as now:
        uptime_actions.beat(CLOCK_ACTOR, True, now)


def extended() -> list[dict]:
    rows = db.session.scalars(
        select(LogEntry).where(LogEntry.kind == "notice.extended").order_by(LogEntry.index)
    )
    return [canonical.load({p.name: p.body for p in queries.parts(row)}["facts"]) for row in rows]


# -- outages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "ends"),
    [
        ("2026-03-04T09:00+08:00", "2026-03-04T10:59+08:00", "03-10 00:00"),  # under two hours: nothing
        ("2026-03-04T09:00+08:00", "2026-03-04T11:00+08:00", "03-11 00:00"),  # two hours: a working day
        ("2026-03-04T20:00+08:00", "2026-03-06T09:00+08:00", "03-13 00:00"),  # touches three working days
        ("2026-03-07T08:00+08:00", "2026-03-07T20:00+08:00", "03-11 00:00"),  # a Saturday: one at least
        ("2026-03-09T23:40+08:00", "2026-03-09T23:54+08:00", "03-10 00:00"),
        ("2026-03-09T23:40+08:00", "2026-03-09T23:56+08:00", "03-11 00:00"),  # the last evening: a quarter
        ("2026-03-09T23:50+08:00", "2026-03-10T09:00+08:00", "03-10 00:00"),  # only ten minutes of the period
        ("2026-03-09T20:00+08:00", "2026-03-10T09:00+08:00", "03-11 00:00"),
        ("2026-03-10T01:00+08:00", "2026-03-10T09:00+08:00", "03-10 00:00"),  # after it was over
    ],
)
def test_what_an_outage_adds(d1, since, until, ends):
    down(d1, since, until)
    d1.tick()
    assert local(again(d1).ends_at) == ends


@pytest.mark.each_database
def test_an_extension_is_disclosed_told_and_made_once(d1, heard):
    heard.interested[d1.things[0].id] = {d1.actor("resident05").id}
    made = d1.do(objections.file_objection, "resident01", d1.notice(d1.code), Said(d1.things[1], "错"))
    down(d1, "2026-03-04T09:00+08:00", "2026-03-04T15:00+08:00")
    d1.tick()
    d1.tick()
    of_d1 = [e for e in extended() if e["notice"] == d1.code]
    assert len(of_d1) == 1
    assert of_d1[0]["extended_for"] == "outage"
    assert when(of_d1[0]["ends_at"]) == when("2026-03-11T00:00+08:00")
    assert when(of_d1[0]["outage"]["starts_at"]) == when("2026-03-04T09:00+08:00")
    told = set(db.session.scalars(select(Letter.person_id).where(Letter.msgid == EXTENDED["outage"])))
    assert {d1.actor("resident05").id, made.person_id} <= told
    one = again(d1)
    assert local(one.gate_confirmed_at) == "03-11 12:00"
    assert local(one.gate_unconfirmed_at) == "03-13 12:00"


def test_no_gate_opens_before_an_outage_is_accounted_for(d1, heard):
    """Down from the last evening until after the gate's time: found late, the gate waits all the same."""
    d1.at(ENDS)
    d1.do(actions.confirm_letter_box, "worker1", d1.notice(d1.code))
    down_since = "2026-03-09T21:00+08:00"
    with act():
        db.session.add(
            Outage(starts_at=when(down_since), ends_at=None, seconds=None, cause="pages", found_at=when(ENDS))
        )
    d1.at("2026-03-10T12:00+08:00")
    d1.tick()
    assert heard.opened == []  # it lasts
    notice = again(d1)
    with pytest.raises(Refused) as caught, act() as now:
        actions.release(CLOCK_ACTOR, notice, d1.things[0], now)
    assert caught.value.refusal.code == "outage_open"
    with act() as now:
        uptime_actions.beat(CLOCK_ACTOR, True, now)
    d1.tick()
    assert heard.opened == []
    one = again(d1)
    assert local(one.ends_at) == "03-11 00:00"
    assert one.letter_box_at is None  # it is looked into after the new last day
    d1.clock.forward(timedelta(days=10))
    d1.tick()
    assert len(heard.opened) == 2


def test_objections_are_taken_until_the_new_end(d1):
    down(d1, "2026-03-04T09:00+08:00", "2026-03-04T15:00+08:00")
    d1.tick()
    d1.at("2026-03-10T23:59:59+08:00")
    made = d1.do(objections.file_objection, "resident01", d1.notice(d1.code), Said(None, "还来得及"))
    assert made.state == "received"


def test_a_later_notice_and_one_let_go_are_not_touched(d1, heard):
    d1.at(ENDS)
    d1.do(actions.confirm_letter_box, "worker1", d1.notice(d1.code))
    d1.at("2026-03-10T12:00+08:00")
    d1.tick()
    with act():
        db.session.add(
            Outage(
                starts_at=when("2026-03-04T09:00+08:00"),
                ends_at=when("2026-03-04T19:00+08:00"),
                seconds=36000,
                cause="all",
                found_at=when(ENDS),
            )
        )
    later = d1.post("E6", d1.subjects(1, first=50))
    before = d1.notice(later).ends_at
    d1.tick()
    assert local(again(d1).ends_at) == "03-10 00:00"
    assert d1.notice(later).ends_at == before


# -- the sheet -----------------------------------------------------------------------------------------


@pytest.fixture
def unhung(story):
    story.things = story.subjects(1)
    story.code = story.post("D1", story.things)
    return story


def report(story, login="worker1"):
    """The report as it is kept, and what it does to the period."""
    with act() as now:
        notice = story.notice(story.code)
        db.session.add(
            PostingReport(
                notice_id=notice.id, by_id=story.actor(login).id, at=now, board="门口", file_id=None
            )
        )
        db.session.flush()
        extension_actions.posted(story.actor(login), notice, now)


@pytest.mark.unhung
def test_hung_on_the_first_working_day_changes_nothing(unhung):
    unhung.at("2026-03-03T23:59+08:00")
    report(unhung)
    assert local(again(unhung).ends_at) == "03-10 00:00"


@pytest.mark.unhung
def test_hung_late_the_period_runs_in_full_from_that_day(unhung):
    unhung.at("2026-03-05T10:00+08:00")
    report(unhung)
    assert local(again(unhung).ends_at) == "03-13 00:00"  # Friday to Thursday
    assert [e["extended_for"] for e in extended()] == ["posted_late"]


@pytest.mark.unhung
@pytest.mark.each_database
def test_never_hung_it_runs_once_more_and_then_the_wait_ends(unhung, heard):
    unhung.at(ENDS)
    unhung.tick()
    assert local(again(unhung).ends_at) == "03-17 00:00"
    of_d1 = [e for e in extended() if e["notice"] == unhung.code]
    assert [e["extended_for"] for e in of_d1] == ["unposted"]
    unhung.clock.forward(timedelta(days=20))
    unhung.tick()
    assert [s for s, _ in heard.opened] == [unhung.things[0].id]
    assert len([e for e in extended() if e["notice"] == unhung.code]) == 1


@pytest.mark.unhung
def test_hung_in_the_second_run_it_is_still_whole(unhung):
    unhung.at(ENDS)
    unhung.tick()
    unhung.at("2026-03-13T10:00+08:00")
    report(unhung)
    assert local(again(unhung).ends_at) == "03-21 00:00"


@pytest.mark.unhung
def test_down_for_forty_days_it_is_extended_before_any_gate(unhung, heard):
    unhung.clock.forward(timedelta(days=40))
    unhung.tick()
    assert [e["extended_for"] for e in extended() if e["notice"] == unhung.code] == ["unposted"]
    assert len(heard.opened) == 1  # the second run is over by now, too


# -- never shorter -------------------------------------------------------------------------------------


@pytest.mark.each_database
def test_the_database_lets_a_period_only_grow_and_only_with_its_reason(d1):
    for change in (
        "ends_at = '2026-03-05 16:00:00'",
        "ends_at = '2026-03-20 16:00:00'",  # longer, but no row says why
        "ends_at = NULL",
        "gate_unconfirmed_at = '2026-03-10 16:00:00'",
        "gate_confirmed_at = NULL",
    ):
        with pytest.raises(DBAPIError, match="notice_"), act():
            db.session.execute(text(f"UPDATE notice SET {change} WHERE code = '{d1.code}'"))
    down(d1, "2026-03-04T09:00+08:00", "2026-03-04T15:00+08:00")
    d1.tick()
    for statement in ("UPDATE notice_extension SET reason = 'unposted'", "DELETE FROM notice_extension"):
        with pytest.raises(DBAPIError), act():
            db.session.execute(text(statement))


def test_only_the_clock_extends(d1):
    notice = d1.notice(d1.code)
    with pytest.raises(Refused) as caught:
        d1.do(extension_actions.never_posted, "admin", notice)
    assert caught.value.refusal.code == "not_allowed"


def test_the_rules_count_by_the_calendar_given(d1):
    calendar = places.calendar()
    # over the National Day holiday of 2026 the next working day is far
    longer = extension_rules.by_days(when("2026-10-01T00:00+08:00"), 1, calendar)
    assert longer.ends > when("2026-10-07T00:00+08:00")
    assert longer.gate_confirmed > longer.ends
