"""What a community's map may be: a small, strict part of GeoJSON (RFC 7946). Pure.

A FeatureCollection of grids (Polygon or MultiPolygon with the property `grid`, a grid's code), paths and roads
(LineString or MultiLineString, property `kind`), and named points. WGS-84, longitude first. Inside, coordinates are
whole millionths of a degree (about 0.1 m), so that nothing depends on how a machine rounds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn

from micro_projects.kernel.refusal import N_, Refusal, Refused, require

LARGEST = 200_000
"""Bytes of a file."""
COORDINATES = 20_000
"""Positions in a file."""
WIDEST = 300_000
"""Millionths of a degree: no community is 30 km wide."""
LONGEST_NAME = 20
KINDS = ("road", "path")
UNIT = 1_000_000

_MEND = N_("请改好文件，再上传一次；现在用的地图没有变。")


def _refusal(code: str, why: str, mend: str = _MEND) -> Refusal:
    return Refusal(f"map_{code}", why, mend, 422)


TOO_LARGE = _refusal(
    "too_large", N_("文件超过 200 kB。"), N_("请在制图软件里简化边界（每个网格几十个点就够），再上传一次。")
)
NOT_JSON = _refusal("not_json", N_("文件不是 GeoJSON：读不出来，或者不是 UTF-8 编码。"))
NOT_COLLECTION = _refusal("not_collection", N_("文件最外层要是 FeatureCollection，里面是 features 列表。"))
OTHER_SYSTEM = _refusal(
    "other_system",
    N_("文件写明了别的坐标系（crs）。地图只收 WGS-84 经纬度。"),
    N_("请在制图软件里导出为 WGS-84（EPSG:4326），再上传一次。"),
)
NOT_FEATURE = _refusal("not_feature", N_("第 %(n)s 个要素不完整：要有 geometry 和 properties。"))
WRONG_SHAPE = _refusal("wrong_shape", N_("第 %(n)s 个要素的形状不能用：网格用面，路用线，有名字的地方用点。"))
NO_CODE = _refusal("no_code", N_("第 %(n)s 个要素是面，但没有写网格编号（grid）。"))
UNKNOWN_GRID = _refusal("unknown_grid", N_("第 %(n)s 个要素的网格编号“%(grid)s”不是本社区的网格。"))
TWICE = _refusal("twice", N_("网格“%(grid)s”出现了两次；一个网格有几块的，请合成一个 MultiPolygon。"))
WRONG_KIND = _refusal("wrong_kind", N_("第 %(n)s 个要素是线，种类（kind）只能是 road 或 path。"))
WRONG_NAME = _refusal("wrong_name", N_("第 %(n)s 个要素是点，名字（name）要有 1 到 20 个字。"))
WRONG_POSITION = _refusal("wrong_position", N_("第 %(n)s 个要素里有不成对的坐标，或者坐标不是数字。"))
OFF_EARTH = _refusal(
    "off_earth", N_("第 %(n)s 个要素的经纬度超出范围：先写经度（±180 以内），再写纬度（±90 以内）。")
)
TOO_MANY = _refusal("too_many", N_("文件里的坐标超过 20000 个。"), TOO_LARGE.next)
SHORT_LINE = _refusal("short_line", N_("第 %(n)s 个要素是线，至少要有两个点。"))
OPEN_RING = _refusal("open_ring", N_("第 %(n)s 个要素的边界没有闭合：至少四个点，首尾相同。"))
FLAT_RING = _refusal("flat_ring", N_("第 %(n)s 个要素的边界围不出面积。"))
NO_GRIDS = _refusal("no_grids", N_("文件里没有网格。地图至少要画出一个网格。"))
TOO_WIDE = _refusal("too_wide", N_("地图超过 0.3 度（大约 30 公里），不像一个社区；请核对坐标。"))

Position = tuple[int, int]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]


class Grid(NamedTuple):
    """A grid's area: polygons, each an outer ring and its holes."""

    code: str
    polygons: tuple[Polygon, ...]


class Line(NamedTuple):
    """A road or a path, for finding one's way."""

    kind: str
    points: tuple[Position, ...]


class Spot(NamedTuple):
    """A place people know by name."""

    name: str
    at: Position


class Extent(NamedTuple):
    """West, south, east, north."""

    west: int
    south: int
    east: int
    north: int

    def holds(self, lon: int, lat: int) -> bool:
        """Whether a position is inside, its edge included."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class Map:
    """A community's map, checked."""

    grids: tuple[Grid, ...]
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]

    @property
    def extent(self) -> Extent:
        """Around the grids."""
        return _around([p for grid in self.grids for polygon in grid.polygons for p in polygon[0]])

    def grid_at(self, lon: int, lat: int) -> str:
        """The code of the grid a position lies in; empty between them."""
        for grid in self.grids:
            if any(_inside(polygon, lon, lat) for polygon in grid.polygons):
                return grid.code
        return ""

    def written(self) -> str:
        """As GeoJSON again: what was checked and nothing else."""
        features = [
            _feature("MultiPolygon", [[_degrees(r) for r in p] for p in g.polygons], {"grid": g.code})
            for g in self.grids
        ]
        features += [_feature("LineString", _degrees(n.points), {"kind": n.kind}) for n in self.lines]
        features += [_feature("Point", _degrees((s.at,))[0], {"name": s.name}) for s in self.spots]
        whole = {"type": "FeatureCollection", "features": features}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def read(data: bytes, codes: Set[str], *, kept: bool = False) -> Map:
    """A file as a map of the community with these grids; refused at the first thing that is wrong.

    `kept`: it was checked before and written anew, which may have made it longer.
    """
    require(kept or len(data) <= LARGEST, TOO_LARGE)
    whole = _json(data)
    require(isinstance(whole, dict) and whole.get("type") == "FeatureCollection", NOT_COLLECTION)
    require("crs" not in whole, OTHER_SYSTEM)
    require(isinstance(whole.get("features"), list), NOT_COLLECTION)
    reading = _Reading(codes)
    for n, feature in enumerate(whole["features"], 1):
        reading.take(n, feature)
    return reading.made()


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise Refused(NOT_JSON) from wrong


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


