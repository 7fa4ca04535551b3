"""Lists page by key, never by offset: what comes after the last row seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request

from micro_projects.web.numbers import whole

SIZE = 30
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page: its rows and the key the next begins after (None: this is the last)."""

    rows: Sequence[Row]
    next_key: str | None


def page(rows: Sequence[Row], key: Callable[[Row], Any], size: int = SIZE) -> Page[Row]:
    """A page from ``size + 1`` rows read: the one too many only tells that there is more."""
    if len(rows) > size:
        return Page(rows[:size], str(key(rows[size - 1])))
    return Page(rows, None)


def after(name: str = "after") -> str:
    """The key asked for in the address, as typed; queries compare it, never interpret it."""
    return request.args.get(name, "", type=str)[:80]


def after_id(name: str = "after") -> int:
    """The id asked for in the address; 0 from the start or when it is no number."""
    typed = after(name)
    return whole(typed) or 0
