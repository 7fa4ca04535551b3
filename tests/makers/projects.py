"""Projects for tests: carried as far as somebody wants, by the acts people take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from makers.proposals import TEXT, Story
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.notices.signing import sign_due
from micro_projects.people import actions as people
from micro_projects.projects import (
    acceptance_actions,
    actions,
    contract_actions,
    milestone_actions,
    payment_actions,
    procurement_actions,
    queries,
    settlement_actions,
)
from micro_projects.projects.acceptance_actions import HandOver
from micro_projects.projects.contract_actions import Part, Terms
from micro_projects.projects.models import Project
from micro_projects.web.door import act
from micro_projects.web.show import ZONE

if TYPE_CHECKING:
    import pytest

SUPERVISOR = "resident30"
CREDIT = "91440300DEMO0000{n:02d}"
PARTS = ((30, 3_000), (70, 7_000))
"""Weights and payments, in yuan, of the usual contract of ¥16,000 with an advance of ¥4,000."""


@dataclass
class Works(Story):
    """A community's year with projects in it."""

    code: str = ""

    @property
    def project(self) -> Project:
        """The project, as it stands."""
        return queries.project(self.code)

    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(ZONE).date()

    def pass_days(self, days: float) -> None:
        """Let time go by, then the clock do all that became due; what was read before is read again."""
        db.session.rollback()
        self.clock.forward(timedelta(days=days))
        tick(self.app)
        sign_due(self.app)
        db.session.rollback()

    def oversee(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Oversight's part: one resident was drawn for every project; no finding, no hold."""
        with act() as now:
            person = self.as_(SUPERVISOR).id
            since = self.today()
            people.hold(self.as_("admin"), self.founded.community, person, "supervisor", since, None, now)
        answers: Any = calls._answers
        monkeypatch.setitem(answers, ("supervisors", "project"), lambda project_id: {person})
        heard: Any = calls._listeners
        for name in ("payment_holds", "open_findings", "project_funded", "supervisor_silent"):
            monkeypatch.setitem(heard, (name, "project"), [])

    def born(self, cost: Money = Money.yuan(18_000), kind: str = "goods", who: str = "resident01") -> Works:
        """Approved and funded; without the year before it."""
        proposal = self.draft(replace(TEXT, estimate=cost, kind=kind), who)
        with act() as now:
            # a project has its proposal's public code, which only a submitted one has
            proposal.subject.code = f"FT-LH-{now.year}-{900 + proposal.id % 100}"
            db.session.flush()
            calls.tell("proposal_approved", "proposal", proposal, self.as_("officer"), now)
        self.code = proposal.code
        return self

    def registered(self, *numbers: int) -> Works:
        """Firms of contractor1, contractor2 …"""
        for n in numbers or (1, 2, 3):
            with act() as now:
                procurement_actions.register_contractor(
                    self.as_(f"contractor{n}"),
                    f"青禾{n}号工程有限公司",
                    CREDIT.format(n=n),
                    "青禾路 1 号",
                    "0000-1",
                    now,
                )
        return self

    def procuring(self) -> Works:
        """Quotations invited until tomorrow."""
        with act() as now:
            procurement_actions.procure(
                self.as_("officer"),
                self.project,
                "座椅四张，金额较小，只向一家询价。",
                now + timedelta(days=1),
                now,
            )
        return self

    def quoted(self, **yuan: int) -> Works:
        """Sealed quotations by login, opened together."""
        for login, amount in (yuan or {"contractor1": 16_000}).items():
            with act() as now:
                procurement_actions.quote(self.as_(login), self.project, Money.yuan(amount), "含安装", now)
        self.pass_days(1)
        with act() as now:
            procurement_actions.open_quotations(self.as_("worker1"), self.project, now)
        return self

    def awarded(self, login: str = "contractor1") -> Works:
        """Awarded, E1 over."""
        firm = queries.contractor_of(self.as_(login).id)
        assert firm is not None
        with act() as now:
            procurement_actions.award(self.as_("officer"), self.project, firm.id, "报价合理", now)
        self.pass_days(14)
        return self

    def terms(self, amount: int = 16_000, advance: int = 4_000) -> Terms:
        """A contract of this month."""
        today = self.today()
        return Terms(
            "HT-2026-01",
            Money.yuan(amount),
            Money.yuan(advance),
            today,
            today + timedelta(days=1),
            today + timedelta(days=60),
        )

    def parts(self, plan: tuple[tuple[int, int], ...] = PARTS) -> list[Part]:
        """Milestones: (weight, yuan)."""
        return [
            Part(f"第{n}步", "现场照片", weight, Money.yuan(yuan), self.today() + timedelta(days=10 * n))
            for n, (weight, yuan) in enumerate(plan, 1)
        ]

    def contracted(self, **terms: int) -> Works:
        """Signed."""
        with act() as now:
            contract_actions.contract(
                self.as_("officer"), self.project, self.terms(**terms), self.parts(), now
            )
        return self

    def executing(self) -> Works:
        """Begun."""
        with act() as now:
            actions.start(self.as_("worker1"), self.project, now)
        return self

    def to_execution(self) -> Works:
        """From birth to the first day of work."""
        return self.born().registered().procuring().quoted().awarded().contracted().executing()

    def delivered(self, number: int) -> Works:
        """One milestone shown."""
        with act() as now:
            milestone = queries.milestone(self.project.id, number)
            milestone_actions.deliver(self.as_("contractor1"), self.project, milestone, "已完成", None, now)
        return self

    def inspected(self, number: int) -> Works:
        """One milestone looked at."""
        with act() as now:
            milestone = queries.milestone(self.project.id, number)
            milestone_actions.inspect(self.as_(SUPERVISOR), self.project, milestone, True, "", now)
        return self

    def verified(self, *numbers: int) -> Works:
        """Milestones shown, looked at, confirmed."""
        for number in numbers:
            self.delivered(number).inspected(number)
            with act() as now:
                milestone = queries.milestone(self.project.id, number)
                milestone_actions.verify(self.as_("worker1"), self.project, milestone, True, "", now)
        return self

    def requested(self, kind: str, yuan: int, number: int | None = None, invoice: str = "") -> int:
        """A payment request; its number."""
        with act() as now:
            milestone = queries.milestone(self.project.id, number) if number else None
            request = payment_actions.request_payment(
                self.as_("contractor1"),
                self.project,
                kind,
                milestone,
                Money.yuan(yuan),
                (CREDIT.format(n=1), invoice or f"{self.code}-{kind}{number or ''}"),
                now,
            )
            return request.number

    def paid(self, kind: str, yuan: int, number: int | None = None) -> Works:
        """Requested, verified, released by three people."""
        which = self.requested(kind, yuan, number)
        with act() as now:
            payment_actions.verify_payment(
                self.as_("worker1"), self.project, queries.payment(self.project.id, which), now
            )
        with act() as now:
            payment_actions.release_payment(
                self.as_("finance"), self.project, queries.payment(self.project.id, which), now
            )
        return self

    def accepted(self) -> Works:
        """Requested, co-signed, confirmed, handed over."""
        with act() as now:
            acceptance_actions.request_acceptance(self.as_("contractor1"), self.project, "全部完成", now)
        with act() as now:
            acceptance_actions.cosign(self.as_(SUPERVISOR), self.project, [], "", now)
        with act() as now:
            acceptance_actions.accept(self.as_("officer"), self.project, self.hand_over(), now)
        return self

    def hand_over(self) -> HandOver:
        """To the property manager, today."""
        return HandOver("莲花物业", "陈主任", self.today(), self.today())

    def settled(self) -> Works:
        """E3 over, the final account closed."""
        self.pass_days(14)
        with act() as now:
            settlement_actions.settle(self.as_("finance"), self.project, "账目核对一致", now)
        return self
