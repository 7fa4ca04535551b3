"""Reading people: who acts, who holds what, who stands on the roll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    Integer,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor, Holding, OnRoll
from micro_projects.kernel.refusal import found
from micro_projects.people.models import (
    Account,
    Person,
    PersonKey,
    PersonSecret,
    RoleHolding,
    RollEntry,
    SignInAttempt,
)
from micro_projects.people.rules import NO_ENTRY, NO_HOLDING
from micro_projects.people.vault import Vault
from micro_projects.places.models import Place
from micro_projects.web.show import ZONE


def vault() -> Vault:
    """The process's vault."""
    held: Vault = current_app.extensions["vault"]
    return held


def actor(person_id: int, now: datetime) -> Actor | None:
    """A person with roles in force and roll entries: one statement."""
    asked = {"person_id": person_id, "today": now.astimezone(ZONE).date()}
    rows = db.session.execute(_actor_asked(), asked).all()
    name = next((r[2] for r in rows if r[0] == "-"), None)
    if name is None:
        return None
    return Actor(
        person_id,
        name,
        tuple(Holding(r[0], r[1], r[2]) for r in rows if r[0] not in ("-", "")),
        tuple(OnRoll(r[3], r[1], r[2]) for r in rows if r[0] == ""),
    )


@cache
def _actor_asked() -> CompoundSelect[Any]:
    """That statement, put together once: every signed-in request asks it."""
    person_id = bindparam("person_id", type_=Integer)
    held = (
        select(RoleHolding.role, RoleHolding.place_id, Place.path, literal(0).label("entry"))
        .join(Place, Place.id == RoleHolding.place_id)
        .where(RoleHolding.person_id == person_id, in_force(bindparam("today", type_=Date)))
    )
    listed = (
        select(literal("").label("role"), RollEntry.place_id, Place.path, RollEntry.id)
        .join(Place, Place.id == RollEntry.place_id)
        .where(RollEntry.person_id == person_id, RollEntry.removed_at.is_(None))
    )
    who = select(literal("-"), Person.id, Person.public_name, literal(0)).where(Person.id == person_id)
    return union_all(who, held, listed)


def in_force(today: date | BindParameter[date]):  # type: ignore[no-untyped-def]
    """The condition that a holding's term runs."""
    return and_(
        RoleHolding.from_on <= today, or_(RoleHolding.until_on.is_(None), RoleHolding.until_on > today)
    )


def account(login: str) -> Account | None:
    """The open account of that name."""
    return db.session.scalar(
        select(Account).where(Account.login == login.strip().lower(), Account.closed_at.is_(None))
    )


def login_taken(login: str) -> bool:
    """Whether an account of that name is or was there."""
    return (
        db.session.scalar(select(Account.person_id).where(Account.login == login.strip().lower())) is not None
    )


def taken(logins: Sequence[str]) -> frozenset[str]:
    """Which of these account names are or were used."""
    return frozenset(db.session.scalars(select(Account.login).where(Account.login.in_(logins))))


def attempts(keys: Sequence[bytes], since: datetime) -> list[datetime]:
    """Failed sign-ins under any of `keys` (account or address)."""
    query = select(SignInAttempt.at).where(SignInAttempt.key.in_(keys), SignInAttempt.at > since)
    return list(db.session.scalars(query))


class Holder(NamedTuple):
    """One line of a list of role holders."""

    id: int
    person_id: int
    name: str
    role: str
    place: str
    from_on: date
    until_on: date | None


class Office(NamedTuple):
    """A role as it is disclosed: whose, which, the place's code, its term."""

    name: str
    role: str
    place: str
    from_on: date
    until_on: date | None


