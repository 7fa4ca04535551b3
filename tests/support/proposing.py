"""A database in a cycle's proposing window: once per run, copied for each test."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from support import founded
from support.databases import Databases

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

    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.demo.filling import browser
    from micro_projects.demo.founding import found
    from micro_projects.demo.stage import Stage
    from micro_projects.demo.year import Year
    from micro_projects.extensions import db
    from micro_projects.kernel.clock import ManualClock
    from micro_projects.people.actions import hash_password
    from micro_projects.web.door import act

    environment = {
        "MICRO_PROJECTS_HOME": str(_home(folder)),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    stage = Stage(app, clock, lambda: browser(app), founded.PASSWORD, lambda line: None)
    try:
        with app.app_context():
            with act() as now:
                found(now, hash_password(founded.PASSWORD))
            db.session.remove()
        year = Year(stage, START.year)
        year.open_cycle()
        stage.go(year.planned + timedelta(days=17))
    finally:
        stage.close()
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
    (folder / "proposing-reached").write_text(clock.at.isoformat())


def _home(folder: Path) -> Path:
    return folder / "proposing-home"
