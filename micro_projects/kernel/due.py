"""Due work (到期事项): what the clock finds in the database and does once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: a key unique within its job for ever (or per occasion), and since when it was due."""

    key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of due work: `due(now)` reads what waits (at most three statements), `run` does one inside an act.

    A `Refused` out of `run` leaves the work for the next tick; anything it returns from counts as done.
    `ahead` does slow reading and figuring before the act begins, so that nobody waits for the lock meanwhile; `run`
    is then given its answer as well, and must see for itself that it still holds.
    """

    name: str
    due: Callable[[datetime], Iterable[Due]]
    run: Callable[..., None]
    ahead: Callable[[Due], Any] | None = None
