"""The result of a round and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import require
from micro_projects.voting import files, pages, queries, result_pages, rules
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web import seats
from micro_projects.web.access import allow
from micro_projects.web.door import now


@room.get("/rounds/<code>/result")
@allow("round.read")
def result(code: str) -> Any:
    """The result, with one explanation per project."""
    round_ = queries.round_or_404(code)
    by_channel = queries.turnout(round_.id)
    counted = round_.state in rules.COUNTED
    return render_template(
        "voting/result.html",
        round=round_,
        title=pages.title_of(round_),
        pages=pages,
        crumbs=pages.breadcrumbs(round_),
        counted=counted,
        amount=result_pages.amount(round_),
        at=now(),
        shown=result_pages.shown(round_) if counted else None,
        by_channel=by_channel,
        voted=sum(by_channel.values()),
        notice=queries.notice_of(round_.id) if round_.state == "adopted" else None,
        records=files.records_public(round_),
    )


@room.get("/rounds/<code>/result/<int:number>")
@allow("round.read")
def why(code: str, number: int) -> Any:
    """Why one project is funded or not, in full."""
    round_ = queries.round_or_404(code)
    require(round_.state in rules.COUNTED, rules.NOT_COUNTED)
    told = result_pages.one(round_, number)
    here = [*pages.breadcrumbs(round_), (_("投票结果"), url_for("voting.result", code=code))]
    return render_template(
        "voting/why.html", round=round_, title=pages.title_of(round_), crumbs=here, told=told
    )


@room.get("/rounds/<code>/records.csv")
@allow("round.read")
def records_csv(code: str) -> Any:
    """Cast-vote records of a counted round."""
    return _file(files.records_csv(queries.round_or_404(code)), "text/csv", f"{code}.csv")


@room.get("/rounds/<code>/records.pb")
@allow("round.read")
def records_pb(code: str) -> Any:
    """The counted round in Pabulib's format."""
    return _counted_anew(code, files.records_pb, "text/plain", f"{code}.pb")


@room.get("/rounds/<code>/round.json")
@allow("round.read")
def round_json(code: str) -> Any:
    """What was frozen, every record and the result, to count again with ``micro-projects tally``."""
    return _counted_anew(code, files.round_json, "application/json", f"{code}.round.json")


@room.get("/rounds/<code>/result.json")
@allow("round.read")
def result_json(code: str) -> Any:
    """The result for machines."""
    return _file(files.result_json(queries.round_or_404(code)), "application/json", f"{code}.json")


def _counted_anew(code: str, made: Callable[[Round], str], media: str, name: str) -> Response:
    """A file for which the round is counted again: for few at once."""
    round_ = queries.round_or_404(code)
    files.require_records(round_)
    with seats.seat():
        return _file(made(round_), media, name)


def _file(body: str, media: str, name: str) -> Response:
    answer = Response(body, mimetype=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
