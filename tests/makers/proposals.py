"""Proposals for tests: a community's year as far as somebody wants it, by the acts people take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from makers import conditions
from makers import cycles as cycle_makers
from micro_projects.clockwork import tick
from micro_projects.cycles import queries as cycle_queries
from micro_projects.deliberation import council_actions
from micro_projects.demo.founding import Founded
from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.notices import queries as notices
from micro_projects.notices.actions import post_notice
from micro_projects.notices.signing import sign_due
from micro_projects.proposals import actions, queries, screening_actions
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.proposals.rules import Text
from micro_projects.web.door import act
from micro_projects.web.sentence import say

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.cycles.models import Cycle
    from micro_projects.cycles.pack import Pack
    from micro_projects.kernel.clock import ManualClock

TEXT = Text(
    "三号楼加装休息座椅",
    "三号楼前的老人等车没有地方坐，去年冬天有人摔倒。",
    "在三号楼前空地装四张带靠背的座椅，不占消防通道。",
    "莲花路 3 号楼前空地",
    "三号楼及周边约 120 位老人",
    "goods",
    Money.yuan(18_000),
)
OTHER = Text(
    "儿童活动角换软垫",
    "活动角的地垫破了，孩子摔过两次。",
    "换成符合标准的软垫，约 60 平方米。",
    "中心花园儿童活动角",
    "社区 200 个孩子",
    "works",
    Money.yuan(36_000),
)


@dataclass
class Story:
    """One community's year."""

    app: Flask
    clock: ManualClock
    founded: Founded
    cycle_id: int = 0

    @property
    def now(self) -> datetime:
        """The clock."""
        return self.clock.now()

    @property
    def cycle(self) -> Cycle:
        """Its cycle."""
        return cycle_queries.by_id(self.cycle_id)

    def as_(self, login: str) -> Actor:
        """Somebody, with the roles of now."""
        return self.founded.actor(login, self.now)

    def begin(self, pack: Pack | None = None) -> Story:
        """The cycle is open and its pack's notice is over."""
        self.cycle_id = cycle_makers.opened(self.founded, self.now, pack).id
        self.pass_days(14)
        return self

    def pass_days(self, days: float) -> None:
        """Let time go by, the clock doing its work each day."""
        for _ in range(int(days)):
            self.clock.forward(timedelta(days=1))
            tick(self.app)
            sign_due(self.app)
        db.session.rollback()
        db.session.expire_all()  # what was read before is read again

    def draft(self, words: Text = TEXT, who: str = "resident01") -> Proposal:
        """A draft."""
        with act() as now:
            return actions.draft(self.as_(who), self.cycle, words, now)

    def submitted(self, words: Text = TEXT, who: str = "resident01") -> Proposal:
        """A submitted proposal."""
        proposal = self.draft(words, who)
        with act() as now:
            actions.show_similar(self.as_(who), proposal, now)
        with act() as now:
            actions.submit(self.as_(who), proposal, now)
        return proposal

    def seconded(self, words: Text = TEXT, who: str = "resident01", by: int = 10) -> Proposal:
        """One with its seconds."""
        proposal = self.submitted(words, who)
        for n in range(by, by + self.cycle.pack.seconders):
            with act() as now:
                actions.second(self.as_(f"resident{n:02d}"), proposal, now)
        return proposal

    def screened(self, passed: bool = True, words: Text = TEXT, who: str = "resident01") -> Proposal:
        """One the officer screened."""
        proposal = self.seconded(words, who)
        ground = None if passed else "manager_duty"
        with act() as now:
            screening_actions.screen(self.as_("officer"), proposal, passed, ground, "形式要件齐备。", now)
        return proposal

    def deliberating(self, words: Text = TEXT, who: str = "resident01") -> Proposal:
        """One whose deliberation has begun."""
        proposal = self.screened(True, words, who)
        self.pass_until(proposal, "deliberating")
        return queries.by_id(proposal.id)

    def pass_until(self, proposal: Proposal, state: str) -> None:
        """Let time go by until a proposal is in a state."""
        for _ in range(60):
            if queries.by_id(proposal.id).state == state:
                return
            self.pass_days(1)
        raise AssertionError(queries.by_id(proposal.id).state)

    def advanced(self, words: Text = TEXT, who: str = "resident01", days: int = 0) -> Proposal:
        """One the council advanced, on notice (D2); `days` later."""
        proposal = self.deliberating(words, who)
        with act() as now:
            conditions.opine(self.as_("officer"), proposal, proposal.estimate, now)
        self.advance(proposal)
        self.pass_days(days)
        return queries.by_id(proposal.id)

    def advance(self, proposal: Proposal) -> None:
        """The council's motion, and minutes that stand."""
        moderator = self.as_("moderator")
        with act() as now:
            calls("motion_decided", "proposal.advance", proposal.id, "carry", moderator, now)
        motion = SimpleNamespace(
            purpose="proposal.advance",
            subject_id=proposal.id,
            choice="carry",
            yes=15,
            no=2,
            abstain=1,
            text="同意交付表决",
        )
        with act() as now:
            council_actions.post_d2(SimpleNamespace(code="FT-LH-2026-S01"), [motion], moderator, now)

    def selected(self, words: Text = TEXT, who: str = "resident01", over: bool = True) -> Proposal:
        """One the residents chose, on notice (D3); the counting of its vote is another room's story."""
        proposal = self.advanced(words, who, days=20)
        with act() as now:
            conditions.meet(self.as_("officer"), proposal, now)
            take(proposal, "ballot", by=CLOCK_ACTOR, at=now)
            take(proposal, "select", by=CLOCK_ACTOR, at=now)
        with act() as now:
            sentence = say("决议公开")
            facts: dict[str, object] = {"proposals": [proposal.code]}
            post_notice(CLOCK_ACTOR, "D3", self.cycle.subject, [proposal.ref], sentence, now, facts=facts)
        while over and not self._released(proposal):
            self.pass_days(1)
        return queries.by_id(proposal.id)

    def _released(self, proposal: Proposal) -> bool:
        found = notices.newest(proposal.id, "D3")
        return found is not None and found[1].released_at is not None
