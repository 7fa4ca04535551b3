"""Planning a cycle and opening it (C1). Its own page is of `front`, which knows every room."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from micro_projects.cycles import actions, pack_rules, pack_table, queries
from micro_projects.cycles.forms import OpenCycle, PlanCycle, starting
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE

room = Blueprint("cycles", __name__)


@room.get("/c/<place>/cycles/new")
@allow("cycle.plan")
def plan(place: str) -> Any:
    """The form for next year's cycle, or this year's when there is none."""
    community = places.community(place)
    require(may(me(), "cycle.plan", community.id, community.path), NOT_ALLOWED)
    today = now().astimezone(ZONE).date()
    taken = {c.year for c in queries.of_place(community.id)}
    form = PlanCycle(data=starting(today.year + (today.year in taken), today))
    return render_template("cycles/plan.html", form=form, place=community)


@room.post("/c/<place>/cycles/new")
@allow("cycle.plan")
def plan_post(place: str) -> Any:
    """First what would be published; once that is confirmed, the cycle waits for the council's motion."""
    community = places.community(place)
    form = PlanCycle()
    if not form.validate() or form.take(pack_rules.faults(form.pack())):
        return render_template("cycles/plan.html", form=form, place=community), 422
    if form.back.data:
        return render_template("cycles/plan.html", form=form, place=community)
    if not form.confirm.data:
        return _preview(form, community)
    try:
        with act() as at:
            actions.plan(me(), community, form.year.data, form.pack(), form.dates(), at)
    except Refused as refused:
        extra = lines(refused)
        page = render_template("cycles/plan.html", form=form, place=community, extra=extra)
        return page, refused.refusal.status
    return redirect(url_for("front.cycle", place=community.code, year=form.year.data), 303)


def _preview(form: PlanCycle, community: Any) -> Any:
    pack = form.pack()
    return render_template(
        "cycles/preview.html",
        form=form,
        place=community,
        pack=pack,
        changed=pack_table.changed(pack),
        lines=pack_table.lines(pack),
    )


@room.get("/c/<place>/<int:year>/open")
@allow("cycle.open")
def opening(place: str, year: int) -> Any:
    """What opening will publish, for the officer."""
    community, cycle = places.community(place), queries.cycle(place, year)
    require(may(me(), "cycle.open", cycle.place_id, cycle.path), NOT_ALLOWED)
    return render_template(
        "cycles/open.html",
        form=OpenCycle(),
        place=community,
        cycle=cycle,
        phases=queries.phases(cycle.id),
        lines=pack_table.lines(cycle.pack),
    )


@room.post("/c/<place>/<int:year>/open")
@allow("cycle.open")
def open_cycle(place: str, year: int) -> Any:
    """Open it: the pack is frozen and goes on notice."""
    cycle = queries.cycle(place, year)
    with publish() as at:
        actions.open_cycle(me(), cycle, at)
    return redirect(url_for("front.cycle", place=place, year=year), 303)
