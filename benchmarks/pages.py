"""Pages: statements and CPU at 50, 5,000 and 50,000 proposals. Target: ≤ 8 and ≤ 12 statements, ≤ 8 ms, flat."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, text

from config import from_environment
from machine import Times, table
from micro_projects.app import create_app
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from support import ballot, rundir, year
from support.databases import Databases
from support.founded import PASSWORD
from support.statements import counted

SIZES = (50, 5_000, 50_000)
RUNS = 50
WARM_UP = 5
CHOICES = 200
READER = "resident01"
CYCLE = "FT-LH-2026"
PAGES = {
    "list": "/c/FT-LH/2026/proposals",
    "proposal": f"/proposals/{CYCLE}-001",
    "cycle": "/c/FT-LH/2026",
    "home": "/",
    "community": "/c/FT-LH",
    "notice D1": f"/notices/{CYCLE}-D1",
    "session": f"/sessions/{CYCLE}-S01",
}
ONCE = {f"ballot with {CHOICES} projects": f"/rounds/{ballot.ROUND}/vote"}
"""Behind the sign-in."""
ENDED = {"project": f"/projects/{CYCLE}-001", "result": f"/rounds/{ballot.ROUND}/result"}
"""On the year that was played to its end."""


def more(connection: Connection, total: int) -> None:
    """Copies of one proposal, its text and its journal, until its cycle has `total`."""
    asked = text("SELECT id, cycle_id FROM subject WHERE kind = 'proposal' AND code = :code")
    model, cycle = connection.execute(asked, {"code": f"{CYCLE}-001"}).one()
    there = connection.execute(
        text("SELECT count(*) FROM subject WHERE kind = 'proposal' AND cycle_id = :cycle"), {"cycle": cycle}
    ).scalar_one()
    first = connection.execute(text("SELECT max(id) FROM subject")).scalar_one() + 1
    given = {"model": model, "first": first, "many": total - there, "there": there}
    named = {"id": ":first + i", "code": f"printf('{CYCLE}-%05d', :first + i)"}
    _copy(connection, "subject", "id", named, given)
    _copy(connection, "proposal", "id", {"id": ":first + i", "number": ":there + i + 1"}, given)
    _copy(connection, "proposal_version", "proposal_id", {"proposal_id": ":first + i"}, given)
    _copy(connection, "journal", "subject_id", {"id": "NULL", "subject_id": ":first + i"}, given)


def choices(connection: Connection) -> None:
    """Copies of one line of the ballot until it has two hundred."""
    model, there = connection.execute(text("SELECT min(id), count(*) FROM round_project")).one()
    named = {
        "id": "NULL",
        "proposal_id": "NULL",
        "code": f"printf('{CYCLE}-9%04d', i)",
        "place": ":there + i + 1",
    }
    _copy(connection, "round_project", "id", named, {"model": model, "many": CHOICES - there, "there": there})


def _copy(
    connection: Connection, table_name: str, key: str, changed: dict[str, str], given: dict[str, int]
) -> None:
    columns = [column.name for column in db.metadata.tables[table_name].columns]
    values = ", ".join(changed.get(name, f"m.{name}") for name in columns)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :many)"
    into = f"INSERT INTO {table_name} ({', '.join(columns)})"
    rows = f"SELECT {values} FROM n, {table_name} m WHERE m.{key} = :model AND :many > 0"  # noqa: S608 - our own names
    connection.execute(text(f"{numbers} {into} {rows}"), given)


def in_bulk(url: str, work: Callable[[Connection], None]) -> None:
    """Rows straight into a throw-away copy: its triggers, which would ask for every step, are dropped first."""
    engine = create_engine(url)
    with engine.connect().execution_options(write=True) as connection:
        names = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        )
        for name in names:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        work(connection)
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


def bare(html: str) -> FlaskClient:
    """The floor: Flask rendering the same HTML, with nothing to ask and nobody to recognise."""
    app = Flask("bare")
    page = app.jinja_env.from_string("{% for part in parts %}{{ part|safe }}{% endfor %}")
    parts = html.splitlines(keepends=True)
    app.add_url_rule("/", view_func=lambda: page.render(parts=parts))
    return app.test_client()


def filled_again(app: Flask, client: FlaskClient, path: str) -> Callable[[], object]:
    """The same template filled again from memory: what the page would cost without database and sign-in."""
    seen: list[tuple[object, dict[str, object]]] = []

    def hear(sender: Flask, template: object, context: dict[str, object], **more: object) -> None:
        seen.append((template, context))

    with template_rendered.connected_to(hear, app):
        client.get(path)
    template, context = seen[-1]

    def fill() -> object:
        with app.test_request_context(path):
            return template.render(context)  # type: ignore[attr-defined]

    return fill


def by_turns(*works: Callable[[], object]) -> list[Times]:
    """CPU of several things, one after the other in each turn."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(WARM_UP + RUNS):
        for work, into in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            if turn >= WARM_UP:
                into.append(time.process_time() - start)
    return [Times(tuple(into), WARM_UP) for into in taken]


