"""A database in a cycle's proposing window: once per run, copied for each test."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from support.databases import Databases
from support.staging import staged

BASE = "/c/FT-LH/2026"


def url(databases: Databases, folder: Path, home: Path) -> str:
    """A fresh database on SQLite; its keys and files come into `home`."""
    made = databases.fresh("sqlite", "proposing", partial(fill, folder))
    shutil.copytree(_home(folder), home, dirs_exist_ok=True)
    return made


def reached(folder: Path) -> datetime:
    """An instant in the window."""
    return datetime.fromisoformat((folder / "proposing-reached").read_text())


def fill(folder: Path, url: str) -> None:
    """Found the district, open its cycle, wait for the window."""
    from conftest import START

    from micro_projects.demo.year import Year

    with staged(_home(folder), url, START) as stage:
        year = Year(stage, START.year)
        year.open_cycle()
        stage.go(year.planned + timedelta(days=17))
        (folder / "proposing-reached").write_text(stage.clock.now().isoformat())


def _home(folder: Path) -> Path:
    return folder / "proposing-home"
