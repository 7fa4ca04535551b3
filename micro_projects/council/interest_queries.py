"""Reading declared interests; only what is public leaves this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from micro_projects.council.interest_models import Interest
from micro_projects.council.interest_rules import NO_INTEREST
from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.people import queries as people
from micro_projects.people.models import PersonKey, RollEntry
from micro_projects.places.models import Place


class Declared(NamedTuple):
    """A declaration as everybody reads it."""

    id: int
    person_id: int
    kind: str
    text: str
    organisation: str
    credit_code: str
    relation: str
    since_on: date
    until_on: date | None
    placed: bool
    """Whether its place was put on the map: the place itself stays sealed."""


def _asked() -> tuple[Any, ...]:
    return (
        Interest.id,
        Interest.person_id,
        Interest.kind,
        Interest.text,
        Interest.organisation,
        Interest.credit_code,
        Interest.relation,
        Interest.since_on,
        Interest.until_on,
        Interest.point.is_not(None),
    )


def register(place_id: int, on: date, *, ended: bool = False) -> dict[int, list[Declared]]:
    """Every member's interests in force on a day (with those that ended, when asked), by person: one statement."""
    query = select(*_asked()).where(Interest.place_id == place_id)
    if not ended:
        query = query.where(or_(Interest.until_on.is_(None), Interest.until_on > on))
    by_person: dict[int, list[Declared]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Interest.id)):
        by_person[row[1]].append(Declared(*row))
    return by_person


def own(place_id: int, person_id: int, interest_id: int) -> Interest:
    """A member's own declaration that runs; refused (404) when there is none."""
    row = db.session.get(Interest, interest_id)
    mine = row if row and (row.place_id, row.person_id, row.until_on) == (place_id, person_id, None) else None
    return found(mine, NO_INTEREST)


def running(place_id: int, person_id: int) -> Sequence[Interest]:
    """A member's declarations that were not ended."""
    query = select(Interest).where(
        Interest.place_id == place_id, Interest.person_id == person_id, Interest.until_on.is_(None)
    )
    return db.session.scalars(query.order_by(Interest.id)).all()


def undeclared(person_id: int, place_ids: Sequence[int]) -> list[str]:
    """The communities in whose council somebody sits without having declared anything."""
    said = select(Interest.id).where(
        Interest.place_id == Place.id, Interest.person_id == person_id, Interest.until_on.is_(None)
    )
    query = select(Place.code).where(Place.id.in_(place_ids), ~said.exists()).order_by(Place.code)
    return list(db.session.scalars(query))


def on_roll(code: str, name: str) -> int | None:
    """The person whose roll entry has this code and whose name is this: both, or nobody."""
    query = select(RollEntry.person_id).where(RollEntry.code == code.strip(), RollEntry.removed_at.is_(None))
    person_id = db.session.scalar(query)
    if person_id is None or people.secret(person_id, "name") != name.strip():
        return None
    return person_id


def key_of(person_id: int) -> bytes | None:
    """A person's wrapped data key; none when it was destroyed."""
    row = db.session.get(PersonKey, person_id)
    return row.wrapped if row else None
