"""A worker's page of voting letters: who is still to get one, printing them, printing again, one at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request

from micro_projects.kernel import base32, text
from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import (
    ballot_pages,
    code_actions,
    code_printing,
    code_queries,
    code_rules,
    pages,
    queries,
    rules,
)
from micro_projects.voting.code_forms import FindVoter, Letters
from micro_projects.voting.code_models import CodeRun
from micro_projects.voting.code_queries import Recipient, Voter
from micro_projects.voting.code_rules import LETTER_LENGTH, MOST_LETTERS
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web.access import allow, permit
from micro_projects.web.door import act, me, now
from micro_projects.web.numbers import whole
from micro_projects.web.refusals import words


@room.get("/rounds/<code>/letters")
@allow("code.issue")
def letters(code: str) -> Any:
    """How many letters are printed and how many are still to be, grid by grid."""
    return _page(_mine(code), FindVoter(formdata=None), None)


def _mine(code: str) -> Round:
    """The round, when its letters are mine to print; refused otherwise."""
    round_ = queries.round_or_404(code)
    permit(me(), "code.issue", round_.place_id, round_.path)
    require("letter_code" in round_.channels.split(), code_rules.NO_LETTERS)
    return round_


def _page(
    round_: Round, form: FindVoter, voters: Sequence[Voter] | None, refused: Refused | None = None
) -> Response:
    runs = code_queries.runs(round_.id)
    page = render_template(
        "voting/code_letters.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        may_print=round_.state in ("frozen", "open") and now() < round_.closes_at,
        areas=code_queries.areas(round_.id),
        counts=code_queries.account(round_.id),
        runs=runs,
        seen=runs[0].run.number if runs else 0,
        most=MOST_LETTERS,
        form=form,
        printing=Letters(formdata=None),
        voters=voters,
        channels=rules.CHANNELS,
        refused=words(refused.refusal, refused.facts) if refused else (),
    )
    return ballot_pages.unkept(page, refused.refusal.status if refused else 200)


@room.post("/rounds/<code>/letters")
@allow("code.issue")
def print_letters(code: str) -> Any:
    """The next letters of a grid: the file is the answer, once, and is kept nowhere."""
    round_, form = _mine(code), Letters()
    grid = whole(form.grid.data or "")
    try:
        _require_seen(round_, form)
        to = code_queries.to_print(round_.id, grid, MOST_LETTERS)
        return _printed(round_, to, again=False)
    except Refused as refused:
        return _page(round_, FindVoter(formdata=None), None, refused)


@room.post("/rounds/<code>/letters/<int:number>/again")
@allow("code.issue")
def print_again(code: str, number: int) -> Any:
    """A run whose file was not received: its voters get new codes, the old ones end."""
    round_, form = _mine(code), Letters()
    try:
        _require_seen(round_, form)
        return _printed(round_, code_queries.of_run(code_queries.run_or_404(round_.id, number)), again=True)
    except Refused as refused:
        return _page(round_, FindVoter(formdata=None), None, refused)


@room.post("/rounds/<code>/letters/find")
@allow("code.issue")
def find_for_letter(code: str) -> Any:
    """Voters of a household, or of a document; in the body of the request, never in an address."""
    round_, form = _mine(code), FindVoter()
    return _page(round_, form, found_voters(round_.id, form))


def found_voters(round_id: int, form: FindVoter) -> list[Voter]:
    """What was asked for; with neither field filled, the fields say so."""
    if not form.validate():
        return []
    number = (form.national_id.data or "").upper()
    return code_queries.voters(round_id, national_id=number, household=text.line(form.household.data or ""))


@room.post("/rounds/<code>/letters/one")
@allow("code.issue")
def print_one(code: str) -> Any:
    """One letter for somebody at the counter, whose identity the worker saw; an earlier one ends."""
    round_ = _mine(code)
    try:
        to = code_queries.recipient(round_.id, request.form.get("entry", ""))
        return _printed(round_, [to], again=True)
    except Refused as refused:
        return _page(round_, FindVoter(formdata=None), None, refused)


def _require_seen(round_: Round, form: Letters) -> None:
    """Two presses print one file: whoever presses has seen the newest run."""
    newest = code_queries.next_number(CodeRun, round_.id) - 1
    require(form.seen.data == str(newest), code_rules.LETTER_AGAIN)


def _printed(round_: Round, to: Sequence[Recipient], *, again: bool) -> Response:
    """Draw codes, print them, put them in force, send the file. Typesetting is slow: it is done before the act."""
    code_rules.require_letters(round_.channels, round_.state, round_.closes_at, now())
    require(to, code_rules.NOTHING_TO_PRINT)
    codes = {one.entry_id: base32.drawn(LETTER_LENGTH) for one in to}
    made = code_printing.letters(round_, to, codes, now())
    by = me()
    with act() as at:
        run = code_actions.issue(by, round_, codes, at, again=again)
    return code_printing.sent(made, f"{round_.code}-letters-{run.number}")
