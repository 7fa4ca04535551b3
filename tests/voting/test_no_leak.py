"""No figure depends on a choice before counting: two houses whose ballots differ in nothing but the choices are equal.

The same played year twice; the same people vote at the same instants by the same channels, but for other projects.
Every page, export, feed, file and header of every role, every log line, every row of every table and every file in
the data folder is then the same, byte for byte. Chance is the same in both houses (what is drawn at random comes
from one seed per request), so that nothing has to be overlooked but form tokens and the sealed bytes, which libsodium
draws. Before closing the sealed bytes of one house are put into the other, so that the roots and the log are the same
as well: nobody without the key can tell them apart, so whatever still differs comes from a choice.
"""

from __future__ import annotations

import logging
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from config import from_environment
from micro_projects.app import create_app
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.notices.signing import sign_due
from micro_projects.people import queries as people
from micro_projects.voting import casting, queries
from micro_projects.web.door import act
from support import ballot
from support.client import Client
from support.databases import Databases
from support.founded import PASSWORD
from support.routes import addresses

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ballot")]

EVERYBODY = ("", "resident01", "moderator", "worker1", "auditor", "admin")
"""Nobody signed in, a voter, and the roles that see most; the others see less of the same pages."""
OFFICES = ("", "worker1", "auditor", "admin")
VOTERS = 22
ON_PAPER = (30, 31)
TOKEN = re.compile(rb'(name="(?:[\w-]+-)?csrf_token"[^>]* value=|name="csrf-token" content=)"[^"]*"')
"""Signed with the time of the machine, not the house's."""
SAME_FOR_ALL = (".pdf", ".zip")
"""Slow to make, and the same whoever asks: asked for once."""
OF_THE_MACHINE = {"Set-Cookie", "Date"}


@dataclass
class House:
    """One of the two, with what it has said so far."""

    app: Flask
    clock: ManualClock
    home: Path
    choices: Callable[[int, list[str]], list[str]]

    def codes(self) -> list[str]:
        """What is on the ballot."""
        with self.app.app_context():
            found = list(queries.terms(queries.round_or_404(ballot.ROUND)).costs)
            db.session.remove()
        return found

    def client(self, login: str) -> Client:
        """Somebody's browser."""
        made = self.app.test_client()
        assert isinstance(made, Client)
        made.inspect = False
        if login:
            assert made.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
        return made


@contextmanager
def chance(seed: object) -> Iterator[None]:
    """What is random comes from `seed`: the same in both houses, another for every request."""
    drawn = random.Random(repr(seed))

    def urandom(size: int) -> bytes:
        return drawn.getrandbits(8 * size).to_bytes(size, "big") if size else b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", urandom)
        patch.setattr(random, "_urandom", urandom)
        yield


@pytest.fixture
def houses(databases: Databases, run_folder: Path, tmp_path: Path) -> Iterator[list[House]]:
    """Both, with an open round and nobody's ballot yet."""
    made = []
    for name, choices in (
        ("one", lambda n, codes: codes[:2]),
        ("other", lambda n, codes: [codes[-1 - n % 2]]),
    ):
        home = tmp_path / name
        home.mkdir()
        url = ballot.url(databases, "sqlite", run_folder, home)
        environment = {
            "MICRO_PROJECTS_HOME": str(home),
            "MICRO_PROJECTS_DATABASE_URL": url,
            "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
            "MICRO_PROJECTS_SECRET_KEY": "a key that only tests know, long enough for production",
        }
        clock = ManualClock(ballot.opened(run_folder))
        app = create_app(from_environment(environment), clock)
        app.testing = True
        app.test_client_class = Client
        made.append(House(app, clock, home, choices))
    yield made
    for house in made:
        with house.app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


def vote(house: House) -> None:
    """Everybody's ballot on the web, the first again; two on paper."""
    codes = house.codes()
    for n in [*range(1, VOTERS + 1), 1]:
        with chance(("vote", n)):
            by = house.client(f"resident{n:02d}")
            chosen = house.choices(n, codes)
            assert by.post(f"/rounds/{ballot.ROUND}/vote", data={"choices": chosen}).status_code == 200
            assert by.post(f"/rounds/{ballot.ROUND}/ballot", data={"choices": chosen}).status_code == 200
        house.clock.forward(timedelta(minutes=1))
    with house.app.app_context(), chance("paper"):
        round_ = queries.round_or_404(ballot.ROUND)
        for n in ON_PAPER:
            with act() as now:
                casting.hand_in(round_, entry_of(f"resident{n}"), now)
        db.session.remove()


