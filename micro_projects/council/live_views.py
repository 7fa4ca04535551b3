"""The session as it runs: the chair's page, a member's seat, and every act taken on them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.council import (
    actions,
    convening_actions,
    live,
    live_watch,
    motion_actions,
    queries,
    recusal_actions,
    refusals,
    rules,
    wording,
)
from micro_projects.council import hall as halls
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Move, Reason, Recuse
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
    return chair_page(code)


def chair_page(code: str, move: Move | None = None, extra: list[str] | None = None) -> str:
    session, place = queries.session_and_place(code)
    require(may(me(), "session.chair", place.id, place.path), NOT_ALLOWED)
    hall = halls.hall(session)
    return render_template(
        "council/chair.html",
        session=session,
        place=place,
        hall=hall,
        **live_watch.shown_of(code),
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
    return seat_page(code)


def seat_page(code: str, move: Move | None = None, extra: list[str] | None = None) -> str:
    session, place = queries.session_and_place(code)
    hall = halls.hall(session)
    require(me().id in hall.names, refusals.NO_SUCH_MEMBER)
    return render_template(
        "council/seat.html",
        session=session,
        place=place,
        hall=hall,
        **live_watch.shown_of(code),
        count=hall.count(),
        shown=wording.shown,
        own=me().id,
        move=move or Move(),
        recuse=Recuse(),
        extra=extra,
        rules=rules,
    )


def back(code: str, own: bool) -> Any:
    return redirect(url_for("council.seat" if own else "council.chair", code=code), 303)


def chosen(name: str, among: Collection[str]) -> str:
    value = request.form.get(name, "")
    require(value in among, refusals.WRONG_CHOICE)
    return value


def ticked() -> list[int]:
    """The members ticked on the page; oneself where the page has none."""
    tokens = [token for token in request.form.getlist("member")[:200] if token]
    known = queries.people_of(tokens)
    require(known.keys() >= set(tokens), refusals.NO_SUCH_MEMBER)
    return [known[token] for token in tokens]


def ticked_or_me(session: CouncilSession) -> tuple[list[int], bool]:
    """The members ticked; else oneself, when one sits in the council. And whether it is oneself."""
    people = ticked()
    require(people or me().holds(frozenset({"council_member"}), session.path), refusals.NOBODY_CHOSEN)
    return people or [me().id], not people


@room.post("/sessions/<code>/begin")
@allow("session.begin")
def begin(code: str) -> Any:
    """Begin the check-in."""
    session = queries.session(code)
    with act() as at:
        actions.begin(me(), session, at)
    return back(code, False)


@room.post("/sessions/<code>/attendance")
@allow("session.check_in")
def check_in(code: str) -> Any:
    """Members ticked by the chair, or oneself online."""
    session = queries.session(code)
    people, own = ticked_or_me(session)
    channel = chosen("channel", rules.CHANNELS) if "channel" in request.form else "online"
    with act() as at, live.together(me(), session, at):
        for person in people:
            actions.check_in(me(), session, person, channel, at)
    return back(code, own)


@room.post("/sessions/<code>/leave")
@allow("session.leave")
def leave(code: str) -> Any:
    """Members ticked by the chair, or oneself."""
    session = queries.session(code)
    people, own = ticked_or_me(session)
    with act() as at, live.together(me(), session, at):
        for person in people:
            actions.leave(me(), session, person, at)
    return back(code, own)


@room.post("/sessions/<code>/recusals")
@allow("session.recuse")
def recuse(code: str) -> Any:
    """Stand aside from an item; the chair may record a member's word."""
    session, form = queries.session(code), Recuse()
    people, own = ticked_or_me(session)
    number = form.item.data or ""
    require(
        form.validate() and number.isascii() and number.isdigit() and len(number) < 6, refusals.WRONG_CHOICE
    )
    item = queries.item(session.id, int(number))
    with act() as at:
        for person in people:
            recusal_actions.recuse(me(), session, item, person, form.reason.data or "", at)
    return back(code, own)


@room.post("/sessions/<code>/open")
@allow("session.open")
def open_session(code: str) -> Any:
    """Open it; refused below quorum."""
    session = queries.session(code)
    with act() as at:
        actions.open_session(me(), session, at)
    return back(code, False)


@room.post("/sessions/<code>/items/<int:number>/open")
@allow("item.open")
def open_item(code: str, number: int) -> Any:
    """Begin an item."""
    session = queries.session(code)
    item = queries.item(session.id, number)
    with act() as at:
        motion_actions.open_item(me(), session, item, at)
    return back(code, False)


@room.post("/sessions/<code>/items/<int:number>/put-off")
@allow("item.put_off")
def put_off(code: str, number: int) -> Any:
    """Leave an item for the next session."""
    session = queries.session(code)
    item = queries.item(session.id, number)
    with act() as at:
        actions.put_off(me(), session, item, at)
    return back(code, False)


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
