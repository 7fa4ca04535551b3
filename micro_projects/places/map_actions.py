"""Putting a community's map in force."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.places import map_queries
from micro_projects.places.map_rules import Map
from micro_projects.places.models import Place, PlaceMap
from micro_projects.web.access import permit


def import_map(by: Actor, community: Place, map_: Map, now: datetime) -> PlaceMap:
    """A new edition, by an administrator or a worker of the community; the ones before stay."""
    permit(by, "places.import_map", community.id, community.path)
    return put_map(by, community, map_, now)


def put_map(by: Actor, community: Place, map_: Map, now: datetime) -> PlaceMap:
    """The same for whoever operates the machine."""
    extent = map_.extent
    row = PlaceMap(
        place_id=community.id,
        edition=map_queries.editions(community.id) + 1,
        geojson=map_.written(),
        west=extent.west,
        south=extent.south,
        east=extent.east,
        north=extent.north,
        by_id=by.person_id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "places.import_map", None, now, place=community.id, edition=row.edition)
    return row
