"""Ballots accepted durably over HTTP. Target: at least half of what a bare endpoint with one durable insert reaches."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx
from flask import Flask, Response, request
from sqlalchemy import create_engine, text

from machine import durable_write, percentile, show, table
from micro_projects.demo.visitor import Visitor
from support import ballot, postgres, rundir
from support.databases import KINDS, Databases
from support.founded import PASSWORD
from support.serving import PATIENCE, Served

CLIENTS = 64
WORKERS = (2, 4)
TURNS = 3
SECONDS = 30.0
"""Of ours and as much of the bare endpoint, in turns; another number may be given on the command line."""
LOGINS = [*(f"resident{n:02d}" for n in range(1, 61)), *(f"council{n:02d}" for n in range(1, 5))]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "128MB"}


def bare() -> Flask:
    """The raw ceiling: one endpoint, one insert, durable, the same workers, driver and journal mode."""
    app = Flask("bare")
    url = os.environ["BARE_URL"]
    engine = create_engine(url)  # our engine events: WAL, synchronous=FULL, BEGIN IMMEDIATE for writers

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok")

    @app.post("/insert")
    def insert() -> Response:
        with engine.connect().execution_options(write=True) as connection:
            connection.execute(text("INSERT INTO bare (body) VALUES (:body)"), {"body": request.form["body"]})
            connection.commit()
        return Response(status=303, headers={"Location": "/"})

    return app


@dataclass
class Course:
    """What one kind of server answered over its turns."""

    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    errors: int = 0

    def row(self, name: str) -> list[object]:
        """For the table."""
        rates = f"{min(self.rates):.0f} / {statistics.median(self.rates):.0f} / {max(self.rates):.0f}"
        return [
            name,
            rates,
            *(show(percentile(self.waits, part)) for part in (0.5, 0.95, 0.99)),
            self.errors,
        ]


Request = tuple[str, str, Mapping[str, str]]
"""Path, body, headers."""


def load(address: str, requests: list[Request], course: Course, seconds: float) -> None:
    """Every client posts its own request again and again, on one connection, for `seconds`."""
    host = address.removeprefix("http://")
    start, waits, errors = threading.Barrier(len(requests) + 1), [], [0] * len(requests)

    def client(n: int) -> None:
        path, body, headers = requests[n]
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        mine = []
        start.wait()
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            try:
                connection.request("POST", path, body, dict(headers))
                answer = connection.getresponse()
                answer.read()
                errors[n] += answer.status not in (200, 303)
            except (OSError, http.client.HTTPException):
                errors[n] += 1
                connection.close()
            mine.append(time.perf_counter() - began)
        connection.close()
        waits.append(mine)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(len(requests))]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    every = [wait for mine in waits for wait in mine]
    course.rates.append(len(every) / (time.perf_counter() - began))
    course.waits += every
    course.errors += sum(errors)


def voters(served: Served) -> list[Request]:
    """Each client's own voter, signed in, with a ballot to cast again and again."""
    made: list[Request] = []
    for login in LOGINS:
        with httpx.Client(base_url=served.address, timeout=PATIENCE) as client:
            voter = Visitor(client, login).sign_in(PASSWORD)
            form = voter.get(f"/rounds/{ballot.ROUND}/vote").form("/vote")
            fields = [("csrf_token", str(form.values["csrf_token"]))]
            fields += [("choices", code) for code in form.choices["choices"][:3]]
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            made.append((f"/rounds/{ballot.ROUND}/ballot", urlencode(fields), {**FORM, "Cookie": cookie}))
    return made


@contextmanager
def bare_server(url: str, workers: int, log: Path) -> Iterator[str]:
    """The bare endpoint under gunicorn, with as many workers and threads as `serve` has."""
    from micro_projects.serving import THREADS

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare (body TEXT NOT NULL)"))
    engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    command = ["-m", "gunicorn", f"-w{workers}", f"--threads={THREADS}", "-kgthread", f"-b127.0.0.1:{port}"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, *command, "--log-level=warning", "ballots:bare()"],
            env=os.environ | {"BARE_URL": url},
            stdout=out,
            stderr=out,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < until:
            try:
                httpx.get(f"{address}/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        else:
            raise RuntimeError("the bare endpoint did not start:\n" + log.read_text()[-2000:])
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)


def compare(kind: str, workers: int, turn: float, databases: Databases, folder: Path) -> list[list[object]]:
    """Ours and the bare endpoint by turns, on one database server and one disk."""
    home = folder / f"home-{kind}-{workers}"
    home.mkdir()
    url = ballot.url(databases, kind, folder, home)
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_WORKERS": str(workers),
        "MICRO_PROJECTS_SECRET_KEY": "a key for a benchmark only, nobody else has it",
    }
    served = Served(environment, folder / f"serve-{kind}.log", ballot.opened(folder))
    ours, theirs = Course(), Course()
    served.start()
    try:
        with bare_server(databases.bare(kind), workers, folder / f"bare-{kind}.log") as address:
            cast = voters(served)
            insert: list[Request] = [("/insert", urlencode({"body": body}), FORM) for _, body, _ in cast]
            load(served.address, cast, Course(), 1)  # warm-up, not counted
            load(address, insert, Course(), 1)
            for _ in range(TURNS):
                load(served.address, cast, ours, turn)
                load(address, insert, theirs, turn)
    finally:
        served.stop()
    share = statistics.median(ours.rates) / statistics.median(theirs.rates)
    return [
        [*ours.row(f"{kind}, {workers} workers: a whole ballot"), f"{share:.0%}"],
        [*theirs.row(f"{kind}, {workers} workers: bare Flask, one insert"), ""],
    ]


def main() -> None:
    """SQLite, then PostgreSQL where its binaries are; both durable, on the disk of the temporary folder."""
    postgres.SPEED.update(DURABLE)
    turn = (float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS) / TURNS
    folder = Path(tempfile.mkdtemp(prefix=rundir.PREFIX))
    folder.chmod(0o755)
    (folder / "owner").write_text(str(os.getpid()))
    try:
        kinds = [kind for kind in KINDS if kind == "sqlite" or postgres.binaries()]
        databases = Databases(folder)
        rows = [
            row
            for kind in kinds
            for workers in WORKERS
            for row in compare(kind, workers, turn, databases, folder)
        ]
        print(
            f"{CLIENTS} clients on the same machine, 4 threads a worker, {TURNS} turns of {turn:.0f} s by turns "
            f"after a second of warm-up; a durable write where the databases are takes {durable_write(folder)}.\n"
        )
        heads = ["what", "requests a second (least / median / most)", "p50", "p95", "p99", "errors", "share"]
        print(table(heads, rows))
        if len(kinds) < len(KINDS):
            print("\nPostgreSQL is not installed here: not measured.")
    finally:
        rundir.remove(folder)


if __name__ == "__main__":
    main()
