"""Motions and votes as the chair and a member take them, on the pages of live_views."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from micro_projects.council import motion_actions, queries, refusals, rules, vote_actions, vote_effects
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Move, OfficeDecision
from micro_projects.council.live_views import back, chair_page, chosen, seat_page, ticked
from micro_projects.council.pages import session_page
from micro_projects.kernel.refusal import Refused, require
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.post("/sessions/<code>/items/<int:number>/motions")
@allow("motion.move")
def move(code: str, number: int) -> Any:
    """A motion on an item: to defer, to refer, an amendment, or a member's own."""
    session, people = queries.session(code), ticked()
    item = queries.item(session.id, number)
    kind, form = chosen("kind", rules.MOTION_KINDS), Move()
    own = not people
    if kind in ("main", "amendment") and not form.validate():
        return (seat_page if own else chair_page)(code, form), 422
    mover = people[0] if people else None
    try:
        with act() as at:
            motion_actions.move_motion(me(), session, item, kind, form.text.data or "", at, mover_id=mover)
    except Refused as refused:
        return _typed(code, own, form, refused)
    return back(code, own)


@room.post("/sessions/<code>/items/new")
@allow("motion.move")
def move_new(code: str) -> Any:
    """A matter of a member's own, at the agenda's end."""
    session, people, form = queries.session(code), ticked(), Move()
    own = not people
    if not form.validate():
        return (seat_page if own else chair_page)(code, form), 422
    try:
        with act() as at:
            motion_actions.move_new_item(
                me(), session, form.text.data, at, mover_id=people[0] if people else None
            )
    except Refused as refused:
        return _typed(code, own, form, refused)
    return back(code, own)


def _typed(code: str, own: bool, form: Move, refused: Refused) -> Any:
    extra = lines(refused)
    return (seat_page if own else chair_page)(code, form, extra), refused.refusal.status


@room.post("/sessions/<code>/motions/<int:number>/second")
@allow("motion.second")
def second(code: str, number: int) -> Any:
    """Second a motion; the chair may record a member's word."""
    session, people = queries.session(code), ticked()
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.second(me(), session, motion, at, seconder_id=people[0] if people else None)
    return back(code, not people)


@room.post("/sessions/<code>/motions/<int:number>/withdraw")
@allow("motion.withdraw")
def withdraw(code: str, number: int) -> Any:
    """The mover takes it back."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.withdraw(me(), session, motion, at)
    return back(code, True)


@room.post("/sessions/<code>/motions/<int:number>/fall")
@allow("motion.let_fall")
def let_fall(code: str, number: int) -> Any:
    """Nobody seconds it."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.let_fall(me(), session, motion, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/call")
@allow("motion.call")
def call_vote(code: str, number: int) -> Any:
    """Call the roll."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.call_vote(me(), session, motion, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/vote")
@allow("motion.vote")
def vote(code: str, number: int) -> Any:
    """My vote."""
    session, choice = queries.session(code), chosen("choice", rules.VOTES)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.vote(me(), session, motion, choice, at)
    return back(code, True)


@room.post("/sessions/<code>/motions/<int:number>/votes")
@allow("motion.record_vote")
def record_votes(code: str, number: int) -> Any:
    """The chair records who raised a hand or said a word."""
    session, people, choice = queries.session(code), ticked(), chosen("choice", rules.VOTES)
    require(people, refusals.NOBODY_CHOSEN)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.record_votes(me(), session, motion, people, choice, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/declare")
@allow("motion.declare")
def declare(code: str, number: int) -> Any:
    """Declare what the program computed."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.declare(me(), session, motion, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/office")
@allow("motion.decide_in_office")
def decide_in_office(code: str, number: int) -> Any:
    """The sub-district decides what was passed on to it."""
    session, form = queries.session(code), OfficeDecision()
    motion, choice = queries.motion(session.id, number), chosen("choice", ("grant", "deny"))
    if not form.validate():
        return session_page(code, office=form), 422
    try:
        with publish() as at:
            vote_effects.decide_in_office(me(), session, motion, choice == "grant", form.reason.data, at)
    except Refused as refused:
        extra = lines(refused)
        return session_page(code, office=form, extra=extra), refused.refusal.status
    return redirect(url_for("council.session", code=code), 303)
