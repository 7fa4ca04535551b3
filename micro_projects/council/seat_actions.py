"""The council's seats: made and ended by the office; vacancies noted, and their lateness disclosed, by the clock."""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.council import seat_queries, seat_rules
from micro_projects.council.seat_models import CouncilSeat, Vacancy
from micro_projects.council.seat_writing import note_vacancy, of_seat
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.own_parts import person
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

MADE = N_("居民议事会设第%(number)d席：%(seat)s。")
OVERDUE = N_(
    "居民议事会第%(number)d席（%(seat)s）从%(since)s起空缺，补选期限%(due)s已过，还没有补选；由社区居委会负责。"
)
HOLDS = ("committee", "worker")
"""Who organises by-elections, and is named when one is late."""
TERM_ENDS = N_("您的议事会任期到%(until)s前结束，请提醒社区安排换届。")


def add_seat(
    by: Actor,
    place: Place,
    number: int,
    kind: str,
    name: str,
    grid: Place | None,
    from_on: date,
    now: datetime,
) -> CouncilSeat:
    """A seat of a grid, a building, or a group."""
    permit(by, "council.add_seat", place.id, place.path)
    require(not seat_queries.number_taken(place.id, number), seat_rules.SEAT_NUMBER_TAKEN)
    require((kind == "grid") == (grid is not None), seat_rules.SEAT_NEEDS_GRID)
    require(grid is None or grid.parent_id == place.id, seat_rules.SEAT_NEEDS_GRID)
    row = CouncilSeat(
        place_id=place.id,
        number=number,
        kind=kind,
        name=name,
        grid_id=grid.id if grid else None,
        from_on=from_on,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "council.add_seat", None, now, seat=number, place=place.id)
    of_seat("seat.made", say(MADE, number=number, seat=name), place, row, now, from_on=from_on.isoformat())
    return row


def vacant(by: Actor, seat_id: int, since: date, now: datetime) -> None:
    """The clock: a term ran out and nobody follows, or a seat was never filled."""
    seat = db.session.get_one(CouncilSeat, seat_id)
    place = db.session.get_one(Place, seat.place_id)
    permit(by, "seat.vacant", place.id, place.path)
    if seat_queries.open_vacancy(seat_id) is None:
        note_vacancy(by, place, seat, since, now, early=False)


def overdue(by: Actor, vacancy: Vacancy, now: datetime) -> None:
    """The clock: the by-election was not held in time. Disclosed with who holds it; they are told."""
    seat = db.session.get_one(CouncilSeat, vacancy.seat_id)
    place = db.session.get_one(Place, seat.place_id)
    permit(by, "seat.overdue", place.id, place.path)
    vacancy.overdue_at = now
    db.session.flush()
    journal.write(by, "seat.overdue", None, now, seat=seat.number, place=place.id)
    holders = people.holders(place.path, now, HOLDS)
    days = {"since": {"day": vacancy.since_on.isoformat()}, "due": {"day": vacancy.due_on.isoformat()}}
    said = say(OVERDUE, number=seat.number, seat=seat.name, **days)
    of_seat(
        "seat.vacant_overdue",
        said,
        place,
        seat,
        now,
        due_on=vacancy.due_on.isoformat(),
        held_by=[person(name) for name in sorted({h.name for h in holders})],
        since_on=vacancy.since_on.isoformat(),
    )
    post.tell((h.person_id for h in holders), said, f"/c/{place.code}/council/seats/{seat.number}", now)


def remind(by: Actor, person_id: int, until: date, place_code: str, now: datetime) -> None:
    """The clock: a month before a term ends, its member is told."""
    place = places.place(place_code)
    permit(by, "seat.remind", place.id, place.path)
    journal.write(by, "seat.remind", None, now, person=person_id)
    told = say(TERM_ENDS, until={"day": until.isoformat()})
    post.tell([person_id], told, f"/c/{place_code}/council", now)
