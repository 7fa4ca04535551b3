"""Pages of the simulation: what each rule would have funded, for those who prepare a round."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.voting import pages, simulation, simulation_pages
from micro_projects.voting.room import room
from micro_projects.voting.simulation_forms import SimulationForm
from micro_projects.web import seats
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines


@room.get("/c/<place>/<int:year>/simulation")
@allow("round.simulate")
def simulation_page(place: str, year: int) -> Any:
    """Choose what to count again."""
    cycle = cycles.cycle(place, year)
    try:
        simulation.require_quiet(me(), cycle.place_id, cycle.path)
    except Refused as refused:
        return _page(place, cycle, None, None, refused), refused.refusal.status
    return _page(place, cycle, SimulationForm(formdata=None), None, None)


@room.post("/c/<place>/<int:year>/simulation")
@allow("round.simulate")
def simulate(place: str, year: int) -> Any:
    """Count by every rule. Nothing is kept but that it was looked at."""
    cycle, form, by = cycles.cycle(place, year), SimulationForm(), me()
    simulation.require_quiet(by, cycle.place_id, cycle.path)
    if not form.validate():
        return _page(place, cycle, form, None, None), 422
    try:
        found, source = _counted(cycle, form)
    except Refused as refused:
        return _page(place, cycle, form, None, refused), refused.refusal.status
    with act() as at:
        simulation.looked(by, cycle, source, at)
    return _page(place, cycle, form, found, None)


def _counted(cycle: Cycle, form: SimulationForm) -> tuple[simulation_pages.Compared, str]:
    """The comparison and what it is of, outside any transaction that writes."""
    sent = form.file.data
    with seats.seat():
        if sent and sent.filename:
            data = sent.stream.read(simulation.LARGEST + 1)
            require(len(data) <= simulation.LARGEST, simulation.TOO_BIG)
            source, of = simulation.of_file(data, cycle), "file"
        else:
            of = form.round.data or ""
            source = simulation.of_round(cycle.place_id, of, cycle)
        simulation.require_bounded(source.data)
        outcomes = simulation.simulate(source, form.least(), form.budget.data)
        return simulation_pages.compared(source, outcomes), of


def _page(
    code: str,
    cycle: Cycle,
    form: SimulationForm | None,
    found: simulation_pages.Compared | None,
    refused: Refused | None,
) -> Any:
    place = places.place(code)
    if form is not None:
        rounds = simulation.choices(cycle.place_id)
        form.round.choices = [(one.code, f"{one.code} {pages.title_of(one)}") for one in rounds]
    return render_template(
        "voting/simulation.html",
        place=place,
        year=cycle.year,
        form=form,
        found=found,
        extra=lines(refused) if refused else [],
        crumbs=[
            (place.name, f"/c/{place.code}"),
            (_("%(year)s年", year=cycle.year), f"/c/{place.code}/{cycle.year}"),
        ],
    )
