"""A map as a drawing: positions become whole units of a box at most 1000 on its longer side. Pure.

Equirectangular at the mean latitude: over a few kilometres no eye tells it from any other projection. Outlines are
thinned until the drawing is small, whatever the file was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from micro_projects.places.map_rules import Extent, Map, Position, Ring, doubled_area

SIDE = 1000
EDGE = 30
"""Free space around the grids."""
NARROWEST = 400
"""A long, narrow community still gets a box in which names can be read."""
POINTS = 3000
"""How many points a drawing has at most."""

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Projection:
    """From positions to the box, and back."""

    extent: Extent
    width: int
    height: int
    per_lon: float
    per_lat: float
    left: float
    top: float

    def place(self, lon: int, lat: int) -> Spot:
        """Where a position is in the box."""
        west, _south, _east, north = self.extent
        return round(self.left + (lon - west) * self.per_lon), round(self.top + (north - lat) * self.per_lat)

    def position(self, x: float, y: float) -> Position:
        """What position is there in the box."""
        west, _south, _east, north = self.extent
        return round(west + (x - self.left) / self.per_lon), round(north - (y - self.top) / self.per_lat)


def projection(extent: Extent) -> Projection:
    """The projection that fits an extent into the box."""
    narrow = math.cos(math.radians((extent.south + extent.north) / 2_000_000))
    across, up = max((extent.east - extent.west) * narrow, 1.0), max(extent.north - extent.south, 1)
    scale = (SIDE - 2 * EDGE) / max(across, up)
    width = max(round(across * scale) + 2 * EDGE, NARROWEST)
    height = max(round(up * scale) + 2 * EDGE, NARROWEST)
    left, top = (width - across * scale) / 2, (height - up * scale) / 2
    return Projection(extent, width, height, narrow * scale, scale, left, top)


class Area(NamedTuple):
    """A grid: its outline, and where its name stands."""

    code: str
    outline: str
    x: int
    y: int


class Way(NamedTuple):
    """A road or a path."""

    kind: str
    course: str


class Named(NamedTuple):
    """A place known by name."""

    name: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws of a map."""

    to: Projection
    areas: tuple[Area, ...]
    ways: tuple[Way, ...]
    named: tuple[Named, ...]


def draw(map_: Map) -> Drawing:
    """The drawing of a map; coarser when the map is finer than can be seen."""
    to, step = projection(map_.extent), 1
    while True:
        rings = {
            grid.code: [
                _thinned([to.place(*p) for p in ring], step) for poly in grid.polygons for ring in poly
            ]
            for grid in map_.grids
        }
        ways = [_thinned([to.place(*p) for p in line.points], step) for line in map_.lines]
        if step > SIDE or sum(map(len, [*ways, *(r for some in rings.values() for r in some)])) <= POINTS:
            break
        step *= 2
    areas = tuple(
        Area(
            g.code,
            "".join(f"{_path(r)}Z" for r in rings[g.code]),
            *_name_at([to.place(*p) for p in _main(g.polygons)]),
        )
        for g in map_.grids
    )
    return Drawing(
        to,
        areas,
        tuple(Way(line.kind, _path(way)) for line, way in zip(map_.lines, ways, strict=True)),
        tuple(Named(spot.name, *to.place(*spot.at)) for spot in map_.spots),
    )


def _thinned(points: Sequence[Spot], step: int) -> list[Spot]:
    """Without points nearer than `step` to the one before; the ends stay."""
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return [*kept, points[-1]]


def _path(points: Sequence[Spot]) -> str:
    return "M" + " ".join(f"{x} {y}" for x, y in points)


def _main(polygons: Sequence[Sequence[Ring]]) -> Ring:
    return max((polygon[0] for polygon in polygons), key=doubled_area)


def _name_at(ring: Sequence[Spot]) -> Spot:
    """The middle of the longest stretch inside, half-way up: inside whatever the shape is."""
    heights = [y for _x, y in ring]
    y = (min(heights) + max(heights)) / 2 + 0.5
    crossed = sorted(
        ax + (bx - ax) * (y - ay) / (by - ay) for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    stretches = list(zip(crossed[::2], crossed[1::2], strict=False))
    if not stretches:
        return ring[0]
    left, right = max(stretches, key=lambda s: s[1] - s[0])
    return round((left + right) / 2), round(y)


class Dot(NamedTuple):
    """A numbered dot on the drawing."""

    number: int
    title: str
    url: str
    x: int
    y: int


APART = 66
"""How far apart two dots stand at least."""
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))


def apart(dots: Sequence[Dot], to: Projection) -> list[Dot]:
    """The same dots, those that would cover another moved beside it where there is room."""
    taken: dict[tuple[int, int], Dot] = {}
    placed = []
    for dot in dots:
        here = next((d for d in _beside(dot, to) if not _covers(d, taken)), dot)
        taken[here.x // APART, here.y // APART] = here
        placed.append(here)
    return placed


def _beside(dot: Dot, to: Projection) -> list[Dot]:
    """Where it may stand: on the spot, or next to it and still in the box."""
    moved = [(dot.x + dx * APART, dot.y + dy * APART) for dx, dy in _AROUND]
    return [dot, *(dot._replace(x=x, y=y) for x, y in moved if 0 < x < to.width and 0 < y < to.height)]


def _covers(dot: Dot, taken: dict[tuple[int, int], Dot]) -> bool:
    column, row = dot.x // APART, dot.y // APART
    near = (taken.get((column + dx, row + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return any(n is not None and max(abs(n.x - dot.x), abs(n.y - dot.y)) < APART for n in near)
