"""Reading who stands aside, and who was asked to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from micro_projects.council.models import AgendaItem, CouncilSession
from micro_projects.council.recusal_models import Challenge, Recusal
from micro_projects.council.recusal_rules import NO_CHALLENGE
from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person


class OpenChallenge(NamedTuple):
    """A challenge with the names it is shown by."""

    id: int
    item_id: int
    number: int
    """The item's."""
    person_id: int
    name: str
    by_id: int
    by_name: str
    reason: str
    state: str
    at: datetime


def _challenges() -> Select[*tuple[Any, ...]]:
    target, by = aliased(Person), aliased(Person)
    return (
        select(
            Challenge.id,
            Challenge.item_id,
            AgendaItem.number,
            Challenge.person_id,
            target.public_name,
            Challenge.by_id,
            by.public_name,
            Challenge.reason,
            Challenge.state,
            Challenge.at,
        )
        .join(AgendaItem, AgendaItem.id == Challenge.item_id)
        .join(target, target.id == Challenge.person_id)
        .join(by, by.id == Challenge.by_id)
        .order_by(AgendaItem.number, Challenge.id)
    )


def open_challenges(item_id: int) -> list[OpenChallenge]:
    """What is put to the vote when an item opens: one for each member meant, the first that was filed."""
    query = _challenges().where(Challenge.item_id == item_id, Challenge.state == "open")
    once: dict[int, OpenChallenge] = {}
    for row in db.session.execute(query):
        once.setdefault(row[3], OpenChallenge(*row))
    return list(once.values())


def challenges_in(session_id: int) -> list[OpenChallenge]:
    """Every challenge of a session, item after item: one statement."""
    rows = db.session.execute(_challenges().where(AgendaItem.session_id == session_id))
    return [OpenChallenge(*row) for row in rows]


class Stood(NamedTuple):
    """A member who stands aside, as the page shows it."""

    name: str
    source: str
    reason: str


def aside_in(session_id: int) -> dict[int, list[Stood]]:
    """Who stands aside in a session, by item: one statement."""
    query = (
        select(Recusal.item_id, Person.public_name, Recusal.source, Recusal.reason)
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .join(Person, Person.id == Recusal.person_id)
        .where(AgendaItem.session_id == session_id)
    )
    by_item: dict[int, list[Stood]] = {}
    for row in db.session.execute(query.order_by(Recusal.id)):
        by_item.setdefault(row[0], []).append(Stood(*row[1:]))
    return by_item


def items(session_id: int) -> Sequence[AgendaItem]:
    """The items of a session, in order."""
    query = select(AgendaItem).where(AgendaItem.session_id == session_id)
    return db.session.scalars(query.order_by(AgendaItem.number)).all()


def challenge(challenge_id: int) -> Challenge:
    """One challenge; refused (404) when there is none."""
    return found(db.session.get(Challenge, challenge_id), NO_CHALLENGE)


def still_open(item_id: int, person_id: int) -> list[Challenge]:
    """The open challenges of one member in one item."""
    query = select(Challenge).where(
        Challenge.item_id == item_id, Challenge.person_id == person_id, Challenge.state == "open"
    )
    return list(db.session.scalars(query.order_by(Challenge.id)))


def has_challenged(item_id: int, person_id: int, by_id: int) -> bool:
    """Whether somebody has challenged this member in this item already."""
    query = select(Challenge.id).where(
        Challenge.item_id == item_id, Challenge.person_id == person_id, Challenge.by_id == by_id
    )
    return db.session.scalar(query) is not None


def stands_aside(item_id: int, person_id: int) -> bool:
    """Whether a member stands aside from an item."""
    query = select(Recusal.id).where(Recusal.item_id == item_id, Recusal.person_id == person_id)
    return db.session.scalar(query) is not None


def left_open() -> list[tuple[int, datetime]]:
    """Open challenges of items that are over, and since when: the clock settles them."""
    query = (
        select(Challenge.id, AgendaItem.state_since)
        .join(AgendaItem, AgendaItem.id == Challenge.item_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .where(
            Challenge.state == "open",
            or_(
                AgendaItem.state.in_(("decided", "put_off")),
                CouncilSession.state.not_in(("convened", "checking_in", "open")),
            ),
        )
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Challenge.id))]
