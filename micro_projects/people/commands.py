"""``roll import`` and ``people import``: files put in by whoever operates the machine, all lines or none."""

from __future__ import annotations

import secrets
import sys
from datetime import datetime
from pathlib import Path

import click

from micro_projects.extensions import db
from micro_projects.kernel import csv_file
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.csv_file import Fault
from micro_projects.people import account_file, actions, queries, roll_actions, roll_file
from micro_projects.people.account_file import RoleLine
from micro_projects.people.models import Account
from micro_projects.places import queries as places
from micro_projects.web.door import act, now

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def roll() -> None:
    """The roll of a community (名册)."""


@roll.command("import")
@_FILE
@click.option("--community", required=True, metavar="CODE", help="Whose roll, such as FT-LH.")
def import_roll(file: Path, community: str) -> None:
    """Put the people of a CSV file on a roll: all lines, or none with every bad line named."""
    place = places.community(community)
    checked = roll_file.check(place, _read(file), now())
    _stop_at(checked.faults)
    with act() as at:
        count = roll_actions.enrol_all(CLOCK_ACTOR, place, checked.lines, at)
    click.echo(f"{count} residents on the roll of {place.code}")


@click.group()
def people() -> None:
    """Accounts and roles."""


@people.command("import")
@_FILE
def import_people(file: Path) -> None:
    """Make accounts with roles from a CSV file; each new account's first password is printed once."""
    rows = csv_file.rows(_read(file), account_file.COLUMNS, account_file.NEEDED)
    known = {place.code: place.id for place in places.below([""])}
    logins = [row.cells.get("login", "").lower() for row in rows]
    lines, faults = account_file.read(rows, known, queries.taken(logins))
    _stop_at(faults)
    passwords = {line.login: secrets.token_urlsafe(12) for line in lines}
    hashes = {login: actions.hash_password(password) for login, password in passwords.items()}
    with act() as at:
        _make(lines, hashes, at)
    click.echo("login,password")
    for login, password in passwords.items():
        click.echo(f"{login},{password}")


def _make(lines: list[RoleLine], hashes: dict[str, str], at: datetime) -> None:
    persons: dict[str, int] = {}
    for line in lines:
        if line.login not in persons:
            person = actions.add_person(CLOCK_ACTOR, line.name, at, in_full=True)
            db.session.add(
                Account(person_id=person.id, login=line.login, password_hash=hashes[line.login], epoch=0)
            )
            persons[line.login] = person.id
        actions.hold(
            CLOCK_ACTOR, line.place_id, persons[line.login], line.role, line.from_on, line.until_on, at
        )


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(csv_file.LARGEST + 1)


def _stop_at(faults: list[Fault]) -> None:
    """Say every bad line and stop; nothing was written."""
    for fault in faults:
        click.echo(roll_file.said(fault), err=True)
    if faults:
        sys.exit(2)


COMMANDS = (roll, people)
