"""Typing ballots in, with the keyboard alone; settling what two read differently; saying that it is all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import (
    paper_entry_actions,
    paper_entry_queries,
    paper_marks,
    paper_numbers,
    paper_queries,
    paper_rules,
    queries,
)
from micro_projects.voting.models import Round
from micro_projects.voting.paper_forms import EntryForm, FinishForm, SettleForm
from micro_projects.voting.paper_marks import Marks
from micro_projects.voting.paper_models import PaperEntry, PaperSettlement
from micro_projects.voting.paper_pages import mine, page, round_for, said
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

UNDO = "-"
"""Typed instead of a serial: take back the newest line."""
SHOWN = 8
"""How many of one's newest lines stay on the page."""


def _read(round_: Round, typed: str) -> Marks:
    return paper_marks.read(typed, queries.terms(round_), paper_entry_queries.numbers(round_.id))


def _said(round_: Round, rows: Sequence[PaperEntry | PaperSettlement]) -> list[str]:
    places = {code: place for place, code in paper_entry_queries.numbers(round_.id).items()}
    return [said(Marks(row.content, row.reason), places) for row in rows]


@room.get("/rounds/<code>/paper/entry")
@allow("paper.enter")
def paper_entry(code: str) -> Any:
    """The next ballot."""
    return _entry(round_for(code, "paper.enter"), EntryForm(formdata=None), None)


