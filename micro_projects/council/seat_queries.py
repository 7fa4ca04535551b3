"""Reading the seats: who sits where, what is vacant since when, by-elections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from micro_projects.council.seat_models import ByElection, Candidate, CouncilMember, CouncilSeat, Vacancy
from micro_projects.council.seat_rules import LATEST, NO_BY_ELECTION, NO_SEAT
from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person, RoleHolding, RollEntry
from micro_projects.people.queries import in_force
from micro_projects.places.models import Place


def seats(place_id: int, on: date) -> Sequence[CouncilSeat]:
    """A council's seats on a day, by number."""
    query = select(CouncilSeat).where(
        CouncilSeat.place_id == place_id,
        CouncilSeat.from_on <= on,
        or_(CouncilSeat.until_on.is_(None), CouncilSeat.until_on > on),
    )
    return db.session.scalars(query.order_by(CouncilSeat.number)).all()


def seat(place_id: int, number: int) -> CouncilSeat:
    """One seat; refused (404) when there is none."""
    query = select(CouncilSeat).where(CouncilSeat.place_id == place_id, CouncilSeat.number == number)
    return found(db.session.scalar(query), NO_SEAT)


def number_taken(place_id: int, number: int) -> bool:
    """Whether the council has, or had, a seat of that number."""
    query = select(CouncilSeat.id).where(CouncilSeat.place_id == place_id, CouncilSeat.number == number)
    return db.session.scalar(query) is not None


def sits(seat_id: int, from_on: date, until_on: date | None) -> bool:
    """Whether somebody sits on a seat at any time of a term."""
    query = (
        select(CouncilMember.holding_id)
        .join(RoleHolding, RoleHolding.id == CouncilMember.holding_id)
        .where(
            CouncilMember.seat_id == seat_id,
            RoleHolding.from_on < (until_on or LATEST),
            or_(
                RoleHolding.until_on.is_(None),
                and_(RoleHolding.until_on > from_on, RoleHolding.until_on > RoleHolding.from_on),
            ),
        )
    )
    return db.session.scalar(query.limit(1)) is not None


class Term(NamedTuple):
    """One member's term on a seat."""

    seat_id: int
    person_id: int
    name: str
    chosen: str
    from_on: date
    until_on: date | None
    left_why: str


def terms(seat_id: int) -> list[Term]:
    """Everybody who ever sat on a seat, the newest first."""
    query = (
        select(
            CouncilMember.seat_id,
            Person.id,
            Person.public_name,
            CouncilMember.chosen,
            RoleHolding.from_on,
            RoleHolding.until_on,
            CouncilMember.left_why,
        )
        .join(Person, Person.id == CouncilMember.person_id)
        .join(RoleHolding, RoleHolding.id == CouncilMember.holding_id)
        .where(CouncilMember.seat_id == seat_id)
    )
    return [Term(*row) for row in db.session.execute(query.order_by(RoleHolding.from_on.desc()))]


def open_vacancy(seat_id: int) -> Vacancy | None:
    """The vacancy of a seat that nobody has filled."""
    return db.session.scalar(select(Vacancy).where(Vacancy.seat_id == seat_id, Vacancy.filled_at.is_(None)))


def vacancies(place_id: int) -> dict[int, Vacancy]:
    """Open vacancies of a council, by seat."""
    query = select(Vacancy).join(CouncilSeat, CouncilSeat.id == Vacancy.seat_id)
    query = query.where(CouncilSeat.place_id == place_id, Vacancy.filled_at.is_(None))
    return {row.seat_id: row for row in db.session.scalars(query)}


class Empty(NamedTuple):
    """A seat nobody sits on, and since when."""

    seat_id: int
    since_on: date


def unnoted(on: date) -> list[Empty]:
    """Seats of every council without a member on a day that no vacancy notes yet: one statement."""
    term = (
        select(CouncilMember.seat_id, func.max(RoleHolding.until_on).label("until_on"))
        .join(RoleHolding, RoleHolding.id == CouncilMember.holding_id)
        .group_by(CouncilMember.seat_id)
        .subquery()
    )
    sitting = (
        select(CouncilMember.holding_id)
        .join(RoleHolding, RoleHolding.id == CouncilMember.holding_id)
        .where(CouncilMember.seat_id == CouncilSeat.id, in_force(on))
        .correlate(CouncilSeat)
        .exists()
    )
    noted = select(Vacancy.id).where(Vacancy.seat_id == CouncilSeat.id, Vacancy.filled_at.is_(None)).exists()
    query = (
        select(CouncilSeat.id, func.coalesce(term.c.until_on, CouncilSeat.from_on))
        .outerjoin(term, term.c.seat_id == CouncilSeat.id)
        .where(
            CouncilSeat.from_on <= on,
            or_(CouncilSeat.until_on.is_(None), CouncilSeat.until_on > on),
            ~sitting,
            ~noted,
        )
    )
    return [Empty(*row) for row in db.session.execute(query.order_by(CouncilSeat.id))]


