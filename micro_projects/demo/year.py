"""A community's year, from the council's motion to the returned remainder, played by different people in browsers."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from micro_projects.demo import (
    debating,
    deliberating,
    executing,
    gathering,
    mapping,
    meeting,
    proposing,
    resolving,
    viewpoints,
)
from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.ideas import LAST_YEAR, THIS_YEAR, Idea
from micro_projects.demo.stage import Stage
from micro_projects.proposals import queries as proposals
from micro_projects.web.show import ZONE

FIRST_DAYS = {
    "proposing_from": 14,
    "proposing_to": 35,
    "deliberating_from": 50,
    "voting_from": 75,
    "executing_from": 110,
}
"""Days after the plan on which each phase may begin."""

MONEY = {"pool": "350000", "cap_works": "300000"}
"""Yuan: too little for everything, so that the rule has something to decide."""


class Year:
    """One year of the demo's community on a stage."""

    def __init__(self, stage: Stage, year: int) -> None:
        self.stage = stage
        self.year = year
        self.code = f"{COMMUNITY}-{year}"
        self.base = f"/c/{COMMUNITY}/{year}"
        self.planned = stage.clock.at
        self.codes: dict[str, Idea] = {}

    def play(self) -> None:
        """The whole of it."""
        self.open_cycle()
        self.propose(LAST_YEAR)
        self.screen()
        self.deliberate()
        self.resolve()
        self.execute()

    def play_proposing(self) -> None:
        """Its beginning: opened, proposals coming in, a conversation that is still open."""
        self.open_cycle()
        self.propose(THIS_YEAR)
        viewpoints.converse(self.stage, days=30)

    def open_cycle(self) -> None:
        """C1: planned, moved by the council, opened by the officer; the rule pack on notice."""
        stage = self.stage
        plan = stage.by("moderator").submit(
            f"/c/{COMMUNITY}/cycles/new",
            year=str(self.year),
            **MONEY,
            preview="1",
            **{name: f"{self._day(n):%Y-%m-%d}" for name, n in FIRST_DAYS.items()},
        )
        page = stage.by("moderator").send(plan, confirm="1")
        stage.step("C1", "周期方案提交议事会", page)
        code = meeting.hold(stage, COMMUNITY, lambda text: (14, 1, 1))
        stage.step("C1", "议事会表决通过启动周期", f"/sessions/{code}")
        page = stage.by("officer").submit(f"{self.base}/open")
        stage.step("C1", "街道启动周期，规则包公示", page)
        proposing.see_through(stage, f"{self.code}-C1")
        stage.step("C2", "名册核对，规则包公示期满", f"{self.base}")

    def propose(self, ideas: tuple[Idea, ...]) -> None:
        """P1–P3: each by another resident; the last but one finds too few to second it."""
        stage = self.stage
        stage.go(self._at("proposing_from", 10))
        for n, idea in enumerate(ideas, 1):
            behalf = {"resident": f"DEMO{n - 1:08d}"} if n == 4 else {}
            author = "worker1" if behalf else f"resident{n:02d}"
            code = proposing.propose(stage, self.base, author, idea, **behalf)
            mapping.put_on_map(stage, author, code, idea.title)
            self.codes[code] = idea
            few = len(ideas) > 6 and n == len(ideas) - 1
            seconders = [f"resident{(n + 7 * k) % 60 + 1:02d}" for k in range(1, 3 if few else 6)]
            proposing.second(stage, code, seconders)
            stage.pass_days(1)

    def screen(self) -> None:
        """P4, P5: form and negative list only; then everything is disclosed."""
        stage = self.stage
        stage.go(self._at("proposing_to", 10) + timedelta(days=1))
        codes = list(self.codes)
        for code in (*codes[:-2], codes[-1]):
            stopped = code == codes[-1]
            proposing.screen(
                stage,
                code,
                ground="manager_duty" if stopped else "",
                reason="楼道粉刷属于物业服务合同约定的日常维护。"
                if stopped
                else "要件齐全，不在负面清单内。",
            )
        proposing.see_through(stage, f"{self.code}-D1")
        stage.step("P5", "提议公开期满", f"/notices/{self.code}-D1")

    def deliberate(self) -> None:
        """P6–P9: said, asked, answered, amended, priced; the council; everything disclosed."""
        stage = self.stage
        stage.go(self._at("deliberating_from", 10))
        going = self.in_state("deliberating")
        deliberating.discuss(stage, going[0])
        gathering.moderate(stage, going[0])
        viewpoints.argue(stage, going[0])
        viewpoints.converse(stage)
        talk, begins = gathering.call(stage, "坡道怎么装，住户和物业当面谈", going[0])
        deliberating.amend(stage, going[1], "resident02")
        for code in going:
            deliberating.opine(stage, code, self.codes[code].price)
        gathering.hold(stage, talk, begins)
        code = meeting.hold(
            stage, COMMUNITY, lambda text: (13, 2, 1), topic=debating.TOPIC, debate=debating.debate
        )
        stage.step("P8", "议事会逐项表决", f"/sessions/{code}")
        proposing.see_through(stage, f"{self.code}-D2")
        stage.step("P9", "商议公开期满", f"/notices/{self.code}-D2")

    def resolve(self) -> None:
        """P10–P14: conditions, the residents' vote, adoption, the last disclosure, approval."""
        stage, code = self.stage, f"{self.code}-R1"
        liked = {c: self.codes[c] for c in self.in_state("advanced")}
        for proposal in liked:
            deliberating.meet_conditions(stage, proposal)
        resolving.vote(stage, code, liked)
        session = meeting.hold(stage, COMMUNITY, lambda text: (15, 0, 1))
        stage.step("P12", "议事会采纳投票结果", f"/sessions/{session}")
        proposing.see_through(stage, f"{self.code}-D3")
        stage.step("P13", "决议公开期满", f"/notices/{self.code}-D3")
        for n, proposal in enumerate(self.in_state("selected"), 7):
            resolving.approve(stage, proposal, n)

    def execute(self) -> None:
        """X1–X11 and C3: every approved project to its end, the remainder to the pool, the cycle ended."""
        stage = self.stage
        works = [executing.known(stage, code) for code in self.in_state("approved")]
        executing.register(stage)
        executing.draw_supervisors(stage, works)
        executing.procure(stage, works)
        executing.contract(stage, works)
        stage.pass_days(15)
        for work in works:
            executing.milestone(stage, work, 1)
        executing.visit(stage, works[0])
        executing.vary(stage, works[0])
        for work in works:
            executing.milestone(stage, work, 2)
        executing.accept(stage, works, rectified=works[1])
        executing.settle(stage, works)
        executing.evaluate(stage, works)
        stage.pass_days(3)
        stage.step("C3", "周期结束，余款退回", self.base)

    def release_retention(self) -> None:
        """X11: a year after, each project's retention; and residents are asked once more (X10)."""
        for code in self.in_state("approved"):
            executing.release_retention(self.stage, code)

    def in_state(self, state: str) -> list[str]:
        """The codes of this year's proposals in a state."""
        with self.stage.app.app_context():
            return [code for code in self.codes if proposals.by_code(code).state == state]

    def _day(self, days: int) -> datetime:
        return (self.planned + timedelta(days=days)).astimezone(ZONE)

    def _at(self, phase: str, hour: int) -> datetime:
        return datetime.combine(self._day(FIRST_DAYS[phase]).date(), time(hour), ZONE)
