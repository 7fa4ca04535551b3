"""The hall: everything about one session, read in five statements, with its head counts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, select, union_all

from micro_projects.council import member_queries, queries, rules, vote_rules
from micro_projects.council.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    CouncilVote,
    Motion,
    Recusal,
    RollPass,
    SecretMark,
)
from micro_projects.council.queries import Member
from micro_projects.council.rules import Count
from micro_projects.extensions import db
from micro_projects.people.models import Person
from micro_projects.web.sentence import fill

PENDING = ("moved", "seconded", "voting")
DECISIVE = ("main", "defer", "refer")
"""Kinds of motions that decide their item; an amendment, to table and a recusal do not."""


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
    """By name; of a secret vote there are none."""
    marks: dict[int, set[int]] = field(default_factory=dict)
    """Who has cast a secret vote."""
    passes: dict[int, dict[int, int]] = field(default_factory=dict)
    """How often a silent member was called in a roll call."""

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

    def aside(self, item: AgendaItem | None, motion: Motion | None = None) -> set[int]:
        """Members who have no part in a vote: recused from the item, or the one whose recusal it is about."""
        aside = self.recused(item)
        if motion is not None and motion.target_id in self.names:
            aside = aside | {motion.target_id}
        return aside

    def count(self, item: AgendaItem | None = None, motion: Motion | None = None) -> Count:
        """The head count for a motion, for an item, or for the session as such."""
        aside = self.aside(item, motion)
        return rules.head_count(
            len(self.here.keys() - aside),
            len(self.members) - len(aside),
            self.session.quorum_share,
            third=self.session.third,
        )

    def entitled(self, item: AgendaItem, motion: Motion | None = None) -> list[Member]:
        """Members present who may vote on an item, or on one motion of it."""
        here, aside = self.here, self.aside(item, motion)
        return [m for m in self.members if m.person_id in here and m.person_id not in aside]

    def voters(self, motion: Motion) -> list[Member]:
        """Members present who may vote on a motion."""
        return self.entitled(self.item_of(motion), motion)

    def voted(self, motion: Motion) -> set[int]:
        """Who has voted on a motion, whatever its form."""
        return self.marks.get(motion.id, set()) | {v.person_id for v in self.votes.get(motion.id, ())}

    def turn(self, motion: Motion) -> Member | None:
        """Whose name is called in a roll call; None: everybody has answered, or was called twice."""
        voters = {m.person_id: m for m in self.voters(motion)}
        called = vote_rules.turn(list(voters), self.voted(motion), self.passes.get(motion.id, {}))
        return voters[called] if called is not None else None

    def item_of(self, motion: Motion) -> AgendaItem:
        """The item a motion is about."""
        return next(i for i in self.items if i.id == motion.item_id)

    def motions_on(self, item: AgendaItem) -> list[Motion]:
        """An item's motions as they were dealt with: what decides the item comes last, its parts in order."""
        return sorted(
            (m for m in self.motions if m.item_id == item.id),
            key=lambda m: (
                m.kind == "main" and m.state not in ("amended", "split", "withdrawn", "fallen"),
                vote_rules.part_key(m.part) if m.kind == "main" else (),
                m.number,
            ),
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
        """An item's motions not dealt with, in the order they are voted: recusals, procedure, amendments, main ones."""
        waiting = [m for m in self.motions if m.item_id == item.id and m.state in PENDING]
        return sorted(waiting, key=lambda m: (self.rank(m), m.number))

    def rank(self, motion: Motion) -> tuple[Any, ...]:
        """What is voted first: an amendment before the part it amends."""
        part = next((m.part for m in self.motions if m.id == motion.amends_id), motion.part)
        return vote_rules.rank(motion.kind, part)

    def before(self, motion: Motion) -> list[Motion]:
        """What has to be dealt with before a motion is put to the vote."""
        item = self.item_of(motion)
        return [m for m in self.pending(item) if self.rank(m) < self.rank(motion) and not self.is_moot(m)]

    def is_moot(self, motion: Motion) -> bool:
        """Whether it asks for a recusal of somebody who stands aside already, or is no member any more."""
        return motion.kind == "recuse" and (
            motion.target_id not in self.names or motion.target_id in self.recused(self.item_of(motion))
        )

    def may_be_secret(self, motion: Motion) -> bool:
        """Whether a motion may be voted secretly."""
        return vote_rules.may_be_secret(motion.kind, self.item_of(motion).purpose)

    def clauses(self, motion: Motion) -> list[tuple[int, str]]:
        """Where a member's motion may be divided now, each place with the clause after it; none when it may not be."""
        item = self.item_of(motion)
        typed = motion.kind == "main" and motion.state == "seconded" and item.purpose == rules.FREE
        if not typed or any(m.amends_id == motion.id for m in self.pending(item)):
            return []
        text = typed_text(motion)
        places = vote_rules.cuts(text)
        return [(at, text[at:end].strip()) for at, end in pairwise([*places, len(text)])]

    def mains(self, item: AgendaItem) -> list[Motion]:
        """The motions that decide an item and are still to be voted: one, or the parts of one that was divided."""
        return [m for m in self.pending(item) if m.kind == "main"]

    def main_motion(self, item: AgendaItem) -> Motion | None:
        """The first of them."""
        return next(iter(self.mains(item)), None)

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
    if motion.kind not in DECISIVE:
        return None
    if motion.state == "carried":
        return {"main": "carry", "defer": "defer", "refer": "refer"}.get(motion.kind)
    if motion.state == "lost" and motion.kind == "main":
        return "lose"
    return motion.state if motion.state in ("to_residents", "to_office") else None


def typed_text(motion: Motion) -> str:
    """The Chinese text of a motion, as it was hashed."""
    return fill(motion.text, json.loads(motion.text_facts), "zh")


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
        member_queries.members_of(session),
        list(queries.attendance(session.id)),
        list(items),
        _recusals(session.id),
        list(motions),
        *_votes(session.id),
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


def _votes(session_id: int) -> tuple[dict[int, list[Vote]], dict[int, set[int]], dict[int, dict[int, int]]]:
    """Votes by name, marks of secret votes, names called without an answer: one statement."""
    cast = _on_motions(CouncilVote, "vote", CouncilVote.choice, CouncilVote.entered_by, CouncilVote.id)
    marked = _on_motions(SecretMark, "mark", literal(""), literal(0), literal(0))
    passed = _on_motions(RollPass, "pass", literal(""), RollPass.round, literal(0))
    parts = [part.where(Motion.session_id == session_id) for part in (cast, marked, passed)]
    votes: dict[int, list[Vote]] = defaultdict(list)
    marks: dict[int, set[int]] = defaultdict(set)
    passes: dict[int, dict[int, int]] = defaultdict(dict)
    every = union_all(*parts).order_by("place", "motion_id", "person_id")
    for what, motion_id, person_id, name, choice, number, _place in db.session.execute(every):
        if what == "vote":
            votes[motion_id].append(Vote(person_id, name, choice, number))
        elif what == "mark":
            marks[motion_id].add(person_id)
        else:
            passes[motion_id][person_id] = max(number, passes[motion_id].get(person_id, 0))
    return votes, marks, passes


def _on_motions(table: Any, what: str, choice: Any, number: Any, place: Any) -> Select[Any]:
    return (
        select(
            literal(what).label("what"),
            table.motion_id.label("motion_id"),
            table.person_id.label("person_id"),
            Person.public_name.label("name"),
            choice.label("choice"),
            number.label("number"),
            place.label("place"),
        )
        .join(Motion, Motion.id == table.motion_id)
        .join(Person, Person.id == table.person_id)
    )
