"""Reading voting codes: who is to get one, which runs were printed, what a typed code belongs to, the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.people import queries as people
from micro_projects.people.models import Account, Person, PersonKey, PersonSecret, RollEntry
from micro_projects.places.models import Place
from micro_projects.voting import code_keys, code_rules
from micro_projects.voting.code_models import BoothCheckin, CodeRun, VotingCode
from micro_projects.voting.code_rules import CodeAccount
from micro_projects.voting.models import RollMark, Round, RoundVoter

_LIVE = and_(VotingCode.round_id == RoundVoter.round_id, VotingCode.entry_id == RoundVoter.entry_id)
HAS_LETTER: ColumnElement[bool] = exists().where(_LIVE, VotingCode.cancelled_at.is_(None))
HAS_ACCOUNT: ColumnElement[bool] = exists().where(
    Account.person_id == RollEntry.person_id, Account.closed_at.is_(None)
)
ON_PAPER: ColumnElement[bool] = exists().where(
    RollMark.round_id == RoundVoter.round_id,
    RollMark.entry_id == RoundVoter.entry_id,
    RollMark.channel == "paper",
)
TO_PRINT = and_(~HAS_ACCOUNT, ~HAS_LETTER, ~ON_PAPER)
"""Who gets a letter without asking: no account, none yet, and no paper handed in, which nothing replaces."""


def account(round_id: int, now: datetime | None = None) -> CodeAccount:
    """The figures of a round, in one statement. Without `now` (after closing) what was not used has lapsed."""
    letters = (
        select(
            func.count().label("issued"),
            func.count(VotingCode.cancelled_at).label("cancelled"),
            number_of(VotingCode.used).label("used"),
        )
        .where(VotingCode.round_id == round_id)
        .subquery()
    )
    gone = BoothCheckin.cancelled_at.is_not(None)
    checkins = (
        select(
            func.count().label("given"),
            number_of(BoothCheckin.used).label("used"),
            number_of(
                and_(~BoothCheckin.used, or_(gone, BoothCheckin.expires_at <= now) if now else true())
            ).label("lapsed"),
        )
        .where(BoothCheckin.round_id == round_id)
        .subquery()
    )
    both = select(*letters.c, *checkins.c).select_from(letters.join(checkins, true()))
    return CodeAccount(*db.session.execute(both).one())


def disclosed(round_: Round) -> dict[str, dict[str, int]]:
    """What is disclosed of a closed round's codes; nothing where no code was of use."""
    if not {"letter_code", "booth"} & set(round_.channels.split()):
        return {}
    return {"voting_codes": asdict(account(round_.id))}


def number_of(condition: ColumnExpressionArgument[bool]) -> ColumnElement[int]:
    """How many rows are so; 0 for none."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


class Recipient(NamedTuple):
    """A voter to whom a letter goes, with what the roll holds."""

    entry_id: int
    person_id: int
    household: str
    grid: str | None


def to_print(round_id: int, grid_id: int | None, limit: int) -> list[Recipient]:
    """The next who get a letter in a grid (None: those in no grid), by household."""
    query = _recipients(round_id).where(TO_PRINT, RollEntry.grid_id == grid_id)
    query = query.order_by(RollEntry.household, RollEntry.id).limit(limit)
    return [Recipient(*row) for row in db.session.execute(query)]


def of_run(run: CodeRun) -> list[Recipient]:
    """Those whose code of this run is still in force: who needs another when its file was not received."""
    live = exists().where(_LIVE, VotingCode.run_id == run.id, VotingCode.cancelled_at.is_(None))
    query = _recipients(run.round_id).where(live, ~ON_PAPER).order_by(RollEntry.household, RollEntry.id)
    return [Recipient(*row) for row in db.session.execute(query)]


def recipient(round_id: int, entry_code: str) -> Recipient:
    """One voter of the round by the public code of the roll entry; refused when there is none."""
    row = db.session.execute(_recipients(round_id).where(RollEntry.code == entry_code)).first()
    return Recipient(*found(row, code_rules.NO_VOTER))


def _recipients(round_id: int) -> Select[*tuple[Any, ...]]:
    grid = aliased(Place)
    return (
        select(RollEntry.id, RollEntry.person_id, RollEntry.household, grid.name)
        .join(RoundVoter, RoundVoter.entry_id == RollEntry.id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .where(RoundVoter.round_id == round_id)
    )


def names_in_full(person_ids: Sequence[int]) -> dict[int, str]:
    """Real names for letters, one statement; who prints them is journalled with the run."""
    query = (
        select(PersonSecret.person_id, PersonSecret.ciphertext, PersonKey.wrapped)
        .join(PersonKey, PersonKey.person_id == PersonSecret.person_id)
        .where(PersonSecret.person_id.in_(person_ids), PersonSecret.kind == "name")
    )
    rows = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    vault = people.vault()
    return {
        person: vault.open(wrapped, "name", sealed)
        for person, sealed, wrapped in rows
        if sealed is not None and wrapped is not None
    }


class Area(NamedTuple):
    """A grid's voters and letters. `waiting`: how many are still to be printed."""

    grid_id: int | None
    name: str | None
    voters: int
    accounts: int
    letters: int
    waiting: int


