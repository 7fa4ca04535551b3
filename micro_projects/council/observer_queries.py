"""Reading who comes to listen: in the order they signed up."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from micro_projects.council.models import CouncilSession
from micro_projects.council.observer_models import SessionObserver
from micro_projects.extensions import db
from micro_projects.people.models import Person, RollEntry


class Observer(NamedTuple):
    """One who signed up: `seat` is the number of the seat, None on the waiting list."""

    row: SessionObserver
    name: str
    entry: str | None
    seat: int | None


def observers(session: CouncilSession) -> list[Observer]:
    """Everybody signed up, first come first: one statement. Names are for the door, never for the public."""
    query = (
        select(SessionObserver, Person.public_name, RollEntry.code)
        .join(Person, Person.id == SessionObserver.person_id)
        .outerjoin(RollEntry, (RollEntry.person_id == Person.id) & (RollEntry.removed_at.is_(None)))
        .where(SessionObserver.session_id == session.id, SessionObserver.cancelled_at.is_(None))
        .order_by(SessionObserver.id)
    )
    rows = db.session.execute(query).all()
    return [
        Observer(row[0], row[1], row[2], n if n <= session.observers else None)
        for n, row in enumerate(rows, 1)
    ]


class Places(NamedTuple):
    """What the public is told, and where one stands oneself."""

    seats: int
    taken: int
    waiting: int
    mine: str
    """``seat``, ``waiting`` or empty."""
    ahead: int
    """How many wait before me."""


def places(session: CouncilSession, person_id: int | None) -> Places:
    """How many seats are taken, how many wait, and whether I am among them: one statement."""
    query = select(SessionObserver.person_id).where(
        SessionObserver.session_id == session.id, SessionObserver.cancelled_at.is_(None)
    )
    people = list(db.session.scalars(query.order_by(SessionObserver.id)))
    rank = people.index(person_id) if person_id in people else None
    mine = "" if rank is None else "seat" if rank < session.observers else "waiting"
    taken = min(len(people), session.observers)
    ahead = max(0, rank - session.observers) if rank is not None else 0
    return Places(session.observers, taken, len(people) - taken, mine, ahead)
