"""The projects of a round on the community's map: on the ballot, and on the round's page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from micro_projects.proposals import point_queries, point_showing
from micro_projects.proposals.point_showing import Located, Row
from micro_projects.voting.ballot_list import Item, Listed
from micro_projects.voting.models import RoundProject


def on_ballot(listed: Listed) -> tuple[Listed, Located | None]:
    """The list with this view's numbers and the grids, and the map that points to it. One statement."""
    items = [*listed.items, *listed.kept]
    points = point_queries.of([item.code for item in items])
    rows = [Row(n, item.code, item.title, f"#p-{item.code}") for n, item in enumerate(items, 1)]
    shown = point_showing.located(rows, points)
    if shown is None:
        return listed, None
    grids = point_showing.grid_names(points)
    numbered = [_told(item, n, grids.get(item.code, "")) for n, item in enumerate(items, 1)]
    return Listed(numbered[: len(listed.items)], numbered[len(listed.items) :]), shown


def _told(item: Item, number: int, grid: str) -> Item:
    """With its number, and its grid unless the text of its place says it already."""
    return item._replace(number=number, grid="" if grid in item.location else grid)


def on_page(projects: Sequence[RoundProject]) -> Located | None:
    """Where a round's projects lie, under the numbers of the proposals; nothing of imported ones. One statement."""
    ours = [line for line in projects if line.proposal_id is not None]
    rows = [
        Row(_number(line.code), line.code, line.title, url_for("proposals.proposal", code=line.code))
        for line in ours
    ]
    return point_showing.located(rows, point_queries.of([line.code for line in ours]))


def _number(code: str) -> int:
    """A proposal's number in its cycle, the end of its code."""
    return int(code.rpartition("-")[2])
