"""The moderator's page of exclusive groups (before the round freezes)."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.voting import group_actions, group_queries
from micro_projects.voting.group_forms import GroupForm
from micro_projects.voting.room import room
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines


@room.get("/c/<place>/<int:year>/groups")
@allow("ballot.group")
def groups(place: str, year: int) -> Any:
    """Which proposals exclude each other, and a form for one group more."""
    cycle = cycles.cycle(place, year)
    require(may(me(), "ballot.group", cycle.place_id, cycle.path), NOT_ALLOWED)
    return _page(place, cycle, GroupForm(formdata=None), None)


def _page(place: str, cycle: Cycle, form: GroupForm, refused: Refused | None) -> Any:
    form.offer(group_queries.free(cycle.id))
    page = render_template(
        "voting/groups.html",
        form=form,
        cycle=cycle,
        place=places.community(place),
        groups=group_queries.standing(cycle.id),
        frozen=group_queries.is_frozen(cycle.id),
        refused=lines(refused),
    )
    return (page, refused.refusal.status if refused else 422) if refused or form.errors else page


@room.post("/c/<place>/<int:year>/groups")
@allow("ballot.group")
def make_group(place: str, year: int) -> Any:
    """At most one of those ticked can be funded."""
    cycle, form = cycles.cycle(place, year), GroupForm()
    if not form.validate():
        return _page(place, cycle, form, None)
    try:
        with act() as at:
            group_actions.make(me(), cycle, form.reason.data, form.proposals.data, at)
    except Refused as refused:
        return _page(place, cycle, form, refused)
    return redirect(url_for("voting.groups", place=place, year=year), 303)


@room.post("/c/<place>/<int:year>/groups/<int:number>/end")
@allow("ballot.ungroup")
def end_group(place: str, year: int, number: int) -> Any:
    """They do not exclude each other after all."""
    cycle = cycles.cycle(place, year)
    with act() as at:
        group_actions.end(me(), cycle, group_queries.group_or_404(cycle.id, number), at)
    return redirect(url_for("voting.groups", place=place, year=year), 303)
