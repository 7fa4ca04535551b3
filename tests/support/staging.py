"""A stage on which a founded district's story is played, whose database is kept for other tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.founded import PASSWORD

if TYPE_CHECKING:
    from micro_projects.demo.stage import Stage


@contextmanager
def staged(home: Path, url: str, at: datetime) -> Iterator[Stage]:
    """Found the district in the empty database at `url` at the instant `at`; its keys and files are in `home`."""
    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.demo.filling import browser
    from micro_projects.demo.founding import found
    from micro_projects.demo.stage import Stage
    from micro_projects.extensions import db
    from micro_projects.kernel.clock import ManualClock
    from micro_projects.people.actions import hash_password
    from micro_projects.web.door import act

    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(at)
    app = create_app(from_environment(environment), clock)
    password = hash_password(PASSWORD)
    stage = Stage(app, clock, lambda: browser(app), PASSWORD, lambda line: None)
    try:
        with app.app_context():
            with act() as now:
                found(now, password)
            db.session.remove()
        yield stage
    finally:
        stage.close()
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
