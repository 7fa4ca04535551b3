"""Sessions for tests: a council, called and checked in, by the acts people take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from micro_projects.clockwork import tick
from micro_projects.council import (
    actions,
    convening_actions,
    hall,
    minutes_actions,
    motion_actions,
    queries,
    recusal_actions,
    vote_actions,
)
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.demo.founding import Founded
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import Calls
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.subject import Subject
from micro_projects.notices.signing import sign_due
from micro_projects.web.door import act
from micro_projects.web.sentence import AgendaDue, say

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.kernel.clock import ManualClock


@dataclass
class Waiting:
    """A room that has one thing waiting for a motion of a purpose, and remembers what was decided about it."""

    subject: Subject
    text: str = "同意提案一交付居民表决。"
    due: bool = True
    interested: set[int] = field(default_factory=set)
    decided: list[str] = field(default_factory=list)

    def agenda_due(self, place_id: int, now: datetime) -> list[AgendaDue]:
        """It waits, until it is told not to."""
        if not self.due:
            return []
        return [AgendaDue(self.subject, "X-1", say("提案一"), say("%(text)s", text=self.text))]

    def motion_decided(self, subject_id: int, choice: str, by: Actor, now: datetime) -> None:
        """Remember the choice."""
        self.decided.append(choice)

    def answer(self, calls: Calls, purpose: str, monkeypatch: Any) -> Waiting:
        """Stand in for every room that has motions."""
        kept = {k: f for k, f in calls._answers.items() if k[0] not in ("agenda_due", "motion_decided")}
        kept["agenda_due", purpose] = self.agenda_due
        kept["motion_decided", purpose] = self.motion_decided
        kept["interested", self.subject.kind] = lambda _: self.interested
        monkeypatch.setattr(calls, "_answers", kept)
        return self


@dataclass
class Council:
    """The demo community's council of 21, and the session it is at."""

    app: Flask
    clock: ManualClock
    founded: Founded
    code: str = ""
    _known: dict[tuple[str, datetime], Actor] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The clock."""
        return self.clock.now()

    @property
    def session(self) -> CouncilSession:
        """The session, as it is now."""
        return queries.session(self.code)

    @property
    def hall(self) -> hall.Hall:
        """Everything about it."""
        return hall.hall(self.session)

    @property
    def moderator(self) -> Actor:
        """Who chairs."""
        return self.as_("moderator")

    def as_(self, login: str) -> Actor:
        """Somebody, with the roles of now."""
        known = (login, self.now)
        if known not in self._known:
            self._known[known] = self.founded.actor(login, self.now)
        return self._known[known]

    def member(self, n: int) -> Actor:
        """A council member."""
        return self.as_(f"council{n:02d}")

    def convene(self, *topics: str, days: int = 4, **more: Any) -> CouncilSession:
        """Call a session."""
        by = self.as_("officer") if more.get("third") else self.moderator
        with act() as now:
            session = convening_actions.convene(
                by, self.founded.place(), now + timedelta(days=days), "二楼会议室", now, topics=topics, **more
            )
        self.code = session.code
        return session

    def begin(self) -> None:
        """It is time: check-in begins."""
        self.clock.move_to(self.session.starts_at)
        with act() as now:
            actions.begin(self.moderator, self.session, now)

    def come(self, *members: int, channel: str = "in_person") -> None:
        """Members check in."""
        for n in members:
            with act() as now:
                actions.check_in(self.moderator, self.session, self.member(n).id, channel, now)

    def go(self, *members: int) -> None:
        """Members leave."""
        for n in members:
            with act() as now:
                actions.leave(self.member(n), self.session, self.member(n).id, now)

    def open(self, present: int = 16) -> None:
        """Called, checked in, opened."""
        self.begin()
        self.come(*range(1, present + 1))
        with act() as now:
            actions.open_session(self.moderator, self.session, now)

    def item(self, number: int = 1) -> AgendaItem:
        """An item."""
        return queries.item(self.session.id, number)

    def motion(self, number: int = 1) -> Motion:
        """A motion."""
        return queries.motion(self.session.id, number)

    def open_item(self, number: int = 1) -> None:
        """The chair begins an item."""
        with act() as now:
            motion_actions.open_item(self.moderator, self.session, self.item(number), now)

    def put_off(self, number: int = 1) -> None:
        """The chair leaves an item for the next session."""
        with act() as now:
            actions.put_off(self.moderator, self.session, self.item(number), now)

    def move(self, kind: str, text: str = "", by: int = 1, item: int = 1) -> Motion:
        """A member moves."""
        with act() as now:
            return motion_actions.move_motion(self.member(by), self.session, self.item(item), kind, text, now)

    def second(self, motion: int, by: int = 2) -> None:
        """A member seconds."""
        with act() as now:
            motion_actions.second(self.member(by), self.session, self.motion(motion), now)

    def call(self, motion: int = 1, form: str = "open") -> str:
        """The chair calls the vote, in a form."""
        with act() as now:
            return vote_actions.call_vote(self.moderator, self.session, self.motion(motion), now, form)

    def call_off(self, motion: int = 1) -> None:
        """The chair stops a secret vote."""
        with act() as now:
            vote_actions.call_off(self.moderator, self.session, self.motion(motion), now)

    def pass_over(self, n: int, motion: int = 1) -> None:
        """Whoever is called does not answer."""
        with act() as now:
            vote_actions.pass_over(self.moderator, self.session, self.motion(motion), self.member(n).id, now)

    def divide(self, motion: int, *parts: str) -> list[Motion]:
        """The chair divides a motion."""
        with act() as now:
            return motion_actions.divide(self.moderator, self.session, self.motion(motion), parts, now)

    def withdraw(self, motion: int, by: int = 1) -> None:
        """The mover takes it back."""
        with act() as now:
            motion_actions.withdraw(self.member(by), self.session, self.motion(motion), now)

    def challenge(self, n: int, item: int = 1, by: int = 21) -> None:
        """A member says in writing that another has an interest."""
        with act() as now:
            recusal_actions.challenge(
                self.member(by), self.session, self.item(item), self.member(n).id, "同一家公司", now
            )

    def vote(self, motion: int = 1, *, yes: Any = (), no: Any = (), abstain: Any = ()) -> None:
        """Members vote."""
        for choice, members in (("yes", yes), ("no", no), ("abstain", abstain)):
            for n in members:
                with act() as now:
                    vote_actions.vote(self.member(n), self.session, self.motion(motion), choice, now)

    def recuse(self, n: int, item: int = 1, reason: str = "亲属住在三号楼") -> None:
        """A member stands aside."""
        with act() as now:
            recusal_actions.recuse(
                self.member(n), self.session, self.item(item), self.member(n).id, reason, now
            )

    def declare(self, motion: int = 1) -> str:
        """The chair declares, once those who have not voted were waited for."""
        try:
            with act() as now:
                return vote_actions.declare(self.moderator, self.session, self.motion(motion), now)
        except Refused as refused:
            if refused.refusal.code != "too_soon":
                raise
            self.clock.move_to(refused.facts["until"])
        with act() as now:
            return vote_actions.declare(self.moderator, self.session, self.motion(motion), now)

    def close(self) -> bool:
        """The chair closes."""
        with act() as now:
            return actions.close(self.moderator, self.session, now)

    def draw(self, number: str = "352164") -> None:
        """The signers are drawn: dice thrown, entered by two."""
        with act() as now:
            minutes_actions.name_lot(self.moderator, self.session, "", None, now)
        self.clock.forward(timedelta(minutes=6))
        for login in ("moderator", "worker1"):
            with act() as now:
                minutes_actions.enter_number(self.as_(login), self.session, number, now)

    def sign(self) -> None:
        """Everybody who must signs."""
        for line in queries.sign_lines(self.session.id):
            if self.session.state == "minutes_drafted":
                with act() as now:
                    actor = self._actor(line.person_id)
                    minutes_actions.sign(actor, self.session, now)

    def _actor(self, person_id: int) -> Actor:
        from micro_projects.people.queries import actor

        found = actor(person_id, self.now)
        assert found is not None
        return found

    def pass_days(self, days: int) -> None:
        """Let time go by, the clock doing its work each day."""
        for _ in range(days):
            self.clock.forward(timedelta(days=1))
            self.tick()

    def tick(self) -> None:
        """The clock does what is due; what the test has read is forgotten."""
        tick(self.app)
        sign_due(self.app)
        db.session.rollback()
        db.session.expire_all()
