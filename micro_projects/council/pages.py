"""Two pages that more than one view shows: the session list and a session, with whatever form is being filled in."""

from __future__ import annotations

from typing import Any

from flask import render_template

from micro_projects.council import hall as halls
from micro_projects.council import queries, wording
from micro_projects.council.forms import OfficeDecision, Reason, Topic
from micro_projects.places.models import Place
from micro_projects.web.access import may
from micro_projects.web.door import me_or_none, now
from micro_projects.web.paging import SIZE, after_id, page


def sessions_page(community: Place, form: Topic, extra: list[str] | None = None) -> str:
    """The list, with the form of a requirement somebody is filling in."""
    rows = queries.sessions(community.id, after_id(), SIZE + 1)
    who = me_or_none()
    waiting = queries.requirement(community.id)
    member = may(who, "requirement.sign", community.id, community.path)
    signed = bool(who and waiting and member and queries.has_signed(waiting[0].id, who.id))
    return render_template(
        "council/sessions.html",
        place=community,
        page=page(rows, lambda s: s.id),
        waiting=waiting,
        member=member,
        signed=signed,
        form=form,
        extra=extra,
        may_convene=may(who, "session.convene", community.id, community.path),
    )


def session_page(code: str, **forms: Any) -> str:
    """The public page, with whatever form somebody is filling in."""
    one, place = queries.session_and_place(code)
    who = me_or_none()
    hall = halls.hall(one)
    context = {"cancel": Reason(), "office": OfficeDecision(), "extra": None, **forms}
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
        before=now() < one.starts_at,
        minutes_ready=one.state in ("minutes_drafted", "stood"),
        **context,
    )
