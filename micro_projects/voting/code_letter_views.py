"""A worker's page of voting letters: who is still to get one, printing them, printing again, one at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from micro_projects.kernel import base32
from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import (
    code_actions,
    code_pages,
    code_printing,
    code_queries,
    code_rules,
    queries,
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
    return code_pages.finding(
        "voting/code_letters.html",
        round_,
        form,
        voters,
        refused,
        may_print=code_rules.before_closing(round_.state, round_.closes_at, now()),
        areas=code_queries.areas(round_.id),
        counts=code_queries.account(round_.id),
        runs=runs,
        seen=runs[0].run.number if runs else 0,
        most=MOST_LETTERS,
        printing=Letters(formdata=None),
    )


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
    return _page(round_, form, code_pages.found(round_.id, form))


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
