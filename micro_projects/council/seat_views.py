"""A seat's page: who sat there, the vacancy and its by-elections; making seats, holding by-elections."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms.fields import SelectChoice

from micro_projects.council import rules, seat_actions, seat_election_actions, seat_queries, seat_rules
from micro_projects.council.blueprint import room
from micro_projects.council.member_views import today
from micro_projects.council.seat_forms import AddSeat, Announce, Count, Void
from micro_projects.council.seat_models import ByElection
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, me_or_none
from micro_projects.web.numbers import whole
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/c/<place>/council/seats/<int:number>")
@allow("council.read")
def council_seat(place: str, number: int) -> Any:
    """One seat, its members, its vacancy, its by-elections."""
    return _seat_page(places.community(place), number)


def _seat_page(place: Place, number: int, **more: Any) -> str:
    seat, who = seat_queries.seat(place.id, number), me_or_none()
    held = [one for one in seat_queries.by_elections(place.id) if one.seat_id == seat.id]
    latest = held[0] if held else None
    return render_template(
        "council/council_seat.html",
        place=place,
        seat=seat,
        terms=seat_queries.terms(seat.id),
        vacancy=seat_queries.open_vacancy(seat.id),
        latest=latest,
        earlier=held[1:],
        candidates=seat_queries.candidates(latest.id) if latest else [],
        today=today(),
        kinds=seat_rules.SEAT_KINDS,
        chosen=rules.CHOSEN,
        left=seat_rules.LEFT,
        states=seat_rules.BY_ELECTION_STATES,
        may_announce=may(who, "seat.announce", place.id, place.path),
        may_certify=may(who, "seat.certify", place.id, place.path)
        and latest is not None
        and (who is not None and who.person_id != latest.counted_by),
        **{"count": Count(None), "void": Void(None), "extra": None} | more,
    )


@room.route("/c/<place>/council/seats/new", methods=["GET", "POST"])
@allow("council.add_seat")
def add_seat(place: str) -> Any:
    """Make a seat."""
    community, form = places.community(place), AddSeat()
    require(may(me(), "council.add_seat", community.id, community.path), NOT_ALLOWED)
    grids = {grid.code: grid for grid in places.grids(community.id)}
    form.grid.choices = [SelectChoice("", ""), *(SelectChoice(code, g.name) for code, g in grids.items())]
    if not form.validate_on_submit():
        page = render_template("council/add_seat.html", place=community, form=form, extra=None)
        return page, 422 if form.errors else 200
    grid = grids.get(form.grid.data or "") if form.kind.data == "grid" else None
    values = (form.number.data, form.kind.data, form.name.data, grid, form.from_on.data)
    try:
        with publish() as at:
            seat_actions.add_seat(me(), community, *values, at)
    except Refused as refused:
        page = render_template("council/add_seat.html", place=community, form=form, extra=lines(refused))
        return page, refused.refusal.status
    return redirect(url_for("council.members", place=place), 303)


@room.route("/c/<place>/council/seats/<int:number>/by-election", methods=["GET", "POST"])
@allow("seat.announce")
def announce(place: str, number: int) -> Any:
    """Announce a by-election."""
    community, form = places.community(place), Announce()
    require(may(me(), "seat.announce", community.id, community.path), NOT_ALLOWED)
    seat = seat_queries.seat(community.id, number)
    extra, status = None, 422 if form.errors else 200
    if form.validate_on_submit():
        try:
            with publish() as at:
                seat_election_actions.announce(
                    me(),
                    community,
                    seat,
                    form.how.data,
                    form.held_on.data,
                    form.venue.data,
                    form.until_on.data,
                    form.logins(),
                    at,
                )
        except Refused as refused:
            extra, status = lines(refused), refused.refusal.status
        else:
            return _back(place, number)
    elif form.errors:
        status = 422
    page = render_template("council/by_election.html", place=community, seat=seat, form=form, extra=extra)
    return page, status


def _back(place: str, number: int) -> Any:
    return redirect(url_for("council.council_seat", place=place, number=number), 303)


def _latest(place: Place, number: int) -> ByElection:
    seat = seat_queries.seat(place.id, number)
    held = [one for one in seat_queries.by_elections(place.id) if one.seat_id == seat.id]
    return seat_queries.by_election(place.id, held[0].id if held else 0)


@room.post("/c/<place>/council/seats/<int:number>/count")
@allow("seat.count")
def count(place: str, number: int) -> Any:
    """Enter what was counted."""
    community, form = places.community(place), Count()
    if not form.validate():
        return _seat_page(community, number, count=form), 422
    votes = {
        candidate: whole(request.form.get(name, "")) or 0
        for name in request.form
        if name.startswith("votes-") and (candidate := whole(name[6:])) is not None
    }
    try:
        with publish() as at:
            seat_election_actions.count(
                me(),
                community,
                _latest(community, number),
                form.entitled.data or 0,
                form.took_part.data or 0,
                votes,
                form.lot_number.data or "",
                at,
            )
    except Refused as refused:
        return _seat_page(community, number, count=form, extra=lines(refused)), refused.refusal.status
    return _back(place, number)


@room.post("/c/<place>/council/seats/<int:number>/certify")
@allow("seat.certify")
def certify(place: str, number: int) -> Any:
    """The supervisors say that it was held as announced."""
    community = places.community(place)
    with publish() as at:
        seat_election_actions.certify(me(), community, _latest(community, number), at)
    return _back(place, number)


@room.post("/c/<place>/council/seats/<int:number>/void")
@allow("seat.count")
def void_before(place: str, number: int) -> Any:
    """It could not be held."""
    return _void(place, number)


@room.post("/c/<place>/council/seats/<int:number>/not-certified")
@allow("seat.certify")
def not_certified(place: str, number: int) -> Any:
    """The supervisors say that it was not held as announced."""
    return _void(place, number)


def _void(place: str, number: int) -> Any:
    community, form = places.community(place), Void()
    if not form.validate():
        return _seat_page(community, number, void=form), 422
    try:
        with publish() as at:
            row = _latest(community, number)
            seat_election_actions.void(me(), community, row, form.reason.data, at)
    except Refused as refused:
        return _seat_page(community, number, void=form, extra=lines(refused)), refused.refusal.status
    return _back(place, number)
