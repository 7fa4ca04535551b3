"""Every file of a cycle, made from its disclosures alone: the same log gives the same bytes, wherever and whenever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flask import current_app

from micro_projects.cycles.rules import NO_CYCLE
from micro_projects.kernel.refusal import found
from micro_projects.notices.kinds import KINDS
from micro_projects.open_data import atom, calendars, dictionary_file, oc4ids, ocds, queries, rounds, tables
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.dictionary import TABLES
from micro_projects.open_data.disclosed import Where
from micro_projects.places import queries as places
from micro_projects.places.models import Place

Make = Callable[[Dataset], bytes | None]


def _makers() -> Iterator[tuple[str, Make]]:
    for name in TABLES:
        yield f"{name}.csv", partial(tables.table_csv, name=name)
        yield f"{name}.json", partial(tables.table_json, name=name)
    yield "ocds-releases.json", ocds.releases
    yield "ocds-records.json", ocds.records
    yield "oc4ids.json", oc4ids.projects
    yield "notices.atom", _feed
    yield "notices.ics", calendars.notices
    yield "sessions.ics", calendars.sessions
    yield "dictionary.csv", lambda _: dictionary_file.as_csv()
    yield "dictionary.json", lambda _: dictionary_file.as_object()


def _feed(data: Dataset) -> bytes:
    return atom.feed(data, f"{data.where.folder}/notices.atom")


MAKERS: dict[str, Make] = dict(_makers())
"""How each file is made, by its name under ``/open-data/<place>/<year>/``."""


def files(place: str, year: int, upto: Mapping[str, int] | None = None) -> dict[str, bytes]:
    """All files of a cycle by name. `upto` gives sizes of logs (``{"QH": 234}``): nothing after them is told."""
    return _all(dataset(places.community(place), year, upto))


def files_of_project(code: str, upto: Mapping[str, int] | None = None) -> dict[str, bytes]:
    """The same files with what is about one project only."""
    place, year = queries.cycle_of_project(code)
    return _all(dataset(place, year, upto, only=code))


def _all(data: Dataset) -> dict[str, bytes]:
    return {name: body for name in names(data) if (body := make(data, name)) is not None}


def names(data: Dataset) -> list[str]:
    """The names of all files a cycle may have by now, in the order pages list them."""
    return [*MAKERS, *rounds.names(data)]


def make(data: Dataset, name: str) -> bytes | None:
    """One file by its name; None when there is none, or nothing to be in it yet."""
    maker = MAKERS.get(name)
    return maker(data) if maker else rounds.file(data, name)


def dataset(place: Place, year: int, upto: Mapping[str, int] | None = None, only: str = "") -> Dataset:
    """What is disclosed of a cycle, ready to be written; refused (404) when nothing is."""
    state = queries.state(place, year)
    told = queries.of_cycle(state.cycle_id, upto)
    found(told or None, NO_CYCLE)
    return Dataset(where(place, year), told, only)


NOTICES = (*(f"notice.{kind}" for kind in KINDS), "notice.extended", "notice.released")
SESSIONS = ("session.called", "session.adjourned", "session.cancelled", "session.minutes")
NEWEST = 600
"""How many entries of the log a place's feeds go back."""


def of_place(place: Place) -> Dataset | None:
    """A place's newest notices and sessions, of whatever cycle; None while there are none."""
    told = queries.of_place(place.path, (*NOTICES, *SESSIONS), NEWEST)
    return Dataset(where(place, 0), told) if told else None


def where(place: Place, year: int) -> Where:
    """A cycle's place in the world."""
    office = queries.offices(place.path).get("subdistrict", place)
    base: str = current_app.extensions["settings"].base_url.rstrip("/")
    return Where(place.code, place.name, place.name_en, office.code, office.name, year, base)
