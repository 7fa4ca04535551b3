"""Databases for tests: a template is made once per run, then copied for each test that asks.

SQLite is a file copy, PostgreSQL a clone inside the run's own cluster. Nothing is shared between tests, so a
test may commit, kill processes or fill the thing with 50,000 rows.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from psycopg import sql
from sqlalchemy import NullPool, create_engine

from support import postgres, rundir

KINDS = ("sqlite", "postgres")
Fill = Callable[[str], None]
"""Given the URL of a database with tables and no rows, puts rows in."""


def make_tables(url: str) -> None:
    """Every table and trigger, in an empty database."""
    from micro_projects.schema import create_all

    engine = create_engine(url, poolclass=NullPool)
    create_all(engine)
    engine.dispose()


class Databases:
    """Fresh databases of one worker; `folder` is the run's, shared with the other workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = itertools.count(1)
        self._made: list[tuple[str, str]] = []

    def fresh(self, kind: str, template: str = "empty", fill: Fill | None = None) -> str:
        """The URL of a new database like `template`, which `fill` fills the first time anybody asks for it.

        `empty` has tables and no rows. Any other name needs its `fill`, and the same one everywhere.
        """
        source = self._template(kind, template, fill)
        name = f"t{os.getpid()}_{next(self._count)}"
        self._copy(kind, source, name)
        self._made.append((kind, name))
        return self._url(kind, name)

    def bare(self, kind: str) -> str:
        """The URL of a new database without a single table: for migrations."""
        name = f"t{os.getpid()}_{next(self._count)}"
        self._create(kind, name)
        self._made.append((kind, name))
        return self._url(kind, name)

    def drop_all(self) -> None:
        """Take away what this worker made and nobody needs any more."""
        for kind, name in self._made:
            self._drop(kind, name)
        self._made.clear()

    # -- templates ---------------------------------------------------------------------------------

    def _template(self, kind: str, template: str, fill: Fill | None) -> str:
        name = f"template_{template}"
        with rundir.turn(self.folder, f"{kind}-{name}"):
            done = self.folder / f"{kind}-{name}.done"
            if not done.exists():
                self._drop(kind, name)  # half made by a worker that failed
                self._make(kind, name, template, fill)
                done.touch()
        return name

    def _make(self, kind: str, name: str, template: str, fill: Fill | None) -> None:
        if template == "empty":
            self._create(kind, name)
            make_tables(self._url(kind, name))
        else:
            assert fill is not None, f"nobody said how to fill the template {template}"
            self._copy(kind, self._template(kind, "empty", None), name)
            fill(self._url(kind, name))
        if kind == "sqlite":
            self._fold_wal(self._file(name))

    # -- the two kinds -----------------------------------------------------------------------------

    def _url(self, kind: str, name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self._file(name)}"
        return postgres.url(postgres.start(self.folder), name)

    def _create(self, kind: str, name: str) -> None:
        if kind == "postgres":
            self._say("CREATE DATABASE {}", name)

    def _copy(self, kind: str, source: str, name: str) -> None:
        if kind == "sqlite":
            shutil.copyfile(self._file(source), self._file(name))
        else:
            self._say("CREATE DATABASE {} TEMPLATE {}", name, source, since_15=" STRATEGY file_copy")

    def _drop(self, kind: str, name: str) -> None:
        if kind == "sqlite":
            for path in self.folder.glob(f"{name}.sqlite3*"):
                path.unlink()
        elif (self.folder / "postgres.json").exists():
            self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    @staticmethod
    def _fold_wal(path: Path) -> None:
        """Bring everything into the one file that is copied."""
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def _say(self, statement: str, *names: str, since_15: str = "") -> None:
        with postgres.connect(postgres.start(self.folder)) as connection:
            whole = statement + (since_15 if connection.info.server_version >= 150000 else "")
            connection.execute(sql.SQL(whole).format(*map(sql.Identifier, names)))
