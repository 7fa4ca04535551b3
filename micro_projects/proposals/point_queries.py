"""Where proposals lie on the map: each a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.places.models import Place, PlaceMap
from micro_projects.proposals.point_models import ProposalPoint


class Point(NamedTuple):
    """Where a proposal lies. `map_id`: the map of its community that is in force now · `lon`, `lat`: none when only
    the grid is known · `grid`: a code, or empty."""

    code: str
    map_id: int
    lon: int | None
    lat: int | None
    grid: str


def newest(proposal_id: int) -> Point | None:
    """Where one proposal lies, if anybody said so and nobody took it off again."""
    return next(iter(_points(SubjectRow.id == proposal_id).values()), None)


def of(codes: Sequence[str]) -> dict[str, Point]:
    """The same for several, by code. One statement."""
    return _points(SubjectRow.code.in_(codes)) if codes else {}


def _points(which: ColumnElement[bool]) -> dict[str, Point]:
    last = (
        select(func.max(ProposalPoint.id))
        .where(ProposalPoint.proposal_id == SubjectRow.id)
        .correlate(SubjectRow)
        .scalar_subquery()
    )
    map_ = (
        select(func.max(PlaceMap.id))
        .where(PlaceMap.place_id == SubjectRow.place_id)
        .correlate(SubjectRow)
        .scalar_subquery()
    )
    query = (
        select(SubjectRow.code, map_, ProposalPoint.lon, ProposalPoint.lat, Place.code)
        .join(ProposalPoint, ProposalPoint.id == last)
        .outerjoin(Place, Place.id == ProposalPoint.grid_id)
        .where(SubjectRow.kind == "proposal", which)
    )
    rows = (Point(code, id_, lon, lat, grid or "") for code, id_, lon, lat, grid in db.session.execute(query))
    return {row.code: row for row in rows if row.lon is not None or row.grid}
