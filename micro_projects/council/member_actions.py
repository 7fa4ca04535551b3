"""Who sits on the council: seated after a regular election or a by-election, leaving before the term's end; disclosed.

The role (people) is the truth of office. The council cannot remove a member, nor can an administrator: a term ends by
its day, by resignation, by leaving the roll, by death.
"""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.council import queries, refusals, seat_queries, seat_rules
from micro_projects.council.seat_models import CouncilMember, CouncilSeat
from micro_projects.council.seat_writing import filled, note_vacancy, of_seat
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices.own_parts import person
from micro_projects.people import actions as people
from micro_projects.people import queries as people_queries
from micro_projects.people.rules import WRONG_TERM
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

SEATED = N_("%(name)s担任居民议事会第%(number)d席（%(seat)s）成员，任期从%(since)s开始。")
LEFT = {
    "resigned": N_("居民议事会第%(number)d席（%(seat)s）成员%(name)s辞去席位。"),
    "off_roll": N_("居民议事会第%(number)d席（%(seat)s）成员%(name)s已不在本社区名册上，离任。"),
    "deceased": N_("居民议事会第%(number)d席（%(seat)s）成员%(name)s去世，席位空缺。"),
}


def add_member(
    by: Actor,
    place: Place,
    person_id: int,
    seat: CouncilSeat,
    chosen: str,
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> CouncilMember:
    """The result of a regular election is registered; a seat left before its term's end is filled by by-election."""
    permit(by, "council.add_member", place.id, place.path)
    require(seat.place_id == place.id, seat_rules.NO_SEAT)
    vacancy = seat_queries.open_vacancy(seat.id)
    require(vacancy is None or not vacancy.early, seat_rules.BY_ELECTION_ONLY)
    return seat_member(by, place, person_id, seat, chosen, from_on, until_on, now)


def seat_member(
    by: Actor,
    place: Place,
    person_id: int,
    seat: CouncilSeat,
    chosen: str,
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> CouncilMember:
    """A member takes a seat for a term: the role, the public row, the disclosure. Called by acts that permit."""
    require(until_on is None or until_on > from_on, WRONG_TERM)
    sitting = {m.person_id for m in queries.members(place.id, from_on)}
    require(person_id not in sitting, refusals.ALREADY_MEMBER)
    require(not seat_queries.sits(seat.id, from_on, until_on), seat_rules.SEAT_TAKEN)
    holding = people.hold(by, place.id, person_id, "council_member", from_on, until_on, now)
    db.session.flush()
    member = CouncilMember(
        holding_id=holding.id, person_id=person_id, place_id=place.id, seat_id=seat.id, chosen=chosen
    )
    db.session.add(member)
    db.session.flush()
    journal.write(by, "council.add_member", None, now, person=person_id, place=place.id, seat=seat.number)
    filled(seat, from_on, now)
    name = people_queries.names([person_id])[person_id]
    of_seat(
        "member.seated",
        say(SEATED, name=name, number=seat.number, seat=seat.name, since={"day": from_on.isoformat()}),
        place,
        seat,
        now,
        chosen=chosen,
        from_on=from_on.isoformat(),
        person=person(name),
        until_on=until_on.isoformat() if until_on else None,
    )
    return member


def end_member(
    by: Actor, place: Place, person_id: int, on: date, now: datetime, *, why: str = "resigned"
) -> None:
    """What ends a term before its day is registered: a written resignation, off the roll, death. Never a removal."""
    permit(by, "council.end_member", place.id, place.path)
    require(why in seat_rules.LEFT, refusals.WRONG_CHOICE)
    if why == "off_roll":
        entry = people_queries.entry_of(person_id)
        require(entry is None or entry.place_id != place.id, seat_rules.NOT_OFF_ROLL)
    _leave(by, place, person_id, on, why, now)


def resign(by: Actor, place: Place, on: date, now: datetime) -> None:
    """A member gives the seat up from a day on."""
    permit(by, "council.resign", place.id, place.path)
    _leave(by, place, by.id, on, "resigned", now)


def _leave(by: Actor, place: Place, person_id: int, on: date, why: str, now: datetime) -> None:
    holding = found(queries.holding(place.id, person_id, on), refusals.NO_SUCH_MEMBER)
    require(on > holding.from_on, WRONG_TERM)
    holding.until_on = on
    journal.write(by, "council.end_member", None, now, person=person_id, place=place.id, why=why)
    calls.tell("role_ended", "person", holding, now)
    row = db.session.get(CouncilMember, holding.id)
    if row is None:
        return  # a role given before seats were kept: the role's own disclosure says it
    row.left_why = why
    db.session.flush()
    seat = db.session.get_one(CouncilSeat, row.seat_id)
    name = people_queries.names([person_id])[person_id]
    of_seat(
        "member.left",
        say(LEFT[why], name=name, number=seat.number, seat=seat.name),
        place,
        seat,
        now,
        last_on=on.isoformat(),
        person=person(name),
        why=why,
    )
    note_vacancy(by, place, seat, on, now, early=True)
