"""A forum from call to feedback: each guard, the lot with its replacements, the clock, the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.forums import (
    actions,
    checks,
    draw_actions,
    draw_rules,
    feedback_actions,
    part_actions,
    queries,
)
from micro_projects.forums.desk import desk
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import lots
from micro_projects.notices import queries as notices
from micro_projects.people.models import RollEntry
from micro_projects.web.door import act
from support.founded import PASSWORD
from support.statements import counted

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.forums.models import Forum
    from micro_projects.kernel.actor import Actor
    from micro_projects.kernel.clock import ManualClock

pytestmark = pytest.mark.founded
HOSTS = (("moderator", "林主持"), ("notes", "周记录"))


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


def done(act_of: Any, *args: Any, **more: Any) -> Any:
    """One act."""
    with act() as now:
        return act_of(*args, now, **more)


class Hall:
    """The demo community and the forum it talks at."""

    def __init__(self, app: Flask, clock: ManualClock, founded: Founded) -> None:
        self.app, self.clock, self.founded = app, clock, founded
        self.code = ""

    def as_(self, login: str) -> Actor:
        """Somebody, with the roles of now."""
        actor: Actor = self.founded.actor(login, self.clock.now())
        return actor

    @property
    def forum(self) -> Forum:
        """As it is now."""
        db.session.rollback()
        return queries.forum(self.code)

    def plan(self, days: int = 5, **more: Any) -> actions.Plan:
        """What is announced."""
        usual = {
            "form": "talk",
            "topic": "楼道堆物怎么办",
            "starts_at": self.clock.now() + timedelta(days=days),
            "venue": "二楼会议室",
            "method": "每人三分钟，先居民后物业。",
            "chosen": "open",
            "places": 2,
            "responsible": "committee",
            "parts": HOSTS,
        }
        return actions.Plan(**(usual | more))

    def call(self, by: str = "worker1", **more: Any) -> Forum:
        """Called."""
        forum: Forum = done(actions.call, self.as_(by), self.founded.place(), self.plan(**more))
        self.code = forum.code
        return forum

    def begin(self) -> None:
        """It is time."""
        self.clock.move_to(self.forum.starts_at)
        done(actions.open_forum, self.as_("worker1"), self.forum)

    def kinds(self) -> list[str]:
        """What is in the log about it."""
        return [e.kind for e in notices.entries_of(self.forum.ref)]


@pytest.fixture
def hall(inside: Flask, clock: ManualClock, founded: Founded) -> Hall:
    """The community's hall."""
    return Hall(inside, clock, founded)


def test_what_a_call_must_say(hall: Hall) -> None:
    for login in ("resident01", "council01", "worker9", "admin"):
        with refused("not_allowed"):
            hall.call(login)
    for code, more in (
        ("forum_too_late", {"days": 2}),
        ("forum_unknown_choice", {"form": "party"}),
        ("forum_unknown_choice", {"responsible": "admin"}),
        ("forum_no_moderator", {"parts": HOSTS[1:]}),
        ("forum_no_moderator", {"parts": HOSTS[:1]}),
        ("forum_no_places", {"places": 0}),
        ("forum_nobody_invited", {"chosen": "invited", "invited": [("物业公司", "")]}),
        ("forum_no_subject", {"about": "FT-LH-2026-999"}),
    ):
        with refused(code):
            hall.call(**more)
    hall.call(chosen="invited", invited=[("物业公司", "管电梯的")])
    assert hall.kinds() == ["forum.called"]
    assert [p.shown for p in queries.participants(hall.forum.id)] == ["物业公司"]


