"""The whole of a counted round in one file."""

from __future__ import annotations

from typing import Any

from flask import Response

from micro_projects.voting import files, queries
from micro_projects.voting.room import room
from micro_projects.web import seats
from micro_projects.web.access import allow


@room.get("/rounds/<code>/round.json")
@allow("round.read")
def round_json(code: str) -> Any:
    """What was frozen, every record and the result, to count again with ``micro-projects tally``."""
    round_ = queries.round_or_404(code)
    files.require_records(round_)
    with seats.seat():
        answer = Response(files.round_json(round_), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}.round.json"'
    return answer
