"""Reading reported words: a review with all that belongs to it, what waits with whom, who may decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from micro_projects.conduct import rules
from micro_projects.conduct.models import (
    Contribution,
    HiddenReading,
    Report,
    WordsAppeal,
    WordsDecision,
    WordsReview,
)
from micro_projects.conduct.rules import NO_REVIEW, NO_WORDS, Said
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import found
from micro_projects.people import queries as people

MOST = 100


def words(token: str) -> tuple[Contribution, Said]:
    """A contribution and what it says; refused (404) when there is none."""
    row = found(db.session.scalar(select(Contribution).where(Contribution.token == token)), NO_WORDS)
    return row, said(row.kind, row.said_id)


def said(kind: str, said_id: int) -> Said:
    """What a contribution says, from the room in which it was said."""
    told: dict[int, Said] = calls("said", kind, [said_id])
    return found(told.get(said_id), NO_WORDS)


def review(token: str) -> WordsReview:
    """The review of an address; refused (404) when there is none."""
    return found(db.session.scalar(select(WordsReview).where(WordsReview.token == token)), NO_REVIEW)


def by_id(review_id: int) -> WordsReview:
    """A review, for the clock."""
    return db.session.get_one(WordsReview, review_id)


def of_words(kind: str, said_id: int) -> WordsReview | None:
    """The newest review of words."""
    query = select(WordsReview).where(WordsReview.kind == kind, WordsReview.said_id == said_id)
    return db.session.scalar(query.order_by(WordsReview.id.desc()).limit(1))


def my_report(review_id: int, person_id: int | None) -> Report | None:
    """Somebody's own report in a review."""
    query = select(Report).where(Report.review_id == review_id, Report.reporter_id == person_id)
    return db.session.scalar(query)


def reports(review_id: int) -> Sequence[Report]:
    """What was reported, oldest first."""
    query = select(Report).where(Report.review_id == review_id)
    return db.session.scalars(query.order_by(Report.id).limit(MOST)).all()


def newest_reports(person_id: int, most: int) -> list[datetime]:
    """When somebody last reported something, newest first."""
    query = select(Report.at).where(Report.reporter_id == person_id)
    return list(db.session.scalars(query.order_by(Report.at.desc()).limit(most)))


def reporters(review_id: int) -> set[int]:
    """Who reported: for the guard, never shown."""
    return set(db.session.scalars(select(Report.reporter_id).where(Report.review_id == review_id)))


def decisions(review_id: int) -> dict[bool, WordsDecision]:
    """What was decided, by whether it was on appeal."""
    rows = db.session.scalars(select(WordsDecision).where(WordsDecision.review_id == review_id))
    return {row.on_appeal: row for row in rows}


def appeal(review_id: int) -> WordsAppeal | None:
    """The author's appeal."""
    return db.session.get(WordsAppeal, review_id)


def readings(review_id: int) -> int:
    """How often somebody looked at the hidden words."""
    query = select(func.count()).where(HiddenReading.review_id == review_id)
    return db.session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who holds each office over a place, and who of them has to do with the words."""

    holders: Mapping[str, frozenset[int]]
    apart: frozenset[int]

    def office(self, after: str = "") -> str:
        """The first office (later than `after`) with somebody who may decide."""
        return rules.falls_to(self.holders, self.apart, after)


def deciders(path: str, said: Said, also: Sequence[int], now: datetime) -> Deciders:
    """Who may decide on words: nobody of an office whose holder wrote them or is spoken of, and not `also`.

    `also` are those who reported the words or have decided on them: they step aside, not their office.
    """
    holders = people.holders(path, now, rules.CHAIN)
    by_office = {
        office: frozenset(h.person_id for h in holders if h.role == office) for office in rules.CHAIN
    }
    apart = {said.author_id, *also}
    for office, people_of in by_office.items():
        named = rules.concerned(said.text, {h.name for h in holders if h.role == office})
        if named or said.author_id in people_of or rules.about_office(said.text, office):
            apart |= people_of
    return Deciders(by_office, frozenset(apart))


def waiting_below(actor: Actor) -> list[WordsReview]:
    """Reviews that lie with an office somebody holds."""
    held = [h for h in actor.holdings if h.role in rules.CHAIN]
    if not held:
        return []
    below = or_(
        *((WordsReview.office == h.role) & WordsReview.path.startswith(h.path, autoescape=True) for h in held)
    )
    query = select(WordsReview).where(WordsReview.state.in_(("open", "appealed")), below)
    return list(db.session.scalars(query.order_by(WordsReview.due_at, WordsReview.id).limit(MOST)))


def over(states: Sequence[str], now: datetime) -> list[WordsReview]:
    """Reviews whose present state should have ended: for the clock."""
    query = select(WordsReview).where(WordsReview.state.in_(states), WordsReview.due_at <= now)
    return list(db.session.scalars(query.order_by(WordsReview.due_at, WordsReview.id)))
