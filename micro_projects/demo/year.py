"""A community's year, from the council's motion to the returned remainder, played by different people in browsers."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.demo import meeting
from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.web.show import ZONE


class Year:
    """One year of the demo's community on a stage."""

    def __init__(self, stage: Stage, year: int) -> None:
        self.stage = stage
        self.year = year
        self.base = f"/c/{COMMUNITY}/{year}"

    def play(self) -> None:
        """The whole of it."""
        self.open_cycle()

    def play_proposing(self) -> None:
        """Its beginning: opened, and proposals coming in."""
        self.open_cycle()

    def open_cycle(self) -> None:
        """C1: planned, moved by the council, opened by the officer; the rule pack on notice."""
        stage = self.stage
        now = stage.clock.at
        days = {
            "proposing_from": 8,
            "proposing_to": 38,
            "deliberating_from": 50,
            "voting_from": 75,
            "executing_from": 110,
        }
        plan = stage.by("moderator").submit(
            f"/c/{COMMUNITY}/cycles/new",
            year=str(self.year),
            preview="1",
            **{name: meeting.soon(now + timedelta(days=n)) for name, n in days.items()},
        )
        page = stage.by("moderator").send(plan, confirm="1")
        stage.step("C1", "周期方案提交议事会", page)
        code = meeting.hold(stage, COMMUNITY, lambda text: (14, 1, 1))
        stage.step("C1", "议事会表决通过启动周期", f"/sessions/{code}")
        page = stage.by("officer").submit(f"{self.base}/open")
        stage.step("C1", "街道启动周期，规则包公示", page)


def local(stage: Stage) -> datetime:
    """What the wall clock shows."""
    return stage.clock.at.astimezone(ZONE)
