"""Signing up to listen, and the list at the door."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.council import observer_actions, observer_queries, queries
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Counter
from micro_projects.council.models import CouncilSession
from micro_projects.council.pages import session_page
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places.models import Place
from micro_projects.web import paper
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me
from micro_projects.web.paper import Document
from micro_projects.web.refusals import lines
from micro_projects.web.show import moment


@room.post("/sessions/<code>/observe")
@allow("observer.sign_up")
def observe(code: str) -> Any:
    """Sign up: oneself, or whom a worker has before them."""
    form = Counter()
    try:
        with act() as at:
            observer_actions.sign_up(me(), queries.session(code), at, entry_code=form.entry.data or "")
    except Refused as refused:
        return session_page(code, observing=form, extra=lines(refused)), refused.refusal.status
    return _back(code, form)


@room.post("/sessions/<code>/observe/cancel")
@allow("observer.cancel")
def observe_no_more(code: str) -> Any:
    """Give the seat back."""
    form = Counter()
    with act() as at:
        observer_actions.cancel(me(), queries.session(code), at, entry_code=form.entry.data or "")
    return _back(code, form)


def _back(code: str, form: Counter) -> Any:
    """A resident to the session; a worker to the list they work from."""
    endpoint = "council.observers" if form.entry.data else "council.session"
    return redirect(url_for(endpoint, code=code), 303)


@room.get("/sessions/<code>/observers")
@allow("observer.see")
def observers(code: str) -> Any:
    """The list at the door."""
    session, place = _seen_by_me(code)
    return render_template(
        "council/observers.html",
        session=session,
        place=place,
        observers=observer_queries.observers(session),
        opens=session.state in observer_actions.OPEN,
        counter=may(me(), "people.roll", place.id, place.path),
    )


@room.get("/sessions/<code>/observers.pdf")
@allow("observer.see")
def observers_sheet(code: str) -> Any:
    """The list on paper, to be signed at the door."""
    _seen_by_me(code)
    return paper.printed(lambda: _sheet(code), f"{code}-observers")


def _seen_by_me(code: str) -> tuple[CouncilSession, Place]:
    session, place = queries.session_and_place(code)
    require(may(me(), "observer.see", place.id, place.path), NOT_ALLOWED)
    return session, place


def _sheet(code: str) -> Document:
    session, place = queries.session_and_place(code)
    rows = [
        [n, o.name, _("有席位") if o.seat else _("候补"), ""]
        for n, o in enumerate(observer_queries.observers(session), 1)
    ]
    columns = [
        (_("序号"), "text"),
        (_("姓名"), "text"),
        (_("席位"), "text"),
        (_("签名"), "blank"),
    ]
    pieces = [
        paper.facts([(_("会议"), code), (_("时间"), moment(session.starts_at)), (_("地点"), session.venue)]),
        paper.table("", columns, rows, by_hand=True),
        paper.prose(_("有席位的先入座；开会时还空着的席位，按候补的先后入座。名单只供门口核对，不公开。")),
    ]
    return Document(_("旁听签到表"), place.name, code, session.convened_at, pieces)
