"""The demo's year stopped at stations people stand at: each a data folder, played once per run, copied to be served.

`proposing` (ideas come in) · `noticed` (D1 runs) · `talking` (being deliberated) · `session` (the council votes) ·
`voting` (the round is open, 20 voted) · `over` (the whole year, as `played` makes it).
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from support import rundir, year
from support.databases import Databases
from support.founded import PASSWORD

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.stage import Stage

DATABASE = "micro-projects.sqlite3"


@contextlib.contextmanager
def served(run: Path, name: str, copy: Path) -> Iterator[str]:
    """The address of a house at a station, served on a free port from `copy`, a folder that is not there yet."""
    from werkzeug.serving import make_server

    databases = Databases(run)
    app = _over(run, databases, copy) if name == "over" else _at(run, name, copy)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()
    _let_go(app)
    databases.drop_all()


def _over(run: Path, databases: Databases, copy: Path) -> Flask:
    copy.mkdir(parents=True)
    url = year.url(databases, "sqlite", run, copy)
    return _app(copy, url, year.ended(run))


def _at(run: Path, name: str, copy: Path) -> Flask:
    played = run / "stations"
    with rundir.turn(run, "stations"):
        if not (run / "stations-done").exists():
            shutil.rmtree(played, ignore_errors=True)  # half made by a worker that failed
            _play(run)
            (run / "stations-done").touch()
    shutil.copytree(played / name, copy)
    at = datetime.fromisoformat((played / f"{name}-at").read_text())
    return _app(copy, f"sqlite:///{copy / DATABASE}", at)


def _app(home: Path, url: str, at: datetime) -> Flask:
    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.kernel.clock import ManualClock

    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
        "MICRO_PROJECTS_DEMO": "1",
    }
    return create_app(from_environment(environment), ManualClock(at))


def _let_go(app: Flask) -> None:
    from micro_projects.extensions import db

    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def _play(run: Path) -> None:
    from micro_projects.demo import deliberating, proposing, resolving
    from micro_projects.demo.filling import browser
    from micro_projects.demo.founding import found
    from micro_projects.demo.ideas import LAST_YEAR
    from micro_projects.demo.stage import Stage
    from micro_projects.demo.year import Year
    from micro_projects.people.actions import hash_password
    from micro_projects.schema import create_all
    from micro_projects.web.door import act

    live = run / "stations" / "live"
    live.mkdir(parents=True)
    app = _app(live, f"sqlite:///{live / DATABASE}", year.BEGAN)
    password = hash_password(PASSWORD)
    with app.app_context():
        from micro_projects.extensions import db

        create_all(db.engine)
        with act() as now:
            found(now, password)
        db.session.remove()
    stage = Stage(app, app.extensions["clock"], lambda: browser(app), PASSWORD, lambda line: None)
    played = Year(stage, year.BEGAN.year)
    try:
        played.open_cycle()
        played.propose(LAST_YEAR)
        _snapshot(stage, live, "proposing")
        stage.go(played._at("proposing_to", 10) + timedelta(days=1))
        for code in list(played.codes)[:-2]:
            proposing.screen(stage, code, reason="要件齐全，不在负面清单内。")
        proposing.screen(stage, list(played.codes)[-1], ground="manager_duty", reason="属于物业的日常维护。")
        stage.until(lambda: proposing.is_posted(stage, f"{played.code}-D1"), 30, "D1")
        _snapshot(stage, live, "noticed")
        proposing.see_through(stage, f"{played.code}-D1")
        stage.go(played._at("deliberating_from", 10))
        going = played.in_state("deliberating")
        deliberating.discuss(stage, going[0])
        deliberating.amend(stage, going[1], "resident02")
        for code in going:
            deliberating.opine(stage, code, played.codes[code].price)
        _snapshot(stage, live, "talking")
        _session(stage, live)
        proposing.see_through(stage, f"{played.code}-D2")
        liked = {code: played.codes[code] for code in played.in_state("advanced")}
        for code in liked:
            deliberating.meet_conditions(stage, code)
        ballot = f"{played.code}-R1"
        stage.until(lambda: resolving.state_of(stage, ballot) == "open", 60, "the round opens")
        stage.go(stage.clock.at + timedelta(hours=10))
        for login in resolving.VOTERS[:20]:
            resolving.cast(stage, ballot, login, list(liked)[:2])
        _snapshot(stage, live, "voting")
    finally:
        stage.close()
        _let_go(app)


def _session(stage: Stage, live: Path) -> None:
    """The council's session, kept while its first motion is voted on."""
    from micro_projects.demo import meeting
    from micro_projects.demo.founding import COMMUNITY

    code = meeting.call(stage, COMMUNITY, 4)
    meeting.check_in(stage, code)
    moderator, chair = stage.by("moderator"), f"/sessions/{code}/chair"
    moderator.submit(chair, f"/sessions/{code}/open")
    page = moderator.get(chair)
    opening = meeting._first(page, f"/sessions/{code}/items/", "/open")
    page = moderator.send(page, opening)
    page = moderator.send(page, meeting._first(page, f"/sessions/{code}/motions/", "/call"))
    recording = meeting._first(page, f"/sessions/{code}/motions/", "/votes")
    assert recording is not None
    waiting = page.form(recording).choices["member"]
    moderator.send(page, recording, member=waiting[:6], choice="yes")
    _snapshot(stage, live, "session")
    moderator.send(moderator.get(chair), recording, member=waiting[6:], choice="yes")
    moderator.submit(chair, meeting._first(moderator.get(chair), f"/sessions/{code}/motions/", "/declare"))
    meeting.decide_all(stage, code, lambda text: (13, 2, 1))
    moderator.submit(chair, "/close")
    meeting.sign(stage, code, "352614")


def _snapshot(stage: Stage, live: Path, name: str) -> None:
    kept = live.parent / name
    shutil.copytree(live, kept, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    source, target = sqlite3.connect(live / DATABASE), sqlite3.connect(kept / DATABASE)
    source.backup(target)
    source.close(), target.close()
    (live.parent / f"{name}-at").write_text(stage.clock.at.isoformat())
