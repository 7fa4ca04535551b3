"""Public pages of forums, calling one and taking part. What runs one is in running_views."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.forums import actions, part_actions, queries, rules, running_views
from micro_projects.forums.forms import Call, SignUp
from micro_projects.forums.room import room
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.paging import SIZE, after_id, page
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

__all__ = ["room", "running_views"]


@room.get("/c/<place>/forums")
@allow("forum.read")
def forums(place: str) -> Any:
    """A community's forums."""
    community = places.community(place)
    rows = queries.of_place(community.id, after_id(), SIZE + 1)
    return render_template(
        "forums/forums.html",
        place=community,
        page=page(rows, lambda f: f.id),
        may_call=may(me_or_none(), "forum.call", community.id, community.path),
        forms=rules.FORMS,
        states=rules.STATES,
    )


@room.get("/c/<place>/forums/new")
@allow("forum.call")
def call(place: str) -> Any:
    """The form that calls one."""
    community = places.community(place)
    require(may(me(), "forum.call", community.id, community.path), NOT_ALLOWED)
    return _call(community, Call(about=request.args.get("about", "")[:40]))


def _call(community: Place, form: Call, extra: list[str] | None = None) -> str:
    pack = cycles.pack_of(community.id)
    return render_template(
        "forums/call.html", place=community, form=form, extra=extra, pack=pack, what=rules.WHAT
    )


@room.post("/c/<place>/forums/new")
@allow("forum.call")
def call_post(place: str) -> Any:
    """Call it."""
    community, form = places.community(place), Call()
    if not form.validate():
        return _call(community, form), 422
    try:
        with publish() as at:
            forum = actions.call(me(), community, _plan(form), at)
    except Refused as refused:
        return _call(community, form, lines(refused)), refused.refusal.status
    return redirect(url_for("forums.forum", code=forum.code), 303)


def _plan(form: Call) -> actions.Plan:
    return actions.Plan(
        form=form.form.data,
        topic=form.topic.data,
        starts_at=form.when(),
        venue=form.venue.data,
        method=form.method.data,
        chosen=form.chosen.data,
        places=form.places.data or 0,
        responsible=form.responsible.data,
        parts=form.parts(),
        online=form.online.data or "",
        about=(form.about.data or "").strip(),
        invited=form.invitations(),
        dimensions=form.dimensions.data or [],
    )


@room.get("/forums/<code>")
@allow("forum.read")
def forum(code: str) -> Any:
    """One forum: about what, when, how to take part, what was said, what became of it."""
    return forum_page(code, SignUp())


def forum_page(code: str, form: SignUp, extra: list[str] | None = None) -> str:
    """The page, with the form somebody is filling in."""
    one = queries.page(code)
    own, place, who = one.forum, one.place, me_or_none()
    rows = queries.participants(own.id)
    mine = next((p for p in rows if who and p.row.person_id == who.person_id and p.row.state != "out"), None)
    listed = bool(who and who.roll_entry(place.id) is not None)
    inside = [p for p in rows if p.row.state == "taking_part"]
    signing = own.chosen in ("open", "affected") and own.state in ("called", "open")
    return render_template(
        "forums/forum.html",
        forum=own,
        place=place,
        about_code=one.about_code,
        about_title=one.about_title,
        lot=one.lot,
        parts=queries.parts(own.id),
        points=queries.points(own.id),
        rows=rows,
        inside=len(inside),
        came=sum(p.row.came_at is not None for p in rows),
        mine=mine,
        my_code=queries.my_code(own.lot_id, who.id) if own.lot_id and who and listed else None,
        may_sign_up=signing and listed and mine is None and len(inside) < own.places,
        at_counter=signing and bool(who and who.holds(frozenset({"worker"}), place.path)),
        runs=may(who, "forum.open", place.id, place.path),
        owes=own.state == "held" and bool(who and who.holds(frozenset({own.responsible}), place.path)),
        form=form,
        extra=extra,
        late=own.state == "held" and own.feedback_due_at is not None and own.feedback_due_at <= now(),
        words=rules,
    )


@room.post("/forums/<code>/sign-up")
@allow("forum.sign_up")
def sign_up(code: str) -> Any:
    """Take part."""
    form = SignUp()
    if not form.validate():
        return forum_page(code, form), 422
    try:
        with act() as at:
            part_actions.sign_up(
                me(), queries.forum(code), form.why.data or "", at, entry_code=form.entry.data or ""
            )
    except Refused as refused:
        return forum_page(code, form, lines(refused)), refused.refusal.status
    return redirect(url_for("forums.forum", code=code), 303)


@room.post("/forums/<code>/reply")
@allow("forum.reply")
def reply(code: str) -> Any:
    """Say yes or no to a draw, or leave."""
    with act() as at:
        part_actions.reply(
            me(),
            queries.forum(code),
            request.form.get("choice", ""),
            at,
            entry_code=request.form.get("entry", "")[:40],
        )
    return redirect(url_for("forums.forum", code=code), 303)
