"""Calling a session: the form with the agenda that waits, a supplement, the papers as they were called."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.council import (
    committee_queries,
    committee_rules,
    convening_actions,
    convening_rules,
    convening_supplement,
    queries,
    wording,
)
from micro_projects.council.blueprint import room
from micro_projects.council.convening_actions import DueMotion
from micro_projects.council.forms import Convene, Supplement
from micro_projects.cycles import queries as cycles
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, now
from micro_projects.web.numbers import whole
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE

NUMBER, OUT, WHY = "number-", "out-", "why-"
"""What the fields of one waiting thing begin with; its key follows."""


class Line(NamedTuple):
    """One thing that waits, with what was typed about it."""

    due: DueMotion
    optional: bool
    number: str
    out: bool
    why: str


@room.get("/c/<place>/sessions/new")
@allow("session.convene")
def convene(place: str) -> Any:
    """The form that calls a session, with the agenda it will have."""
    community = places.community(place)
    require(may(me(), "session.convene", community.id, community.path), NOT_ALLOWED)
    return _convene(community, Convene(request.args if "committee" in request.args else None))


def _convene(community: Place, form: Convene, extra: list[str] | None = None) -> str:
    pack = cycles.pack_of(community.id)
    board = committee_queries.in_force(community.id, now().astimezone(ZONE).date())
    meets = board is not None and bool(form.committee.data)
    due = convening_actions.waiting(community.id, board if meets else None, now())
    return render_template(
        "council/convene.html",
        place=community,
        form=form,
        extra=extra,
        due=[_line(d, n) for n, d in enumerate(due, 1)],
        meets=meets,
        may=[_(committee_rules.MAY[one]) for one in board.purposes] if meets and board else [],
        required=[] if meets else queries.unmet(community.id),
        pack=pack,
        earliest=now() + timedelta(days=pack.convene_days),
        committee=board,
        officer=me().holds(frozenset({"officer"}), community.path),
        shown=wording.sentence_shown,
    )


def _line(due: DueMotion, n: int) -> Line:
    typed = request.form
    return Line(
        due,
        due.purpose in convening_rules.OPTIONAL,
        typed.get(NUMBER + due.key, str(n))[:4],
        OUT + due.key in typed,
        typed.get(WHY + due.key, "")[:200],
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
                committee=form.committee.data,
                order=_order(),
                left_out=_left_out(),
            )
    except Refused as refused:
        extra = lines(refused)
        return _convene(community, form, extra), refused.refusal.status
    return redirect(url_for("council.session", code=session.code), 303)


def _order() -> dict[str, int]:
    wished = {k.removeprefix(NUMBER): whole(v) for k, v in request.form.items() if k.startswith(NUMBER)}
    return {key: number for key, number in wished.items() if number is not None}


def _left_out() -> dict[str, str]:
    keys = [k.removeprefix(OUT) for k in request.form if k.startswith(OUT)]
    return {key: request.form.get(WHY + key, "").strip()[:200] for key in keys}


@room.get("/sessions/<code>/supplement")
@allow("session.supplement")
def supplement(code: str) -> Any:
    """What may still be added to the agenda."""
    return _supplement(code, Supplement())


def _supplement(code: str, form: Supplement, extra: list[str] | None = None) -> str:
    session, place = queries.session_and_place(code)
    require(may(me(), "session.supplement", place.id, place.path), NOT_ALLOWED)
    pack = cycles.pack_of(place.id)
    return render_template(
        "council/supplement.html",
        session=session,
        place=place,
        form=form,
        extra=extra,
        due=convening_actions.due_motions(place.id, now()),
        picked=set(request.form.getlist("item")),
        until=session.starts_at - timedelta(days=pack.convene_days),
        in_time=convening_supplement.may_add(session, now()),
        shown=wording.sentence_shown,
    )


@room.post("/sessions/<code>/supplement")
@allow("session.supplement")
def supplement_post(code: str) -> Any:
    """Add it."""
    form = Supplement()
    if not form.validate():
        return _supplement(code, form), 422
    try:
        with publish() as at:
            convening_supplement.supplement(
                me(), queries.session(code), request.form.getlist("item"), form.topic_lines(), at
            )
    except Refused as refused:
        extra = lines(refused)
        return _supplement(code, form, extra), refused.refusal.status
    return redirect(url_for("council.session", code=code), 303)


@room.get("/sessions/<code>/papers")
@allow("session.read")
def papers(code: str) -> Any:
    """The papers of each item, as they were when called."""
    session, place = queries.session_and_place(code)
    return render_template(
        "council/papers.html",
        session=session,
        place=place,
        papers=convening_supplement.papers(session, now()),
        shown=wording.shown,
    )
