"""Reading a community's map. Editions never change, so each is read and drawn once per process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.places import map_rules, queries
from micro_projects.places.map_drawing import Drawing, draw
from micro_projects.places.map_rules import Map
from micro_projects.places.models import PlaceMap
from micro_projects.web.language import language

NO_MAP = Refusal("no_map", N_("本社区还没有地图。"), N_("地图由社区工作人员或管理员上传。"), 404)


class GridName(NamedTuple):
    """A grid of the community."""

    id: int
    name: str
    name_en: str

    def said(self) -> str:
        """In the reader's language."""
        return self.name_en if language() == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, ready to be shown. `grids`: every grid of the community by code, drawn or not.

    Since when it is in force is in `all_editions`.
    """

    id: int
    place: str
    number: int
    map: Map
    drawing: Drawing
    grids: Mapping[str, GridName]

    def name(self, code: str) -> str:
        """A grid's name in the reader's language; empty for none."""
        return self.grids[code].said() if code in self.grids else ""


def in_force(place_id: int) -> Edition | None:
    """The map of a community, if it has one: one statement."""
    newest = db.session.scalar(select(func.max(PlaceMap.id)).where(PlaceMap.place_id == place_id))
    return None if newest is None else edition(newest)


def edition(map_id: int) -> Edition:
    """An edition by its key: no statement once it was read."""
    return _edition(str(db.engine.url), map_id)


@lru_cache(maxsize=64)
def _edition(database: str, map_id: int) -> Edition:
    row = db.session.get_one(PlaceMap, map_id)
    grids = {g.code: GridName(g.id, g.name, g.name_en) for g in queries.grids(row.place_id)}
    map_ = map_rules.read(row.geojson.encode(), grids.keys(), kept=True)
    place = queries.code_of(row.place_id)
    return Edition(row.id, place, row.edition, map_, draw(map_), grids)


def editions(place_id: int) -> int:
    """How many editions there are."""
    return db.session.scalar(select(func.max(PlaceMap.edition)).where(PlaceMap.place_id == place_id)) or 0


class Past(NamedTuple):
    """An edition in the list of all."""

    number: int
    at: datetime


def all_editions(place_id: int) -> Sequence[Past]:
    """Every edition, the newest first."""
    query = select(PlaceMap.edition, PlaceMap.at).where(PlaceMap.place_id == place_id)
    return [Past(*row) for row in db.session.execute(query.order_by(PlaceMap.edition.desc()).limit(50))]


def written(place_id: int) -> str | None:
    """The GeoJSON in force, as published."""
    query = select(PlaceMap.geojson).where(PlaceMap.place_id == place_id)
    return db.session.scalar(query.order_by(PlaceMap.id.desc()).limit(1))
