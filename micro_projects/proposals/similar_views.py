"""What is similar, while it is typed: a piece of a page for similar.js.

Without scripts the step before submitting shows the same.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Any

from flask import current_app, render_template, request

from micro_projects.kernel.text import line, prose
from micro_projects.places import queries as places
from micro_projects.proposals import similar_queries, similar_rules, similar_showing
from micro_projects.proposals.views import room
from micro_projects.web.access import allow
from micro_projects.web.door import me

A_MINUTE, MOST = 60.0, 40
"""So often one person may ask in a minute; typing asks once a pause."""
REMEMBERED = 2_000
"""People a worker keeps in mind; beyond that everybody begins anew."""
LEAST_TYPED = 2


@room.get("/c/<place>/proposals/similar")
@allow("proposal.read_draft")
def similar(place: str) -> Any:
    """The proposals like ``q`` (a title) and ``problem``; ``but`` is the draft being written."""
    community, who = places.place(place), me()
    title = line(request.args.get("q", "")[: similar_rules.MOST_TYPED])
    problem = prose(request.args.get("problem", "")[: similar_rules.MOST_TYPED])
    if who.person_id is None or not _slowly(who.person_id):
        return "", 429
    found: list[similar_showing.Line] = []
    if len(title) + len(problem) >= LEAST_TYPED:
        mine, but = similar_rules.weights(title, problem), request.args.get("but", "")
        drafts = similar_queries.own_drafts(community.id, who.person_id, mine)
        found += similar_showing.draft_lines(d for d in drafts if d[0] != but)
        found += similar_showing.lines(similar_queries.similar(community.id, title, problem), who)
    answer = current_app.make_response(render_template("proposals/similar.html", found=found))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _slowly(person_id: int) -> bool:
    """Whether somebody asks no more often than typing does; each worker counts for itself."""
    asked = current_app.extensions.setdefault("similar_asked", {})
    if len(asked) > REMEMBERED:
        asked.clear()
    times, at = asked.setdefault(person_id, deque(maxlen=MOST)), monotonic()
    if len(times) == MOST and at - times[0] < A_MINUTE:
        return False
    times.append(at)
    return True
