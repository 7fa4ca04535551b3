"""Who stands aside from what in a session, why, and asking in writing that a member should."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from wtforms.fields import SelectChoice

from micro_projects.council import (
    member_queries,
    queries,
    recusal_actions,
    recusal_queries,
    recusal_rules,
    rules,
    wording,
)
from micro_projects.council.blueprint import room
from micro_projects.council.models import CouncilSession
from micro_projects.council.seat_forms import ChallengeForm
from micro_projects.cycles import queries as cycles
from micro_projects.kernel.refusal import Refused, found
from micro_projects.places.models import Place
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none
from micro_projects.web.refusals import lines


@room.get("/sessions/<code>/recusals")
@allow("session.read")
def recusals(code: str) -> Any:
    """Item after item: who stands aside and why, what was asked."""
    session, place = queries.session_and_place(code)
    return _page(session, place, ChallengeForm(None))


def _page(session: CouncilSession, place: Place, form: ChallengeForm, extra: Any = None) -> str:
    who, items = me_or_none(), recusal_queries.items(session.id)
    members = member_queries.members_of(session)
    open_items = [i for i in items if i.state in ("waiting", "open") and i.purpose not in rules.NO_RECUSAL]
    form.item.choices = [
        SelectChoice(str(i.number), f"{i.number}. {wording.shown(i.title, i.title_facts)}")
        for i in open_items
    ]
    form.member.choices = [SelectChoice(m.token, m.name) for m in members]
    inside = bool(
        who
        and (
            any(m.person_id == who.person_id for m in members)
            or may(who, "session.chair", session.place_id, session.path)
        )
    )
    return render_template(
        "council/recusals.html",
        session=session,
        place=place,
        items=items,
        stood=recusal_queries.aside_in(session.id),
        form=form,
        extra=extra,
        challenges=recusal_queries.challenges_in(session.id),
        states=recusal_rules.CHALLENGE_STATES,
        sources=recusal_rules.SOURCES,
        no_recusal=rules.NO_RECUSAL,
        shown=wording.shown,
        inside=inside,
        own=who.person_id if who else None,
        metres=cycles.pack_of(session.place_id).recusal_metres,
        may_challenge=session.state in queries.LIVE
        and bool(open_items)
        and may(who, "session.challenge", session.place_id, session.path),
    )


@room.post("/sessions/<code>/challenges")
@allow("session.challenge")
def challenge(code: str) -> Any:
    """Say in writing that a member has an interest in an item."""
    session, place = queries.session_and_place(code)
    form = ChallengeForm()
    form.item.choices = [SelectChoice(str(i.number), "") for i in recusal_queries.items(session.id)]
    form.member.choices = [SelectChoice(m.token, m.name) for m in member_queries.members_of(session)]
    if not form.validate():
        return _page(session, place, form), 422
    try:
        with act() as at:
            member = found(queries.person_id(form.member.data), recusal_rules.NO_CHALLENGE)
            item = queries.item(session.id, int(form.item.data))
            recusal_actions.challenge(me(), session, item, member, form.reason.data.strip(), at)
    except Refused as refused:
        return _page(session, place, form, lines(refused)), refused.refusal.status
    return redirect(url_for("council.recusals", code=code), 303)
