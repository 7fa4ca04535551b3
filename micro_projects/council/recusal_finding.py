"""Which members have an interest in an item, as far as the program can know: five questions, five statements.

Author and firm (`interested`), their household, declared kin, a declared employer or post in a firm (`firms`), a home
or property near the subject's point (`site`). What nobody declared, or put on the map, is not found; the page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from micro_projects.council.interest_models import Interest
from micro_projects.council.recusal_rules import At, ground_of, is_near
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.people import queries as people
from micro_projects.people.models import PersonKey, RollEntry


class Asked(NamedTuple):
    """The subject of an item, and how near is near."""

    kind: str
    id: int
    place_id: int
    within: int
    """Metres."""


def grounds(asked: Asked, members: Collection[int], on: date) -> dict[int, str]:
    """Members with an interest in a subject on a day, each with the first ground that holds."""
    parties = _told("interested", asked)
    found: dict[int, str] = {}

    def note(ground: str, who: Iterable[int]) -> None:
        for person_id in sorted(who):
            if person_id in members:
                found.setdefault(person_id, ground_of(asked.kind, ground))

    note("author", parties)
    note("household", _housemates(asked.place_id, parties))
    note("kin", _kin_of(asked.place_id, parties, on))
    note("firm", _working_for(asked.place_id, _told("firms", asked), on))
    note("property", _living_near(asked, on))
    return found


def _told(name: str, asked: Asked) -> set[Any]:
    return set(calls(name, asked.kind, asked.id)) if calls.knows(name, asked.kind) else set()


def site(kind: str, subject_id: int) -> At | None:
    """Where a subject lies on the map, if anybody said so."""
    told = calls("site", kind, subject_id) if calls.knows("site", kind) else None
    return At(*told) if told else None


def _housemates(place_id: int, parties: Collection[Any]) -> set[int]:
    """People of the same household on the community's roll as somebody concerned."""
    party = aliased(RollEntry)
    query = select(RollEntry.person_id).join(
        party, and_(party.place_id == RollEntry.place_id, party.household == RollEntry.household)
    )
    query = query.where(
        RollEntry.place_id == place_id,
        RollEntry.household != "",
        RollEntry.removed_at.is_(None),
        party.removed_at.is_(None),
        party.person_id.in_(parties),
        RollEntry.person_id.not_in(parties),
    )
    return set(db.session.scalars(query)) if parties else set()


def _in_force(place_id: int, on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Interest.place_id == place_id,
        Interest.since_on <= on,
        or_(Interest.until_on.is_(None), Interest.until_on > on),
    )


def _kin_of(place_id: int, parties: Collection[Any], on: date) -> set[int]:
    """Members who declared somebody concerned as kin; and members whom such a declaration names."""
    query = select(Interest.person_id, Interest.kin_id).where(
        *_in_force(place_id, on),
        Interest.kin_id.is_not(None),
        or_(Interest.kin_id.in_(parties), Interest.person_id.in_(parties)),
    )
    if not parties:
        return set()
    return {other for pair in db.session.execute(query) for other in pair if other not in parties}


def _working_for(place_id: int, codes: Collection[Any], on: date) -> set[int]:
    """Members whose declared employer, post or supplier is a firm concerned."""
    query = select(Interest.person_id).where(*_in_force(place_id, on), Interest.credit_code.in_(codes))
    return set(db.session.scalars(query)) if codes else set()


def _living_near(asked: Asked, on: date) -> set[int]:
    """Members with a declared home or property within the distance; each point is opened here and nowhere shown."""
    there = site(asked.kind, asked.id)
    if there is None:
        return set()
    query = (
        select(Interest.person_id, Interest.point, PersonKey.wrapped)
        .join(PersonKey, PersonKey.person_id == Interest.person_id)
        .where(*_in_force(asked.place_id, on), Interest.point.is_not(None), PersonKey.wrapped.is_not(None))
    )
    return {
        person_id
        for person_id, sealed, wrapped in db.session.execute(query)
        if sealed is not None
        and wrapped is not None
        and is_near(opened(wrapped, sealed), there, asked.within)
    }


POINT = "interest_point"
"""What the vault binds a sealed point to."""


def sealed(wrapped: bytes, at: At) -> bytes:
    """A point as it is kept."""
    return people.vault().seal(wrapped, POINT, f"{at.lon},{at.lat}")


def opened(wrapped: bytes, kept: bytes) -> At:
    """The same point again."""
    lon, lat = people.vault().open(wrapped, POINT, kept).split(",")
    return At(int(lon), int(lat))
