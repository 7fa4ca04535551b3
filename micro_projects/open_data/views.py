"""Open data: its pages for people and its files for programs."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from micro_projects.open_data import answering, feed_views, kept, pages, sitemap_views
from micro_projects.open_data.dictionary import TABLES
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.room import room
from micro_projects.places import queries as places
from micro_projects.web.access import allow

__all__ = ["feed_views", "room", "sitemap_views"]  # one blueprint in three files

FILES = (
    "open_data.file",
    "open_data.round_file",
    "open_data.dictionary_as",
    "open_data.notices_feed",
    "open_data.notices_calendar",
    "open_data.sessions_calendar",
)
"""Answers for programs: any page of the web may read them."""


@room.get("/open-data")
@allow("open_data.read")
def index() -> Any:
    """Every community and year of which something is disclosed."""
    return render_template("open_data/index.html", **pages.index())


@room.get("/open-data/<place>/<int:year>")
@allow("open_data.read")
def cycle(place: str, year: int) -> Any:
    """The files of one cycle: what is in each, how large, under what licence."""
    return render_template("open_data/cycle.html", **pages.cycle(places.community(place), year))


@room.get("/open-data/<place>/<int:year>/<name>")
@allow("open_data.read")
def file(place: str, year: int, name: str) -> Any:
    """One file of a cycle."""
    return _sent(place, year, name)


@room.get("/open-data/<place>/<int:year>/rounds/<name>")
@allow("open_data.read")
def round_file(place: str, year: int, name: str) -> Any:
    """The ballots and the result of one round, once they are disclosed with D3."""
    return _sent(place, year, f"rounds/{name}")


def _sent(place: str, year: int, name: str) -> Response:
    one = kept.file(places.community(place), year, name)
    saved_as = f"{place}-{year}-{name.rpartition('/')[2]}"
    return answering.answer(one.body, one.sha256, one.at, name, saved_as)


@room.get("/open-data/dictionary")
@allow("open_data.read")
def dictionary() -> Any:
    """What every column means."""
    return render_template("open_data/dictionary.html", tables=TABLES.values(), licence=LICENCE)


@room.get("/open-data/dictionary.<ending>")
@allow("open_data.read")
def dictionary_as(ending: str) -> Any:
    """The same as CSV and JSON."""
    one = kept.dictionary(ending)
    return answering.answer(one.body, one.sha256, one.at, f"dictionary.{ending}")


@room.after_request
def options(response: Response) -> Response:
    """What a browser asks before it reads from another page."""
    if request.method == "OPTIONS" and request.endpoint in FILES:
        answering.for_everybody(response)
    return response