def overdue(on: date) -> Sequence[Vacancy]:
    """Vacancies whose by-election is late and was not disclosed as such."""
    query = select(Vacancy).where(
        Vacancy.filled_at.is_(None), Vacancy.due_on < on, Vacancy.overdue_at.is_(None)
    )
    return db.session.scalars(query.order_by(Vacancy.due_on, Vacancy.id)).all()


def terms_ending(on: date, until: date) -> list[tuple[int, int, date, str]]:
    """Members whose term ends in these days: holding, person, the day, the community's code."""
    query = (
        select(RoleHolding.id, RoleHolding.person_id, RoleHolding.until_on, Place.code)
        .join(CouncilMember, CouncilMember.holding_id == RoleHolding.id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(in_force(on), RoleHolding.until_on <= until, CouncilMember.left_why == "")
    )
    rows = db.session.execute(query.order_by(RoleHolding.until_on, RoleHolding.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[2] is not None]


def off_roll(paths: Sequence[str], on: date) -> list[tuple[str, str, str]]:
    """Members of grid and building seats who stand on no roll of their community, below these paths."""
    entry = (
        select(RollEntry.id)
        .where(
            RollEntry.person_id == CouncilMember.person_id,
            RollEntry.place_id == CouncilMember.place_id,
            RollEntry.removed_at.is_(None),
        )
        .correlate(CouncilMember)
        .exists()
    )
    query = (
        select(Place.code, Person.token, Person.public_name)
        .select_from(CouncilMember)
        .join(CouncilSeat, CouncilSeat.id == CouncilMember.seat_id)
        .join(RoleHolding, RoleHolding.id == CouncilMember.holding_id)
        .join(Person, Person.id == CouncilMember.person_id)
        .join(Place, Place.id == CouncilMember.place_id)
        .where(
            or_(*(Place.path.startswith(path, autoescape=True) for path in paths)),
            CouncilSeat.kind != "group",
            in_force(on),
            ~entry,
        )
    )
    return [(r[0], r[1], r[2]) for r in db.session.execute(query)] if paths else []


def by_election(place_id: int, by_election_id: int) -> ByElection:
    """One by-election; refused (404) when there is none."""
    row = db.session.get(ByElection, by_election_id)
    return found(row if row and row.place_id == place_id else None, NO_BY_ELECTION)


def running(vacancy_id: int) -> ByElection | None:
    """The by-election of a vacancy that is announced or counted."""
    query = select(ByElection).where(
        ByElection.vacancy_id == vacancy_id, ByElection.state.in_(("announced", "counted"))
    )
    return db.session.scalar(query)


def by_elections(place_id: int) -> Sequence[ByElection]:
    """A council's by-elections, newest first."""
    query = select(ByElection).where(ByElection.place_id == place_id)
    return db.session.scalars(query.order_by(ByElection.id.desc()).limit(50)).all()


class Standing(NamedTuple):
    """A candidate with the votes, once counted."""

    row: Candidate
    name: str
    token: str


def candidates(by_election_id: int) -> list[Standing]:
    """The candidates in the order they were announced."""
    query = (
        select(Candidate, Person.public_name, Person.token)
        .join(Person, Person.id == Candidate.person_id)
        .where(Candidate.by_election_id == by_election_id)
    )
    return [Standing(*row) for row in db.session.execute(query.order_by(Candidate.number))]


def waiting(place_ids: Sequence[int]) -> list[tuple[str, ByElection, int]]:
    """By-elections of these places that somebody must go on with: the place's code, the row, the seat's number."""
    query = (
        select(Place.code, ByElection, CouncilSeat.number)
        .join(Place, Place.id == ByElection.place_id)
        .join(CouncilSeat, CouncilSeat.id == ByElection.seat_id)
        .where(ByElection.place_id.in_(place_ids), ByElection.state.in_(("announced", "counted")))
    )
    return [(r[0], r[1], r[2]) for r in db.session.execute(query)] if place_ids else []


def vacancies_below(place_ids: Sequence[int]) -> list[tuple[str, CouncilSeat, Vacancy]]:
    """Open vacancies of these places with no by-election running."""
    started = select(ByElection.id).where(
        ByElection.vacancy_id == Vacancy.id, ByElection.state.in_(("announced", "counted"))
    )
    query = (
        select(Place.code, CouncilSeat, Vacancy)
        .join(CouncilSeat, CouncilSeat.id == Vacancy.seat_id)
        .join(Place, Place.id == CouncilSeat.place_id)
        .where(CouncilSeat.place_id.in_(place_ids), Vacancy.filled_at.is_(None), ~started.exists())
    )
    return [(r[0], r[1], r[2]) for r in db.session.execute(query)] if place_ids else []
