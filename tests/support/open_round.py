"""A database in which a round of three projects has just been opened: made once per run, copied for each test."""

from __future__ import annotations

import shutil
from datetime import datetime
from functools import partial
from pathlib import Path

from support.databases import Databases
from support.founded import PASSWORD


def url(databases: Databases, kind: str, folder: Path, home: Path) -> str:
    """A fresh database with the open round; its keys come into `home`."""
    made = databases.fresh(kind, "open-round", partial(_fill, folder))
    shutil.copytree(_home(folder, made) / "keys", home / "keys", dirs_exist_ok=True)
    return made


def opened(folder: Path, made: str) -> datetime:
    """When it opened."""
    return datetime.fromisoformat((_home(folder, made) / "opened").read_text())


def _fill(folder: Path, made: str) -> None:
    from conftest import START

    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.demo.founding import found
    from micro_projects.extensions import db
    from micro_projects.kernel.calls import calls
    from micro_projects.kernel.clock import ManualClock
    from micro_projects.people.actions import hash_password
    from micro_projects.web.door import act
    from support.boards import HEARD, hang
    from support.voting import Story

    home = _home(folder, made)
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": made,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    if hang not in calls._listeners.get(HEARD, []):  # within a test they are hung already
        calls._listeners[HEARD] = [*calls._listeners.get(HEARD, []), hang]
    password = hash_password(PASSWORD)
    with app.app_context():
        with act() as now:
            district = found(now, password)
        story = Story(app, clock, district)
        story.open_cycle()
        story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
        story.freeze()
        story.to(story.round.opens_at)
        assert story.round.state == "open"
        (home / "opened").write_text(clock.now().isoformat())
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def _home(folder: Path, made: str) -> Path:
    return folder / f"open-round-{made.split(':')[0].split('+')[0]}"
