"""The ballot with 200 projects, and casting. Targets: ≤ 60 ms and 12 statements a page; ≤ 8 ms and 10 a ballot."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from pages import CHOICES, CYCLE, READER, bare, by_turns, filled_again, house, in_bulk, more
from sqlalchemy import Connection, create_engine, text

from machine import Times, table
from micro_projects.voting.ballot_rules import FORMS
from support import ballot, rundir
from support.databases import Databases
from support.founded import PASSWORD
from support.statements import counted

PATH = f"/rounds/{ballot.ROUND}/vote"
CAST = f"/rounds/{ballot.ROUND}/ballot"


def long_ballot(connection: Connection) -> None:
    """Two hundred proposals with their texts, all of them on the ballot."""
    more(connection, CHOICES)
    connection.execute(
        text(
            "INSERT INTO round_project (round_id, proposal_id, code, title, text_hash, cost, place, exclusive_group, "
            "withdrawn, official) SELECT r.id, p.id, s.code, v.title, v.text_hash, v.estimate, "
            "100 + row_number() OVER (ORDER BY s.code), CASE WHEN p.id % 20 = 0 THEN 'A' ELSE '' END, 0, '' "
            "FROM proposal p JOIN subject s ON s.id = p.id JOIN proposal_version v ON v.proposal_id = p.id "
            "AND v.number = p.version, round r WHERE s.code LIKE :cycle AND p.id NOT IN "
            "(SELECT proposal_id FROM round_project) LIMIT :most - (SELECT count(*) FROM round_project)"
        ),
        {"cycle": f"{CYCLE}-%", "most": CHOICES},
    )


def in_form(url: str, form: str) -> None:
    """The open round as if its pack had named this form; a ballot may choose ten of them."""
    engine = create_engine(url)
    with engine.connect().execution_options(write=True) as connection:
        connection.execute(text("UPDATE round SET form = :form, most = 10, points = 10"), {"form": form})
        connection.commit()
    engine.dispose()


def signed_in(app: Flask) -> tuple[FlaskClient, str]:
    """The reader's browser, and its token."""
    client = app.test_client()
    token = _token(client.get("/sign-in").text)
    who = {"login": READER, "password": PASSWORD, "next": "", "csrf_token": token}
    assert client.post("/sign-in", data=who).status_code == 303
    return client, _token(client.get(PATH).text)


def _token(html: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert found is not None
    return found[1]


def page(app: Flask, client: FlaskClient, form: str) -> list[object]:
    """The ballot of a form, beside its template filled from memory and bare Flask with the same HTML."""
    answer = client.get(PATH)
    shown = answer.text.count('class="choice')
    assert answer.status_code == 200
    assert shown >= CHOICES, shown
    floor = bare(answer.text)
    with app.app_context():
        again = filled_again(app, client, PATH)
    times = by_turns(lambda: client.get(PATH), again, lambda: floor.get("/"))
    weight = f"{len(gzip.compress(answer.data)) / 1000:.0f} kB"
    return _row(f"ballot, {form}", lambda: client.get(PATH), times, weight)


def casting(app: Flask, client: FlaskClient, token: str) -> list[object]:
    """One whole ballot cast again, beside bare Flask sending the same answer."""
    data = {"csrf_token": token, "choices": [f"{CYCLE}-001"]}

    def cast() -> object:
        answer = client.post(CAST, data=data)
        assert answer.status_code == 200, answer.text
        return answer

    html = client.post(CAST, data=data).text
    floor = bare(html)
    return _row("casting a ballot", cast, by_turns(cast, lambda: None, lambda: floor.get("/")), "")


def _row(name: str, ask: Callable[[], object], times: list[Times], weight: str) -> list[object]:
    with counted() as statements:
        ask()
    ours, filled, flask = times
    ratio = f"{ours.median / flask.median:.1f} ×"
    return [name, len(statements), ours, filled if weight else "–", flask, ratio, weight]


def rows(folder: Path) -> Iterator[list[object]]:
    """Every form, then casting."""
    home = folder / "voting-page"
    url = ballot.url(Databases(folder), "sqlite", folder, home)
    in_bulk(url, long_ballot)
    app = house(url, home, ballot.opened(folder))
    client, token = signed_in(app)
    for form in FORMS:
        in_form(url, form)
        yield page(app, client, form)
    in_form(url, "approval")
    yield casting(app, client, token)


def main() -> None:
    """On SQLite, in process, the test client's own work included."""
    folder = rundir.make()
    try:
        print(
            f"CPU in process of a signed-in resident's request with {CHOICES} projects on the ballot, by turns with "
            "the same template filled again from memory and with bare Flask sending the same HTML (the floor).\n"
        )
        heads = ["page", "statements", "CPU (least / median / most)", "filled from memory", "bare Flask"]
        print(table([*heads, "ratio", "compressed"], rows(folder)))
    finally:
        rundir.remove(folder)


if __name__ == "__main__":
    main()
