"""Files that were made once are kept while the log says the same; their fingerprints are their ETags."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from flask import current_app

from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.open_data import atom, calendars, dictionary_file, producing, queries
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.dictionary import FILE
from micro_projects.open_data.queries import State
from micro_projects.open_data.refusals import NO_FILE
from micro_projects.places.models import Place
from micro_projects.web.seats import seat


class File(NamedTuple):
    """A file as it is sent."""

    body: bytes
    sha256: str
    at: datetime
    """When the newest disclosure in it was made."""


class _Key(NamedTuple):
    database: str
    base: str
    place: str
    state: State


def file(place: Place, year: int, name: str) -> File:
    """One file of a cycle: one statement when it was made before, five when not; refused (404) when there is none."""
    return found(_file(_key(place, queries.state(place, year)), _Held(place), name), NO_FILE)


def sizes(place: Place, year: int) -> dict[str, int]:
    """The size in bytes of every file of a cycle, by name."""
    key, held = _key(place, queries.state(place, year)), _Held(place)
    made = {name: _file(key, held, name) for name in producing.names(_dataset(key, held))}
    return {name: len(one.body) for name, one in made.items() if one is not None}


def _key(place: Place, state: State) -> _Key:
    base: str = current_app.extensions["settings"].base_url
    return _Key(str(db.engine.url), base, place.code, state)


class _Held(NamedTuple):
    """The place's row, which the key already names: never looked at to tell two files apart."""

    place: Place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _dataset(key: _Key, held: _Held) -> Dataset:
    with seat():
        return producing.dataset(held.place, key.state.year)


@lru_cache(maxsize=256)
def _file(key: _Key, held: _Held, name: str) -> File | None:
    with seat():
        data = _dataset(key, held)
        body = producing.make(data, name)
    return None if body is None else File(body, hashlib.sha256(body).hexdigest(), data.newest)


FEEDS: dict[str, Callable[[Dataset], bytes]] = {
    "notices.atom": lambda data: atom.feed(data, f"{data.where.base}/c/{data.where.place}/notices.atom"),
    "notices.ics": calendars.notices,
    "sessions.ics": calendars.sessions,
}
"""A place's own feeds, over all its cycles."""


def feed(place: Place, name: str) -> File:
    """One of a place's feeds; refused (404) while nothing was posted there."""
    base: str = current_app.extensions["settings"].base_url
    key = (str(db.engine.url), base, place.code, queries.place_state(place.path))
    return _feed(key, _Held(place), name)


def meeting(place: Place, code: str) -> File:
    """One session or forum for a calendar; refused (404) when it was never called."""
    base: str = current_app.extensions["settings"].base_url
    key, held = (str(db.engine.url), base, place.code, queries.place_state(place.path)), _Held(place)
    data = _of_place(key, held)
    found(
        (data is not None and calendars.is_called(data, code)) or None, NO_FILE
    )  # codes made up cost nothing more
    return _feed(key, held, code)


@lru_cache(maxsize=8)
def _of_place(key: tuple[object, ...], held: _Held) -> Dataset | None:
    """Everything a place disclosed, put together once for all its feeds."""
    with seat():
        return producing.of_place(held.place)


@lru_cache(maxsize=256)
def _feed(key: tuple[object, ...], held: _Held, name: str) -> File:
    with seat():
        data = found(_of_place(key, held), NO_FILE)
        body = found(FEEDS[name](data) if name in FEEDS else calendars.session(data, name), NO_FILE)
    return File(body, hashlib.sha256(body).hexdigest(), data.newest)


@cache
def dictionary(ending: str) -> File:
    """The dictionary in one format, made once; refused (404) in any other."""
    makers = {"csv": dictionary_file.as_csv, "json": dictionary_file.as_object}
    body = found(makers.get(ending), NO_FILE)()
    changed = datetime.fromtimestamp(FILE.stat().st_mtime, UTC)
    return File(body, hashlib.sha256(body).hexdigest(), changed)
