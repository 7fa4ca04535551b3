"""A database in which the demo's district is founded: made once per run, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

PASSWORD = "micro-projects-demo"


def fill(folder: Path, url: str) -> None:
    """Found the district in the empty database at `url`; its keys are kept in `folder`."""
    from conftest import START

    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.demo.founding import found
    from micro_projects.extensions import db
    from micro_projects.kernel.clock import ManualClock
    from micro_projects.notices.signing import sign_due
    from micro_projects.people.actions import hash_password
    from micro_projects.web.door import act

    home = folder / f"founded-{url.split(':')[0].split('+')[0]}"
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    app = create_app(from_environment(environment), ManualClock(START))
    password = hash_password(PASSWORD)
    with app.app_context():
        with act() as now:
            found(now, password)
        sign_due(app)
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def copy_keys(folder: Path, url: str, home: Path) -> None:
    """Give a test's house the keys of its people and its log."""
    kept = folder / f"founded-{url.split(':')[0].split('+')[0]}" / "keys"
    shutil.copytree(kept, home / "keys", dirs_exist_ok=True)
