"""Cycles for tests, made by the acts a community takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.cycles import actions
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.pack import Pack
from micro_projects.demo.founding import Founded
from micro_projects.web.door import act


def dates(start: datetime) -> dict[str, tuple[datetime, datetime | None]]:
    """Phases of a year that begins at `start`."""
    return {
        "proposing": (start, start + timedelta(days=21)),
        "deliberating": (start + timedelta(days=30), None),
        "voting": (start + timedelta(days=60), None),
        "executing": (start + timedelta(days=90), None),
    }


def opened(founded: Founded, now: datetime, pack: Pack | None = None, year: int = 2026) -> Cycle:
    """A cycle planned, moved and opened `now`; its rule pack is on notice. Needs an app context."""
    moderator = founded.actor("moderator", now)
    with act() as at:
        cycle = actions.plan(moderator, founded.place(), year, pack or Pack(), dates(at), at)
    with act() as at:
        actions.decided(cycle.id, True, moderator, at)
    with act() as at:
        actions.open_cycle(founded.actor("officer", now), cycle, at)
    return cycle
