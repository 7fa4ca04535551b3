"""The door of the room: a code on a screen that changes each half minute, and the page that a scan opens."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for

from micro_projects.council import door_actions, door_rules, live_refusals, live_watch, queries
from micro_projects.council.blueprint import room
from micro_projects.council.models import CouncilSession
from micro_projects.kernel.refusal import require
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.typesetting import drawn_code


def _of_the_chair(code: str) -> tuple[CouncilSession, Place]:
    session, place = queries.session_and_place(code)
    require(may(me(), "session.door", place.id, place.path), NOT_ALLOWED)
    return session, place


@room.get("/sessions/<code>/door")
@allow("session.door")
def door(code: str) -> Any:
    """For a tablet at the door: scan to check in."""
    session, place = _of_the_chair(code)
    return render_template(
        "council/door.html", session=session, place=place, slot=_slot(), **live_watch.shown_of(code)
    )


def _slot() -> int:
    return door_rules.slot(now())


@room.get("/sessions/<code>/door.svg")
@allow("session.door")
def door_code(code: str) -> Any:
    """The square code of this half minute."""
    session, _ = _of_the_chair(code)
    text = door_rules.code(door_actions.secret(), session.code, _slot())
    base: str = current_app.extensions["settings"].base_url
    drawn = drawn_code(f"{base}{url_for('council.scanned', code=session.code, given=text)}")
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = Response(drawn, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@room.get("/sessions/<code>/door/<given>")
@allow("session.check_in_at_door")
def scanned(code: str, given: str) -> Any:
    """What a scan opens: one large button."""
    session, place = queries.session_and_place(code)
    require(session.state in ("checking_in", "open"), live_refusals.NOT_CHECKING_IN)
    scan = door_actions.scan_of(me(), session, given, now())
    return render_template("council/scanned.html", session=session, place=place, scan=scan)


@room.post("/sessions/<code>/door")
@allow("session.check_in_at_door")
def check_in_at_door(code: str) -> Any:
    """I am here."""
    session = queries.session(code)
    with act() as at:
        door_actions.check_in_at_door(me(), session, request.form.get("scan", "")[:80], at)
    return redirect(url_for("council.seat", code=code), 303)
