"""The public log's pages: which logs there are, how far each is signed and by whom, its entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, render_template, request
from flask_babel import gettext as _

from micro_projects.kernel.disclosure import disclosure_kinds
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.tlog import note
from micro_projects.notices import log_queries, page_queries, showing, tlog_views
from micro_projects.notices.log_queries import Signed
from micro_projects.notices.room import room
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import allow

__all__ = ["tlog_views"]  # the same log for programs


WHY_NOT = {
    "fork": N_("签名程序发现，日志里的内容和上次签名时不一致。"),
    "shrunk": N_("签名程序发现，日志里少了已经签过名的内容。"),
    "key": N_("签名用的钥匙找不到，或者没有保管好。"),
    "memory": N_("签名程序找不到上次签名的记录，无法确认日志只增不改。"),
    "entries": N_("签名程序发现，日志里有的内容和它的校验值对不上。"),
}
"""What the signer refused (`log_models.ALARMS`), for people."""


@room.get("/log")
@allow("disclosure.read")
def logs() -> Any:
    """Every log: a page for a browser, JSON for a program."""
    found = log_queries.all_signed()
    if "text/html" in request.headers.get("Accept", ""):
        answer = Response(render_template("notices/logs.html", logs=found))
    else:
        answer = jsonify([_told(each, found) for each in found])
        answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Vary"] = "Accept"
    return answer


def _told(each: Signed, every: Sequence[Signed]) -> dict[str, Any]:
    later = [other.log.code for other in every if other.log.id > each.log.id]
    return {
        "id": each.log.code,
        "origin": each.log.origin,
        "size": each.size,
        "current": not later,
        "successor": later[0] if later else None,
    }


@room.get("/log/<log>")
@allow("disclosure.read")
def one_log(log: str) -> Any:
    """How far a log is signed, by which keys, and who outside the operator saw it when."""
    row = log_queries.signed(log)
    every = log_queries.all_signed()
    alarm = log_queries.alarm(row.log.id)
    return render_template(
        "notices/log.html",
        log=row.log,
        signed=row.checkpoint,
        keys=[(key, note.fingerprint(key.public)) for key in log_queries.keys(row.log.id)],
        witnesses=log_queries.witnesses(row.log.id),
        alarm=alarm,
        reason=_(WHY_NOT[alarm.what]) if alarm else "",
        waiting=log_queries.waiting(row),
        before=[one.log for one in every if one.log.id < row.log.id],
        after=[one.log for one in every if one.log.id > row.log.id],
        showing=showing,
    )


@room.get("/log/<log>/entries")
@allow("disclosure.read")
def log_entries(log: str) -> Any:
    """A log's entries, newest first; of one kind, of one community."""
    row, communities = page_queries.log(log), places.communities()
    kind = paging.after("kind") if paging.after("kind") in disclosure_kinds else ""
    place = next((one for one in communities if one.code == paging.after("place")), None)
    before = paging.after_id() if paging.after() else None
    rows = page_queries.entries(row.id, before, paging.SIZE + 1, kind, place.path if place else "")
    return render_template(
        "notices/entries.html",
        log=row,
        page=paging.page(rows, lambda entry: entry.index),
        showing=showing,
        first=before is None,
        kind=kind,
        kinds=[(one.code, _(one.name)) for one in disclosure_kinds],
        place=place,
        communities=communities,
    )
