"""Reading entry: what a worker typed in this sitting, what two read differently, and how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.people.models import Person
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import Calendar, add_working_days
from micro_projects.voting import queries
from micro_projects.voting.models import Round
from micro_projects.voting.paper_models import PaperEntry, PaperPass, PaperSerial, PaperSettlement


def deadline(round_: Round, working_days: Calendar | None = None) -> datetime:
    """Until when paper is to be entered: the round's working days after the last day of voting.

    `working_days`: the calendar in force, for who asks of several rounds; else it is read.
    """
    last_day = (
        round_.closes_at - timedelta.resolution
    )  # a round that closes at midnight closes with the day before
    return add_working_days(last_day, round_.entering_days, working_days or places.calendar())


def numbers(round_id: int) -> dict[int, str]:
    """The number each project bears on the sheets, and its code."""
    return {line.place: line.code for line in queries.projects(round_id) if not line.withdrawn}


def serial(round_id: int, digits: str) -> PaperSerial | None:
    """A counted sheet's serial."""
    row = db.session.get(PaperSerial, (round_id, digits))
    return row if row is not None and row.run_id is None else None


def open_pass(round_id: int, person_id: int) -> PaperPass | None:
    """A worker's sitting that is not finished."""
    query = select(PaperPass).where(
        PaperPass.round_id == round_id, PaperPass.by_id == person_id, PaperPass.finished_at.is_(None)
    )
    return db.session.scalar(query)


def open_passes(round_id: int) -> int:
    """How many sittings are not finished."""
    query = select(func.count()).where(PaperPass.round_id == round_id, PaperPass.finished_at.is_(None))
    return db.session.scalar(query) or 0


def entries(round_id: int, digits: str) -> Sequence[PaperEntry]:
    """What was read from one ballot, not undone."""
    query = select(PaperEntry).where(
        PaperEntry.round_id == round_id, PaperEntry.serial == digits, PaperEntry.undone_at.is_(None)
    )
    return db.session.scalars(query.order_by(PaperEntry.id)).all()


def entered_by(round_id: int, serials: Sequence[str]) -> Mapping[str, list[int]]:
    """Who has read each of these ballots: one statement for each 500."""
    found: dict[str, list[int]] = {}
    for start in range(0, len(serials), 500):
        query = select(PaperEntry.serial, PaperEntry.by_id).where(
            PaperEntry.round_id == round_id,
            PaperEntry.serial.in_(serials[start : start + 500]),
            PaperEntry.undone_at.is_(None),
        )
        for one, by_id in db.session.execute(query):
            found.setdefault(one, []).append(by_id)
    return found


def known(round_id: int, serials: Sequence[str]) -> dict[str, bool]:
    """Which of these serials are of the round, and whether each was cancelled: one statement for each 500."""
    found: dict[str, bool] = {}
    for start in range(0, len(serials), 500):
        query = select(PaperSerial.serial, PaperSerial.cancelled).where(
            PaperSerial.round_id == round_id,
            PaperSerial.serial.in_(serials[start : start + 500]),
            PaperSerial.run_id.is_(None),
        )
        found |= {row[0]: row[1] for row in db.session.execute(query)}
    return found


def last_of(pass_id: int, limit: int) -> Sequence[PaperEntry]:
    """The newest lines of a sitting, newest first."""
    query = select(PaperEntry).where(PaperEntry.pass_id == pass_id, PaperEntry.undone_at.is_(None))
    return db.session.scalars(query.order_by(PaperEntry.id.desc()).limit(limit)).all()


def count_of(pass_id: int) -> int:
    """How many lines a sitting holds."""
    query = select(func.count()).where(PaperEntry.pass_id == pass_id, PaperEntry.undone_at.is_(None))
    return db.session.scalar(query) or 0


class Progress(NamedTuple):
    """How many ballots somebody has read, and whether their sitting goes on."""

    person_id: int
    name: str
    ballots: int
    going_on: bool


def progress(round_id: int) -> list[Progress]:
    """Everybody who has read ballots: never what."""
    open_ = func.max(PaperPass.finished_at.is_(None).cast(db.Integer))
    query = (
        select(PaperPass.by_id, Person.public_name, func.count(PaperEntry.id), open_)
        .join(Person, Person.id == PaperPass.by_id)
        .outerjoin(PaperEntry, and_(PaperEntry.pass_id == PaperPass.id, PaperEntry.undone_at.is_(None)))
        .where(PaperPass.round_id == round_id)
        .group_by(PaperPass.by_id, Person.public_name)
        .order_by(PaperPass.by_id)
    )
    return [Progress(row[0], row[1], row[2], bool(row[3])) for row in db.session.execute(query)]


def read_once(round_id: int) -> int:
    """How many ballots only one person has read."""
    once = (
        select(PaperEntry.serial)
        .where(PaperEntry.round_id == round_id, PaperEntry.undone_at.is_(None))
        .group_by(PaperEntry.serial)
        .having(func.count() == 1)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(once)) or 0


class Difference(NamedTuple):
    """A ballot that two read differently, after both sittings were finished."""

    serial: str
    first: PaperEntry
    second: PaperEntry
    first_name: str
    second_name: str
    settlement: PaperSettlement | None


def differences(round_id: int, digits: str = "") -> list[Difference]:
    """Every ballot two read differently, settled or not, or only that serial: one statement."""
    first, second = aliased(PaperEntry), aliased(PaperEntry)
    first_pass, second_pass = aliased(PaperPass), aliased(PaperPass)
    one, other = aliased(Person), aliased(Person)
    query = (
        select(first, second, one.public_name, other.public_name, PaperSettlement)
        .join(
            second,
            and_(second.round_id == first.round_id, second.serial == first.serial, second.id > first.id),
        )
        .join(first_pass, first_pass.id == first.pass_id)
        .join(second_pass, second_pass.id == second.pass_id)
        .join(one, one.id == first.by_id)
        .join(other, other.id == second.by_id)
        .outerjoin(
            PaperSettlement,
            and_(PaperSettlement.round_id == first.round_id, PaperSettlement.serial == first.serial),
        )
        .where(
            first.round_id == round_id,
            first.undone_at.is_(None),
            second.undone_at.is_(None),
            first_pass.finished_at.is_not(None),
            second_pass.finished_at.is_not(None),
            (first.content != second.content) | (first.reason != second.reason),
        )
        .order_by(first.serial)
    )
    if digits:
        query = query.where(first.serial == digits)
    return [Difference(row[0].serial, *row) for row in db.session.execute(query)]
