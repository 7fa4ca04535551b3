"""A community's map: its page, the drawing as a picture, the GeoJSON, and the upload."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.places import map_actions, map_queries, map_rules, queries
from micro_projects.places.forms import ImportMap
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none
from micro_projects.web.refusals import lines

room = Blueprint("places", __name__)


@room.get("/c/<place>/map")
@allow("places.map")
def map_page(place: str) -> Any:
    """The map in force, and its editions."""
    community = queries.community(place)
    return render_template(
        "places/map.html",
        place=community,
        map=map_queries.in_force(community.id),
        editions=map_queries.all_editions(community.id),
        may_import=may(me_or_none(), "places.import_map", community.id, community.path),
        done=request.args.get("done", type=int),
    )


@room.get("/c/<place>/map.svg")
@allow("places.map")
def map_picture(place: str) -> Response:
    """The drawing alone, for a picture that can be pressed. Kept by the browser until it is asked in other words."""
    shown = found(map_queries.in_force(queries.community(place).id), map_queries.NO_MAP)
    answer = make_response(render_template("places/map.svg", map=shown))
    answer.mimetype = "image/svg+xml"
    answer.vary.add("Cookie")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@room.get("/c/<place>/map.geojson")
@allow("places.map")
def map_file(place: str) -> Response:
    """The map as data."""
    written = found(map_queries.written(queries.community(place).id), map_queries.NO_MAP)
    answer = Response(written, mimetype="application/geo+json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{place}.geojson"'
    return answer


@room.get("/c/<place>/map/upload")
@allow("places.import_map")
def import_map(place: str) -> Any:
    """Choose a file."""
    return _upload_page(_kept_by_me(place), ImportMap())


@room.post("/c/<place>/map/upload")
@allow("places.import_map")
def import_map_post(place: str) -> Any:
    """Check a file and put it in force; what is wrong with it is said at the field."""
    community, form = _kept_by_me(place), ImportMap()
    if not form.validate():
        return _upload_page(community, form), 422
    data = form.file.data.stream.read(map_rules.LARGEST + 1)
    try:
        checked = map_rules.read(data, {grid.code for grid in queries.grids(community.id)})
        with act() as at:
            row = map_actions.import_map(me(), community, checked, at)
    except Refused as refused:
        form.file.errors = lines(refused)
        return _upload_page(community, form), refused.refusal.status
    return redirect(url_for("places.map_page", place=community.code, done=row.edition), 303)


def _upload_page(community: Place, form: ImportMap) -> str:
    return render_template(
        "places/map_upload.html", place=community, form=form, grids=queries.grids(community.id)
    )


def _kept_by_me(code: str) -> Place:
    community = queries.community(code)
    require(may(me(), "places.import_map", community.id, community.path), NOT_ALLOWED)
    return community
