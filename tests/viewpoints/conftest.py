"""A community in which a question was put; and the stories of proposals, for arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from makers.proposals import Story
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.viewpoints import actions, queries
from micro_projects.viewpoints.models import Conversation
from micro_projects.web.door import act

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock

SEEDS = (
    "电动车一律不准进楼道。",
    "楼下要有足够的充电位，才好要求不进楼道。",
    "充电位的费用应当由物业承担。",
    "晚上应当有人巡查楼道。",
    "老人的代步车可以例外。",
    "罚款比劝说管用。",
    "充电柜要装在看得见的地方。",
    "先试三个月再定。",
)
CAMPS = {
    # a statement's number: what the one camp says, what the other says
    1: ("agree", "disagree"),
    2: ("agree", "agree"),
    3: ("disagree", "agree"),
    4: ("agree", "disagree"),
    5: ("disagree", "agree"),
    6: ("agree", "disagree"),
    7: ("agree", "agree"),
    8: ("pass", "agree"),
}


@dataclass
class Talk:
    """One conversation of the demo's community."""

    app: Flask
    clock: ManualClock
    founded: Founded
    code: str = ""

    @property
    def now(self) -> datetime:
        """The clock."""
        return self.clock.now()

    @property
    def row(self) -> Conversation:
        """The conversation, as it is now."""
        return queries.conversation(self.code)

    def as_(self, login: str) -> Actor:
        """Somebody, with the roles of now."""
        return self.founded.actor(login, self.now)

    def open(self, days: int = 10) -> Talk:
        """The convener puts the question."""
        with act() as now:
            period = (now, now + timedelta(days=days))
            row = actions.open_conversation(
                self.as_("moderator"), self.founded.place(), "电动车能不能进楼道？", "", period, SEEDS, now
            )
        self.code = row.code
        return self

    def answer(self, login: str, **answers: str) -> None:
        """One resident answers: ``s1="agree"``."""
        with act() as now:
            for name, value in answers.items():
                actions.answer(self.as_(login), queries.conversation(self.code), int(name[1:]), value, now)

    def two_camps(self, people: int, first: int = 12) -> None:
        """`people` residents answer everything: the first `first` as the one camp, the others as the other."""
        for n in range(1, people + 1):
            camp = 0 if n <= first else 1
            told = {f"s{number}": said[camp] for number, said in CAMPS.items()}
            if n % 5 == 0:
                told["s8"] = "disagree"  # nobody is quite like the others
            self.answer(f"resident{n:02d}", **told)

    def pass_time(self, **by: float) -> None:
        """Let time go by; the clock does its work."""
        self.clock.forward(timedelta(**by))
        tick(self.app)
        db.session.rollback()
        db.session.expire_all()


@pytest.fixture
def talk(inside: Flask, clock: ManualClock, founded: Founded) -> Talk:
    """A question put just now."""
    return Talk(inside, clock, founded).open()


@pytest.fixture
def story(inside: Flask, clock: ManualClock, founded: Founded) -> Story:
    """The community, its cycle open, its rule pack's notice over."""
    return Story(inside, clock, founded).begin()