def areas(round_id: int) -> list[Area]:
    """Every grid of the round's roll, one statement."""
    grid = aliased(Place)
    query = (
        select(
            RollEntry.grid_id,
            grid.name,
            func.count(),
            number_of(HAS_ACCOUNT),
            number_of(HAS_LETTER),
            number_of(TO_PRINT),
        )
        .join(RoundVoter, RoundVoter.entry_id == RollEntry.id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .where(RoundVoter.round_id == round_id)
        .group_by(RollEntry.grid_id, grid.name)
        .order_by(grid.name)
    )
    return [Area(*row) for row in db.session.execute(query)]


class Run(NamedTuple):
    """A run as its list shows it. `live`: how many of its codes are in force."""

    run: CodeRun
    by: str
    live: int


def runs(round_id: int) -> list[Run]:
    """Newest first, one statement."""
    live = (
        select(func.count())
        .where(VotingCode.run_id == CodeRun.id, VotingCode.cancelled_at.is_(None))
        .correlate(CodeRun)
        .scalar_subquery()
    )
    query = select(CodeRun, Person.public_name, live).join(Person, Person.id == CodeRun.by_id)
    query = query.where(CodeRun.round_id == round_id).order_by(CodeRun.number.desc()).limit(200)
    return [Run(*row) for row in db.session.execute(query)]


def run_or_404(round_id: int, number: int) -> CodeRun:
    """A run by its number; refused when there is none."""
    query = select(CodeRun).where(CodeRun.round_id == round_id, CodeRun.number == number)
    return found(db.session.scalar(query), code_rules.NO_RUN)


def next_number(table: Any, round_id: int) -> int:
    """The number of a round's next run, or shift."""
    return (db.session.scalar(select(func.max(table.number)).where(table.round_id == round_id)) or 0) + 1


# -- a typed code ----------------------------------------------------------------------------------------


def typed(code: str) -> VotingCode | None:
    """The letter of a plain code, cancelled or not; None when there is none."""
    mac = code_keys.letter(code)
    return None if mac is None else db.session.scalar(select(VotingCode).where(VotingCode.mac == mac))


def person_of(entry_id: int) -> int:
    """Whose roll entry it is."""
    return db.session.get_one(RollEntry, entry_id).person_id


def public_name_of(entry_id: int) -> str:
    """Whose ballot it is, as others read their name."""
    query = select(Person.public_name).join(RollEntry, RollEntry.person_id == Person.id)
    return db.session.scalar(query.where(RollEntry.id == entry_id)) or ""


# -- finding a voter at the counter or at a booth -----------------------------------------------------------


class Voter(NamedTuple):
    """A voter of the round as a worker finds them."""

    entry_id: int
    code: str
    name: str
    household: str
    grid: str | None
    account: bool
    letter: bool
    channel: str | None
    """By which channel a ballot is recorded, if one is: never what it says."""


def voters(round_id: int, *, household: str = "", national_id: str = "", code: str = "") -> list[Voter]:
    """Those of a household, with that document's number, or of that entry."""
    person = people.person_with("national_id", national_id) if national_id else None
    if not (household or code or person):
        return []
    grid = aliased(Place)
    query = (
        select(
            RollEntry.id,
            RollEntry.code,
            Person.public_name,
            RollEntry.household,
            grid.name,
            HAS_ACCOUNT,
            HAS_LETTER,
            RollMark.channel,
        )
        .join(RoundVoter, RoundVoter.entry_id == RollEntry.id)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .outerjoin(
            RollMark,
            and_(RollMark.round_id == RoundVoter.round_id, RollMark.entry_id == RoundVoter.entry_id),
        )
        .where(RoundVoter.round_id == round_id)
    )
    if person is not None:
        query = query.where(RollEntry.person_id == person)
    elif code:
        query = query.where(RollEntry.code == code)
    else:
        query = query.where(RollEntry.household == household)
    return [Voter(*row) for row in db.session.execute(query.order_by(RollEntry.id).limit(50))]
