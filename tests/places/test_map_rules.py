"""A map's file is taken only when it is exactly right, and each fault has its own words; the drawing is true and small."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.demo.founding import MAP
from micro_projects.kernel.refusal import Refusal, Refused
from micro_projects.places import map_drawing, map_rules
from micro_projects.places.map_drawing import Dot
from micro_projects.places.map_rules import Extent

CODES = {f"FT-LH-G{n}" for n in range(1, 5)}
SQUARE = [[114.0, 22.0], [114.01, 22.0], [114.01, 22.01], [114.0, 22.01], [114.0, 22.0]]
HOLE = [[114.004, 22.004], [114.006, 22.004], [114.006, 22.006], [114.004, 22.006], [114.004, 22.004]]


def feature(shape: str, coordinates: Any, /, **about: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": about, "geometry": {"type": shape, "coordinates": coordinates}}


def grid(*rings: Any, code: Any = "FT-LH-G1") -> dict[str, Any]:
    return feature("Polygon", list(rings), grid=code)


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def moved(ring: list[list[float]], lon: float) -> list[list[float]]:
    return [[x + lon, y] for x, y in ring]


FAULTS: list[tuple[Refusal, bytes]] = [
    (map_rules.TOO_LARGE, b" " * 200_001),
    (map_rules.NOT_JSON, b"{"),
    (map_rules.NOT_JSON, "网格".encode("gb18030")),
    (map_rules.NOT_JSON, b"[" * 150_000),
    (map_rules.NOT_JSON, file(grid(SQUARE)).replace(b"114.01", b"NaN", 1)),
    (map_rules.NOT_COLLECTION, b"[]"),
    (map_rules.NOT_COLLECTION, json.dumps(grid(SQUARE)).encode()),
    (map_rules.NOT_COLLECTION, b'{"type": "FeatureCollection"}'),
    (map_rules.OTHER_SYSTEM, file(grid(SQUARE), crs={"type": "name"})),
    (map_rules.NOT_FEATURE, file("x")),
    (map_rules.NOT_FEATURE, file({"type": "Feature", "properties": {}, "geometry": None})),
    (map_rules.NOT_FEATURE, file({**grid(SQUARE), "properties": None})),
    (map_rules.WRONG_SHAPE, file(feature("MultiPoint", [[114.0, 22.0]], name="门"))),
    (map_rules.WRONG_SHAPE, file(feature("GeometryCollection", []))),
    (map_rules.NO_CODE, file(feature("Polygon", [SQUARE]))),
    (map_rules.NO_CODE, file(grid(SQUARE, code=7))),
    (map_rules.UNKNOWN_GRID, file(grid(SQUARE, code="FT-XM-G1"))),
    (map_rules.TWICE, file(grid(SQUARE), grid(SQUARE))),
    (map_rules.WRONG_KIND, file(grid(SQUARE), feature("LineString", SQUARE, kind="river"))),
    (map_rules.SHORT_LINE, file(grid(SQUARE), feature("LineString", SQUARE[:1], kind="road"))),
    (map_rules.WRONG_NAME, file(grid(SQUARE), feature("Point", SQUARE[0]))),
    (map_rules.WRONG_NAME, file(grid(SQUARE), feature("Point", SQUARE[0], name="长" * 21))),
    (map_rules.WRONG_POSITION, file(grid([[114.0], *SQUARE[1:]]))),
    (map_rules.WRONG_POSITION, file(grid([["114", 22.0], *SQUARE[1:]]))),
    (map_rules.WRONG_POSITION, file(grid([[True, 22.0], *SQUARE[1:]]))),
    (map_rules.WRONG_POSITION, file(grid([]))),
    (map_rules.WRONG_POSITION, file(feature("Polygon", None, grid="FT-LH-G1"))),
    (map_rules.OFF_EARTH, file(grid([[22.0, 114.0], *SQUARE[1:]]))),
    (map_rules.OFF_EARTH, file(grid(SQUARE)).replace(b"114.01", b"1e999", 1)),
    (map_rules.OFF_EARTH, file(grid(SQUARE)).replace(b"114.01", b"1" * 400, 1)),
    (map_rules.TOO_MANY, file(grid([[0, 0]] * 20_001))),
    (map_rules.OPEN_RING, file(grid(SQUARE[:-1]))),
    (map_rules.OPEN_RING, file(grid([SQUARE[0], SQUARE[1], SQUARE[0]]))),
    (map_rules.FLAT_RING, file(grid([SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]))),
    (map_rules.NO_GRIDS, file()),
    (map_rules.NO_GRIDS, file(feature("Point", SQUARE[0], name="门"))),
    (map_rules.TOO_WIDE, file(grid(SQUARE), grid(moved(SQUARE, 0.3), code="FT-LH-G2"))),
    (map_rules.TOO_WIDE, file(grid(SQUARE), feature("Point", [113.7, 22.0], name="远处"))),
]


@pytest.mark.parametrize(("refusal", "data"), FAULTS, ids=lambda v: v.code if isinstance(v, Refusal) else "")
def test_a_wrong_file_is_refused_with_its_words(refusal: Refusal, data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        map_rules.read(data, CODES)
    assert caught.value.refusal is refusal
    assert caught.value.refusal.why % caught.value.facts  # every fact its words need is there
    assert refusal.status == 422


def test_what_is_kept_is_what_was_checked_and_nothing_else() -> None:
    extra = {**grid(SQUARE, HOLE), "id": 9, "bbox": [1, 2, 3, 4]}
    extra["properties"]["owner"] = "某人"
    made = map_rules.read(
        b"\xef\xbb\xbf" + file(extra, feature("Point", [114.002, 22.002, 8], name=" 门 ")), CODES
    )
    written = made.written()
    assert "某人" not in written
    assert "bbox" not in written
    assert [spot.name for spot in made.spots] == ["门"]
    assert map_rules.read(written.encode(), CODES, kept=True) == made
    assert made.extent == Extent(114_000_000, 22_000_000, 114_010_000, 22_010_000)


def test_which_grid_a_place_lies_in() -> None:
    made = map_rules.read(file(grid(SQUARE, HOLE), grid(moved(SQUARE, 0.01), code="FT-LH-G2")), CODES)
    assert made.grid_at(114_002_000, 22_002_000) == "FT-LH-G1"
    assert made.grid_at(114_005_000, 22_005_000) == ""  # in the hole
    assert made.grid_at(114_012_000, 22_002_000) == "FT-LH-G2"
    assert made.grid_at(114_030_000, 22_002_000) == ""


@given(st.integers(114_000_000, 114_020_000), st.integers(22_000_000, 22_009_000))
def test_drawn_and_pressed_is_the_same_place(lon: int, lat: int) -> None:
    to = map_drawing.projection(Extent(114_000_000, 22_000_000, 114_020_000, 22_009_000))
    x, y = to.place(lon, lat)
    back = to.position(x, y)
    assert max(abs(back[0] - lon), abs(back[1] - lat)) <= 13  # half a unit: about a metre and a half
    assert 0 < x < to.width <= 1000
    assert 0 < y < to.height <= 1000


def test_a_metre_is_as_long_across_as_up() -> None:
    to = map_drawing.projection(Extent(114_000_000, 22_000_000, 114_010_000, 22_010_000))
    across, up = to.per_lon / math.cos(math.radians(22.005)), to.per_lat
    assert across == pytest.approx(up)


def test_the_finest_map_is_drawn_small() -> None:
    around = [
        [114 + 0.01 * math.cos(n / 3000), 22 + 0.01 * math.sin(n / 3000)] for n in range(int(6000 * math.pi))
    ]
    rough = [[round(x, 5), round(y, 5)] for x, y in around][::3]
    made = map_rules.read(file(grid([*rough, rough[0]])), CODES)
    drawing = map_drawing.draw(made)
    assert len(rough) > 6000
    assert drawing.areas[0].outline.count(" ") < 2 * map_drawing.POINTS


def test_a_name_stands_inside_even_where_the_grid_bends() -> None:
    bent = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]
    ring = [[114 + x / 1000, 22 + y / 1000] for x, y in bent]
    made = map_rules.read(file(grid(ring)), CODES)
    area, to = map_drawing.draw(made).areas[0], map_drawing.draw(made).to
    assert made.grid_at(*to.position(area.x, area.y)) == "FT-LH-G1"


def test_dots_do_not_cover_each_other() -> None:
    to = map_drawing.projection(Extent(114_000_000, 22_000_000, 114_010_000, 22_010_000))
    dots = map_drawing.apart([Dot(n, "", "", 500, 500) for n in range(1, 7)], to)
    assert (dots[0].x, dots[0].y) == (500, 500)
    for a in dots:
        for b in dots:
            assert a is b or max(abs(a.x - b.x), abs(a.y - b.y)) >= map_drawing.APART


def test_the_demos_map_is_one() -> None:
    made = map_rules.read(MAP.read_bytes(), CODES)
    assert {g.code for g in made.grids} == CODES
    assert {made.grid_at(*spot.at) for spot in made.spots} <= CODES
