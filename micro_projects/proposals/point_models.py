"""Where a proposal lies on its community's map (地图上的位置): only so that it is found.

It is no part of the proposal: neither of its text, nor of the hash that is disclosed, voted on and approved.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard
from micro_projects.proposals.point_rules import STATES


class ProposalPoint(Base):
    """One answer to where it lies; the newest counts. With neither point nor grid: it is taken off the map."""

    __tablename__ = "proposal_point"
    __table_args__ = (
        Index("ix_proposal_point_proposal_id_id", "proposal_id", "id"),
        CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    map_id: Mapped[int] = mapped_column(ForeignKey("place_map.id"))
    """The edition it was shown on."""
    lon: Mapped[int | None]
    """WGS-84, in millionths of a degree; none when only the grid is named."""
    lat: Mapped[int | None]
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    """The grid that was chosen, or that the point lies in."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


append_only("proposal_point")
guard(
    "proposal_point_on_map",
    "proposal_point",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM place_map m JOIN subject s ON s.place_id = m.place_id "
        "WHERE m.id = NEW.map_id AND s.id = NEW.proposal_id AND (NEW.lon IS NULL OR "
        "(NEW.lon BETWEEN m.west AND m.east AND NEW.lat BETWEEN m.south AND m.north)))"
    ),
)
guard(
    "proposal_point_grid",
    "proposal_point",
    when="INSERT",
    sqlite_if=(
        "NEW.grid_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place g JOIN place_map m ON m.place_id = g.parent_id "
        "WHERE g.id = NEW.grid_id AND g.level = 'grid' AND m.id = NEW.map_id)"
    ),
)
_STATES = f"({', '.join(repr(state) for state in STATES)})"
guard(
    "proposal_point_before_freezing",
    "proposal_point",
    when="INSERT",
    sqlite_if="(SELECT p.state FROM proposal p WHERE p.id = NEW.proposal_id) NOT IN " + _STATES,  # noqa: S608 # nosec B608 - our own words
)
