"""A table of ballots: checked line by line, then entered by a second press, all of its good lines or none."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, url_for

from micro_projects.kernel.refusal import Refused
from micro_projects.people import pending_files
from micro_projects.voting import paper_entry_actions, paper_queries, paper_table, paper_upload
from micro_projects.voting.models import Round
from micro_projects.voting.paper_forms import ConfirmForm, UploadForm
from micro_projects.voting.paper_pages import page, round_for
from micro_projects.voting.paper_rules import BY_KEY, INVALID
from micro_projects.voting.room import room
from micro_projects.web import seats
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines

MOST_FAULTS = 500
"""How many bad lines a page shows."""


@room.get("/rounds/<code>/paper/upload")
@allow("paper.enter")
def paper_upload_form(code: str) -> Any:
    """Choose a file."""
    return _upload(round_for(code, "paper.enter"), UploadForm(formdata=None), None)


@room.get("/rounds/<code>/paper/upload/sample.csv")
@allow("paper.enter")
def paper_sample(code: str) -> Any:
    """An empty table with the right headings."""
    round_for(code, "paper.enter")
    answer = Response("\ufeff" + paper_table.SAMPLE, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="ballots.csv"'
    return answer


@room.post("/rounds/<code>/paper/upload")
@allow("paper.enter")
def paper_upload_check(code: str) -> Any:
    """Every bad line with its reason; what is good waits for a second press. Nothing is written yet."""
    round_, form = round_for(code, "paper.enter"), UploadForm()
    if not form.validate():
        return _upload(round_, form, None), 422
    try:
        data = form.file.data.stream.read(paper_table.LARGEST + 1)
        with seats.seat():
            checked = paper_upload.check(round_, me().id, data)
    except Refused as refused:
        return _upload(round_, form, refused), refused.refusal.status
    faults = [paper_upload.said(fault) for fault in checked.faults]
    token = pending_files.keep(checked.kept(), _purpose(round_)) if checked.good else ""
    shown = page(
        "paper_upload_check.html",
        round_,
        form=ConfirmForm(formdata=None, token=token),
        faults=faults[:MOST_FAULTS],
        more=len(faults) - MOST_FAULTS,
        good=len(checked.good),
    )
    return shown, 422 if not checked.good else 200


@room.post("/rounds/<code>/paper/upload/confirm")
@allow("paper.enter")
def paper_upload_confirm(code: str) -> Any:
    """Enter the good lines: all of them, or where one can no longer be entered, none."""
    round_, form = round_for(code, "paper.enter"), ConfirmForm()
    token = form.token.data or ""
    good = paper_upload.taken(pending_files.take(token, _purpose(round_)))
    with act() as at:
        paper_entry_actions.enter_file(me(), round_, good, at)
    pending_files.drop(token)
    return redirect(url_for("voting.paper_differences", code=code), 303)


def _purpose(round_: Round) -> str:
    return f"paper:{round_.code}:{me().id}"


def _upload(round_: Round, form: UploadForm, refused: Refused | None) -> Any:
    return page(
        "paper_upload.html",
        round_,
        form=form,
        extra=lines(refused),
        finish=paper_queries.finish(round_.id),
        invalid=[(key, INVALID[reason]) for key, reason in BY_KEY.items()],
    )
