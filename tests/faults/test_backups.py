"""A back-up made while people vote: nothing acknowledged before it is missing, and only a whole one comes back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, inspect, select, text

from config import Settings
from micro_projects import doctor, keeping
from micro_projects.app import create_app
from micro_projects.commands import cli
from micro_projects.demo.founding import again
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import LogEntry
from micro_projects.voting import actions, queries
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import RollMark, SealedBallot
from micro_projects.web.door import act
from support import ballot
from support.crowd import at_once, forget
from support.databases import Databases

pytestmark = pytest.mark.each_database


@pytest.fixture
def database_url(databases: Databases, database_kind: str, run_folder: Path, home: Path) -> str:
    """A year in which residents are voting."""
    return ballot.url(databases, database_kind, run_folder, home)


@pytest.fixture
def clock(run_folder: Path, database_url: str) -> ManualClock:
    """While they vote."""
    return ManualClock(ballot.opened(run_folder))


@pytest.fixture
def elsewhere(
    databases: Databases, database_kind: str, settings: Settings, clock: ManualClock, tmp_path: Path
) -> Flask:
    """A house with an empty database and no stored files; the keys are kept, as they are by design."""
    return create_app(
        replace(settings, database_url=databases.bare(database_kind), storage_url=str(tmp_path / "files")),
        clock,
    )


def caster(login: str, codes: list[str], now: object) -> Callable[[], int]:
    by = again().actor(login, now)  # type: ignore[arg-type]

    def cast() -> int:
        round_ = queries.round_or_404(ballot.ROUND)
        with act(shared=True) as at:
            actions.cast(by, round_, Ballot(tuple(codes)), "", at)
        return by.rolls[0].entry_id

    return cast


def test_made_while_people_vote_it_holds_all_that_was_acknowledged(
    inside: Flask, clock: ManualClock, elsewhere: Flask, tmp_path: Path
) -> None:
    codes = list(queries.terms(queries.round_or_404(ballot.ROUND)).costs)[:2]
    casts = [caster(f"resident{n:02d}", codes, clock.now()) for n in range(1, 41)]
    acknowledged: set[int] = set()
    before: set[int] = set()
    begun, over = threading.Event(), threading.Event()

    def keep_casting(mine: list[Callable[[], int]]) -> Callable[[], None]:
        def work() -> None:
            for n in range(2000):
                acknowledged.add(mine[n % len(mine)]())
                if len(acknowledged) >= 8:
                    begun.set()
                if over.is_set() and n >= len(mine):
                    return

        return work

    def back_up() -> None:
        assert begun.wait(30)
        before.update(acknowledged)
        try:
            keeping.back_up(inside, tmp_path / "copy")
        finally:
            over.set()

    answers = at_once(inside, [keep_casting(casts[n::4]) for n in range(4)] + [back_up])
    assert answers == [None] * 5
    entries = db.session.scalar(select(func.count()).select_from(LogEntry))
    forget()
    with elsewhere.app_context():
        keeping.restore(elsewhere, tmp_path / "copy")
        marks = set(db.session.scalars(select(RollMark.entry_id)))
        sealed = set(db.session.scalars(select(SealedBallot.entry_id)))
        assert before <= marks <= acknowledged
        assert marks == sealed
        assert db.session.scalar(select(func.count()).select_from(LogEntry)) == entries
        db.session.rollback()
        assert [str(finding) for finding in doctor.examine(elsewhere)] == []
        _done()
    stored = Path(inside.extensions["settings"].storage_url)
    names = {p.relative_to(stored) for p in stored.rglob("*") if p.is_file()}
    restored = tmp_path / "files"
    assert {p.relative_to(restored) for p in restored.rglob("*") if p.is_file()} == names


def test_nothing_is_restored_over_anything(inside: Flask, tmp_path: Path) -> None:
    keeping.back_up(inside, tmp_path / "copy")
    entries = db.session.scalar(select(func.count()).select_from(LogEntry))
    forget()
    with pytest.raises(Refused, match="not_empty"):
        keeping.restore(inside, tmp_path / "copy")
    assert db.session.scalar(select(func.count()).select_from(LogEntry)) == entries


def test_a_folder_without_a_backup(elsewhere: Flask, tmp_path: Path) -> None:
    with elsewhere.app_context(), pytest.raises(Refused, match="no_backup"):
        keeping.restore(elsewhere, tmp_path)


TAMPERED = {
    "an entry was rewritten": 'UPDATE log_entry SET entry = (SELECT entry FROM log_entry WHERE "index" = 4) '
    'WHERE "index" = 5',
    "a leaf was rewritten": 'UPDATE log_entry SET leaf = (SELECT leaf FROM log_entry WHERE "index" = 4) WHERE "index" = 5',
    "the last entry is missing": 'DELETE FROM log_entry WHERE "index" = (SELECT MAX("index") FROM log_entry)',
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_log_does_not_come_back(inside: Flask, elsewhere: Flask, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "copy"
    if db.engine.dialect.name == "sqlite":
        keeping.back_up(inside, folder)
        tamper_with_file(folder / keeping.SQLITE, TAMPERED[how])
    else:  # a dump is compressed: somebody would have to restore it, change it and dump it again
        with db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(TAMPERED[how]))
        keeping.back_up(inside, folder)
    with elsewhere.app_context():
        with pytest.raises(Refused, match="not_whole"):
            keeping.restore(elsewhere, folder)
        assert inspect(db.engine).get_table_names() == []  # the next, better back-up finds it empty
        _done()
    assert not (tmp_path / "files").exists()


def tamper_with_file(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    connection.commit()
    connection.close()


def _done() -> None:
    db.session.remove()
    db.engine.dispose()


def test_a_refused_restore_is_one_line(environment: dict[str, str], tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(cli, ["backup", str(tmp_path / "copy")], env=environment)
    assert done.exit_code == 0, done.output
    refused = runner.invoke(cli, ["restore", str(tmp_path / "copy")], env=environment)
    assert refused.exit_code == 1
    assert "目标数据库里已有数据" in refused.output
    assert len(refused.output.splitlines()) == 1
