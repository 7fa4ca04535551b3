"""The council's public page: each seat with who sits there, until when, how chosen, or since when it is empty."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from wtforms.fields import SelectChoice

from micro_projects.council import (
    interest_queries,
    interest_rules,
    member_actions,
    member_queries,
    queries,
    refusals,
    rules,
    seat_queries,
    seat_rules,
)
from micro_projects.council.blueprint import room
from micro_projects.council.seat_forms import AddMember, EndMember, Resign
from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE


def today() -> date:
    """The local day."""
    return now().astimezone(ZONE).date()


@room.get("/c/<place>/council")
@allow("council.read")
def members(place: str) -> Any:
    """Who sits in the council; a member first reads from what they stand aside next."""
    community, who = places.community(place), me_or_none()
    listed = queries.members(community.id, today())
    seats = seat_queries.seats(community.id, today())
    return render_template(
        "council/members.html",
        place=community,
        members=listed,
        lines=[(seat, [m for m in listed if m.number == seat.number]) for seat in seats],
        unseated=[m for m in listed if not m.number],
        vacancies=seat_queries.vacancies(community.id),
        interests=interest_queries.register(community.id, today()),
        chosen=rules.CHOSEN,
        kinds=seat_rules.SEAT_KINDS,
        today=today(),
        may_add=may(who, "council.add_member", community.id, community.path),
        seated=who if who and any(m.person_id == who.person_id for m in listed) else None,
        aside=member_queries.next_aside(community.id, who.id) if who else [],
        words=interest_rules.KINDS,
    )


def _require(act_name: str, place: Place) -> None:
    require(may(me(), act_name, place.id, place.path), NOT_ALLOWED)


def _add_form(place: Place) -> AddMember:
    form = AddMember()
    taken = {m.number for m in queries.members(place.id, today())}
    form.seat.choices = [
        SelectChoice(str(seat.number), f"{seat.number} · {seat.name}")
        for seat in seat_queries.seats(place.id, today())
        if seat.number not in taken
    ]
    return form


@room.get("/c/<place>/council/new")
@allow("council.add_member")
def add_member(place: str) -> Any:
    """The form for a member chosen in a regular election."""
    community = places.community(place)
    _require("council.add_member", community)
    return _page("add_member", community, _add_form(community))


@room.post("/c/<place>/council/new")
@allow("council.add_member")
def add_member_post(place: str) -> Any:
    """Register a member."""
    community = places.community(place)
    form = _add_form(community)
    if not form.validate():
        return _page("add_member", community, form), 422
    try:
        with publish() as at:
            account = found(people.account(form.login.data), refusals.NO_ACCOUNT)
            member_actions.add_member(
                me(),
                community,
                account.person_id,
                seat_queries.seat(community.id, int(form.seat.data)),
                form.chosen.data,
                form.from_on.data,
                form.until_on.data,
                at,
            )
    except Refused as refused:
        return _page("add_member", community, form, refused), refused.refusal.status
    return redirect(url_for("council.members", place=place), 303)


def _page(template: str, place: Place, form: Any, refused: Refused | None = None, **more: Any) -> str:
    extra = lines(refused) if refused else None
    return render_template(f"council/{template}.html", place=place, form=form, extra=extra, **more)


@room.route("/c/<place>/council/<token>/end", methods=["GET", "POST"])
@allow("council.end_member")
def end_member(place: str, token: str) -> Any:
    """Register why a term ends before its day."""
    community, form = places.community(place), EndMember()
    _require("council.end_member", community)
    listed = queries.members(community.id, today())
    member = found(next((m for m in listed if m.token == token), None), refusals.NO_SUCH_MEMBER)
    if form.validate_on_submit():
        try:
            with publish() as at:
                member_actions.end_member(
                    me(), community, member.person_id, form.on.data, at, why=form.why.data
                )
        except Refused as refused:
            return _page("end_member", community, form, refused, member=member), refused.refusal.status
        return redirect(url_for("council.members", place=place), 303)
    return _page("end_member", community, form, member=member), 422 if form.errors else 200


@room.route("/c/<place>/council/resign", methods=["GET", "POST"])
@allow("council.resign")
def resign(place: str) -> Any:
    """A member gives the seat up."""
    community, form = places.community(place), Resign()
    _require("council.resign", community)
    if form.validate_on_submit():
        try:
            with publish() as at:
                member_actions.resign(me(), community, form.on.data, at)
        except Refused as refused:
            return _page("resign", community, form, refused), refused.refusal.status
        return redirect(url_for("council.members", place=place), 303)
    return _page("resign", community, form), 422 if form.errors else 200