def test_from_sign_up_to_feedback(hall: Hall) -> None:
    hall.call()
    for login in ("resident01", "resident02"):
        done(part_actions.sign_up, hall.as_(login), hall.forum, "")
    with refused("forum_already"):
        done(part_actions.sign_up, hall.as_("resident01"), hall.forum, "")
    with refused("forum_full"):
        done(part_actions.sign_up, hall.as_("resident03"), hall.forum, "")
    with refused("not_on_roll"):
        done(part_actions.sign_up, hall.as_("neighbour01"), hall.forum, "")
    done(part_actions.reply, hall.as_("resident02"), hall.forum, "decline")
    entry = db.session.query(RollEntry).filter_by(person_id=hall.as_("resident03").id).one().code
    with refused("forum_not_mine"):
        done(part_actions.sign_up, hall.as_("resident04"), hall.forum, "", entry_code=entry)
    done(part_actions.sign_up, hall.as_("worker1"), hall.forum, "", entry_code=entry)
    with refused("forum_too_early"):
        done(actions.open_forum, hall.as_("worker1"), hall.forum)
    with refused("forum_not_open"):
        done(feedback_actions.note, hall.as_("worker1"), hall.forum, "太挤", "resident", "")
    hall.begin()
    with refused("forum_started"):
        done(actions.cancel, hall.as_("worker1"), hall.forum, "停电")
    row = queries.participants(hall.forum.id)[0].row
    done(part_actions.check_in, hall.as_("worker1"), hall.forum, row)
    with refused("forum_came_already"):
        done(part_actions.check_in, hall.as_("worker1"), hall.forum, row)
    with refused("forum_no_text"):
        done(feedback_actions.note, hall.as_("worker1"), hall.forum, "", "resident", "")
    done(feedback_actions.note, hall.as_("worker1"), hall.forum, "先清三号楼。", "resident", "")
    done(feedback_actions.note, hall.as_("worker1"), hall.forum, "装摄像头。", "merchant", "陈店主")
    done(actions.hold, hall.as_("worker1"), hall.forum)
    assert any(i.endpoint == "forums.feedback" for i in desk(hall.as_("committee"), hall.clock.now()))
    assert not any(i.endpoint == "forums.feedback" for i in desk(hall.as_("worker1"), hall.clock.now()))
    answers = {1: ("taken_up", "本月清完。"), 2: ("not", "涉及隐私，业主大会再议。")}
    with refused("forum_not_responsible"):
        done(feedback_actions.feedback, hall.as_("worker1"), hall.forum, answers)
    with refused("forum_unanswered"):
        done(feedback_actions.feedback, hall.as_("committee"), hall.forum, {1: answers[1], 2: ("not", " ")})
    done(feedback_actions.feedback, hall.as_("committee"), hall.forum, answers)
    assert hall.forum.state == "answered"
    assert hall.kinds() == ["forum.called", "forum.held", "forum.feedback"]
    with pytest.raises(Exception, match="forum_point_fixed"), act():
        db.session.execute(text("UPDATE forum_point SET why = 'x' WHERE number = 1"))
    assert not [f for check in checks.CHECKS for f in check()]


@pytest.mark.each_database
def test_the_database_keeps_points_and_places(hall: Hall) -> None:
    hall.call(places=1)
    done(part_actions.sign_up, hall.as_("resident01"), hall.forum, "")
    forum = hall.forum
    for statement, match in (
        ("UPDATE forum SET topic = 'x'", "forum_fixed"),
        ("UPDATE forum SET state = 'answered'", "forum_steps"),
        ("DELETE FROM forum_participant", "forum_participant_no_delete"),
        ("UPDATE forum_part SET name = 'x'", "forum_part_no_update"),
    ):
        with pytest.raises(Exception, match=match), act():
            db.session.execute(text(statement))
    with act() as now:
        actions.new_participant(forum, now, person_id=hall.as_("resident02").id)
    with pytest.raises(Exception, match="forum_places"), act():
        db.session.execute(text("UPDATE forum_participant SET state = 'taking_part' WHERE state = 'asked'"))
    hall.begin()
    done(feedback_actions.note, hall.as_("worker1"), hall.forum, "太挤", "resident", "")
    done(actions.hold, hall.as_("worker1"), hall.forum)
    with pytest.raises(Exception, match="forum_answered"), act():
        db.session.execute(text("UPDATE forum SET state = 'answered'"))
    with pytest.raises(Exception, match="forum_point_open"), act():
        db.session.execute(
            text(
                "INSERT INTO forum_point (forum_id, number, text, voice, name, at, entered_by, why) "
                "SELECT forum_id, 9, text, voice, name, at, entered_by, '' FROM forum_point"
            )
        )


