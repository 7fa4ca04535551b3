"""Sheets: their account, printing them, handing them out, taking them back."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    code_printing,
    paper_actions,
    paper_numbers,
    paper_printing,
    paper_queries,
    paper_rules,
    paper_run_actions,
    paper_sheet_queries,
)
from micro_projects.voting.models import Round
from micro_projects.voting.paper_forms import BackForm, OrderForm, SpoiledForm, StackForm
from micro_projects.voting.paper_models import PaperRun
from micro_projects.voting.paper_pages import mine, page, round_for
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/rounds/<code>/paper")
@allow("paper.read")
def paper(code: str) -> Any:
    """Every sheet and what became of it, by run and by who answers for it."""
    return _home(round_for(code, "paper.read"), OrderForm(formdata=None), None)


def _home(round_: Round, form: OrderForm, refused: Refused | None) -> Any:
    return page(
        "paper.html",
        round_,
        form=form,
        extra=lines(refused),
        sheets=paper_queries.account(round_.id),
        runs=paper_sheet_queries.runs(round_.id),
        by_run=paper_sheet_queries.by_run(round_.id),
        holders=paper_sheet_queries.by_holder(round_.id),
        purposes=paper_rules.PURPOSES,
        may_print=mine("paper.print", round_) and round_.state in ("frozen", "open"),
        may_count=mine("paper.account", round_),
        may_enter=mine("paper.enter", round_),
        may_settle=mine("paper.settle", round_),
        may_finish=mine("paper.finish", round_),
        finish=paper_queries.finish(round_.id),
    )


@room.post("/rounds/<code>/paper")
@allow("paper.print")
def paper_order(code: str) -> Any:
    """Order sheets."""
    round_, form = round_for(code, "paper.print"), OrderForm()
    if not form.validate():
        return _home(round_, form, None), 422
    try:
        with act() as at:
            runs = paper_run_actions.order(me(), round_, form.sheets.data or 0, at)
    except Refused as refused:
        return _home(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.paper_run", code=code, number=runs[0].number), 303)


def _run(code: str, number: int) -> tuple[Round, PaperRun]:
    """A run that is mine to print; refused otherwise."""
    round_ = round_for(code, "paper.print")
    return round_, paper_sheet_queries.run_or_404(round_.id, number)


@room.get("/rounds/<code>/paper/runs/<int:number>")
@allow("paper.print")
def paper_run(code: str, number: int) -> Any:
    """One run: print it, then count it, or give it up."""
    round_, run = _run(code, number)
    return page("paper_run.html", round_, run=run)


@room.post("/rounds/<code>/paper/runs/<int:number>/sheets.pdf")
@allow("paper.print")
def paper_print(code: str, number: int) -> Any:
    """The run's PDF, once: typeset first, written down second, given out third, kept nowhere."""
    round_, run = _run(code, number)
    paper_run_actions.require_printable(round_, run)
    serials = paper_numbers.draw_serials(run.sheets, paper_sheet_queries.every_serial(round_.id))
    made = paper_printing.printed(round_, run, serials, now())
    with act() as at:
        paper_run_actions.print_run(me(), round_, run, serials, at)
    return code_printing.sent(made, f"{code}-{number}")


@room.post("/rounds/<code>/paper/runs/<int:number>/count")
@allow("paper.print")
def paper_count(code: str, number: int) -> Any:
    """The sheets are there: disclosed how many, with the fingerprint of every serial."""
    round_, run = _run(code, number)
    with publish() as at:
        paper_run_actions.count_run(me(), round_, run, at)
    return redirect(url_for("voting.paper_stacks", code=code), 303)


@room.post("/rounds/<code>/paper/runs/<int:number>/give-up")
@allow("paper.print")
def paper_give_up(code: str, number: int) -> Any:
    """Printing went wrong."""
    round_, run = _run(code, number)
    with act() as at:
        paper_run_actions.give_up(me(), round_, run, at)
    return redirect(url_for("voting.paper", code=code), 303)


# -- stacks --------------------------------------------------------------------------------------------


@room.get("/rounds/<code>/paper/stacks")
@allow("paper.account")
def paper_stacks(code: str) -> Any:
    """Hand sheets out, take them back, exchange a spoiled one."""
    return _stacks(round_for(code, "paper.account"), {}, None)


def _stacks(round_: Round, sent: dict[str, Any], refused: Refused | None) -> Any:
    forms = {"stack": StackForm, "back": BackForm, "spoiled": SpoiledForm}
    shown = {name: sent.get(name) or kind(formdata=None) for name, kind in forms.items()}
    workers = paper_sheet_queries.workers(round_, now())
    shown["stack"].to.choices = list(workers.items())
    if "stack" not in sent:
        shown["stack"].to.data = me().id
    return page(
        "paper_stacks.html",
        round_,
        **shown,
        sent=next(iter(sent), ""),
        extra=lines(refused),
        sheets=paper_queries.account(round_.id),
        holders=paper_sheet_queries.by_holder(round_.id),
        purposes=paper_rules.PURPOSES,
        done=request.args.get("done", ""),
    )


@room.post("/rounds/<code>/paper/stacks/out")
@allow("paper.hand_out")
def paper_out(code: str) -> Any:
    """A stack goes out."""
    round_, form = round_for(code, "paper.hand_out"), StackForm()
    form.to.choices = list(paper_sheet_queries.workers(round_, now()).items())
    if not form.validate():
        return _stacks(round_, {"stack": form}, None), 422
    try:
        first, last = (paper_numbers.read_stub(f.data, round_.code) for f in (form.first, form.last))
        with act() as at:
            paper_actions.hand_out(me(), round_, first, last, form.purpose.data, form.to.data, at)
    except Refused as refused:
        return _stacks(round_, {"stack": form}, refused), refused.refusal.status
    return redirect(url_for("voting.paper_stacks", code=code, done="out"), 303)


@room.post("/rounds/<code>/paper/stacks/back")
@allow("paper.account")
def paper_back(code: str) -> Any:
    """Unused sheets come back."""
    round_, form = round_for(code, "paper.account"), BackForm()
    if not form.validate():
        return _stacks(round_, {"back": form}, None), 422
    try:
        first, last = (
            paper_numbers.read_stub(f.data, round_.code) for f in (form.first_back, form.last_back)
        )
        with act() as at:
            paper_actions.take_back(me(), round_, first, last, at)
    except Refused as refused:
        return _stacks(round_, {"back": form}, refused), refused.refusal.status
    return redirect(url_for("voting.paper_stacks", code=code, done="back"), 303)


@room.post("/rounds/<code>/paper/stacks/spoiled")
@allow("paper.account")
def paper_spoiled(code: str) -> Any:
    """One sheet is spoiled."""
    round_, form = round_for(code, "paper.account"), SpoiledForm()
    if not form.validate():
        return _stacks(round_, {"spoiled": form}, None), 422
    try:
        number = paper_numbers.read_stub(form.stub.data, round_.code)
        with act() as at:
            paper_actions.spoil(me(), round_, number, form.serial.data or "", at)
    except Refused as refused:
        return _stacks(round_, {"spoiled": form}, refused), refused.refusal.status
    return redirect(url_for("voting.paper_stacks", code=code, done="spoiled"), 303)
