"""The counter: a voter is found on the roll, their stub is registered, once."""

from __future__ import annotations

import secrets
from typing import Any

from flask import redirect, request, url_for

from micro_projects.kernel.refusal import Refused, found
from micro_projects.voting import paper_actions, paper_numbers, paper_rules, paper_sheet_queries
from micro_projects.voting.models import Round
from micro_projects.voting.paper_forms import FindForm, HandInForm
from micro_projects.voting.paper_pages import page, round_for
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines


@room.get("/rounds/<code>/paper/hand-in")
@allow("paper.hand_in")
def paper_counter(code: str) -> Any:
    """Who stands at the counter?"""
    return _counter(round_for(code, "paper.hand_in"), FindForm(formdata=None), None, "", None, None)


@room.post("/rounds/<code>/paper/hand-in")
@allow("paper.hand_in")
def paper_find(code: str) -> Any:
    """Find them on the roll; what was typed stands in no address and no log."""
    round_, form = round_for(code, "paper.hand_in"), FindForm()
    if not form.validate():
        return _counter(round_, form, None, "", None, None), 422
    there = paper_sheet_queries.find_voters(round_, form.who.data)
    one = there[0].entry.code if len(there) == 1 else ""
    return _counter(round_, form, there, one, HandInForm(formdata=None), None)


@room.post("/rounds/<code>/paper/hand-in/voter")
@allow("paper.hand_in")
def paper_hand_in(code: str) -> Any:
    """Register the stub: the roll is marked, a ballot cast otherwise is gone, in one act."""
    round_, form, find = round_for(code, "paper.hand_in"), HandInForm(), FindForm()
    chosen = request.form.get("voter", "")
    try:
        entry = found(paper_sheet_queries.voter(round_, chosen), paper_rules.NO_ENTRY)
        number = paper_numbers.read_stub(form.stub.data or "", round_.code)
        with act() as at:
            cancelled = paper_actions.hand_in(me(), round_, entry, number, form.press.data or "", at)
    except Refused as refused:
        there = paper_sheet_queries.find_voters(round_, find.who.data or "")
        return _counter(round_, find, there, chosen, form, refused), refused.refusal.status
    done = "cancelled" if cancelled else "new"
    return redirect(url_for("voting.paper_counter", code=code, done=done), 303)


def _counter(
    round_: Round,
    find: FindForm,
    there: list[paper_sheet_queries.Found] | None,
    chosen: str,
    form: HandInForm | None,
    refused: Refused | None,
) -> Any:
    if form is not None and not form.press.data:
        form.press.data = secrets.token_urlsafe(12)
    return page(
        "paper_counter.html",
        round_,
        find=find,
        there=there,
        chosen=chosen,
        form=form,
        extra=lines(refused),
        handed_in=paper_sheet_queries.handed_in(round_.id),
        done=request.args.get("done", ""),
    )
