"""What everybody at a session sees now: one row with a version, written by the act that changed it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from micro_projects.council import hall as halls
from micro_projects.council import live_bells, live_queries, live_state, speaking_queries
from micro_projects.council.hall import Hall
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import CouncilSession
from micro_projects.council.speaking_queries import Floor
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.people.models import RoleHolding

P = ParamSpec("P")
T = TypeVar("T")
_together: ContextVar[bool] = ContextVar("several acts of one press", default=False)


def in_session(action: Callable[P, T]) -> Callable[P, T]:
    """Mark an act that changes a session: after it, within its transaction, what follows from it by itself is done.

    Who may no longer speak loses the floor, a quorum lost or found again is noted, what is seen is written anew.
    The act has parameters named `by`, `session` and `now`.
    """
    signature = inspect.signature(action)

    @wraps(action)
    def acted(*args: P.args, **kwargs: P.kwargs) -> T:
        result = action(*args, **kwargs)
        if not _together.get():
            bound = signature.bind(*args, **kwargs).arguments
            settle(bound["by"], bound["session"], bound["now"])
        return result

    return acted


@contextmanager
def together(by: Actor, session: CouncilSession, now: datetime) -> Iterator[None]:
    """Several acts of one press, such as four members who leave: what follows from them is done once, at its end."""
    before = _together.set(True)
    try:
        yield
    finally:
        _together.reset(before)
    settle(by, session, now)


def settle(by: Actor, session: CouncilSession, now: datetime) -> None:
    """What follows from any change of a session, whoever made it."""
    from micro_projects.council.speaking_actions import lapse

    db.session.flush()
    hall = halls.hall(session)
    _note_quorum(by, hall, now)
    floor = speaking_queries.floor(session)
    if lapse(by, hall, floor, now):
        floor = speaking_queries.floor(session)
    _write(hall, floor, now)


def publish(session: CouncilSession, now: datetime) -> None:
    """Write what is seen of a session, one version higher."""
    db.session.flush()
    _write(halls.hall(session), speaking_queries.floor(session), now)


def write_missing(now: datetime) -> None:
    """Write what is seen of sessions that have no such row: those called before there were any."""
    for session in live_queries.unseen():
        publish(session, now)


def state(session: CouncilSession) -> dict[str, Any]:
    """What is public of a session, from what is kept: its row says the same after every act."""
    return live_state.state(halls.hall(session), speaking_queries.floor(session))


def members_changed(holding: RoleHolding, now: datetime) -> None:
    """Somebody's seat began or ended while a session runs: its base is another."""
    if holding.role == "council_member":
        for session in live_queries.running_in(holding.place_id):
            settle(CLOCK_ACTOR, session, now)


def _note_quorum(by: Actor, hall: Hall, now: datetime) -> None:
    """Since when an open session has no quorum; the clock adjourns it when nobody comes back (jobs)."""
    session, count = hall.session, hall.count()
    if session.state != "open" or count.met == (session.quorum_lost_at is None):
        return
    session.quorum_lost_at = None if count.met else now
    act = "session.quorum_back" if count.met else "session.quorum_lost"
    journal.write(by, act, session.ref, now, **count._asdict())


def _write(hall: Hall, floor: Floor, now: datetime) -> None:
    session = hall.session
    seen = canonical.dump(live_state.state(hall, floor)).decode()
    row = db.session.get(SessionLive, session.id)
    if row is None:
        db.session.add(SessionLive(session_id=session.id, version=1, state=seen, at=now))
    else:
        row.version, row.state, row.at = row.version + 1, seen, now
    db.session.flush()
    live_bells.ring_after_commit(session.code)
