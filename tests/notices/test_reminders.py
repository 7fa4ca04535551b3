"""Reminders: to whom, when, once each, and never of what is done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.letters.models import Letter
from micro_projects.notices import actions, objection_deciding
from micro_projects.notices import objection_actions as objections
from micro_projects.notices import reminder_letters as words
from micro_projects.notices.models import PostingReport
from micro_projects.notices.objection_actions import Said
from micro_projects.web.door import act
from support.statements import counted

pytestmark = pytest.mark.founded


@pytest.fixture
def d1(story):
    story.things = story.subjects(2)
    story.code = story.post("D1", story.things)
    return story


def told(story, msgid) -> list[str]:
    """Logins that were told, one for each letter about our notice."""
    db.session.rollback()
    by_id = {
        story.actor(login).id: login
        for login in (
            "worker1", "worker2", "worker3", "resident01", "resident02", "resident05",
            "officer", "officer2", "district", "council01", "council21",
        )
    }  # fmt: skip
    rows = db.session.scalars(select(Letter).where(Letter.msgid == msgid, Letter.facts.contains(story.code)))
    return sorted(by_id[row.person_id] for row in rows if row.person_id in by_id)


def test_those_with_a_part_objectors_and_council_hear_the_day_before(d1, heard):
    heard.interested[d1.things[0].id] = {d1.actor("resident05").id}
    made = d1.do(objections.file_objection, "resident01", d1.notice(d1.code), Said(d1.things[1], "错"))
    d1.do(objections.withdraw, "resident01", made)
    d1.at("2026-03-08T08:59+08:00")
    d1.tick()
    assert told(d1, words.ENDING) == []
    d1.at("2026-03-08T09:00+08:00")
    for _ in range(3):
        d1.tick()
        d1.clock.forward(timedelta(hours=4))
    assert told(d1, words.ENDING) == ["council01", "council21", "resident01", "resident05"]


def test_nothing_is_reminded_of_after_it_is_over(d1):
    d1.clock.forward(timedelta(days=40))
    d1.tick()
    assert told(d1, words.ENDING) == []


@pytest.mark.unhung
def test_workers_hear_of_a_sheet_on_no_board_and_of_no_other(story):
    story.things = story.subjects(1)
    story.code = story.post("D1", story.things)
    story.at("2026-03-03T08:59+08:00")
    story.tick()
    assert told(story, words.SHEET) == []
    story.at("2026-03-03T09:00+08:00")
    story.tick()
    story.tick()
    assert told(story, words.SHEET) == ["worker1", "worker2", "worker3"]
    story.code = story.post("E6", story.subjects(1, first=70))
    with act() as now:
        row = PostingReport(
            notice_id=story.notice(story.code).id,
            by_id=story.actor("worker1").id,
            at=now,
            board="门口",
            file_id=None,
        )
        db.session.add(row)
    story.clock.forward(timedelta(days=1))
    story.tick()
    assert told(story, words.SHEET) == []


def test_workers_hear_of_the_letter_box_in_the_morning(d1):
    d1.at("2026-03-10T08:59+08:00")
    d1.tick()
    assert told(d1, words.BOX) == []
    d1.at("2026-03-10T09:00+08:00")
    d1.tick()
    d1.clock.forward(timedelta(hours=1))
    d1.tick()
    assert told(d1, words.BOX) == ["worker1", "worker2", "worker3"]


def test_nobody_hears_of_a_box_that_was_looked_into(d1):
    d1.at("2026-03-10T08:00+08:00")
    d1.do(actions.confirm_letter_box, "worker1", d1.notice(d1.code))
    d1.at("2026-03-10T10:00+08:00")
    d1.tick()
    assert told(d1, words.BOX) == []


def test_the_handler_hears_before_each_clock_runs_out_and_the_objector_before_the_answer_stands(d1):
    made = d1.do(objections.file_objection, "resident01", d1.notice(d1.code), Said(d1.things[0], "错"))
    handler = next(n for n in ("officer", "officer2") if d1.actor(n).id == made.handler_id)
    d1.clock.move_to(made.due_at - timedelta(hours=39))
    d1.tick()
    d1.tick()
    assert told(d1, words.HANDLE) == [handler]
    d1.do(objection_deciding.acknowledge, handler, made)
    d1.clock.move_to(made.due_at - timedelta(hours=39))
    d1.tick()
    assert told(d1, words.HANDLE) == [handler, handler]
    d1.do(objection_deciding.decide, handler, made, "rejected", "不成立。")
    d1.clock.move_to(made.due_at - timedelta(hours=39))
    d1.tick()
    d1.tick()
    assert told(d1, words.APPEAL) == ["resident01"]


def test_a_tick_asks_the_same_however_many_there_are(d1):
    from micro_projects.notices import reminder_jobs

    def asked() -> int:
        with counted() as statements:
            for job in reminder_jobs.JOBS:
                list(job.due(d1.clock.now()))
        return len(statements)

    d1.at("2026-03-09T09:00+08:00")
    one = asked()
    for n in range(5):
        d1.post("E1", d1.subjects(1, first=80 + n))
    d1.clock.move_to(datetime.fromisoformat("2026-03-09T10:00+08:00"))
    assert asked() <= one + 1
    assert one <= 3 * len(reminder_jobs.JOBS)
