"""A secret vote without a phone: slips with a code from the chair's page, and the shared tablet they are typed on."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from micro_projects.council import (
    queries,
    refusals,
    rules,
    secret_actions,
    secret_queries,
    vote_refusals,
    wording,
)
from micro_projects.council.blueprint import room
from micro_projects.council.live_views import chosen, ticked
from micro_projects.kernel import base32
from micro_projects.kernel.refusal import Refused, require
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import lines


@room.post("/sessions/<code>/motions/<int:number>/slips")
@allow("motion.give_slip")
def give_slip(code: str, number: int) -> Any:
    """A one-time code for each member ticked, shown and printed once."""
    session, people = queries.session(code), ticked()
    require(people, refusals.NOBODY_CHOSEN)
    motion = queries.motion(session.id, number)
    with act() as at:
        slips = [
            (queries.name(p), secret_actions.give_slip(me(), session, motion, p, at))
            for p in dict.fromkeys(people)
        ]
    page = render_template(
        "council/vote_slips.html", session=session, motion=motion, slips=slips, shown=wording.shown
    )
    return _unkept(Response(page))


@room.get("/sessions/<code>/secret")
@allow("motion.vote_by_slip")
def tablet(code: str) -> Any:
    """The shared tablet: the code and the vote on one page; nothing of the last voter stays."""
    return _tablet(code)


def _tablet(code: str, errors: list[str] | None = None, status: int = 200) -> Response:
    session, place = queries.session_and_place(code)
    page = render_template(
        "council/vote_tablet.html",
        session=session,
        place=place,
        motion=secret_queries.running(session.id),
        shown=wording.shown,
        start=url_for("council.tablet", code=code),
        done="done" in request.args,
        errors=errors or [],
    )
    return _unkept(Response(page, status))


@room.post("/sessions/<code>/secret")
@allow("motion.vote_by_slip")
def tablet_vote(code: str) -> Any:
    """A code and a choice: sealed at once, and the page is empty again."""
    session = queries.session(code)
    try:
        choice = chosen("choice", rules.VOTES)
        typed = base32.plain(request.form.get("code", "")[:40])
        require(base32.is_whole(typed, secret_actions.SLIP_LENGTH), vote_refusals.SLIP_MISTYPED)
        motion = secret_queries.running(session.id)
        require(motion is not None, vote_refusals.NOTHING_SECRET)
        assert motion is not None
        if secret_queries.slip(motion.id, typed) is None:
            raise _unknown(code)
        with act() as at:
            secret_actions.vote_by_slip(secret_actions.VISITOR, session, motion, typed, choice, at)
    except Refused as refused:
        return _tablet(code, lines(refused), refused.refusal.status)
    return _unkept(redirect(url_for("council.tablet", code=code, done=1), 303))


def _unknown(code: str) -> Refused:
    """A code that nobody was given: remembered, or where there are too many already, only refused."""
    minutes = secret_queries.minutes_to_wait(code, now())
    if minutes:
        return Refused(vote_refusals.SLIP_WAIT, minutes=minutes)
    with act() as at:
        secret_actions.note_wrong(secret_actions.VISITOR, code, at)
    return Refused(vote_refusals.NO_SLIP)


def _unkept(answer: Any) -> Response:
    """Kept by no cache, and no other site is told where its reader came from."""
    response: Response = answer
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
