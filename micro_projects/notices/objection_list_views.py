"""Several objections on one page: a place's public list, what a handler answers together, a slip for the objector."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from micro_projects.kernel.refusal import Refused, require
from micro_projects.notices import objection_deciding as deciding
from micro_projects.notices import objection_queries as queries
from micro_projects.notices import objection_rules as rules
from micro_projects.notices import showing
from micro_projects.notices.forms import Decide
from micro_projects.notices.objection_models import Objection
from micro_projects.notices.objection_views import outcomes
from micro_projects.notices.room import room
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/c/<place>/objections")
@allow("objection.read")
def objections_of_place(place: str) -> Any:
    """Every objection of a place: code, what it is against, state, dates, outcome; and how many of each."""
    found = places.place(place)
    rows = queries.listed(found.path, paging.after_id(), paging.SIZE + 1)
    return render_template(
        "notices/objections.html",
        place=found,
        page=paging.page(rows, lambda row: row.objection.id),
        counts=queries.counts(found.path),
        first=not paging.after_id(),
        words=rules,
        showing=showing,
    )


@room.get("/objections/<code>/together")
@allow("objection.decide")
def together(code: str) -> Any:
    """All that somebody handles of one notice, to be answered together or apart."""
    return _page(code, Decide())


@room.post("/objections/<code>/together/acknowledge")
@allow("objection.acknowledge")
def acknowledge_together(code: str) -> Any:
    """Take up the chosen ones."""
    return _do(
        code, Decide(formdata=None), act, lambda chosen, at: deciding.acknowledge_together(me(), chosen, at)
    )


@room.post("/objections/<code>/together")
@allow("objection.decide")
def decide_together(code: str) -> Any:
    """Answer the chosen ones with one answer, shown first."""
    form = Decide()
    form.outcome.choices = outcomes(queries.find(code).notice.kind)
    if not form.validate():
        return _page(code, form), 422
    outcome, answer = form.outcome.data, form.answer.data
    return _do(
        code, form, publish, lambda chosen, at: deciding.decide_together(me(), chosen, outcome, answer, at)
    )


def _do(
    code: str,
    form: Decide,
    door: Callable[[], AbstractContextManager[datetime]],
    do: Callable[[list[Objection], datetime], None],
) -> Any:
    ticked = set(request.form.getlist("chosen"))
    waiting = {b.objection.code for b in queries.beside(queries.find(code).objection)}
    if ticked and not ticked & waiting:  # sent twice: all are answered, which their page says
        return redirect(url_for("notices.objection", code=code), 303)
    try:
        with door() as at:
            case = queries.find(code)
            do([b.objection for b in queries.beside(case.objection) if b.objection.code in ticked], at)
    except Refused as refused:
        return _page(code, form, refused), refused.refusal.status
    return redirect(url_for("notices.objection", code=code), 303)


def _page(code: str, form: Decide, refused: Refused | None = None) -> str:
    case = queries.find(code)
    require(deciding.holds(me(), case.objection, case.notice), rules.NOT_HANDLER)
    require(case.objection.office != "panel", rules.PANEL_VOTES)
    form.outcome.choices = outcomes(case.notice.kind)
    beside = queries.beside(case.objection)
    return render_template(
        "notices/together.html",
        **case._asdict(),
        title=showing.title(case.notice),
        beside=beside,
        ticked=set(request.form.getlist("chosen")) or {code},
        form=form,
        extra=lines(refused),
        words=rules,
    )


@room.get("/objections/<code>/slip")
@allow("objection.withdraw")
def slip(code: str) -> Any:
    """A slip that says it was received: for the objector to keep, also for somebody without an account."""
    case = queries.find(code)
    by, one = me(), case.objection
    helps = one.channel != "web" and may(by, "objection.enter", case.notice.place_id, case.notice.path)
    require(by.id == one.person_id or helps, rules.NOT_OBJECTOR)
    return render_template(
        "notices/slip.html",
        **case._asdict(),
        title=showing.title(case.notice),
        words=rules,
        address=current_app.extensions["settings"].base_url + url_for("notices.objection", code=code),
        back_url=url_for("notices.objection", code=code),
    )
