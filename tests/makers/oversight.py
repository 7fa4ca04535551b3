"""Supervision for tests: residents put themselves forward, the lot is prepared and drawn, by the acts people take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from makers.projects import Works
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.notices import lots
from micro_projects.notices.models import Lot
from micro_projects.notices.signing import sign_due
from micro_projects.oversight import finding_actions, queries, supervision_actions
from micro_projects.oversight.models import Finding
from micro_projects.web.door import act

VOLUNTEERS = ("resident11", "resident12", "resident13", "resident14", "resident15")


@dataclass
class Watched(Works):
    """A community's year with a project whose supervisors are really drawn."""

    def pass_days(self, days: float) -> None:
        """Let time go by in one step: the clock catches up on all that came due."""
        db.session.rollback()
        self.clock.forward(timedelta(days=days))
        tick(self.app)
        sign_due(self.app)
        db.session.rollback()
        db.session.expire_all()

    def called(self, who: tuple[str, ...] = VOLUNTEERS) -> Watched:
        """Born and funded; `who` put themselves forward; the call is over."""
        self.born()
        for login in who:
            with act() as now:
                supervision_actions.consent(self.as_(login), self.project, now)
        self.pass_days(5)
        return self

    def prepared(self) -> Lot:
        """The lot, waiting for its number."""
        with act() as now:
            return supervision_actions.prepare_lot(
                self.as_("moderator"), self.project, "福彩3D第2026123期", now + timedelta(hours=1), now
            )

    def drawn(self, who: tuple[str, ...] = VOLUNTEERS) -> Watched:
        """Two people entered the number."""
        self.called(who)
        return self.numbered(self.prepared())

    def numbered(self, lot: Lot) -> Watched:
        """A lot's number entered twice."""
        self.pass_days(0.1)
        for login in ("worker1", "affairs"):
            with act() as now:
                lots.enter_number(self.as_(login), lot, "385", now)
        return self

    def person(self, login: str) -> int:
        """Somebody's id."""
        return self.as_(login).id

    def seated(self) -> list[str]:
        """The logins of the supervisors in office, in order."""
        return self._logins("serving")

    def standing_by(self) -> list[str]:
        """The logins of the reserve, in order."""
        return self._logins("reserve")

    def _logins(self, state: str) -> list[str]:
        known = {self.person(login): login for login in self.logins()}
        return [
            known.get(seat.person_id, str(seat.person_id))
            for seat in queries.seats(self.project.id)
            if seat.state == state
        ]

    def logins(self) -> list[str]:
        """Everybody who may be drawn."""
        return [f"resident{n:02d}" for n in range(1, 31)] + [f"council{n:02d}" for n in range(1, 22)]

    def found(self, severity: str = "defect", text: str = "座椅螺丝没有拧紧") -> Finding:
        """A finding of the first supervisor."""
        with act() as now:
            return finding_actions.raise_finding(
                self.as_(self.seated()[0]), self.project.subject, severity, text, now
            )

    def answered(self, finding: Finding, text: str = "已经拧紧并复检") -> Finding:
        """Answered by a worker."""
        with act() as now:
            finding_actions.answer(self.as_("worker1"), finding, text, now)
        return finding
