"""The demo community: last year's closed cycle and this year's in its proposing window, played by visitors."""

from __future__ import annotations

from contextvars import Context
from datetime import datetime, timedelta

import httpx
from flask import Flask
from sqlalchemy import select

from micro_projects.demo.founding import found
from micro_projects.demo.stage import Stage
from micro_projects.demo.year import Year
from micro_projects.extensions import db
from micro_projects.kernel.clock import Clock, ManualClock
from micro_projects.notices import log_keys
from micro_projects.people.actions import hash_password
from micro_projects.places.models import Place
from micro_projects.web.door import act
from micro_projects.web.show import ZONE

LAST_YEAR_BEGAN = timedelta(days=400)
THIS_YEAR_BEGAN = timedelta(days=33)


def is_filled() -> bool:
    """Whether anything was founded here."""
    return db.session.scalar(select(Place.id).limit(1)) is not None


def fill(app: Flask) -> None:
    """Found the community and play its two years up to the present, through the pages people use."""
    present: Clock = app.extensions["clock"]
    now = present.now()
    clock = ManualClock(_morning(now - LAST_YEAR_BEGAN))
    app.extensions["clock"] = clock
    password = app.extensions["settings"].demo_password
    log_keys.set_aside(app.extensions["settings"].keys)  # of a demo that was founded before
    with act() as at:
        found(at, hash_password(password))
    db.session.remove()
    stage = Stage(app, clock, lambda: browser(app), password, lambda line: app.logger.info(line))
    try:
        opening = _morning(now - THIS_YEAR_BEGAN)
        Year(stage, opening.year - 1).play()
        stage.go(opening)
        Year(stage, opening.year).play_proposing()
        stage.go(now)
    finally:
        stage.close()
        app.extensions["clock"] = present


def _morning(at: datetime) -> datetime:
    local = at.astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
    while local.weekday() > 4:
        local -= timedelta(days=1)
    return local


class _Apart(httpx.WSGITransport):
    """Requests without a socket, each in a context of its own: nothing of ours, such as ``g``, leaks into them."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        return Context().run(super().handle_request, request)


def browser(app: Flask) -> httpx.Client:
    """A fresh browser before the house, without a socket."""
    return httpx.Client(transport=_Apart(app=app), base_url=app.extensions["settings"].base_url)
