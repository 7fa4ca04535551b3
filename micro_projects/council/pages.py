"""Two pages that more than one view shows: the session list and a session, with whatever form is being filled in."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template

from micro_projects.council import convening_supplement, observer_actions, observer_queries, queries, wording
from micro_projects.council import hall as halls
from micro_projects.council.forms import Counter, OfficeDecision, Reason, Topic
from micro_projects.council.requirement_models import Requirement
from micro_projects.council.requirement_rules import MEMBERS, RESIDENTS
from micro_projects.cycles import queries as cycles
from micro_projects.places.models import Place
from micro_projects.web.access import may
from micro_projects.web.door import me_or_none, now
from micro_projects.web.paging import SIZE, after_id, page


class Demand(NamedTuple):
    """What members, or residents, require: the newest, what I may do with it, and the form I am filling in."""

    by: str
    row: Requirement | None
    signed: int
    mine: bool
    may: bool
    counter: bool
    form: Topic
    extra: list[str] | None


def sessions_page(community: Place, form: Topic | None = None, extra: list[str] | None = None) -> str:
    """The list, with what members and residents require, and the form somebody is filling in."""
    rows = queries.sessions(community.id, after_id(), SIZE + 1)
    who = me_or_none()
    waiting = {line[0].by: line for line in queries.requirements(community.id)}
    mine = queries.signed_by(who.person_id, [line[0].id for line in waiting.values()]) if who else set()
    worker = bool(who and who.holds(frozenset({"worker"}), community.path))
    can = {
        MEMBERS: bool(who and who.holds(frozenset({"council_member"}), community.path)),
        RESIDENTS: bool(who and who.roll_entry(community.id) is not None),
    }
    demands = []
    for by in (RESIDENTS, MEMBERS):
        row, signed = waiting.get(by, (None, 0))
        typed = form is not None and form.by.data == by
        demands.append(
            Demand(
                by,
                row,
                signed,
                bool(row and row.id in mine),
                can[by],
                worker and by == RESIDENTS,
                _of(by, form if form is not None and typed else Topic(None, by=by)),
                extra if typed else None,
            )
        )
    pack = cycles.pack_of(community.id)
    return render_template(
        "council/sessions.html",
        place=community,
        page=page(rows, lambda s: s.id),
        demands=demands,
        pack=pack,
        may_convene=may(who, "session.convene", community.id, community.path),
    )


def _of(by: str, form: Topic) -> Topic:
    """The form with ids of its own: the page has two."""
    for field in (form.topic, form.entry):
        field.id = field.label.field_id = f"{by}-{field.name}"
    return form


def session_page(code: str, **forms: Any) -> str:
    """The public page, with whatever form somebody is filling in."""
    one, place = queries.session_and_place(code)
    who = me_or_none()
    hall = halls.hall(one)
    context = {"cancel": Reason(), "office": OfficeDecision(), "observing": Counter(), "extra": None, **forms}
    at, before_open = now(), one.state in observer_actions.OPEN
    return render_template(
        "council/session.html",
        session=one,
        place=place,
        hall=hall,
        count=hall.count(),
        shown=wording.shown,
        chairs=may(who, "session.open", place.id, place.path),
        seated=bool(who and who.person_id in hall.names),
        decides=may(who, "motion.decide_in_office", place.id, place.path),
        before=at < one.starts_at,
        before_open=before_open,
        observers=observer_queries.places(one, who.person_id if who else None) if before_open else None,
        may_observe=bool(who and who.roll_entry(place.id) is not None and who.person_id not in hall.names),
        at_counter=bool(who and who.holds(frozenset({"worker"}), place.path)),
        sees_observers=may(who, "observer.see", place.id, place.path),
        may_add=may(who, "session.supplement", place.id, place.path)
        and convening_supplement.may_add(one, at),
        minutes_ready=one.state in ("minutes_drafted", "stood"),
        **context,
    )
