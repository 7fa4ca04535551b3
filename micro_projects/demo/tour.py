"""`make tour`: a whole cycle on a throw-away copy, over HTTP, each step printed with its page's address."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

import httpx
from werkzeug.serving import make_server

from config import from_environment
from micro_projects import migrating
from micro_projects.demo.founding import found
from micro_projects.demo.stage import Say, Stage
from micro_projects.demo.year import Year
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock

START = datetime.fromisoformat("2026-01-12T09:00+08:00")
PASSWORD = "micro-projects-demo"


def tour(say: Say) -> int:
    """Play it; 0 when every step was taken and doctor finds nothing."""
    from micro_projects.doctor import examine

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="micro-projects-tour-") as folder:
        server, stage = open_stage(Path(folder), say)
        try:
            year = Year(stage, START.year)
            year.play()
            year.release_retention()
            with stage.app.app_context():
                findings = examine(stage.app)
            for finding in findings:
                say(f"doctor: {finding.check}: {finding.what}")
            say(f"doctor: {len(findings)} findings; the tour took {time.monotonic() - began:.0f} s")
        finally:
            stage.close()
            server.shutdown()
    return 1 if findings else 0


def open_stage(folder: Path, say: Say, database_url: str = ""):  # type: ignore[no-untyped-def]
    """A founded house in `folder`, served on a free port of this machine, and the stage before it."""
    from micro_projects.app import create_app
    from micro_projects.people.actions import hash_password
    from micro_projects.web.door import act

    environment = {"MICRO_PROJECTS_HOME": str(folder), "MICRO_PROJECTS_DEMO": "1"}
    if database_url:
        environment["MICRO_PROJECTS_DATABASE_URL"] = database_url
    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    password = hash_password(PASSWORD)
    with app.app_context():
        migrating.upgrade(db.engine)
        with act() as now:
            found(now, password)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    return server, Stage(app, clock, lambda: httpx.Client(base_url=base, timeout=30), PASSWORD, say)