def figures(
    app: Flask, pages: dict[str, str], size: int, *, signed_out: bool = True
) -> Iterator[list[object]]:
    """One row per page."""
    visitor, reader = app.test_client(), app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', reader.get("/sign-in").text)
    assert token is not None
    who = {"login": READER, "password": PASSWORD, "next": "", "csrf_token": token[1]}
    assert reader.post("/sign-in", data=who).status_code == 303
    for name, path in pages.items():
        asked = []
        for client in (visitor, reader):
            client.get(path)
            with counted() as statements:
                answer = client.get(path)
            asked.append(str(len(statements)) if answer.status_code == 200 else "–")
        client = visitor if signed_out else reader
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        floor = bare(answer.text)
        with app.app_context():
            again = filled_again(app, client, path)
        ours, filled, flask = by_turns(
            lambda client=client, path=path: client.get(path), again, lambda floor=floor: floor.get("/")
        )
        yield [
            name,
            f"{size:,}",
            f"{asked[0]} / {asked[1]}",
            ours,
            filled,
            f"{ours.median / filled.median:.1f} ×",
            flask,
            f"{ours.median / flask.median:.1f} ×",
        ]


def house(url: str, home: Path, at: object) -> Flask:
    """The house on a database, its clock standing still."""
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    return create_app(from_environment(environment), ManualClock(at))  # type: ignore[arg-type]


def rows(folder: Path) -> Iterator[list[object]]:
    """Every page at every size; the ballot, the project and the result once."""
    databases = Databases(folder)
    for size in SIZES:
        home = folder / f"open-{size}"
        url = ballot.url(databases, "sqlite", folder, home)
        in_bulk(url, lambda connection, size=size: more(connection, size))
        yield from figures(house(url, home, ballot.opened(folder)), PAGES, size)
    home = folder / "open-ballot"
    url = ballot.url(databases, "sqlite", folder, home)
    in_bulk(url, choices)
    yield from figures(house(url, home, ballot.opened(folder)), ONCE, 8, signed_out=False)
    for size in SIZES:
        home = folder / f"ended-{size}"
        url = year.url(databases, "sqlite", folder, home)
        in_bulk(url, lambda connection, size=size: more(connection, size))
        yield from figures(house(url, home, year.ended(folder)), ENDED, size)


def main() -> None:
    """A year played through the pages, then copies of its first proposal in bulk."""
    folder = rundir.make()
    try:
        print(
            f"CPU of a request in process, {RUNS} after {WARM_UP}, by turns with the same template filled again from "
            "memory (no database, nobody signed in) and with bare Flask rendering the same HTML from a list of lines "
            "(the floor). Target: at most 4 × the page filled from memory. Signed out, the ballot signed in.\n"
        )
        heads = ["page", "proposals", "statements out / in", "CPU (least / median / most)"]
        heads += ["filled from memory", "ratio", "bare Flask", "ratio"]
        print(table(heads, rows(folder)))
    finally:
        rundir.remove(folder)


if __name__ == "__main__":
    main()