class _Reading:
    """One file being read."""

    def __init__(self, codes: Set[str]) -> None:
        self.codes = codes
        self.left = COORDINATES
        self.grids: dict[str, Grid] = {}
        self.lines: list[Line] = []
        self.spots: list[Spot] = []

    def take(self, n: int, feature: Any) -> None:
        whole = isinstance(feature, dict) and feature.get("type") == "Feature"
        require(whole, NOT_FEATURE, n=n)
        shape, about = feature.get("geometry"), feature.get("properties")
        require(isinstance(shape, dict) and isinstance(about, dict), NOT_FEATURE, n=n)
        kind, inner = shape.get("type"), shape.get("coordinates")
        if kind in ("Polygon", "MultiPolygon"):
            self._grid(n, about.get("grid"), [inner] if kind == "Polygon" else inner)
        elif kind in ("LineString", "MultiLineString"):
            require(about.get("kind") in KINDS, WRONG_KIND, n=n)
            for line in [inner] if kind == "LineString" else _list(n, inner):
                points = self._positions(n, line)
                require(len(points) > 1, SHORT_LINE, n=n)
                self.lines.append(Line(about["kind"], points))
        else:
            require(kind == "Point", WRONG_SHAPE, n=n)
            name = about.get("name")
            named = isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME and name.isprintable()
            require(named, WRONG_NAME, n=n)
            self.spots.append(Spot(name.strip(), self._positions(n, [inner])[0]))

    def _grid(self, n: int, code: Any, polygons: Any) -> None:
        require(isinstance(code, str) and code, NO_CODE, n=n)
        require(code in self.codes, UNKNOWN_GRID, n=n, grid=code[:40])
        require(code not in self.grids, TWICE, grid=code)
        made = tuple(tuple(self._ring(n, ring) for ring in _list(n, p)) for p in _list(n, polygons))
        self.grids[code] = Grid(code, made)

    def _ring(self, n: int, ring: Any) -> Ring:
        points = self._positions(n, ring)
        require(len(points) > 3 and points[0] == points[-1], OPEN_RING, n=n)
        require(doubled_area(points), FLAT_RING, n=n)
        return points

    def _positions(self, n: int, listed: Any) -> tuple[Position, ...]:
        self.left -= len(_list(n, listed))
        require(self.left >= 0, TOO_MANY)
        return tuple(_position(n, p) for p in listed)

    def made(self) -> Map:
        require(self.grids, NO_GRIDS)
        made = Map(tuple(self.grids[c] for c in sorted(self.grids)), tuple(self.lines), tuple(self.spots))
        everything = [p for g in made.grids for polygon in g.polygons for ring in polygon for p in ring]
        everything += [p for line in made.lines for p in line.points] + [s.at for s in made.spots]
        west, south, east, north = _around(everything)
        require(east - west < WIDEST and north - south < WIDEST, TOO_WIDE)
        return made


def _list(n: int, value: Any) -> list[Any]:
    require(isinstance(value, list) and value, WRONG_POSITION, n=n)
    return list(value)


def _position(n: int, pair: Any) -> Position:
    require(isinstance(pair, list) and len(pair) in (2, 3), WRONG_POSITION, n=n)
    numbers = all(type(v) in (int, float) for v in pair)  # infinity is off the earth, too
    require(numbers, WRONG_POSITION, n=n)
    require(abs(pair[0]) <= 180 and abs(pair[1]) <= 90, OFF_EARTH, n=n)
    return round(pair[0] * UNIT), round(pair[1] * UNIT)


def _around(points: list[Position]) -> Extent:
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return Extent(min(lons), min(lats), max(lons), max(lats))


def _edges(ring: Ring) -> Iterator[tuple[Position, Position]]:
    return pairwise(ring)


def doubled_area(ring: Ring) -> int:
    """Twice the area a closed ring encloses."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring)))


def _inside(polygon: Polygon, x: int, y: int) -> bool:
    """Whether a ray from the position crosses the polygon's edges an odd number of times."""
    crossed = False
    for ring in polygon:
        for (ax, ay), (bx, by) in _edges(ring):
            if (ay > y) != (by > y):
                # left of the edge, in whole numbers
                side = (x - ax) * (by - ay) - (bx - ax) * (y - ay)
                crossed ^= side < 0 if by > ay else side > 0
    return crossed


def _degrees(points: tuple[Position, ...]) -> list[list[float]]:
    return [[lon / UNIT, lat / UNIT] for lon, lat in points]


def _feature(kind: str, coordinates: Any, about: dict[str, str]) -> dict[str, Any]:
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": about, "geometry": shape}
