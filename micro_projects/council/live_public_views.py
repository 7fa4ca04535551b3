"""What everybody may watch of a session: the wall, a phone, the answer to those who ask whether it changed."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template, request

from micro_projects.council import live_watch, queries
from micro_projects.council.blueprint import room
from micro_projects.web.access import allow
from micro_projects.web.door import now


@room.get("/sessions/<code>/projector")
@allow("session.read")
def projector(code: str) -> Any:
    """For the wall: what is dealt with, the motion, the quorum, who speaks, the result. Nothing to press."""
    return _watched("council/projector.html", code)


@room.get("/sessions/<code>/live")
@allow("session.read")
def live_page(code: str) -> Any:
    """The same for the phone of anybody who follows the session."""
    return _watched("council/live.html", code)


def _watched(template: str, code: str) -> str:
    session, place = queries.session_and_place(code)
    return render_template(template, session=session, place=place, **live_watch.shown_of(code))


@room.get("/sessions/<code>/state")
@allow("session.read")
def state(code: str) -> Any:
    """The session's public state, for pages that ask each second.

    304 from memory while the asker's tag is the newest; nobody's sign-in is looked at. `view` adds the drawn part of
    the wall or of a phone; an empty one (the seat's and the chair's page) only asks whether anything changed.
    """
    seen, view = live_watch.newest(code), request.args.get("view", "")
    tag = seen.tag_shown
    answer = Response(status=304)
    if not request.if_none_match.contains(tag):
        fields = [f'"version":{seen.version}', f'"tag":{json.dumps(tag)}']
        fields += [f'"now":{json.dumps(now().isoformat())}', f'"state":{seen.text}']
        if view in live_watch.VIEWS:
            fields.append(f'"html":{json.dumps(str(seen.html(view)), ensure_ascii=False)}')
        answer = Response("{" + ",".join(fields) + "}", mimetype="application/json")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie"
    return answer
