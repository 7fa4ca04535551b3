"""A database that cannot be written, or is not there: said in words, nothing half written, and it heals by itself."""

from __future__ import annotations

import os
import pwd
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from makers.cycles import opened
from micro_projects.clockwork import tick
from micro_projects.demo.founding import again
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.clock import ManualClock
from micro_projects.proposals.models import ProposalDraft
from support import founded as founded_support
from support import postgres
from support.client import Client
from support.databases import Databases

NEW = "/c/FT-LH/2026/proposals/new"
LONG = "楼道里的灯坏了三个月，老人晚上不敢下楼。" * 90
SAID = "系统暂时无法读写数据，什么也没有改动。"


@pytest.fixture
def resident(app: Flask, client: Client, clock: ManualClock) -> Client:
    """A resident in front of an open cycle, signed in."""
    app.testing = False  # people see a page, not an exception
    with app.app_context():
        opened(again(), clock.now())
    answer = client.post("/sign-in", data={"login": "resident01", "password": founded_support.PASSWORD})
    assert answer.status_code == 303
    assert client.get("/nothing-here").status_code == 404  # what a refusal's page needs is loaded
    return client


def counts(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        tables = (ProposalDraft, JournalEntry, SubjectRow)
        return tuple(db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables)


def fresh_connections(app: Flask) -> None:
    """Connections are opened anew, as after a restart of the workers."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def draft(client: Client, title: str) -> tuple[int, str]:
    answer = client.post(NEW, data={"title": title, "problem": LONG, "wish": LONG})
    return answer.status_code, answer.get_data(as_text=True)


def refused_in_words(client: Client) -> None:
    status, page = draft(client, "写不进去的草稿")
    assert status == 503
    assert SAID in page
    assert "请过几分钟再试" in page


def heals(app: Flask, client: Client, before: tuple[int, ...]) -> None:
    """Nothing was half written; the next try goes through, without anybody doing anything."""
    assert counts(app) == before
    status, page = draft(client, "写进去了的草稿")
    assert status == 303, page[:500]
    assert counts(app)[0] == before[0] + 1


# -- SQLite -------------------------------------------------------------------------------------------


@contextmanager
def unwritable(app: Flask) -> Iterator[None]:
    """Nothing of ours may be written, as on a disk that went read-only."""
    file = Path(app.extensions["settings"].database_url.removeprefix("sqlite:///"))
    if os.geteuid() == 0:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            yield
        finally:
            os.seteuid(0)
        return
    paths = [*file.parent.glob(f"{file.name}*"), file.parent]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in reversed(paths):
            path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.founded
def test_a_file_that_went_read_only(app: Flask, resident: Client) -> None:
    before = counts(app)
    fresh_connections(app)
    with unwritable(app):
        refused_in_words(resident)
        assert resident.get("/healthz").status_code == 200
    heals(app, resident, before)


@pytest.mark.founded
def test_a_disk_that_is_full(app: Flask, resident: Client) -> None:
    before = counts(app)
    fresh_connections(app)
    with app.app_context():
        engine, file = db.engine, db.engine.url.database
    with sqlite3.connect(str(file)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()

    limited = []

    def no_more(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")
        limited.append(connection)

    event.listen(engine, "connect", no_more)
    refused_in_words(resident)
    assert resident.get(NEW).status_code == 200  # reading goes on
    event.remove(engine, "connect", no_more)
    for one in limited:
        one.execute("PRAGMA max_page_count = 1073741823")
    heals(app, resident, before)


# -- PostgreSQL ---------------------------------------------------------------------------------------


@pytest.fixture
def cluster(run_folder: Path) -> Iterator[Path]:
    """A cluster of this test's own, which it may stop."""
    folder = run_folder / f"cluster-{os.getpid()}"
    folder.mkdir()
    yield folder
    postgres.stop(folder)


@pytest.mark.postgres
class TestStopped:
    """The server is stopped and started again under a running house."""

    @pytest.fixture
    def database_url(self, cluster: Path, home: Path) -> str:
        """A founded district in it."""
        url = Databases(cluster).fresh("postgres", "founded", partial(founded_support.fill, cluster))
        founded_support.copy_keys(cluster, url, home)
        return url

    def test_a_server_that_stops_and_comes_back(
        self, app: Flask, resident: Client, cluster: Path, home: Path
    ) -> None:
        (home / "last_tick").touch()
        assert resident.get("/readyz").status_code == 200
        before = counts(app)
        postgres.stop(cluster, signal.SIGINT)
        refused_in_words(resident)
        page = resident.get("/c/FT-LH")
        assert page.status_code == 503
        assert SAID in page.get_data(as_text=True)
        assert resident.get("/healthz").status_code == 200
        assert resident.get("/readyz").status_code == 503
        postgres.again(cluster)
        assert resident.get("/readyz").status_code == 200
        heals(app, resident, before)
        assert tick(app) == 0
