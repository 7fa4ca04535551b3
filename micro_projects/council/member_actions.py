"""The council's members: added by an administrator, ending with their term, declaring their interests."""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.council import queries, refusals
from micro_projects.council.models import CouncilMember
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import found, require
from micro_projects.people import actions as people
from micro_projects.people.models import RoleHolding
from micro_projects.people.rules import WRONG_TERM
from micro_projects.places.models import Place
from micro_projects.web.access import permit


def add_member(
    by: Actor,
    place: Place,
    person_id: int,
    seat: str,
    chosen: str,
    interests: str,
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> CouncilMember:
    """A member takes a seat for a term: the role, and what is public about the seat."""
    permit(by, "council.add_member", place.id, place.path)
    require(until_on is None or until_on > from_on, WRONG_TERM)
    sitting = {m.person_id for m in queries.members(place.id, from_on)}
    require(person_id not in sitting, refusals.ALREADY_MEMBER)
    holding = people.hold(by, place.id, person_id, "council_member", from_on, until_on, now)
    db.session.flush()
    return describe_seat(by, place, holding, seat, chosen, interests, now)


def describe_seat(
    by: Actor,
    place: Place,
    holding: RoleHolding,
    seat: str,
    chosen: str,
    interests: str,
    now: datetime,
) -> CouncilMember:
    """The public row of a role that is held already."""
    permit(by, "council.add_member", place.id, place.path)
    member = CouncilMember(
        holding_id=holding.id,
        person_id=holding.person_id,
        place_id=place.id,
        seat=seat,
        chosen=chosen,
        interests=interests,
    )
    db.session.add(member)
    db.session.flush()
    journal.write(by, "council.add_member", None, now, person=holding.person_id, place=place.id)
    return member


def end_member(by: Actor, place: Place, person_id: int, on: date, now: datetime) -> None:
    """A member's term ends on a day (their last day is the one before)."""
    permit(by, "council.end_member", place.id, place.path)
    holding = found(queries.holding(place.id, person_id, on), refusals.NO_SUCH_MEMBER)
    require(on > holding.from_on, WRONG_TERM)
    holding.until_on = on
    journal.write(by, "council.end_member", None, now, person=person_id, place=place.id)
    calls.tell("role_ended", "person", holding, now)


def declare_interests(by: Actor, place: Place, on: date, interests: str, now: datetime) -> None:
    """A member states publicly what may touch on what the council decides."""
    permit(by, "council.declare_interests", place.id, place.path)
    row = queries.member_row(place.id, by.id, on)
    if row is None:
        holding = found(queries.holding(place.id, by.id, on), refusals.NO_SUCH_MEMBER)
        row = CouncilMember(
            holding_id=holding.id, person_id=by.id, place_id=place.id, seat="", chosen="", interests=""
        )
        db.session.add(row)
    row.interests = interests
    db.session.flush()
    journal.write(by, "council.declare_interests", None, now, place=place.id)