def offices(paths: Sequence[str], now: datetime) -> Sequence[Office]:
    """Who holds which role in the places of these paths, now: the widest place first, then as appointed."""
    today = now.astimezone(ZONE).date()
    query = (
        select(Person.public_name, RoleHolding.role, Place.code, RoleHolding.from_on, RoleHolding.until_on)
        .join(Person, Person.id == RoleHolding.person_id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(in_force(today), Place.path.in_(paths))
        .order_by(Place.path, RoleHolding.role, RoleHolding.id)
    )
    return [Office(*row) for row in db.session.execute(query)]


def holders(path: str, now: datetime, roles: Sequence[str] = ()) -> Sequence[Holder]:
    """Who holds roles in the place of `path` or above it, now."""
    today = now.astimezone(ZONE).date()
    query = (
        select(
            RoleHolding.id,
            Person.id,
            Person.public_name,
            RoleHolding.role,
            Place.name,
            RoleHolding.from_on,
            RoleHolding.until_on,
        )
        .join(Person, Person.id == RoleHolding.person_id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(in_force(today), Place.path.in_(above(path)))
        .order_by(RoleHolding.role, RoleHolding.id)
    )
    if roles:
        query = query.where(RoleHolding.role.in_(roles))
    return [Holder(*row) for row in db.session.execute(query)]


def above(path: str) -> list[str]:
    """The paths of a place and of all above it, top first."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def roll_size(place_id: int) -> int:
    """How many residents stand on a community's roll now."""
    query = select(func.count()).where(RollEntry.place_id == place_id, RollEntry.removed_at.is_(None))
    return db.session.scalar(query) or 0


def roll(place_id: int) -> Sequence[RollEntry]:
    """The entries in force of a community's roll."""
    query = select(RollEntry).where(RollEntry.place_id == place_id, RollEntry.removed_at.is_(None))
    return db.session.scalars(query.order_by(RollEntry.id)).all()


def roll_page(
    place_id: int, after: int, limit: int, household: str = ""
) -> Sequence[tuple[RollEntry, str, str]]:
    """Entries (of one household, when given) with public and grid's name, for the worker's list."""
    query = (
        select(RollEntry, Person.public_name, Place.name)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(Place, Place.id == RollEntry.grid_id)
        .where(RollEntry.place_id == place_id, RollEntry.removed_at.is_(None), RollEntry.id > after)
    )
    if household:
        query = query.where(RollEntry.household == household)
    return [tuple(r) for r in db.session.execute(query.order_by(RollEntry.id).limit(limit))]  # type: ignore[misc]


def entry_of(person_id: int) -> RollEntry | None:
    """The roll entry in force of a person."""
    return db.session.scalar(
        select(RollEntry).where(RollEntry.person_id == person_id, RollEntry.removed_at.is_(None))
    )


def person_with(kind: str, value: str) -> int | None:
    """The person whose secret field has this value (phone, national id), by blind index."""
    query = select(PersonSecret.person_id).where(
        PersonSecret.kind == kind, PersonSecret.blind_index == vault().index(kind, value)
    )
    return db.session.scalar(query.limit(1))


def secret(person_id: int, kind: str) -> str | None:
    """One secret field in clear. The caller journals why it was opened."""
    row = db.session.execute(
        select(PersonSecret.ciphertext, PersonKey.wrapped)
        .join(PersonKey, PersonKey.person_id == PersonSecret.person_id)
        .where(PersonSecret.person_id == person_id, PersonSecret.kind == kind)
    ).first()
    if row is None or row[0] is None or row[1] is None:
        return None
    return vault().open(row[1], kind, row[0])


def names(person_ids: Sequence[int]) -> dict[int, str]:
    """Public names by id, one statement."""
    if not person_ids:
        return {}
    query = select(Person.id, Person.public_name).where(Person.id.in_(set(person_ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def holdings(person_id: int, now: datetime) -> Sequence[Holder]:
    """A person's own roles in force."""
    today = now.astimezone(ZONE).date()
    query = (
        select(
            RoleHolding.id,
            Person.id,
            Person.public_name,
            RoleHolding.role,
            Place.name,
            RoleHolding.from_on,
            RoleHolding.until_on,
        )
        .join(Person, Person.id == RoleHolding.person_id)
        .join(Place, Place.id == RoleHolding.place_id)
        .where(in_force(today), RoleHolding.person_id == person_id)
        .order_by(RoleHolding.role)
    )
    return [Holder(*row) for row in db.session.execute(query)]


def open_holding(person_id: int, role: str, place_id: int, on: date) -> RoleHolding | None:
    """A term of a role in a place that runs on a day or begins after it."""
    query = select(RoleHolding).where(
        RoleHolding.person_id == person_id,
        RoleHolding.role == role,
        RoleHolding.place_id == place_id,
        or_(RoleHolding.until_on.is_(None), RoleHolding.until_on > on),
    )
    return db.session.scalar(query.limit(1))


class Held(NamedTuple):
    """A term in a place as its administrator sees it, with the account."""

    id: int
    name: str
    login: str | None
    role: str
    from_on: date
    until_on: date | None


def held_in(place_id: int, now: datetime) -> list[Held]:
    """Terms in a place itself that run or are to come."""
    today = now.astimezone(ZONE).date()
    query = (
        select(
            RoleHolding.id,
            Person.public_name,
            Account.login,
            RoleHolding.role,
            RoleHolding.from_on,
            RoleHolding.until_on,
        )
        .join(Person, Person.id == RoleHolding.person_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(RoleHolding.place_id == place_id)
        .where(or_(RoleHolding.until_on.is_(None), RoleHolding.until_on > today))
        .order_by(RoleHolding.role, RoleHolding.id)
        .limit(500)
    )
    return [Held(*row) for row in db.session.execute(query)]


def holding(holding_id: int) -> RoleHolding:
    """One term; refused (404) when there is none."""
    return found(db.session.get(RoleHolding, holding_id), NO_HOLDING)


class Listed(NamedTuple):
    """A roll entry in force with what its page shows."""

    entry: RollEntry
    name: str
    grid: str | None
    login: str | None


def listed(code: str, place_id: int) -> Listed:
    """An entry in force of a community's roll; refused (404) when there is none."""
    query = (
        select(RollEntry, Person.public_name, Place.name, Account.login)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(Place, Place.id == RollEntry.grid_id)
        .outerjoin(Account, Account.person_id == RollEntry.person_id)
        .where(RollEntry.code == code, RollEntry.place_id == place_id, RollEntry.removed_at.is_(None))
    )
    row = db.session.execute(query).first()
    return Listed(*found(row, NO_ENTRY))


class MyEntry(NamedTuple):
    """Where a person stands on a roll."""

    community: str
    community_code: str
    grid: str | None
    household: str
    added_at: datetime


def my_entry(person_id: int) -> MyEntry | None:
    """A person's own entry in force."""
    community, grid = aliased(Place), aliased(Place)
    query = (
        select(community.name, community.code, grid.name, RollEntry.household, RollEntry.added_at)
        .join(community, community.id == RollEntry.place_id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .where(RollEntry.person_id == person_id, RollEntry.removed_at.is_(None))
    )
    row = db.session.execute(query).first()
    return MyEntry(*row) if row else None


def known(national_ids: Sequence[str]) -> dict[str, int]:
    """The persons of these numbers, one statement for each 500."""
    by_index = {vault().index("national_id", number): number for number in national_ids}
    found_ids: dict[str, int] = {}
    wanted = list(by_index)
    for start in range(0, len(wanted), 500):
        query = select(PersonSecret.blind_index, PersonSecret.person_id).where(
            PersonSecret.kind == "national_id", PersonSecret.blind_index.in_(wanted[start : start + 500])
        )
        for index, person_id in db.session.execute(query):
            found_ids[by_index[index or b""]] = person_id
    return found_ids


def rolls_of(person_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The place (id and name) on whose roll each of these persons stands, one statement for each 500."""
    there: dict[int, tuple[int, str]] = {}
    for start in range(0, len(person_ids), 500):
        query = (
            select(RollEntry.person_id, Place.id, Place.name)
            .join(Place, Place.id == RollEntry.place_id)
            .where(RollEntry.person_id.in_(person_ids[start : start + 500]), RollEntry.removed_at.is_(None))
        )
        there |= {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    return there
