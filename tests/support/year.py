"""A database in which a whole year was played: once per run, over the pages people use; copied for each test.

It is played on SQLite. On PostgreSQL the same rows are copied in: what is tested there are the guards and
doctor's statements, and nobody wants to wait for a second year.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from support.databases import Databases
from support.staging import staged

BEGAN = datetime.fromisoformat("2026-01-12T09:00+08:00")
BATCH = 500


def url(databases: Databases, kind: str, folder: Path, home: Path) -> str:
    """A fresh database with the played year; its keys and files come into `home`."""
    played = databases.fresh("sqlite", "year", partial(play, folder))
    shutil.copytree(_home(folder), home, dirs_exist_ok=True)
    if kind == "sqlite":
        return played
    return databases.fresh(kind, "year", lambda empty: copy(played, empty))


def ended(folder: Path) -> datetime:
    """When the year that was played was over."""
    return datetime.fromisoformat((folder / "year-ended").read_text())


def play(folder: Path, url: str) -> None:
    """Found the district in the empty database at `url` and play its year."""
    from micro_projects.demo.year import Year

    with staged(_home(folder), url, BEGAN) as stage:
        Year(stage, BEGAN.year).play()
        (folder / "year-ended").write_text(stage.clock.now().isoformat())


def copy(played: str, empty: str) -> None:
    """Every row of one database into another with the same tables; its triggers sleep meanwhile."""
    from micro_projects.extensions import db

    source, target = sa.create_engine(played), sa.create_engine(empty)
    with source.connect() as rows, target.begin() as into:
        into.execute(sa.text("SET session_replication_role = replica"))
        for table in db.metadata.sorted_tables:
            for batch in _batches(rows.execute(sa.select(table)).mappings()):
                into.execute(sa.insert(table), batch)
            if "id" in table.columns and isinstance(table.columns["id"].type, sa.Integer):
                into.execute(
                    sa.text(
                        f"SELECT setval(s, GREATEST(1, (SELECT COALESCE(MAX(id), 1) FROM {table.name}))) "
                        f"FROM pg_get_serial_sequence('{table.name}', 'id') s WHERE s IS NOT NULL"
                    )
                )
    source.dispose()
    target.dispose()


def _batches(rows: Any) -> Iterator[list[dict[str, Any]]]:
    every = iter(rows)
    while batch := [dict(row) for row in islice(every, BATCH)]:
        yield batch


def _home(folder: Path) -> Path:
    return folder / "year-home"
