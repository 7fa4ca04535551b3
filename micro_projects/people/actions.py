"""Accounts, roles with terms, the roll: every write."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.text import public_name
from micro_projects.people import queries, rules
from micro_projects.people.models import (
    Account,
    Person,
    PersonKey,
    PersonSecret,
    RoleHolding,
    RollEntry,
    SignInAttempt,
)
from micro_projects.people.vault import MASTER_VERSION
from micro_projects.places.models import Place
from micro_projects.web.access import permit

# Argon2id with OWASP's smallest parameters: a sign-in must not hold a small machine for a quarter second
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # so that an unknown account takes as long as a known one


def hash_password(password: str) -> str:
    """Argon2id; done outside the write transaction, it takes tens of milliseconds."""
    return _HASHER.hash(password)


def password_fits(account: Account | None, password: str) -> bool:
    """Whether it is the account's password; equally slow when there is no account."""
    try:
        _HASHER.verify(account.password_hash if account else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return account is not None


def note_attempt(login: str, address: str, now: datetime) -> None:
    """Remember a failed sign-in for the waiting rule; old ones go."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - rules.WINDOW))
    db.session.add_all(SignInAttempt(key=key, at=now) for key in attempt_keys(login, address))


def attempt_keys(login: str, address: str) -> list[bytes]:
    """The account's key; the address counts together with the account, so that nobody locks others out."""
    return [queries.vault().index("attempt", f"{login.strip().lower()}|{address}")]


def signed_in(by: Actor, now: datetime) -> None:
    """A sign-in, journalled."""
    journal.write(by, "people.sign_in", None, now)


def change_password(by: Actor, account: Account, new_hash: str, now: datetime) -> None:
    """A new password; every other sign-in of this account ends."""
    permit(by, "people.change_password", 0, "")
    account.password_hash = new_hash
    account.epoch += 1
    journal.write(by, "people.change_password", None, now)


def add_person(by: Actor, name: str, now: datetime, *, in_full: bool = False, **fields: str) -> Person:
    """Somebody new: the real name and `fields` (phone, address, national_id) encrypted, the public name shown."""
    person = Person(
        token=secrets.token_urlsafe(12), public_name=name if in_full else public_name(name), created_at=now
    )
    db.session.add(person)
    db.session.flush()
    vault = queries.vault()
    key = PersonKey(person_id=person.id, master_version=MASTER_VERSION, wrapped=vault.new_key())
    db.session.add(key)
    assert key.wrapped is not None
    for kind, value in {"name": name, **fields}.items():
        if value:
            db.session.add(
                PersonSecret(
                    person_id=person.id,
                    kind=kind,
                    # a national id is kept as index only
                    ciphertext=None if kind == "national_id" else vault.seal(key.wrapped, kind, value),
                    blind_index=None if kind == "name" else vault.index(kind, value),
                )
            )
    journal.write(by, "people.add_person", None, now, person=person.id)
    return person


def add_account(
    by: Actor, place: Place, person: Person, login: str, password_hash: str, now: datetime
) -> Account:
    """An account for a person, made by an administrator of the place."""
    permit(by, "people.add_account", place.id, place.path)
    require(queries.account(login) is None, rules.LOGIN_TAKEN)
    account = Account(person_id=person.id, login=login.strip().lower(), password_hash=password_hash, epoch=0)
    db.session.add(account)
    journal.write(by, "people.add_account", None, now, person=person.id, place=place.id)
    return account


def give_role(
    by: Actor, place: Place, person_id: int, role: str, from_on: date, until_on: date | None, now: datetime
) -> RoleHolding:
    """A role in a place for a term."""
    permit(by, "people.give_role", place.id, place.path)
    require(role in rules.ROLES, rules.UNKNOWN_ROLE)
    require(until_on is None or until_on >= from_on, rules.WRONG_TERM)
    return hold(by, place.id, person_id, role, from_on, until_on, now)


def hold(
    by: Actor, place_id: int, person_id: int, role: str, from_on: date, until_on: date | None, now: datetime
) -> RoleHolding:
    """Write a holding: for `give_role`, and for rooms whose own acts make supervisors and contractors."""
    holding = RoleHolding(
        person_id=person_id, role=role, place_id=place_id, from_on=from_on, until_on=until_on
    )
    db.session.add(holding)
    journal.write(by, "people.give_role", None, now, person=person_id, role=role, place=place_id)
    return holding


def end_role(by: Actor, place: Place, holding: RoleHolding, on: date, now: datetime) -> None:
    """End a term on a day."""
    permit(by, "people.end_role", place.id, place.path)
    require(on >= holding.from_on, rules.WRONG_TERM)
    holding.until_on = on
    journal.write(
        by, "people.end_role", None, now, person=holding.person_id, role=holding.role, place=place.id
    )


@dataclass(frozen=True, slots=True)
class RollLine:
    """One good line of a roll file."""

    name: str
    national_id: str
    phone: str
    household: str
    grid_id: int | None


def import_roll(by: Actor, place: Place, lines: list[RollLine], now: datetime) -> list[RollEntry]:
    """Put people on a community's roll: all lines or none. Somebody already known by national id is not made again."""
    permit(by, "people.import_roll", place.id, place.path)
    entries = []
    for line in lines:
        person_id = queries.person_with("national_id", line.national_id)
        if person_id is None:
            person_id = add_person(by, line.name, now, national_id=line.national_id, phone=line.phone).id
        else:
            there = queries.entry_of(person_id)
            require(there is None, rules.ALREADY_ON_ROLL, place=_name_of(there.place_id) if there else "")
        entries.append(enrol(place.id, line.grid_id, person_id, line.household, now))
    journal.write(by, "people.import_roll", None, now, place=place.id, lines=len(lines))
    return entries


def enrol(place_id: int, grid_id: int | None, person_id: int, household: str, now: datetime) -> RollEntry:
    """One entry, within `import_roll`."""
    entry = RollEntry(
        code=secrets.token_urlsafe(9),
        place_id=place_id,
        grid_id=grid_id,
        person_id=person_id,
        household=household,
        added_at=now,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def remove_from_roll(by: Actor, place: Place, entry: RollEntry, reason: str, now: datetime) -> None:
    """Take somebody off the roll, with a reason; the row stays."""
    permit(by, "people.remove_from_roll", place.id, place.path)
    db.session.execute(
        update(RollEntry)
        .where(RollEntry.id == entry.id, RollEntry.removed_at.is_(None))
        .values(removed_at=now, removed_reason=reason)
    )
    journal.write(by, "people.remove_from_roll", None, now, entry=entry.id, place=place.id)


def _name_of(place_id: int) -> str:
    place = db.session.get(Place, place_id)
    return place.name if place else ""
