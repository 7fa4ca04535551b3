"""Talking about a proposal: its discussion, questions with answers, opinions, the committee's word."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.deliberation import actions, queries, rules
from micro_projects.deliberation.forms import (
    AgendaForm,
)
from micro_projects.places import queries as places
from micro_projects.proposals.showing import attempt
from micro_projects.web.access import allow, may
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish

room = Blueprint("deliberation", __name__)


@room.get("/c/<place>/<int:year>/agenda-opinion")
@allow("deliberation.read")
def agenda_opinion(place: str, year: int) -> Any:
    """What the committee said on the agenda; its form while there is time."""
    return _agenda_page(place, year, AgendaForm())


@room.post("/c/<place>/<int:year>/agenda-opinion")
@allow("deliberation.agenda_opinion")
def agenda_opinion_post(place: str, year: int) -> Any:
    """The committee's opinion on the agenda (P7)."""
    form, cycle = AgendaForm(), cycles.cycle(place, year)
    if not form.validate():
        return _agenda_page(place, year, form), 422

    def do() -> None:
        with publish() as at:
            actions.opine_on_agenda(me(), cycle, form.text.data, at)

    extra, status = attempt(do)
    if extra:
        return _agenda_page(place, year, form, extra), status
    return redirect(url_for("deliberation.agenda_opinion", place=place, year=year), 303)


def _agenda_page(place: str, year: int, form: AgendaForm, extra: Any = ()) -> str:
    community, cycle = places.place(place), cycles.cycle(place, year)
    since = queries.agenda_since(cycle.id)
    until = places.due_after(since, rules.AGENDA_DAYS) if since else None
    given = queries.agenda_opinion(cycle.id)
    allowed = may(me_or_none(), "deliberation.agenda_opinion", cycle.place_id, cycle.path)
    return render_template(
        "deliberation/agenda_opinion.html",
        place=community,
        cycle=cycle,
        given=given,
        until=until,
        open=allowed and given is None and until is not None and now() < until,
        form=form,
        extra=list(extra),
    )


from micro_projects.deliberation import (  # noqa: E402
    comment_views,  # noqa: F401
    opinion_views,  # noqa: F401
    question_views,  # noqa: F401
    text_views,  # noqa: F401
    visit_views,  # noqa: F401
)
