"""Whatever people do and however time goes, a gate opens neither early nor over an objection (invariant 2)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import actions, objection_deciding, objection_queries, queries
from micro_projects.notices import objection_actions as objections
from micro_projects.notices.models import NoticeSubject
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection

pytestmark = pytest.mark.founded

EARLIEST = timedelta(days=8, hours=3)
"""From Monday nine o'clock to noon after five working days, the box confirmed."""

steps = st.lists(
    st.one_of(
        st.tuples(st.just("forward"), st.integers(1, 60)),
        st.tuples(st.just("file"), st.integers(1, 4), st.sampled_from([0, 1, None])),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("acknowledge"), st.integers(0, 5)),
        st.tuples(st.just("decide"), st.integers(0, 5), st.sampled_from(["rejected", "fact", "procedure"])),
        st.tuples(st.just("accept"), st.integers(0, 5)),
        st.tuples(st.just("appeal"), st.integers(0, 5)),
        st.tuples(st.just("confirm")),
        st.tuples(st.just("tick")),
    ),
    max_size=25,
)


class World:
    def __init__(self, story) -> None:
        self.story = story
        self.things = story.subjects_again(2)
        self.start = story.clock.now()
        self.code = story.post("D1", self.things)

    def take(self, step, *how):
        try:
            getattr(self, step)(*how)
        except Refused:
            db.session.rollback()

    def forward(self, hours):
        self.story.clock.forward(timedelta(hours=hours))

    def file(self, who, about):
        target = None if about is None else self.things[about]
        notice = self.story.notice(self.code)
        self.story.do(objections.file_objection, f"resident{who:02d}", notice, Said(target, "不对"))

    def one(self, n):
        notice = queries.notice(self.code)
        every = [o for o, _ in objection_queries.of_notice(notice.id)]
        return db.session.get_one(Objection, every[n % len(every)].id) if every else None

    def as_handler(self, act, n, *how):
        one = self.one(n)
        for login in ("officer", "officer2", "district"):
            if one is not None and one.handler_id == self.story.actor(login).id:
                self.story.do(act, login, one, *how)

    def as_objector(self, act, n, *how):
        one = self.one(n)
        for login in ("resident01", "resident02", "resident03", "resident04"):
            if one is not None and one.person_id == self.story.actor(login).id:
                self.story.do(act, login, one, *how)

    def withdraw(self, n):
        self.as_objector(objections.withdraw, n)

    def accept(self, n):
        self.as_objector(objections.accept, n)

    def appeal(self, n):
        self.as_objector(objections.appeal, n, "不服")

    def acknowledge(self, n):
        self.as_handler(objection_deciding.acknowledge, n)

    def decide(self, n, outcome):
        self.as_handler(objection_deciding.decide, n, outcome, "理由")

    def confirm(self):
        self.story.do(actions.confirm_letter_box, "worker1", self.story.notice(self.code))

    def tick(self):
        before = self.let_go()
        self.story.tick()
        notice = queries.notice(self.code)
        for thing in self.things:
            row = db.session.get_one(NoticeSubject, (notice.id, thing.id))
            if row.released_at is not None and thing.id not in before:
                assert row.released_at >= self.start + EARLIEST
                assert self.holding(notice.id, thing.id) == []

    def let_go(self):
        notice = queries.notice(self.code)
        rows = db.session.query(NoticeSubject).filter(NoticeSubject.notice_id == notice.id)
        return {row.subject_id for row in rows if row.released_at is not None}

    def holding(self, notice_id, thing_id):
        return [
            o.state
            for o, _ in objection_queries.of_notice(notice_id)
            if o.subject_id in (None, thing_id) and o.state not in ("settled", "withdrawn")
        ]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(taken=steps)
def test_no_gate_opens_early_or_held(story, heard, taken):
    monday = datetime.fromisoformat("2026-03-02T09:00+08:00")
    weeks = (story.clock.now() - monday) // timedelta(days=7) + 1
    story.clock.move_to(monday + timedelta(days=7 * weeks))
    while not story.plain_week():
        story.clock.forward(timedelta(days=7))
    world = World(story)
    for step in taken:
        world.take(*step)
    world.take("tick")
