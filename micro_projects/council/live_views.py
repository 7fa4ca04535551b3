"""The session as it runs: the chair's page, a member's seat, and every act taken on them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.council import (
    actions,
    convening_actions,
    motion_actions,
    queries,
    refusals,
    rules,
    vote_actions,
    wording,
)
from micro_projects.council import hall as halls
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Move, OfficeDecision, Reason, Recuse
from micro_projects.council.models import CouncilSession
from micro_projects.council.pages import session_page
from micro_projects.kernel.refusal import Refused, require
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/sessions/<code>/chair")
@allow("session.chair")
def chair(code: str) -> Any:
    """The moderator's page: who is here, have we quorum, what are we voting on."""
    return _chair(code)


def _chair(code: str, move: Move | None = None, extra: list[str] | None = None) -> str:
    session, place = queries.session_and_place(code)
    require(may(me(), "session.chair", place.id, place.path), NOT_ALLOWED)
    hall = halls.hall(session)
    return render_template(
        "council/chair.html",
        session=session,
        place=place,
        hall=hall,
        count=hall.count(),
        shown=wording.shown,
        move=move or Move(),
        extra=extra,
        ready=rules.may_check_in(now(), session.starts_at),
        started=now() >= session.starts_at,
        rules=rules,
    )


@room.get("/sessions/<code>/seat")
@allow("session.seat")
def seat(code: str) -> Any:
    """A member's page: my recusals, what is dealt with now, my vote."""
    return _seat(code)


def _seat(code: str, move: Move | None = None, extra: list[str] | None = None) -> str:
    session, place = queries.session_and_place(code)
    hall = halls.hall(session)
    require(me().id in hall.names, refusals.NO_SUCH_MEMBER)
    return render_template(
        "council/seat.html",
        session=session,
        place=place,
        hall=hall,
        count=hall.count(),
        shown=wording.shown,
        own=me().id,
        move=move or Move(),
        recuse=Recuse(),
        extra=extra,
        rules=rules,
    )


def _back(code: str, own: bool) -> Any:
    return redirect(url_for("council.seat" if own else "council.chair", code=code), 303)


def _chosen(name: str, among: Collection[str]) -> str:
    value = request.form.get(name, "")
    require(value in among, refusals.WRONG_CHOICE)
    return value


def _members() -> list[int]:
    """The members ticked on the page; oneself where the page has none."""
    tokens = request.form.getlist("member")
    found = [queries.person_id(token) for token in tokens[:200] if token]
    require(all(found), refusals.NO_SUCH_MEMBER)
    return [person for person in found if person is not None]


def _ticked_or_me(session: CouncilSession) -> tuple[list[int], bool]:
    """The members ticked; else oneself, when one sits in the council. And whether it is oneself."""
    people = _members()
    require(people or me().holds(frozenset({"council_member"}), session.path), refusals.NOBODY_CHOSEN)
    return people or [me().id], not people


@room.post("/sessions/<code>/begin")
@allow("session.begin")
def begin(code: str) -> Any:
    """Begin the check-in."""
    session = queries.session(code)
    with act() as at:
        actions.begin(me(), session, at)
    return _back(code, False)


@room.post("/sessions/<code>/attendance")
@allow("session.check_in")
def check_in(code: str) -> Any:
    """Members ticked by the chair, or oneself online."""
    session = queries.session(code)
    people, own = _ticked_or_me(session)
    channel = _chosen("channel", rules.CHANNELS) if "channel" in request.form else "online"
    with act() as at:
        for person in people:
            actions.check_in(me(), session, person, channel, at)
    return _back(code, own)


@room.post("/sessions/<code>/leave")
@allow("session.leave")
def leave(code: str) -> Any:
    """Members ticked by the chair, or oneself."""
    session = queries.session(code)
    people, own = _ticked_or_me(session)
    with act() as at:
        for person in people:
            actions.leave(me(), session, person, at)
    return _back(code, own)


@room.post("/sessions/<code>/recusals")
@allow("session.recuse")
def recuse(code: str) -> Any:
    """Stand aside from an item; the chair may record a member's word."""
    session, form = queries.session(code), Recuse()
    people, own = _ticked_or_me(session)
    number = form.item.data or ""
    require(
        form.validate() and number.isascii() and number.isdigit() and len(number) < 6, refusals.WRONG_CHOICE
    )
    item = queries.item(session.id, int(number))
    with act() as at:
        for person in people:
            actions.recuse(me(), session, item, person, form.reason.data or "", at)
    return _back(code, own)


@room.post("/sessions/<code>/open")
@allow("session.open")
def open_session(code: str) -> Any:
    """Open it; refused below quorum."""
    session = queries.session(code)
    with act() as at:
        actions.open_session(me(), session, at)
    return _back(code, False)


@room.post("/sessions/<code>/items/<int:number>/open")
@allow("item.open")
def open_item(code: str, number: int) -> Any:
    """Begin an item."""
    session = queries.session(code)
    item = queries.item(session.id, number)
    with act() as at:
        motion_actions.open_item(me(), session, item, at)
    return _back(code, False)


@room.post("/sessions/<code>/items/<int:number>/put-off")
@allow("item.put_off")
def put_off(code: str, number: int) -> Any:
    """Leave an item for the next session."""
    session = queries.session(code)
    item = queries.item(session.id, number)
    with act() as at:
        actions.put_off(me(), session, item, at)
    return _back(code, False)


