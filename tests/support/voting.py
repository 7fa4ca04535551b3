"""A community's cycle up to the ballot, in few lines, for tests of voting and of what comes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from flask import Flask

from makers import conditions as condition_makers
from micro_projects.clockwork import tick
from micro_projects.cycles import actions as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.pack import Pack
from micro_projects.demo.founding import Founded
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.money import Money
from micro_projects.notices import actions as notices
from micro_projects.notices import queries as notice_queries
from micro_projects.notices.models import Notice
from micro_projects.notices.signing import sign_due
from micro_projects.proposals.machine import MACHINE
from micro_projects.proposals.models import Proposal, ProposalVersion
from micro_projects.voting import actions, queries
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import Round
from micro_projects.web.door import act
from micro_projects.web.sentence import say

CONDITIONS = ("risk", "legality", "consent", "maintainer")


@dataclass
class Story:
    """The founded district and what happened in it so far."""

    app: Flask
    clock: ManualClock
    founded: Founded
    pack: Pack = field(default_factory=Pack)
    year: int = 2026

    def actor(self, login: str) -> Actor:
        """Who signs in as `login`."""
        return self.founded.actor(login, self.clock.now())

    def to(self, at: datetime) -> None:
        """Let time pass until `at`, the clock doing what is due."""
        self.clock.move_to(at)
        tick(self.app)
        sign_due(self.app)
        db.session.rollback()
        db.session.expire_all()

    def pass_days(self, days: int) -> None:
        """Day by day, as a running house would."""
        for _ in range(days):
            self.to(self.clock.now() + timedelta(days=1))

    # -- up to the ballot ------------------------------------------------------------------------------

    @property
    def cycle(self) -> Cycle:
        """The year's cycle."""
        from micro_projects.cycles import queries as cycle_queries

        return cycle_queries.cycle("FT-LH", self.year)

    def open_cycle(self, **pack: Any) -> Cycle:
        """C1, its notice still running."""
        self.pack = replace(self.pack, **pack)
        start = self.clock.now()
        dates = {
            "proposing": (start, start + timedelta(days=2)),
            "deliberating": (start + timedelta(days=3), start + timedelta(days=4)),
            "voting": (start + timedelta(days=20), start + timedelta(days=40)),
            "executing": (start + timedelta(days=50), None),
        }
        with act() as now:
            cycle = cycles.plan(
                self.actor("moderator"), self.founded.place(), self.year, self.pack, dates, now
            )
            cycles.decided(cycle.id, True, CLOCK_ACTOR, now)
            cycles.open_cycle(self.actor("officer"), cycle, now)
        return self.cycle

    def propose(self, title: str, yuan: int) -> Proposal:
        """A proposal whose D1 is posted."""
        cycle, author = self.cycle, self.actor("resident01")
        with act() as now:
            number = next(_NUMBERS)
            subject = journal.new_subject(
                "proposal", f"FT-LH-{self.year}-{number:03d}", cycle.place_id, cycle.path, cycle.id
            )
            proposal = Proposal(
                id=subject.id,
                subject=subject,
                state="draft",
                state_since=now,
                author_id=author.id,
                number=number,
                version=1,
                title=title,
                kind="works",
                estimate=Money.yuan(yuan),
                seconds=5,
                submitted_at=now,
                organisation="",
            )
            db.session.add(proposal)
            db.session.flush()
            db.session.add(
                ProposalVersion(
                    proposal_id=proposal.id,
                    number=1,
                    title=title,
                    problem="不方便。",
                    wish="请办。",
                    location="三栋楼下",
                    beneficiaries="全体居民",
                    kind="works",
                    estimate=Money.yuan(yuan),
                    text_hash=sha256(title.encode()).digest(),
                    made_by=author.id,
                    made_at=now,
                )
            )
            for step in ("submit", "second", "screen_in"):
                journal.move(proposal, MACHINE, step, by=author, at=now)
        return proposal

    def deliberate(self, proposals: Sequence[Proposal]) -> None:
        """Post D1, wait for its gate, begin."""
        self.disclose("D1", proposals)
        self.wait_for("D1", proposals)
        with act() as now:
            for proposal in proposals:
                if proposal.state == "screened_in":
                    journal.move(proposal, MACHINE, "begin", by=CLOCK_ACTOR, at=now)

    def advance(self, proposals: Mapping[str, int], conditions: Sequence[str] = CONDITIONS) -> list[Proposal]:
        """Propose, deliberate, advance and post D2; P10's conditions met."""
        made = [self.propose(title, yuan) for title, yuan in proposals.items()]
        self.deliberate(made)
        with act() as now:
            for proposal in made:
                journal.move(proposal, MACHINE, "advance", by=CLOCK_ACTOR, at=now)
            self.meet(made, conditions, now)
        self.disclose("D2", made)
        return made

    def disclose(self, kind: str, proposals: Sequence[Proposal]) -> Notice:
        """Post a notice about proposals."""
        refs = [p.ref for p in proposals]
        with act() as now:
            return notices.post_notice(
                CLOCK_ACTOR, kind, self.cycle.subject, refs, say("公开"), now, facts={}
            )

    def wait_for(self, kind: str, proposals: Sequence[Proposal]) -> None:
        """Go to when the notice's gate is let go."""
        row = notice_queries.newest(proposals[0].id, kind)
        assert row is not None
        assert row[0].gate_unconfirmed_at is not None
        self.to(row[0].gate_unconfirmed_at)
        rows = [notice_queries.newest(p.id, kind) for p in proposals]
        assert all(row and row[1].released_at for row in rows), f"{kind} was not let go"

    def meet(self, proposals: Iterable[Proposal], conditions: Sequence[str], now: datetime) -> None:
        """Conditions of P10."""
        for proposal in proposals:
            condition_makers.meet(self.actor("officer"), proposal, now, conditions)

    def freeze(self) -> Round:
        """Go to when D2 is over, then on until the round is frozen."""
        notice = notice_queries.of_cycle(self.cycle.id)[0]
        assert notice.gate_unconfirmed_at is not None
        self.to(notice.gate_unconfirmed_at)
        for _ in range(40):
            if queries.of_cycle(self.cycle.id):
                return self.round
            self.pass_days(1)
        raise AssertionError("no round was frozen")

    # -- voting ----------------------------------------------------------------------------------------

    @property
    def round(self) -> Round:
        """The newest round of the cycle."""
        return queries.of_cycle(self.cycle.id)[-1]

    @property
    def codes(self) -> list[str]:
        """What is on its ballot."""
        return list(queries.terms(self.round).costs)

    def cast(self, login: str, *codes: str) -> None:
        """One ballot."""
        by, round_ = self.actor(login), self.round
        with act(shared=True) as now:
            actions.cast(by, round_, Ballot(tuple(codes)), "", now)

    def cast_many(self, ballots: Sequence[Sequence[str]], first: int = 1) -> None:
        """One ballot each for resident01, resident02, …"""
        for n, codes in enumerate(ballots, start=first):
            self.cast(f"resident{n:02d}", *codes)

    def close(self) -> Round:
        """Go to the closing minute; ballots are opened and counted in the same tick."""
        self.to(self.round.closes_at)
        return self.round

    def adopt(self) -> Round:
        """The council's motion is carried; D3 follows by the clock."""
        from micro_projects.voting.answers import result_decided

        with act() as now:
            result_decided(self.round.id, "carry", self.actor("moderator"), now)
        self.to(self.clock.now())
        return self.round


_NUMBERS = count(1)
