"""What search engines may find (sitemaps.org): an index, and parts by key. Public pages only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as Xml

from flask import Response, current_app, url_for

from micro_projects.kernel.refusal import require
from micro_projects.open_data import sitemap_queries
from micro_projects.open_data.refusals import NO_FILE
from micro_projects.open_data.room import room
from micro_projects.open_data.writing import instant
from micro_projects.web.access import allow
from micro_projects.web.numbers import whole

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Address = tuple[str, datetime | None]
SUBJECTS = {
    "proposal": "proposals.proposal",
    "project": "projects.project",
    "session": "council.session",
    "round": "voting.round",
}


@room.get("/sitemap.xml")
@allow("open_data.read")
def sitemap() -> Any:
    """The parts of the map."""
    names = [
        "pages",
        *(f"{kind}-{n}" for kind, count in sitemap_queries.parts().items() for n in range(count)),
    ]
    return _xml(
        "sitemapindex", "sitemap", [(url_for("open_data.sitemap_part", name=name), None) for name in names]
    )


@room.get("/sitemap/<name>.xml")
@allow("open_data.read")
def sitemap_part(name: str) -> Any:
    """One part: the pages of one kind within a stretch of keys."""
    if name == "pages":
        return _xml("urlset", "url", _pages())
    kind, _dash, typed = name.rpartition("-")
    part, known = whole(typed), sitemap_queries.parts()
    require(part is not None and part < known.get(kind, 0), NO_FILE)
    assert part is not None
    return _xml("urlset", "url", _of(kind, part))


def _pages() -> Iterable[Address]:
    yield url_for("front.home"), None
    yield url_for("open_data.index"), None
    yield url_for("open_data.dictionary"), None
    yield url_for("notices.logs"), None
    places = []
    for place, year in sitemap_queries.cycles():
        if place not in places:
            places.append(place)
            yield url_for("front.community", place=place), None
            yield url_for("notices.of_place", place=place), None
        yield url_for("front.cycle", place=place, year=year), None
        yield url_for("open_data.cycle", place=place, year=year), None


def _of(kind: str, part: int) -> Iterable[Address]:
    if kind == "subjects":
        for of, code, at in sitemap_queries.subjects(part):
            yield url_for(SUBJECTS[of], code=code), at
    elif kind == "notices":
        for code, at in sitemap_queries.notices(part):
            yield url_for("notices.notice", code=code), at
    else:
        log = kind.removeprefix("disclosures-")
        for index, at in sitemap_queries.disclosures(log, part):
            yield url_for("notices.disclosure", log=log, index=index), at


def _xml(root_name: str, each: str, addresses: Iterable[Address]) -> Response:
    base: str = current_app.extensions["settings"].base_url.rstrip("/")
    root = Xml.Element(root_name, {"xmlns": NAMESPACE})
    for address, at in addresses:
        one = Xml.SubElement(root, each)
        Xml.SubElement(one, "loc").text = base + address
        if at is not None:
            Xml.SubElement(one, "lastmod").text = instant(at)
    body = '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode")
    response = Response(body, content_type="application/xml; charset=utf-8")
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    return response
