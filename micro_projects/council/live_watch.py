"""Answering those who watch a session: from memory while nothing changed, with one statement when something did.

Each worker keeps what it last read of a session, and trusts it while nobody rang (`live_bells`) and for at most
`TRUSTED` seconds, then asks once for all its watchers.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlalchemy import select

from micro_projects.council import rules, wording
from micro_projects.council.live_bells import Bells, bells
from micro_projects.council.live_models import SessionLive
from micro_projects.council.refusals import NO_SESSION
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.web.door import now
from micro_projects.web.language import language
from micro_projects.web.show import ZONE

TRUSTED = 3.0
KEPT = 64
"""Sessions a worker remembers."""
VIEWS = {"wall": "council/_live_wall.html", "phone": "council/_live_phone.html"}


@dataclass
class Seen:
    """What a worker last read of a session."""

    version: int
    text: str
    mark: bytes | None
    asked: float
    tag: str = ""
    state: dict[str, Any] = field(default_factory=dict)
    drawn: dict[tuple[str, str], str] = field(default_factory=dict)
    """HTML by view and language, drawn once."""

    def __post_init__(self) -> None:
        self.state = json.loads(self.text)
        # the state's own hash too: after a restore a number may come again
        self.tag = f"{self.version}-{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"

    @property
    def tag_shown(self) -> str:
        """The tag of what a reader of the request's language has before them."""
        return f"{self.tag}-{language()}"

    def html(self, view: str) -> Markup:
        """The part of the page that all watchers share, in the request's language."""
        key = (view, language())
        if key not in self.drawn:
            template = current_app.jinja_env.get_template(VIEWS[view])
            self.drawn[key] = template.render(
                seen=self.state,
                shown=wording.shown,
                rules=rules,
                lang=language(),
                **INSTANTS,
            )
        return Markup(self.drawn[key])  # nosec B704 - drawn by a template of ours, escaped there


def hour(instant: str, seconds: bool = False) -> str:
    """``15:42``, or ``15:42:30``, of an instant of the state."""
    local = datetime.fromisoformat(instant).astimezone(ZONE)
    return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"


INSTANTS = {"when": datetime.fromisoformat, "hour": hour}
"""How the templates read the state's instants."""


class Watch:
    """What this worker knows of the sessions that are watched."""

    def __init__(self, rung: Bells) -> None:
        self._bells = rung
        self._known: OrderedDict[str, Seen] = OrderedDict()
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}

    def newest(self, code: str) -> Seen:
        """The session as it is now: from memory, or read anew by one thread for all; refused (404) without one."""
        known = self._fresh(code)
        if known is not None:
            return known
        with self._lock:
            asking = self._asking.setdefault(code, threading.Lock())
        try:
            with asking:
                return self._fresh(code) or self._ask(code)
        finally:
            with self._lock:
                if not asking.locked():
                    self._asking.pop(code, None)

    def _fresh(self, code: str) -> Seen | None:
        known = self._known.get(code)
        if known is None or known.mark is None or time.monotonic() - known.asked >= TRUSTED:
            return None
        return known if known.mark == self._bells.mark(code) else None

    def _ask(self, code: str) -> Seen:
        mark, at = (
            self._bells.mark(code),
            time.monotonic(),
        )  # before reading: who rings meanwhile is heard again
        version, text = read(code)
        known = self._known.get(code)
        if known is None or (known.version, known.text) != (version, text):
            known = Seen(version, text, mark, at)
        known.mark, known.asked = mark, at
        with self._lock:
            self._known[code] = known
            self._known.move_to_end(code)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return known


def read(code: str) -> tuple[int, str]:
    """A session's number and state: the one statement."""
    query = (
        select(SessionLive.version, SessionLive.state)
        .join(SubjectRow, SubjectRow.id == SessionLive.session_id)
        .where(SubjectRow.kind == "session", SubjectRow.code == code)
    )
    row = found(db.session.execute(query).first(), NO_SESSION)
    return row[0], row[1]


def newest(code: str) -> Seen:
    """The session as this worker knows it now."""
    watch = current_app.extensions.get("session_watch")
    if watch is None:
        watch = current_app.extensions.setdefault("session_watch", Watch(bells()))
    seen: Seen = watch.newest(code)
    return seen


def shown_of(code: str) -> dict[str, Any]:
    """What a page that watches a session needs of it: as seen, what time it is there, how instants are read."""
    return {"seen": newest(code), "now": now(), **INSTANTS}
