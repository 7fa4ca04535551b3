"""The standing committee's page: members, limits, sessions with what was reported; and its draft."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from wtforms.fields import SelectChoice

from micro_projects.council import committee_actions, committee_queries, committee_rules, queries
from micro_projects.council.blueprint import room
from micro_projects.council.member_views import today
from micro_projects.council.seat_forms import DraftCommittee
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none
from micro_projects.web.refusals import lines


@room.get("/c/<place>/council/committee")
@allow("council.read")
def committee(place: str) -> Any:
    """Who is on it, what it may decide, what it decided and reported."""
    community = places.community(place)
    every = committee_queries.all_of(community.id)
    current = next((c for c in every if c.row.state == "in_force"), None)
    return render_template(
        "council/committee.html",
        place=community,
        current=current,
        draft=next((c for c in every if c.row.state == "drafted"), None),
        earlier=[c for c in every if c.row.state in ("replaced", "dropped")],
        running=current is not None and committee_rules.runs(current.row.until_on, today()),
        sessions=committee_queries.sessions(community.id),
        words=committee_rules.MAY,
        states=committee_rules.COMMITTEE_STATES,
        may_draft=may(me_or_none(), "committee.draft", community.id, community.path),
    )


@room.route("/c/<place>/council/committee/draft", methods=["GET", "POST"])
@allow("committee.draft")
def draft_committee(place: str) -> Any:
    """Prepare what the council is to vote on."""
    community, form = places.community(place), DraftCommittee()
    require(may(me(), "committee.draft", community.id, community.path), NOT_ALLOWED)
    listed = {m.token: m for m in queries.members(community.id, today())}
    form.members.choices = [SelectChoice(t, f"{m.name}（{m.seat}）") for t, m in listed.items()]
    if not form.validate_on_submit():
        return _draft_page(community, form), 422 if form.errors else 200
    try:
        with act() as at:
            committee_actions.draft(
                me(),
                community,
                [listed[token].person_id for token in form.members.data or ()],
                form.purposes.data or (),
                Money(int(form.limit.data * 100)),
                form.until_on.data,
                at,
            )
    except Refused as refused:
        return _draft_page(community, form, lines(refused)), refused.refusal.status
    return redirect(url_for("council.committee", place=place), 303)


def _draft_page(place: Place, form: DraftCommittee, extra: Any = None) -> str:
    return render_template("council/committee_draft.html", place=place, form=form, extra=extra)


@room.post("/c/<place>/council/committee/withdraw")
@allow("committee.draft")
def withdraw_committee(place: str) -> Any:
    """Take the draft back."""
    community = places.community(place)
    with act() as at:
        committee_actions.withdraw(me(), community, at)
    return redirect(url_for("council.committee", place=place), 303)
