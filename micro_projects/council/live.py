"""What everybody at a session sees now: one row with a version, written by the act that changed it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from micro_projects.council import hall as halls
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import CouncilSession
from micro_projects.extensions import db
from micro_projects.kernel import canonical

P = ParamSpec("P")
T = TypeVar("T")


def in_session(action: Callable[P, T]) -> Callable[P, T]:
    """Mark an act that changes a session: after it, within its transaction, what is seen is written anew.

    The act has parameters named `session` and `now`.
    """
    signature = inspect.signature(action)

    @wraps(action)
    def acted(*args: P.args, **kwargs: P.kwargs) -> T:
        result = action(*args, **kwargs)
        bound = signature.bind(*args, **kwargs).arguments
        publish(bound["session"], bound["now"])
        return result

    return acted


def publish(session: CouncilSession, now: datetime) -> None:
    """Write what is seen of a session, one version higher."""
    db.session.flush()
    seen = canonical.dump(state(halls.hall(session))).decode()
    row = db.session.get(SessionLive, session.id)
    if row is None:
        db.session.add(SessionLive(session_id=session.id, version=1, state=seen, at=now))
    else:
        row.version, row.state, row.at = row.version + 1, seen, now
    db.session.flush()


def state(hall: halls.Hall) -> dict[str, Any]:
    """What is public of a session as it runs."""
    return {"state": hall.session.state, "count": hall.count()._asdict()}
