"""Motions as the chair and a member take them, on the pages of live_views."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from micro_projects.council import hall as halls
from micro_projects.council import motion_actions, queries, rules, vote_effects, vote_rules
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Move, OfficeDecision
from micro_projects.council.live_views import back, chair_page, chosen, seat_page, ticked
from micro_projects.council.pages import session_page
from micro_projects.kernel.refusal import Refused
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
    amends = request.form.get("amends", type=int)
    try:
        with act() as at:
            motion_actions.move_motion(
                me(), session, item, kind, form.text.data or "", at, mover_id=mover, amends=amends
            )
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
    """The mover takes it back; the chair may record a member's word."""
    session, people = queries.session(code), ticked()
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.withdraw(me(), session, motion, at, mover_id=people[0] if people else None)
    return back(code, not people)


@room.post("/sessions/<code>/motions/<int:number>/fall")
@allow("motion.let_fall")
def let_fall(code: str, number: int) -> Any:
    """Nobody seconds it."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.let_fall(me(), session, motion, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/split")
@allow("motion.divide")
def divide(code: str, number: int) -> Any:
    """The mover or the chair divides it at the places ticked."""
    session = queries.session(code)
    motion, own = queries.motion(session.id, number), "own" in request.form
    places = request.form.getlist("cut")[:100]
    numbers = [int(p) for p in places if p.isascii() and p.isdigit() and len(p) < 6]
    with act() as at:
        parts = vote_rules.cut(halls.typed_text(motion), numbers)
        motion_actions.divide(me(), session, motion, parts, at)
    return back(code, own)


@room.post("/sessions/<code>/motions/<int:number>/ask-secret")
@allow("motion.ask_secret")
def ask_secret(code: str, number: int) -> Any:
    """I ask for a secret vote."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.ask_secret(me(), session, motion, at)
    return back(code, True)


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
