"""The clockwork's look at the pages: once a minute it asks for one, as a reader would, and notes whether it came."""

from __future__ import annotations

import logging
import time
from http.client import HTTPConnection, HTTPException

from flask import Flask

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.notices import uptime_actions
from micro_projects.web.door import act

log = logging.getLogger(__name__)
EVERY = 60.0
AGAIN = 5.0
"""Seconds between two looks; sooner while nothing is served, so that an outage ends when it ends."""
PATIENCE = 10.0
PAGE = "/"
"""The home page: it needs a worker, the templates and the database, as every page does."""


class Watch:
    """Looks when it is time to; `port` is where the web listens on this machine."""

    def __init__(self, app: Flask, port: int) -> None:
        self._app, self._port = app, port
        self._next = 0.0

    def look(self) -> None:
        """Look and note it, unless it is too soon. Never fails: the tick that follows matters more."""
        if time.monotonic() < self._next:
            return
        served = is_served(self._port)
        self._next = time.monotonic() + (EVERY if served else AGAIN)
        try:
            with self._app.app_context(), act() as now:
                uptime_actions.beat(CLOCK_ACTOR, served, now)
        except Exception:
            log.exception("could not note whether pages are served")


def is_served(port: int) -> bool:
    """Whether a page comes from the web at `port` of this machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", PAGE, headers={"User-Agent": "micro-projects-clockwork"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
