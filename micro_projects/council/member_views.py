"""The council's public page: who sits there, until when, how chosen, with which interests; and requirements."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.council import member_actions, queries, refusals, rules
from micro_projects.council.blueprint import room
from micro_projects.council.forms import AddMember, EndMember, Interests
from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE


def _today() -> Any:
    return now().astimezone(ZONE).date()


@room.get("/c/<place>/council")
@allow("council.read")
def members(place: str) -> Any:
    """Who sits in the council."""
    community = places.community(place)
    who = me_or_none()
    listed = queries.members(community.id, _today())
    return render_template(
        "council/members.html",
        place=community,
        members=listed,
        chosen=rules.CHOSEN,
        may_add=may(who, "council.add_member", community.id, community.path),
        seated=bool(who and any(m.person_id == who.person_id for m in listed)),
    )


@room.get("/c/<place>/council/new")
@allow("council.add_member")
def add_member(place: str) -> Any:
    """The form for a new member."""
    community = places.community(place)
    require(may(me(), "council.add_member", community.id, community.path), NOT_ALLOWED)
    return render_template("council/add_member.html", place=community, form=AddMember(), extra=None)


@room.post("/c/<place>/council/new")
@allow("council.add_member")
def add_member_post(place: str) -> Any:
    """Register a member."""
    community, form = places.community(place), AddMember()
    if not form.validate():
        return render_template("council/add_member.html", place=community, form=form, extra=None), 422
    try:
        with act() as at:
            account = found(people.account(form.login.data), refusals.NO_ACCOUNT)
            member_actions.add_member(
                me(),
                community,
                account.person_id,
                form.seat.data,
                form.chosen.data,
                form.interests.data or "",
                form.from_on.data,
                form.until_on.data,
                at,
            )
    except Refused as refused:
        return _again("council/add_member.html", community, form, refused)
    return redirect(url_for("council.members", place=place), 303)


def _again(template: str, community: Place, form: Any, refused: Refused, **more: Any) -> Any:
    extra = lines(refused)
    return render_template(template, place=community, form=form, extra=extra, **more), refused.refusal.status


@room.route("/c/<place>/council/<token>/end", methods=["GET", "POST"])
@allow("council.end_member")
def end_member(place: str, token: str) -> Any:
    """End a member's term."""
    community, form = places.community(place), EndMember()
    require(may(me(), "council.end_member", community.id, community.path), NOT_ALLOWED)
    listed = queries.members(community.id, _today())
    member = found(next((m for m in listed if m.token == token), None), refusals.NO_SUCH_MEMBER)
    if form.validate_on_submit():
        try:
            with act() as at:
                member_actions.end_member(me(), community, member.person_id, form.on.data, at)
        except Refused as refused:
            return _again("council/end_member.html", community, form, refused, member=member)
        return redirect(url_for("council.members", place=place), 303)
    page = render_template("council/end_member.html", place=community, form=form, member=member, extra=None)
    return page, 422 if form.errors else 200


@room.route("/c/<place>/council/interests", methods=["GET", "POST"])
@allow("council.declare_interests")
def interests(place: str) -> Any:
    """A member states their interests."""
    community = places.community(place)
    require(may(me(), "council.declare_interests", community.id, community.path), NOT_ALLOWED)
    row = queries.member_row(community.id, me().id, _today())
    form = Interests(interests=row.interests if row else "")
    if form.validate_on_submit():
        with act() as at:
            member_actions.declare_interests(
                me(), community, at.astimezone(ZONE).date(), form.interests.data or "", at
            )
        return redirect(url_for("council.members", place=place), 303)
    page = render_template("council/interests.html", place=community, form=form)
    return page, 422 if form.errors else 200
