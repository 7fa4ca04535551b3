"""Accounts, roles with terms, the roll: every write."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
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
    require(not queries.login_taken(login), rules.LOGIN_TAKEN)
    account = Account(person_id=person.id, login=login.strip().lower(), password_hash=password_hash, epoch=0)
    db.session.add(account)
    journal.write(by, "people.add_account", None, now, person=person.id, place=place.id)
    return account


def open_account(
    by: Actor, place: Place, name: str, login: str, password_hash: str, now: datetime, *, in_full: bool
) -> Account:
    """An account for somebody not known yet; officials and members are named in full in public."""
    permit(by, "people.add_account", place.id, place.path)
    person = add_person(by, name, now, in_full=in_full)
    return add_account(by, place, person, login, password_hash, now)


def reset_password(by: Actor, place: Place, account: Account, new_hash: str, now: datetime) -> None:
    """A forgotten password, at the counter: a worker for a resident without a role, an administrator for anybody."""
    permit(by, "people.reset_password", place.id, place.path)
    theirs = queries.actor(account.person_id, now)
    assert theirs is not None
    admin = frozenset({"admin"})
    paths = [h.path for h in theirs.holdings] + [r.path for r in theirs.rolls]
    administered = all(by.holds(admin, path) for path in paths)
    helped = not theirs.holdings and theirs.roll_entry(place.id) is not None
    require(helped or (administered and by.holds(admin, place.path)), rules.NOT_THEIR_ACCOUNT)
    account.password_hash = new_hash
    account.epoch += 1
    journal.write(by, "people.reset_password", None, now, on_behalf_of=account.person_id, place=place.id)


def give_role(
    by: Actor, place: Place, person_id: int, role: str, from_on: date, until_on: date | None, now: datetime
) -> RoleHolding:
    """A role in a place for a term."""
    permit(by, "people.give_role", place.id, place.path)
    require(role in rules.ROLES, rules.UNKNOWN_ROLE)
    require(role not in rules.BY_SEATS, rules.THROUGH_SEATS)
    require(queries.open_holding(person_id, role, place.id, from_on) is None, rules.HOLDS_ALREADY)
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
    calls.tell("role_given", "person", holding, now)
    return holding


def end_role(by: Actor, place: Place, holding: RoleHolding, on: date, now: datetime) -> None:
    """End a term on a day."""
    permit(by, "people.end_role", place.id, place.path)
    require(holding.place_id == place.id, rules.NO_HOLDING)
    require(holding.role not in rules.BY_SEATS, rules.THROUGH_SEATS)
    require(on >= holding.from_on, rules.WRONG_TERM)
    require(holding.until_on is None or on <= holding.until_on, rules.ENDED_ALREADY)
    holding.until_on = on
    journal.write(
        by, "people.end_role", None, now, person=holding.person_id, role=holding.role, place=place.id
    )
    calls.tell("role_ended", "person", holding, now)


def enrol(
    place_id: int,
    grid_id: int | None,
    person_id: int,
    household: str,
    now: datetime,
    *,
    age_band: str | None = None,
    sex: str | None = None,
) -> RollEntry:
    """One entry on a roll, for the founding of a district; files go through `roll_actions`."""
    entry = RollEntry(
        code=secrets.token_urlsafe(9),
        place_id=place_id,
        grid_id=grid_id,
        person_id=person_id,
        household=household,
        age_band=age_band,
        sex=sex,
        added_at=now,
    )
    db.session.add(entry)
    db.session.flush()
    return entry