def entry_of(login: str) -> int:
    account = people.account(login)
    assert account is not None
    entry = people.entry_of(account.person_id)
    assert entry is not None
    return entry.id


def said(house: House, caplog: pytest.LogCaptureFixture, logins: Sequence[str]) -> dict[str, bytes]:
    """What each of `logins` is told by every address, with its headers; log lines; rows; files."""
    everything: dict[str, bytes] = {}
    paths = [path for _, path in addresses(house.app) if path is not None and path != "/sign-out"]
    caplog.clear()
    for login in logins:
        with chance(("in", login)):
            client = house.client(login)
        for path in paths:
            if login and path.endswith(SAME_FOR_ALL):
                continue
            with chance((login, path)):
                answer = client.get(path)
                head = sorted((k, v) for k, v in answer.headers if k not in OF_THE_MACHINE)
                body = TOKEN.sub(rb"\1", answer.get_data())
                everything[f"{login or 'visitor'} {path}"] = f"{answer.status_code} {head} ".encode() + body
    lines = [f"{record.name} {record.getMessage()}" for record in caplog.records]
    everything["log"] = "\n".join(lines).encode()
    return everything | rows(house) | files(house)


def rows(house: House) -> dict[str, bytes]:
    """Every table; of sealed ballots only how long they are."""
    found = {}
    with house.app.app_context(), db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            columns = [c if c.name != "sealed" else sa.func.length(c) for c in table.columns]
            listed = connection.execute(sa.select(*columns).order_by(*table.primary_key.columns)).all()
            found[f"table {table.name}"] = repr(listed).encode()
    return found


def give_sealed(one: House, other: House) -> None:
    """Put the sealed bytes of one house into the other, voter by voter."""
    with one.app.app_context():
        sealed = db.session.execute(sa.text("SELECT sealed, entry_id FROM sealed_ballot")).all()
        db.session.remove()
    with other.app.app_context(), db.engine.begin() as connection:
        for body, entry in sealed:
            connection.execute(
                sa.text("UPDATE sealed_ballot SET sealed = :body WHERE entry_id = :entry"),
                {"body": body, "entry": entry},
            )


def close(house: House) -> None:
    """The closing minute. Paper was handed in, so nothing is opened yet."""
    with house.app.app_context():
        closes_at = queries.round_or_404(ballot.ROUND).closes_at
        db.session.remove()
    house.clock.move_to(closes_at)
    with chance("close"):
        tick(house.app)
        sign_due(house.app)
    with house.app.app_context():
        round_ = queries.round_or_404(ballot.ROUND)
        assert (round_.state, round_.opened_at) == ("entering", None)
        db.session.remove()


def files(house: House) -> dict[str, bytes]:
    """Every file of the data folder but the database's own."""
    return {
        f"file {path.relative_to(house.home)}": path.read_bytes()
        for path in sorted(house.home.rglob("*"))
        if path.is_file() and ".sqlite3" not in path.name
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Where two houses say something else."""
    assert one.keys() == other.keys()
    return [where for where in one if one[where] != other[where]]


def test_no_page_line_row_or_file_depends_on_a_choice(
    houses: list[House], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for house in houses:
        vote(house)
    one, other = (said(house, caplog, EVERYBODY) for house in houses)
    assert len(one) > 600
    assert differing(one, other) == []
    give_sealed(*houses)
    for house in houses:
        close(house)
    one, other = (said(house, caplog, OFFICES) for house in houses)
    assert b"round.closed" in one["table log_entry"]
    assert differing(one, other) == []


def test_one_voter_more_is_seen_so_the_comparison_can_fail(
    houses: list[House], caplog: pytest.LogCaptureFixture
) -> None:
    with chance("one more"):
        by = houses[1].client("resident40")
        chosen = houses[1].codes()[:1]
        assert by.post(f"/rounds/{ballot.ROUND}/ballot", data={"choices": chosen}).status_code == 200
    one, other = (said(house, caplog, ("",)) for house in houses)
    seen = set(differing(one, other))
    assert {
        f"visitor /rounds/{ballot.ROUND}",
        "table roll_mark",
        "table sealed_ballot",
        "table journal",
    } <= seen
