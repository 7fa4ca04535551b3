"""Saying where a proposal lies on the map. No part of its text, so no version is written and no hash changes."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.places import map_queries
from micro_projects.proposals import point_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker, require_author
from micro_projects.proposals.point_models import ProposalPoint
from micro_projects.proposals.point_rules import Where
from micro_projects.web.access import permit


def set_point(by: Actor, proposal: Proposal, where: Where, now: datetime) -> ProposalPoint:
    """The newest answer to where it lies: a point, a grid alone, or off the map again."""
    permit(by, "proposal.set_point", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    late = point_rules.in_time(proposal.state, author=not is_worker(by, proposal.path))
    if late:
        raise Refused(late)
    map_ = found(map_queries.in_force(proposal.place_id), point_rules.NO_MAP)
    grid = where.grid
    if where.at is not None:
        require(map_.map.extent.holds(*where.at), point_rules.OFF_MAP)
        grid = map_.map.grid_at(*where.at)
    require(not grid or grid in map_.grids, point_rules.NO_GRID)
    row = ProposalPoint(
        proposal_id=proposal.id,
        map_id=map_.id,
        lon=where.at[0] if where.at else None,
        lat=where.at[1] if where.at else None,
        grid_id=map_.grids[grid].id if grid else None,
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(
        by,
        "proposal.set_point",
        proposal.ref,
        now,
        on_behalf_of=behalf,
        map=map_.number,
        grid=grid,
        point=row.id,
    )
    return row
