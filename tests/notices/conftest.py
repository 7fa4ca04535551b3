"""A cycle whose pack is on notice, and people who act in it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from micro_projects.cycles import actions as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal.actions import new_subject
from micro_projects.kernel.calls import calls
from micro_projects.kernel.subject import Described, Subject
from micro_projects.notices import actions, queries
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

KIND = "notice_test"
"""A kind of subject only these tests know: they hear what happens to it."""


class Heard:
    """What the notices room told about subjects of `KIND`."""

    def __init__(self) -> None:
        self.upheld: list[tuple[int, str, str]] = []
        self.opened: list[tuple[int, str]] = []
        self.interested: dict[int, set[int]] = {}


@pytest.fixture
def heard(app, monkeypatch):
    told = Heard()
    answers = {
        ("objection_upheld", KIND): lambda i, n, outcome, by, now: told.upheld.append((i, n.code, outcome)),
        ("interested", KIND): lambda i: told.interested.get(i, set()),
        ("describe", KIND): lambda ids: {i: Described(f"事项{i}", f"/t/{i}") for i in ids},
    }
    monkeypatch.setattr(calls, "_answers", calls._answers | answers)
    listeners = dict(calls._listeners)
    listeners["gate_opened", KIND] = [lambda i, kind, by, now: told.opened.append((i, kind))]
    monkeypatch.setattr(calls, "_listeners", listeners)
    return told


class Story:
    """One cycle, three subjects of `KIND` in it, and the clock."""

    def __init__(self, app, founded, clock) -> None:
        self.app, self.founded, self.clock = app, founded, clock

    def actor(self, login: str):
        return self.founded.actor(login, self.clock.now())

    def do(self, function, login: str, *args, **kwargs):
        """One act by somebody."""
        with act() as now:
            return function(self.actor(login), *args, now, **kwargs)

    def begin(self) -> None:
        place = self.founded.place()
        start = self.clock.now() + timedelta(days=20)
        dates = {
            "proposing": (start, start + timedelta(days=20)),
            "deliberating": (start + timedelta(days=40), None),
            "voting": (start + timedelta(days=60), None),
            "executing": (start + timedelta(days=80), None),
        }
        with act() as now:
            self.cycle = cycles.plan(self.actor("moderator"), place, 2026, Pack(), dates, now)
        with act() as now:
            cycles.decided(self.cycle.id, True, self.actor("moderator"), now)
        with act() as now:
            cycles.open_cycle(self.actor("officer"), self.cycle, now)

    def subjects(self, n: int = 3, first: int = 1) -> list[Subject]:
        with act():
            made = [
                new_subject(KIND, f"FT-LH-2026-{i:03d}", self.cycle.place_id, self.cycle.path, self.cycle.id)
                for i in range(first, first + n)
            ]
            return [Subject(KIND, row.id) for row in made]

    def subjects_again(self, n: int) -> list[Subject]:
        """Fresh ones, after any made before."""
        self.made = getattr(self, "made", 1) + n
        return self.subjects(n, self.made)

    def plain_week(self) -> bool:
        """Whether this week and the next have five working days each, Monday to Friday."""
        calendar, today = places.calendar(), self.clock.now().astimezone(ZONE).date()
        days = [today + timedelta(days=n) for n in range(14)]
        return all(calendar.is_working_day(day) == (day.weekday() < 5) for day in days)

    def post(self, kind: str, subjects: list[Subject], **facts):
        with act() as now:
            notice = actions.post_notice(
                self.actor("worker1"),
                kind,
                self.cycle.subject,
                subjects,
                say("测试公示"),
                now,
                facts=facts,
            )
        return notice.code

    def notice(self, code: str):
        return queries.notice(code)

    def tick(self) -> int:
        from micro_projects.clockwork import tick
        from micro_projects.notices.signing import sign_due

        done = tick(self.app)
        sign_due(self.app)
        db.session.rollback()  # the tick has a session of its own; what was read before is forgotten
        return done

    def at(self, when: str) -> None:
        self.clock.move_to(datetime.fromisoformat(when))


@pytest.fixture
def story(inside, founded, clock, heard) -> Story:
    told = Story(inside, founded, clock)
    told.begin()
    return told