def test_those_affected_are_confirmed(hall: Hall) -> None:
    hall.call(chosen="affected", form="hearing", places=1)
    with refused("forum_empty_why"):
        done(part_actions.sign_up, hall.as_("resident01"), hall.forum, "")
    one = done(part_actions.sign_up, hall.as_("resident01"), hall.forum, "住三号楼")
    two = done(part_actions.sign_up, hall.as_("resident02"), hall.forum, "路过")
    with refused("not_allowed"):
        done(part_actions.confirm, hall.as_("resident03"), hall.forum, one, "take")
    done(part_actions.confirm, hall.as_("worker1"), hall.forum, one, "take")
    with refused("forum_full"):
        done(part_actions.confirm, hall.as_("worker1"), hall.forum, two, "take")
    done(part_actions.confirm, hall.as_("worker1"), hall.forum, two, "decline")
    assert two.state == "out"


def test_late_feedback_is_disclosed_with_who_owes_it(hall: Hall) -> None:
    hall.call()
    hall.begin()
    hall.clock.forward(timedelta(hours=25))
    tick(hall.app)
    forum = hall.forum
    assert forum.state == "held"
    due = forum.feedback_due_at
    assert due is not None
    hall.clock.move_to(due - timedelta(minutes=1))
    tick(hall.app)
    assert hall.forum.overdue_at is None
    hall.clock.move_to(due)
    tick(hall.app)
    tick(hall.app)
    assert hall.kinds() == ["forum.called", "forum.held", "forum.overdue"]
    done(feedback_actions.feedback, hall.as_("committee"), hall.forum, {})
    assert hall.forum.state == "answered"


def test_what_nobody_opens_is_over(hall: Hall) -> None:
    hall.call()
    done(part_actions.sign_up, hall.as_("resident01"), hall.forum, "")
    hall.clock.forward(timedelta(days=7))
    tick(hall.app)
    assert hall.forum.state == "cancelled"
    other = hall.call()
    with refused("forum_empty_why"):
        done(actions.cancel, hall.as_("worker1"), other, "")
    done(actions.cancel, hall.as_("moderator"), hall.forum, "会议室停电")
    assert hall.kinds() == ["forum.called", "forum.cancelled"]


def test_drawn_by_lot_asked_and_replaced(hall: Hall) -> None:
    hall.call(days=10, chosen="lot", places=6, dimensions=("age", "sex"))
    source = "体彩排列五第26001期"
    with refused("forum_number_past"):
        done(draw_actions.prepare, hall.as_("worker1"), hall.forum, source, hall.clock.now())
    soon = hall.clock.now() + timedelta(hours=1)
    lot = done(draw_actions.prepare, hall.as_("worker1"), hall.forum, source, soon)
    cells = queries.cells(hall.forum.id)
    assert min(list(cells.values()).count(c) for c in cells.values()) >= 5
    hall.clock.move_to(soon)
    for login in ("worker1", "moderator"):
        done(lots.enter_number, hall.as_(login), lot, "52017")
    rows = queries.participants(hall.forum.id)
    assert len(rows) == 6
    assert {p.row.state for p in rows} == {"asked"}
    assert not [f for check in checks.CHECKS for f in check()]
    by_person = {p.row.person_id: p.row.code for p in rows}
    asked = next(iter(by_person))
    entry = db.session.query(RollEntry).filter_by(person_id=asked).one().code
    done(part_actions.reply, hall.as_("worker1"), hall.forum, "decline", entry_code=entry)
    order = [code for code, _ in queries.lot_order(lot.id)]
    limits = draw_rules.quotas(cells, ("age", "sex"), 6)
    kept = [c for c in by_person.values() if c != by_person[asked]]
    expected = draw_rules.replacement(order, cells, ("age", "sex"), limits, kept, by_person.values())
    assert queries.participants(hall.forum.id)[-1].row.code == expected
    hall.clock.forward(timedelta(days=3, minutes=1))
    tick(hall.app)
    after = queries.participants(hall.forum.id)
    assert sum(p.row.state == "out" for p in after) == 7
    assert hall.kinds().count("forum.replaced") == 7
    assert sum(p.row.state == "asked" for p in after) <= 6
    mine = next(p for p in after if p.row.state == "asked")
    done(part_actions.reply, hall.as_("worker1"), hall.forum, "take", entry_code=mine.entry)
    assert queries.of_person(hall.forum.id, mine.row.person_id or 0).state == "taking_part"  # type: ignore[union-attr]


