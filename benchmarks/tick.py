"""One tick with nothing due, at 1 and at 1,000 communities. Target: < 20 ms, at most 3 statements per kind of work."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from conftest import START
from flask import Flask
from sqlalchemy import insert

from config import from_environment
from machine import measure, table
from micro_projects.app import create_app
from micro_projects.clockwork import jobs, tick
from micro_projects.cycles.models import Cycle, Phase
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.money import Money
from micro_projects.people.models import Person
from micro_projects.places.models import Place
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import now
from support import founded, rundir
from support.databases import Databases
from support.statements import counted

SIZES = (1, 1_000)
PROPOSALS = 30
RUNS = 25


def house(databases: Databases, folder: Path, communities: int) -> Flask:
    """A founded district with as many communities more as asked, each with a cycle in its proposing window."""
    url = databases.fresh("sqlite", "founded", lambda empty: founded.fill(folder, empty))
    home = folder / f"home-{communities}"
    founded.copy_keys(folder, url, home)
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    with app.app_context():
        fill(communities)
        db.session.remove()
    tick(app)
    return app


def fill(communities: int) -> None:
    """Rows in bulk: a community, its open cycle, its proposals, some still seeking seconds, some screened."""
    at, pack = now(), Pack().frozen().decode()
    above = db.session.query(Place).filter_by(level="subdistrict").first()
    author = db.session.query(Person).first()
    assert above is not None and author is not None
    place, subject = 100_000, 1_000_000
    rows: dict[type, list[dict[str, object]]] = {t: [] for t in (Place, SubjectRow, Cycle, Phase, Proposal)}
    ahead = {"proposing": (-9, 30), "deliberating": (40, 60), "voting": (70, 90), "executing": (95, None)}
    for n in range(communities):
        place, code = place + 1, f"B{n:04d}"
        path = f"{above.path}{code}/"
        rows[Place].append(
            {"id": place, "parent_id": above.id, "level": "community", "code": code, "name": code}
            | {"name_en": code, "path": path, "address": "", "phone": ""}
        )
        subject += 1
        cycle = subject
        rows[SubjectRow].append(_subject(cycle, "cycle", f"{code}-2026", place, path, None))
        rows[Cycle].append(
            {
                "id": cycle,
                "state": "open",
                "state_since": at,
                "year": 2026,
                "pack_json": pack,
                "pack_hash": b"-",
            }
        )
        rows[Phase] += [
            {"cycle_id": cycle, "name": name, "starts_at": at + timedelta(days=start)}
            | {"ends_at": None if end is None else at + timedelta(days=end)}
            for name, (start, end) in ahead.items()
        ]
        for k in range(1, PROPOSALS + 1):
            subject += 1
            rows[SubjectRow].append(_subject(subject, "proposal", f"{code}-2026-{k:03d}", place, path, cycle))
            rows[Proposal].append(_proposal(subject, k, author.id))
    connection = db.session.connection(execution_options={"write": True})
    for trigger in connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.exec_driver_sql(
            f'DROP TRIGGER "{trigger[0]}"'
        )  # rows in bulk skip the steps that lead there
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a cycle and its subject name each other
    for model, values in rows.items():
        connection.execute(insert(model), values)
    db.session.commit()


def _subject(key: int, kind: str, code: str, place: int, path: str, cycle: int | None) -> dict[str, object]:
    return {"id": key, "kind": kind, "code": code, "place_id": place, "path": path, "cycle_id": cycle}


def _proposal(key: int, number: int, author: int) -> dict[str, object]:
    state = "submitted" if number % 3 else "screened_in"
    given = {
        "id": key,
        "state": state,
        "state_since": now(),
        "author_id": author,
        "number": number,
        "version": 1,
    }
    words = {
        "title": f"提案 {number}",
        "kind": "works",
        "estimate": Money.yuan(1_000 * number),
        "organisation": "",
    }
    return given | words | {"seconds": 3, "submitted_at": now()}


def main() -> None:
    """CPU and waiting of a tick, and which kind of work asks most."""
    folder, rows = rundir.make(), []
    databases = Databases(folder)
    try:
        for communities in SIZES:
            app = house(databases, folder, communities)
            with app.app_context(), counted() as first:
                tick(app)
            per_kind: Counter[str] = Counter()
            with app.app_context():
                for job in jobs():
                    with counted() as asked:
                        waiting = list(job.due(now()))
                    assert not waiting, job.name
                    per_kind[job.name] = len(asked)
            name, most = per_kind.most_common(1)[0]
            cpu = measure(lambda app=app: tick(app), runs=RUNS, warm_up=3, clock=time.process_time)
            rows.append(
                [
                    f"{communities:,}",
                    f"{communities * PROPOSALS:,}",
                    "20 ms",
                    cpu,
                    len(first),
                    f"{most} ({name})",
                    len(per_kind),
                ]
            )
        print(
            f"CPU of a tick, {RUNS} runs after three; rows are made in bulk, SQLite in memory's file system.\n"
        )
        heads = ["communities", "proposals", "target", "least / median / most", "statements"]
        print(table([*heads, "most by one kind (target 3)", "kinds of work"], rows))
    finally:
        rundir.remove(folder)


if __name__ == "__main__":
    main()
