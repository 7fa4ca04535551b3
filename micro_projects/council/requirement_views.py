"""Requiring a session: members and residents start and sign, a worker enters who came to the counter."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from micro_projects.council import queries, refusals, requirement_actions, requirement_rules
from micro_projects.council.blueprint import room
from micro_projects.council.forms import Counter, Topic
from micro_projects.council.pages import sessions_page
from micro_projects.kernel.refusal import Refused, found
from micro_projects.places import queries as places
from micro_projects.web.access import allow
from micro_projects.web.door import me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.post("/c/<place>/sessions/requirement")
@allow("requirement.start")
def start_requirement(place: str) -> Any:
    """Ask for a session, and sign first."""
    community, form = places.community(place), Topic()
    if not form.validate():
        return sessions_page(community, form), 422
    who, entry = form.by.data or requirement_rules.MEMBERS, form.entry.data or ""
    try:
        with publish() as at:
            requirement_actions.start(me(), community, form.topic.data, at, who=who, entry_code=entry)
    except Refused as refused:
        extra = lines(refused)
        return sessions_page(community, form, extra), refused.refusal.status
    return redirect(url_for("council.sessions", place=place), 303)


@room.post("/c/<place>/sessions/requirement/sign")
@allow("requirement.sign")
def sign_requirement(place: str) -> Any:
    """Sign the requirement that is open."""
    community, form = places.community(place), Counter()
    by, entry = form.by.data or requirement_rules.MEMBERS, form.entry.data or ""
    with publish() as at:
        waiting = found(queries.requirement(community.id, by), refusals.NO_REQUIREMENT)
        requirement_actions.sign(me(), waiting[0], at, entry_code=entry)
    return redirect(url_for("council.sessions", place=place), 303)