def test_not_opened_before_it_is_drawn(hall: Hall) -> None:
    hall.call(chosen="lot", places=6)
    hall.clock.move_to(hall.forum.starts_at)
    with refused("forum_not_drawn"):
        done(actions.open_forum, hall.as_("worker1"), hall.forum)


SIGNED_OUT, SIGNED_IN = 8, 12
ANNOUNCED = {
    "form": "talk",
    "topic": "楼道堆物怎么办",
    "starts_at": "2026-03-07T19:00",
    "venue": "二楼",
    "method": "每人三分钟。",
    "host": "林主持",
    "notes": "周记录",
    "chosen": "open",
    "places": "20",
    "responsible": "committee",
}


def test_the_pages(hall: Hall) -> None:
    browsers: dict[str, Any] = {}

    def of(login: str) -> Any:
        if login not in browsers:
            browsers[login] = hall.app.test_client()
            if login:
                browsers[login].post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
        return browsers[login]

    def get(login: str, path: str, status: int = 200) -> str:
        with counted() as seen:
            answer = of(login).get(path)
        assert answer.status_code == status, (path, answer.status_code)
        assert len(seen) <= (SIGNED_IN if login else SIGNED_OUT), (path, seen)
        return str(answer.get_data(as_text=True)) if answer.mimetype == "text/html" else ""

    def post(login: str, path: str, status: int = 303, /, **data: Any) -> str:
        answer = of(login).post(path, data=data)
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[-3000:])
        return str(answer.get_data(as_text=True))

    assert "还没有开过协商会" in get("", "/c/FT-LH/forums")
    get("worker1", "/c/FT-LH/forums/new")
    get("resident01", "/c/FT-LH/forums/new", 403)
    assert "二楼" in post(
        "worker1", "/c/FT-LH/forums/new", 422, **{**ANNOUNCED, "starts_at": "2026-03-03T19:00"}
    )
    post("worker1", "/c/FT-LH/forums/new", **ANNOUNCED)
    hall.code, at = "FT-LH-2026-T01", "/forums/FT-LH-2026-T01"
    assert "定于" in get("", at)
    assert "名额20个" in get("resident01", at)
    post("resident01", at + "/sign-up")
    post("resident01", at + "/sign-up", 409)
    get("worker1", at + "/run")
    get("resident01", at + "/run", 403)
    get("worker1", at + "/sign-in-sheet.pdf")
    hall.clock.move_to(hall.forum.starts_at)
    post("worker1", at + "/open")
    number = queries.participants(hall.forum.id)[0].row.id
    post("worker1", f"{at}/participants/{number}/here")
    post("worker1", at + "/points", 422, text="", voice="resident")
    post("worker1", at + "/points", text="先清三号楼。", voice="resident")
    get("worker1", at + "/run")
    get("", at)
    post("worker1", at + "/hold")
    get("committee", at + "/feedback")
    assert "第1条" in post("committee", at + "/feedback", 422, **{"outcome-1": "taken_up", "why-1": ""})
    post("committee", at + "/feedback", **{"outcome-1": "taken_up", "why-1": "本月清完。"})
    assert "采纳1条" in get("", at)
    assert "楼道堆物怎么办" in get("", "/c/FT-LH/forums")