@room.post("/sessions/<code>/items/<int:number>/motions")
@allow("motion.move")
def move(code: str, number: int) -> Any:
    """A motion on an item: to defer, to refer, an amendment, or a member's own."""
    session, people = queries.session(code), _members()
    item = queries.item(session.id, number)
    kind, form = _chosen("kind", rules.MOTION_KINDS), Move()
    own = not people
    if kind in ("main", "amendment") and not form.validate():
        return (_seat if own else _chair)(code, form), 422
    mover = people[0] if people else None
    try:
        with act() as at:
            motion_actions.move_motion(me(), session, item, kind, form.text.data or "", at, mover_id=mover)
    except Refused as refused:
        return _typed(code, own, form, refused)
    return _back(code, own)


@room.post("/sessions/<code>/items/new")
@allow("motion.move")
def move_new(code: str) -> Any:
    """A matter of a member's own, at the agenda's end."""
    session, people, form = queries.session(code), _members(), Move()
    own = not people
    if not form.validate():
        return (_seat if own else _chair)(code, form), 422
    try:
        with act() as at:
            motion_actions.move_new_item(
                me(), session, form.text.data, at, mover_id=people[0] if people else None
            )
    except Refused as refused:
        return _typed(code, own, form, refused)
    return _back(code, own)


def _typed(code: str, own: bool, form: Move, refused: Refused) -> Any:
    extra = lines(refused)
    return (_seat if own else _chair)(code, form, extra), refused.refusal.status


@room.post("/sessions/<code>/motions/<int:number>/second")
@allow("motion.second")
def second(code: str, number: int) -> Any:
    """Second a motion; the chair may record a member's word."""
    session, people = queries.session(code), _members()
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.second(me(), session, motion, at, seconder_id=people[0] if people else None)
    return _back(code, not people)


@room.post("/sessions/<code>/motions/<int:number>/withdraw")
@allow("motion.withdraw")
def withdraw(code: str, number: int) -> Any:
    """The mover takes it back."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.withdraw(me(), session, motion, at)
    return _back(code, True)


@room.post("/sessions/<code>/motions/<int:number>/fall")
@allow("motion.let_fall")
def let_fall(code: str, number: int) -> Any:
    """Nobody seconds it."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        motion_actions.let_fall(me(), session, motion, at)
    return _back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/call")
@allow("motion.call")
def call_vote(code: str, number: int) -> Any:
    """Call the roll."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.call_vote(me(), session, motion, at)
    return _back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/vote")
@allow("motion.vote")
def vote(code: str, number: int) -> Any:
    """My vote."""
    session, choice = queries.session(code), _chosen("choice", rules.VOTES)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.vote(me(), session, motion, choice, at)
    return _back(code, True)


@room.post("/sessions/<code>/motions/<int:number>/votes")
@allow("motion.record_vote")
def record_votes(code: str, number: int) -> Any:
    """The chair records who raised a hand or said a word."""
    session, people, choice = queries.session(code), _members(), _chosen("choice", rules.VOTES)
    require(people, refusals.NOBODY_CHOSEN)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.record_votes(me(), session, motion, people, choice, at)
    return _back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/declare")
@allow("motion.declare")
def declare(code: str, number: int) -> Any:
    """Declare what the program computed."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.declare(me(), session, motion, at)
    return _back(code, False)


@room.post("/sessions/<code>/close")
@allow("session.close")
def close(code: str) -> Any:
    """Close it; its minutes are drafted."""
    session = queries.session(code)
    with act() as at:
        actions.close(me(), session, at)
    return redirect(url_for("council.minutes", code=code), 303)


@room.post("/sessions/<code>/adjourn")
@allow("session.adjourn")
def adjourn(code: str) -> Any:
    """Too few are here."""
    session = queries.session(code)
    with act() as at:
        actions.adjourn(me(), session, at)
    return redirect(url_for("council.session", code=code), 303)


@room.post("/sessions/<code>/cancel")
@allow("session.cancel")
def cancel(code: str) -> Any:
    """Call it off before its time."""
    session, form = queries.session(code), Reason()
    if not form.validate():
        return session_page(code, cancel=form), 422
    try:
        with publish() as at:
            convening_actions.cancel(me(), session, form.reason.data, at)
    except Refused as refused:
        extra = lines(refused)
        return session_page(code, cancel=form, extra=extra), refused.refusal.status
    return redirect(url_for("council.session", code=code), 303)


@room.post("/sessions/<code>/motions/<int:number>/office")
@allow("motion.decide_in_office")
def decide_in_office(code: str, number: int) -> Any:
    """The sub-district decides what was passed on to it."""
    session, form = queries.session(code), OfficeDecision()
    motion, choice = queries.motion(session.id, number), _chosen("choice", ("grant", "deny"))
    if not form.validate():
        return session_page(code, office=form), 422
    try:
        with publish() as at:
            vote_actions.decide_in_office(me(), session, motion, choice == "grant", form.reason.data, at)
    except Refused as refused:
        extra = lines(refused)
        return session_page(code, office=form, extra=extra), refused.refusal.status
    return redirect(url_for("council.session", code=code), 303)
