"""The stage a script of the year is played on: visitors, a clock that is moved by hand, and somebody who watches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import httpx
from flask import Flask

from micro_projects.clockwork import tick
from micro_projects.demo.visitor import Page, Visitor
from micro_projects.kernel.clock import ManualClock
from micro_projects.notices.sheets import make_due
from micro_projects.notices.signing import sign_due
from micro_projects.web.show import ZONE

Say = Callable[[str], object]


class Stage:
    """A house, its clock, and its visitors. `connect` opens a fresh browser; `say` hears each step."""

    def __init__(
        self, app: Flask, clock: ManualClock, connect: Callable[[], httpx.Client], password: str, say: Say
    ) -> None:
        self.app = app
        self.clock = clock
        self.connect = connect
        self.password = password
        self.say = say
        self._visitors: dict[str, Visitor] = {}

    def by(self, login: str) -> Visitor:
        """The person who signs in as `login`; an empty name is a visitor without an account."""
        if login not in self._visitors:
            visitor = Visitor(self.connect(), login)
            self._visitors[login] = visitor.sign_in(self.password) if login else visitor
        return self._visitors[login]

    def step(self, rule: str, what: str, page: Page | str) -> None:
        """Say that a step of the procedure was taken, and where it can be seen."""
        where = page if isinstance(page, str) else page.path
        at = self.clock.at.astimezone(ZONE)
        self.say(f"{rule:<5} {at:%Y-%m-%d %H:%M}  {what}  {where}")

    def go(self, at: datetime, at_most: timedelta = timedelta(days=1)) -> None:
        """Let time pass until `at`; at least every `at_most` what is due is done, signed and printed."""
        while True:
            self.clock.move_to(min(at, self.clock.at + at_most))
            tick(self.app)
            sign_due(self.app)
            make_due(self.app)
            if self.clock.at >= at:
                return

    def pass_days(self, days: int) -> None:
        """Let `days` pass."""
        self.go(self.clock.at + timedelta(days=days))

    def until(self, there: Callable[[], bool], most_days: int, what: str) -> None:
        """Let days pass until `there`; RuntimeError when it does not come to that."""
        for _ in range(most_days):
            if there():
                return
            self.pass_days(1)
        raise RuntimeError(f"after {most_days} days still not: {what}")

    def to_hour(self, hour: int, days: int = 0) -> None:
        """Go to `hour` o'clock, `days` from today (tomorrow when that is past)."""
        local = self.clock.at.astimezone(ZONE)
        at = datetime.combine(local.date() + timedelta(days=days), time(hour), ZONE)
        self.go(at if at > local else at + timedelta(days=1))

    def close(self) -> None:
        """Close every browser."""
        for visitor in self._visitors.values():
            visitor.client.close()
