"""The public register of interests, and a member's own declarations; a home is pressed on the map and stays sealed."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.council import interest_actions, interest_queries, interest_rules, queries
from micro_projects.council.blueprint import room
from micro_projects.council.member_views import today
from micro_projects.council.recusal_rules import At
from micro_projects.council.seat_forms import DeclareInterest
from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.places import map_queries
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

SIZES = (288, 640)
"""How wide the map to press on is drawn, in pixels."""


@room.get("/c/<place>/council/register")
@allow("council.read")
def interest_register(place: str) -> Any:
    """Every member with what they declared, what ended included; who has declared nothing is named."""
    community = places.community(place)
    return render_template(
        "council/register.html",
        place=community,
        members=queries.members(community.id, today()),
        register=interest_queries.register(community.id, today(), ended=True),
        kinds=interest_rules.KINDS,
        today=today(),
    )


@room.route("/c/<place>/council/interests", methods=["GET", "POST"])
@allow("council.declare_interests")
def interests(place: str) -> Any:
    """A member's own declarations, and the form for one more."""
    community, form = places.community(place), DeclareInterest()
    require(may(me(), "council.declare_interests", community.id, community.path), NOT_ALLOWED)
    if not form.validate_on_submit():
        return _own_page(community, form), 422 if form.errors else 200
    try:
        with publish() as at:
            row = interest_actions.declare(
                me(),
                community,
                form.kind.data,
                (form.text.data or "").strip(),
                at,
                since_on=form.since_on.data,
                organisation=form.organisation.data or "",
                credit_code=form.credit_code.data or "",
                relation=form.relation.data or "",
                kin=(form.kin_code.data or "", form.kin_name.data or ""),
            )
    except Refused as refused:
        return _own_page(community, form, lines(refused)), refused.refusal.status
    if row.kind == "property" and map_queries.in_force(community.id) is not None:
        return redirect(url_for("council.interest_point", place=place, interest=row.id), 303)
    return redirect(url_for("council.interests", place=place), 303)


def _own_page(place: Place, form: DeclareInterest, extra: Any = None) -> str:
    return render_template(
        "council/interests.html",
        place=place,
        form=form,
        extra=extra,
        own=interest_queries.register(place.id, today()).get(me().id, []),
        kinds=interest_rules.KINDS,
    )


@room.post("/c/<place>/council/interests/<int:interest>/end")
@allow("council.declare_interests")
def end_interest(place: str, interest: int) -> Any:
    """It holds no more."""
    community = places.community(place)
    with publish() as at:
        interest_actions.end(me(), community, interest, at)
    return redirect(url_for("council.interests", place=place), 303)


@room.route("/c/<place>/council/interests/<int:interest>/point", methods=["GET", "POST"])
@allow("council.declare_interests")
def interest_point(place: str, interest: int) -> Any:
    """The map to press on: where the home or property lies, which nobody is shown."""
    community = places.community(place)
    require(may(me(), "council.declare_interests", community.id, community.path), NOT_ALLOWED)
    row = interest_queries.own(community.id, me().id, interest)
    map_ = found(map_queries.in_force(community.id), interest_rules.NO_MAP)
    x, y = request.form.get("x", type=int), request.form.get("y", type=int)
    if x is not None and y is not None:
        to = map_.drawing.to
        width = request.form.get("width", type=int)
        per_pixel = to.width / (width if width in SIZES else SIZES[0])
        where = At(*to.position((x + 0.5) * per_pixel, (y + 0.5) * per_pixel))
        with act() as at:
            interest_actions.put_on_map(me(), community, row.id, where, at)
        return redirect(url_for("council.interests", place=place), 303)
    asked = request.args.get("width", type=int)
    return render_template(
        "council/interest_point.html",
        place=community,
        interest=row,
        map=map_,
        sizes=SIZES,
        size=asked if asked in SIZES else SIZES[0],
        here=url_for("council.interest_point", place=place, interest=interest),
    )
