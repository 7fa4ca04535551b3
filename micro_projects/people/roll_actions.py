"""The roll: people put on it from a file, all lines or none; taken off it with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused, require
from micro_projects.kernel.text import public_name
from micro_projects.people import queries, roll_rules, rules
from micro_projects.people.models import Account, Person, PersonKey, PersonSecret, RollEntry
from micro_projects.people.roll_rules import RollLine
from micro_projects.people.vault import MASTER_VERSION
from micro_projects.places.models import Place
from micro_projects.web.access import permit


def import_roll(by: Actor, place: Place, lines: Sequence[RollLine], now: datetime) -> int:
    """Put a file's people on a community's roll: all lines or none. How many were put."""
    permit(by, "people.import_roll", place.id, place.path)
    return enrol_all(by, place, lines, now)


def enrol_all(by: Actor, place: Place, lines: Sequence[RollLine], now: datetime) -> int:
    """What `import_roll` does; the operator's command line does it too. Somebody known is not made again."""
    known = queries.known([line.national_id for line in lines])
    there = queries.rolls_of(list(known.values()))
    listed = {number: there[person] for number, person in known.items() if person in there}
    faults = roll_rules.already(lines, listed, place.id)
    if faults:
        raise Refused(roll_rules.WRONG_ROLL, count=len(faults))
    new = [line for line in lines if line.national_id not in known]
    people = dict(zip([line.national_id for line in new], _add_people(by, new, now), strict=True))
    db.session.add_all(
        RollEntry(
            code=secrets.token_urlsafe(9),
            place_id=place.id,
            grid_id=line.grid_id,
            person_id=known.get(line.national_id) or people[line.national_id],
            household=line.household,
            age_band=line.age_band,
            sex=line.sex,
            added_at=now,
        )
        for line in lines
    )
    db.session.flush()
    journal.write(by, "people.import_roll", None, now, place=place.id, lines=len(lines))
    calls.tell("roll_drawn_up", "place", place, len(lines), now)
    return len(lines)


def _add_people(by: Actor, lines: Sequence[RollLine], now: datetime) -> list[int]:
    """New persons with their secrets: as `add_person` does for one, but in a few statements for thousands."""
    vault = queries.vault()
    rows = [
        Person(token=secrets.token_urlsafe(12), public_name=public_name(line.name), created_at=now)
        for line in lines
    ]
    db.session.add_all(rows)
    db.session.flush()
    for row, line in zip(rows, lines, strict=True):
        wrapped = vault.new_key()
        db.session.add(PersonKey(person_id=row.id, master_version=MASTER_VERSION, wrapped=wrapped))
        db.session.add(_secret(row.id, "name", vault.seal(wrapped, "name", line.name), None))
        db.session.add(_secret(row.id, "national_id", None, vault.index("national_id", line.national_id)))
        if line.phone:
            sealed = vault.seal(wrapped, "phone", line.phone)
            db.session.add(_secret(row.id, "phone", sealed, vault.index("phone", line.phone)))
    db.session.add_all(
        JournalEntry(
            at=now,
            person_id=by.person_id,
            on_behalf_of=None,
            act="people.add_person",
            subject_kind=None,
            subject_id=None,
            facts=canonical.dump({"person": row.id}).decode(),
        )
        for row in rows
    )
    return [row.id for row in rows]


def _secret(person_id: int, kind: str, ciphertext: bytes | None, index: bytes | None) -> PersonSecret:
    return PersonSecret(person_id=person_id, kind=kind, ciphertext=ciphertext, blind_index=index)


def remove_from_roll(by: Actor, place: Place, entry: RollEntry, reason: str, now: datetime) -> None:
    """Take somebody off the roll, with a reason; the row stays."""
    permit(by, "people.remove_from_roll", place.id, place.path)
    changed = db.session.execute(
        update(RollEntry)
        .where(RollEntry.id == entry.id, RollEntry.place_id == place.id, RollEntry.removed_at.is_(None))
        .values(removed_at=now, removed_reason=reason)
        .returning(RollEntry.id)
    ).first()
    require(changed, rules.REMOVED_ALREADY)
    journal.write(by, "people.remove_from_roll", None, now, entry=entry.id, place=place.id)


def open_resident_account(
    by: Actor, place: Place, entry: RollEntry, login: str, password_hash: str, now: datetime
) -> Account:
    """An account for a resident on the roll, at the counter, with their document on the table."""
    permit(by, "people.open_resident_account", place.id, place.path)
    require(entry.place_id == place.id and entry.removed_at is None, rules.NO_ENTRY)
    require(db.session.get(Account, entry.person_id) is None, rules.HAS_ACCOUNT)
    require(not queries.login_taken(login), rules.LOGIN_TAKEN)
    account = Account(
        person_id=entry.person_id, login=login.strip().lower(), password_hash=password_hash, epoch=0
    )
    db.session.add(account)
    journal.write(by, "people.open_resident_account", None, now, on_behalf_of=entry.person_id, entry=entry.id)
    return account
