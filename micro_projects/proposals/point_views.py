"""A proposal's place on the map: pressed on a picture (no script needed), or its grid chosen from a list."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from wtforms.fields import SelectChoice

from micro_projects.kernel.refusal import Refused, found
from micro_projects.places import map_queries
from micro_projects.places.map_queries import Edition
from micro_projects.proposals import page_queries, point_actions, point_queries, point_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker, require_author
from micro_projects.proposals.point_forms import SIZES, PointForm
from micro_projects.proposals.point_queries import Point
from micro_projects.proposals.views import address, room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines


@room.get("/proposals/<code>/point")
@allow("proposal.set_point")
def point(code: str) -> Any:
    """The map to press on, and the grids to choose from."""
    return _page(PointForm(), code)


@room.post("/proposals/<code>/point")
@allow("proposal.set_point")
def set_point(code: str) -> Any:
    """Take down where it lies."""
    form, sheet = PointForm(), page_queries.sheet(code)
    map_ = _map(sheet.proposal)
    form.grid.choices = _choices(map_)
    if not form.validate() or not form.says_something():
        return _page(form, code), 422
    try:
        with act() as at:
            point_actions.set_point(me(), sheet.proposal, form.where(map_.drawing.to), at)
    except Refused as refused:
        return _page(form, code, lines(refused)), refused.refusal.status
    return redirect(address(code), 303)


def _page(form: PointForm, code: str, extra: Any = ()) -> str:
    sheet = page_queries.sheet(code)
    p, by = sheet.proposal, me()
    require_author(by, p)
    late = point_rules.in_time(p.state, author=not is_worker(by, p.path))
    if late:
        raise Refused(late)
    map_, known = _map(p), point_queries.newest(p.id)
    form.grid.choices = _choices(map_)
    if known and not form.is_submitted():
        form.grid.data = known.grid
    text = sheet.version or sheet.draft
    return render_template(
        "proposals/point.html",
        sheet=sheet,
        p=p,
        form=form,
        map=map_,
        known=known,
        spot=spot(map_, known),
        location=text.location if text else "",
        sizes=SIZES,
        size=form.shown_size(),
        extra=list(extra),
        here=url_for("proposals.point", code=code),
    )


def spot(map_: Edition, point_: Point | None) -> tuple[int, int] | None:
    """Where a point is in the drawing."""
    if point_ is None or point_.lon is None or point_.lat is None:
        return None
    return map_.drawing.to.place(point_.lon, point_.lat)


def _map(proposal: Proposal) -> Edition:
    return found(map_queries.in_force(proposal.place_id), point_rules.NO_MAP)


def _choices(map_: Edition) -> list[SelectChoice]:
    return [SelectChoice(code, grid.said()) for code, grid in map_.grids.items()]
