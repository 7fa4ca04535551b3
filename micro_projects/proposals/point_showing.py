"""Several proposals on one map: numbered dots, and the same as a list, grid after grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from micro_projects.places import map_queries
from micro_projects.places.map_drawing import Dot, apart
from micro_projects.places.map_queries import Edition
from micro_projects.proposals.point_queries import Point


class Row(NamedTuple):
    """A proposal as the page lists it, under the number the page gives it."""

    number: int
    code: str
    title: str
    url: str


class Located(NamedTuple):
    """What `located` in _parts/place_map.html shows. `parts`: a grid's name and its rows; last, what is nowhere."""

    map: Edition
    dots: list[Dot]
    parts: list[tuple[str, list[Row]]]


def located(rows: Sequence[Row], points: Mapping[str, Point]) -> Located | None:
    """The rows on the map in force; none when nothing of them is on it. No statement once the map was read."""
    known = [(row, points[row.code]) for row in rows if row.code in points]
    if not known:
        return None
    map_ = map_queries.edition(known[0][1].map_id)
    to = map_.drawing.to
    dots = [
        Dot(row.number, row.title, row.url, *to.place(point.lon, point.lat))
        for row, point in known
        if point.lon is not None and point.lat is not None and to.extent.holds(point.lon, point.lat)
    ]
    by_grid = {code: [row for row, point in known if point.grid == code] for code in (*map_.grids, "")}
    parts = [(map_.name(code) or _("网格之外"), found) for code, found in by_grid.items() if found]
    missing = [row for row in rows if row.code not in points]
    return Located(map_, apart(dots, to), parts + ([(_("没有标在地图上"), missing)] if missing else []))


def grid_names(points: Mapping[str, Point]) -> dict[str, str]:
    """Code → the name of its grid, for those whose grid is known."""
    return {
        code: map_queries.edition(point.map_id).name(point.grid)
        for code, point in points.items()
        if point.grid
    }
