"""Public pages of the council, and convening. The live pages, minutes and members have views of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.council import (
    convening_actions,
    live_views,
    member_views,
    minutes_views,
    motion_views,
    printing,
    queries,
    wording,
)
from micro_projects.council import hall as halls
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Convene, Topic
from micro_projects.council.pages import session_page, sessions_page
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

__all__ = ["live_views", "member_views", "minutes_views", "motion_views", "printing", "room"]


@room.get("/c/<place>/sessions")
@allow("session.read")
def sessions(place: str) -> Any:
    """A community's sessions, and the requirement members may be signing."""
    return sessions_page(places.community(place), Topic())


@room.get("/c/<place>/sessions/new")
@allow("session.convene")
def convene(place: str) -> Any:
    """The form that calls a session, with the agenda it will have."""
    community = places.community(place)
    require(may(me(), "session.convene", community.id, community.path), NOT_ALLOWED)
    return _convene(community, Convene())


def _convene(community: Place, form: Convene, extra: list[str] | None = None) -> str:
    _, pack = convening_actions.pack_of(community.id)
    return render_template(
        "council/convene.html",
        place=community,
        form=form,
        extra=extra,
        due=convening_actions.due_motions(community.id, now()),
        required=queries.unmet(community.id),
        pack=pack,
        earliest=now() + timedelta(days=pack.convene_days),
        officer=me().holds(frozenset({"officer"}), community.path),
        shown=wording.sentence_shown,
    )


@room.post("/c/<place>/sessions/new")
@allow("session.convene")
def convene_post(place: str) -> Any:
    """Call it."""
    community = places.community(place)
    form = Convene()
    if not form.validate():
        return _convene(community, form), 422
    try:
        with publish() as at:
            session = convening_actions.convene(
                me(),
                community,
                form.when(),
                form.venue.data,
                at,
                online=form.online.data or "",
                topics=form.topic_lines(),
                third=form.third.data,
            )
    except Refused as refused:
        extra = lines(refused)
        return _convene(community, form, extra), refused.refusal.status
    return redirect(url_for("council.session", code=session.code), 303)


@room.get("/sessions/<code>")
@allow("session.read")
def session(code: str) -> Any:
    """One session: agenda, who was there, results."""
    return session_page(code)


@room.get("/sessions/<code>/projector")
@allow("session.read")
def projector(code: str) -> Any:
    """What the room sees on the wall."""
    one, place = queries.session_and_place(code)
    hall = halls.hall(one)
    return render_template(
        "council/projector.html", session=one, place=place, hall=hall, count=hall.count(), shown=wording.shown
    )


@room.get("/sessions/<code>/state")
@allow("session.read")
def state(code: str) -> Any:
    """A word that changes whenever something of the session does, for pages that wait: one statement."""
    return {"version": queries.version(code)}
