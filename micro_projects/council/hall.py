"""The hall: everything about one session, read in five statements, with its head counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.council import queries, rules
from micro_projects.council.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    CouncilVote,
    Motion,
    Recusal,
)
from micro_projects.council.queries import Member
from micro_projects.council.rules import Count
from micro_projects.extensions import db
from micro_projects.people.models import Person


class Stood(NamedTuple):
    """A recusal as shown."""

    person_id: int
    name: str
    source: str
    reason: str


class Vote(NamedTuple):
    """A vote as shown."""

    person_id: int
    name: str
    choice: str
    entered_by: int


@dataclass(frozen=True, slots=True)
class Hall:
    """One session with its members, attendance, items, recusals, motions, votes."""

    session: CouncilSession
    members: list[Member]
    attendance: list[Attendance]
    items: list[AgendaItem]
    recusals: dict[int, list[Stood]]
    motions: list[Motion]
    votes: dict[int, list[Vote]]

    @property
    def here(self) -> dict[int, Attendance]:
        """Members present now, by person."""
        in_office = {m.person_id for m in self.members}
        return {a.person_id: a for a in self.attendance if a.left_at is None and a.person_id in in_office}

    @property
    def came(self) -> dict[int, Attendance]:
        """Everybody who was there at any time, by person: their last row."""
        return {a.person_id: a for a in self.attendance}

    @property
    def names(self) -> dict[int, str]:
        """Members' names by person."""
        return {m.person_id: m.name for m in self.members}

    def recused(self, item: AgendaItem | None) -> set[int]:
        """Members who stand aside from an item."""
        if item is None:
            return set()
        return {r.person_id for r in self.recusals[item.id]} & {m.person_id for m in self.members}

    def count(self, item: AgendaItem | None = None) -> Count:
        """The head count for an item, or for the session as such."""
        aside = self.recused(item)
        return rules.head_count(
            len(self.here.keys() - aside),
            len(self.members) - len(aside),
            self.session.quorum_share,
            third=self.session.third,
        )

    def entitled(self, item: AgendaItem) -> list[Member]:
        """Members present who may vote on an item."""
        here, aside = self.here, self.recused(item)
        return [m for m in self.members if m.person_id in here and m.person_id not in aside]

    def item_of(self, motion: Motion) -> AgendaItem:
        """The item a motion is about."""
        return next(i for i in self.items if i.id == motion.item_id)

    def motions_on(self, item: AgendaItem) -> list[Motion]:
        """An item's motions as they were dealt with: what decides the item comes last."""
        return sorted(
            (m for m in self.motions if m.item_id == item.id),
            key=lambda m: (m.kind == "main" and m.state not in ("amended", "withdrawn", "fallen"), m.number),
        )

    @property
    def current(self) -> AgendaItem | None:
        """The item being dealt with."""
        return next((i for i in self.items if i.state == "open"), None)

    @property
    def voting(self) -> Motion | None:
        """The motion being voted on."""
        return next((m for m in self.motions if m.state == "voting"), None)

    def pending(self, item: AgendaItem) -> list[Motion]:
        """An item's motions not dealt with, in the order they are voted: amendments, procedure, then the main one."""
        first = {"amendment": 0, "defer": 1, "refer": 1, "main": 2}
        waiting = [m for m in self.motions_on(item) if m.state in ("moved", "seconded", "voting")]
        return sorted(waiting, key=lambda m: (first[m.kind], m.number))

    def main_motion(self, item: AgendaItem) -> Motion | None:
        """The motion that decides an item, if it is still to be voted."""
        return next(
            (
                m
                for m in self.motions_on(item)
                if m.kind == "main" and m.state in ("moved", "seconded", "voting")
            ),
            None,
        )

    def decisive(self) -> list[tuple[AgendaItem, Motion, str]]:
        """What the session decided: item, motion and the choice it means."""
        found = []
        for item in self.items:
            for motion in self.motions_on(item):
                choice = choice_of(motion)
                if choice is not None:
                    found.append((item, motion, choice))
        return found


def choice_of(motion: Motion) -> str | None:
    """What a motion's result means for its subject; None when it does not decide the item."""
    if motion.state == "carried":
        return {"main": "carry", "defer": "defer", "refer": "refer"}.get(motion.kind)
    if motion.state == "lost" and motion.kind == "main":
        return "lose"
    return motion.state if motion.state in ("to_residents", "to_office") else None


def hall(session: CouncilSession) -> Hall:
    """Read the hall of a session: members, attendance, items, recusals, motions, votes."""
    items = db.session.scalars(
        select(AgendaItem).where(AgendaItem.session_id == session.id).order_by(AgendaItem.number)
    ).all()
    motions = db.session.scalars(
        select(Motion).where(Motion.session_id == session.id).order_by(Motion.number)
    ).all()
    return Hall(
        session,
        queries.members(session.place_id, queries.day_of(session)),
        list(queries.attendance(session.id)),
        list(items),
        _recusals(session.id),
        list(motions),
        _votes(session.id),
    )


def _recusals(session_id: int) -> dict[int, list[Stood]]:
    query = (
        select(Recusal.item_id, Recusal.person_id, Person.public_name, Recusal.source, Recusal.reason)
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .join(Person, Person.id == Recusal.person_id)
        .where(AgendaItem.session_id == session_id)
        .order_by(Recusal.id)
    )
    found: dict[int, list[Stood]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row[0]].append(Stood(*row[1:]))
    return found


def _votes(session_id: int) -> dict[int, list[Vote]]:
    query = (
        select(
            CouncilVote.motion_id,
            CouncilVote.person_id,
            Person.public_name,
            CouncilVote.choice,
            CouncilVote.entered_by,
        )
        .join(Motion, Motion.id == CouncilVote.motion_id)
        .join(Person, Person.id == CouncilVote.person_id)
        .where(Motion.session_id == session_id)
        .order_by(CouncilVote.id)
    )
    found: dict[int, list[Vote]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row[0]].append(Vote(*row[1:]))
    return found
