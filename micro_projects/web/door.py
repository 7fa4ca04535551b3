"""The door around every act: one short write transaction, and the time read once its lock is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import current_app
from flask_login import current_user

from micro_projects.extensions import db, write_transaction
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.clock import Clock


def now() -> datetime:
    """What time it is, for pages. An act gets its own from `act()`."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()


@contextmanager
def act(*, shared: bool = False) -> Iterator[datetime]:
    """One act of the procedure: ``with act() as now:`` around one action.

    Commits at the end; a `Refused` or any error rolls everything back. Rows loaded before are read
    again inside, under the lock. `shared` is for casting a ballot only: such acts run side by side,
    but never beside another act.
    """
    with write_transaction(db.session(), shared=shared):
        yield now()


def me() -> Actor:
    """The signed-in person. Call only behind `allow`."""
    actor: Actor = current_user.actor
    return actor


def me_or_none() -> Actor | None:
    """The signed-in person, if somebody is."""
    return current_user.actor if current_user.is_authenticated else None
