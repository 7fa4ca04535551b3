"""A database for the tests that walk every page: founded, with what the seed puts in. One place to grow it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from support import founded as founded_support

NAME = "seeded"


def fill(folder: Path, url: str) -> None:
    """Found the district, then open this year's cycle and let its proposing window begin."""
    from conftest import START

    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.clockwork import tick
    from micro_projects.extensions import db
    from micro_projects.kernel.clock import ManualClock

    founded_support.fill(folder, url)
    environment = {
        "MICRO_PROJECTS_HOME": str(folder / f"founded-{url.split(':')[0].split('+')[0]}"),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    with app.test_request_context():
        _open_cycle(clock)
    clock.forward(timedelta(days=20))
    tick(app)
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def _open_cycle(clock: object) -> None:
    from micro_projects.cycles import actions, queries
    from micro_projects.cycles.pack import Pack
    from micro_projects.demo.founding import again
    from micro_projects.web.door import act, now

    founded, at = again(), now()
    place = founded.place()
    with act() as when:
        actions.plan(founded.actor("worker1", at), place, 2026, Pack(seconders=3), _DATES, when)
    with act() as when:
        cycle = queries.cycle(place.code, 2026)
        actions.decided(cycle.id, carried=True, by=founded.actor("moderator", at), now=when)
    with act() as when:
        actions.open_cycle(founded.actor("officer", at), queries.cycle(place.code, 2026), when)


def _day(typed: str) -> datetime:
    return datetime.fromisoformat(f"{typed}T00:00+08:00")


_DATES: dict[str, tuple[datetime, datetime | None]] = {
    "proposing": (_day("2026-03-10"), _day("2026-04-11")),
    "deliberating": (_day("2026-05-06"), None),
    "voting": (_day("2026-06-15"), None),
    "executing": (_day("2026-07-20"), None),
}