@room.post("/rounds/<code>/paper/entry")
@allow("paper.enter")
def paper_enter(code: str) -> Any:
    """One ballot; a minus sign instead of a serial takes the newest back."""
    round_, form = round_for(code, "paper.enter"), EntryForm()
    typed = (form.serial.data or "").strip()
    try:
        if typed in (UNDO, "－", "—"):
            with act() as at:
                paper_entry_actions.undo(me(), round_, at)
            return redirect(url_for("voting.paper_entry", code=code, done="undone"), 303)
        serial = paper_numbers.read_serial(typed)
        require(paper_entry_queries.serial(round_.id, serial), paper_rules.NO_SERIAL, serial=typed[:40])
        marks = _read(round_, form.marks.data or "")
        with act() as at:
            paper_entry_actions.enter(me(), round_, serial, marks, at)
    except Refused as refused:
        return _entry(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.paper_entry", code=code, done="entered"), 303)


def _entry(round_: Round, form: EntryForm, refused: Refused | None) -> Any:
    sitting = paper_entry_queries.open_pass(round_.id, me().id)
    newest = list(paper_entry_queries.last_of(sitting.id, SHOWN)) if sitting else []
    at_marks = refused is not None and refused.refusal.code in paper_rules.ABOUT_MARKS
    (form.marks if at_marks else form.serial).errors = lines(refused)
    return page(
        "paper_entry.html",
        round_,
        form=form,
        at_marks=at_marks,
        newest=list(zip(newest, _said(round_, newest), strict=True)),
        ballots=paper_entry_queries.count_of(sitting.id) if sitting else 0,
        used=paper_queries.account(round_.id).used,
        until=paper_entry_queries.deadline(round_),
        finish=paper_queries.finish(round_.id),
        invalid=[(key, paper_rules.INVALID[reason]) for key, reason in paper_rules.BY_KEY.items()],
        done=request.args.get("done", ""),
    )


@room.post("/rounds/<code>/paper/entry/undo")
@allow("paper.enter")
def paper_undo(code: str) -> Any:
    """Take one's newest line back."""
    round_ = round_for(code, "paper.enter")
    with act() as at:
        paper_entry_actions.undo(me(), round_, at)
    return redirect(url_for("voting.paper_entry", code=code, done="undone"), 303)


@room.post("/rounds/<code>/paper/entry/finish")
@allow("paper.enter")
def paper_finish_pass(code: str) -> Any:
    """One's sitting is over."""
    round_ = round_for(code, "paper.enter")
    with act() as at:
        paper_entry_actions.finish_pass(me(), round_, at)
    return redirect(url_for("voting.paper_differences", code=code), 303)


# -- two readings ---------------------------------------------------------------------------------------


@room.get("/rounds/<code>/paper/differences")
@allow("paper.settle")
def paper_differences(code: str) -> Any:
    """How far everybody is, and what two read differently."""
    round_ = round_for(code, "paper.settle")
    there = paper_entry_queries.differences(round_.id)
    readings = [[d.first, d.second] for d in there]
    settled = [d.settlement for d in there if d.settlement is not None]
    flat = _said(round_, [*(row for pair in readings for row in pair), *settled])
    ends = dict(zip([row.serial for row in settled], flat[2 * len(there) :], strict=True))
    return page(
        "paper_differences.html",
        round_,
        differences=list(zip(there, flat[::2], flat[1::2], strict=False)),
        ends=ends,
        progress=paper_entry_queries.progress(round_.id),
        entered=paper_queries.entered(round_.id),
        once=paper_entry_queries.read_once(round_.id),
        until=paper_entry_queries.deadline(round_),
        finish=paper_queries.finish(round_.id),
        me=me().id,
        may_finish=mine("paper.finish", round_),
    )


@room.get("/rounds/<code>/paper/differences/<serial>")
@allow("paper.settle")
def paper_difference(code: str, serial: str) -> Any:
    """One ballot that two read differently: it is in your hand."""
    round_ = round_for(code, "paper.settle")
    return _difference(round_, serial, SettleForm(formdata=None), None)


@room.post("/rounds/<code>/paper/differences/<serial>")
@allow("paper.settle")
def paper_settle(code: str, serial: str) -> Any:
    """A third person settles it."""
    round_, form = round_for(code, "paper.settle"), SettleForm()
    try:
        marks = _read(round_, form.marks.data or "")
        with act() as at:
            paper_entry_actions.settle(me(), round_, serial, marks, at)
    except Refused as refused:
        return _difference(round_, serial, form, refused), refused.refusal.status
    return redirect(url_for("voting.paper_differences", code=code), 303)


def _difference(round_: Round, serial: str, form: SettleForm, refused: Refused | None) -> Any:
    there = paper_entry_queries.differences(round_.id, serial)
    require(there, paper_rules.NO_DIFFERENCE, serial=serial[:20])
    readings = _said(round_, [there[0].first, there[0].second])
    return page(
        "paper_difference.html",
        round_,
        difference=there[0],
        readings=readings,
        form=form,
        extra=lines(refused),
        mine=me().id in (there[0].first.by_id, there[0].second.by_id),
        invalid=[(key, paper_rules.INVALID[reason]) for key, reason in paper_rules.BY_KEY.items()],
    )


# -- all of it ------------------------------------------------------------------------------------------


@room.get("/rounds/<code>/paper/finish")
@allow("paper.finish")
def paper_finish(code: str) -> Any:
    """Is everything in?"""
    return _finish(round_for(code, "paper.finish"), FinishForm(formdata=None), None)


@room.post("/rounds/<code>/paper/finish")
@allow("paper.finish")
def paper_finish_post(code: str) -> Any:
    """It is: the figures are published, and the round goes on."""
    round_, form = round_for(code, "paper.finish"), FinishForm()
    if not form.validate():
        return _finish(round_, form, None), 422
    try:
        with publish() as at:
            paper_entry_actions.finish(me(), round_, form.in_box.data or 0, form.because.data or "", at)
    except Refused as refused:
        return _finish(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.paper", code=code), 303)


def _finish(round_: Round, form: FinishForm, refused: Refused | None) -> Any:
    return page(
        "paper_finish.html",
        round_,
        form=form,
        extra=lines(refused),
        sheets=paper_queries.account(round_.id),
        entered=paper_queries.entered(round_.id),
        until=paper_entry_queries.deadline(round_),
        finish=paper_queries.finish(round_.id),
    )
