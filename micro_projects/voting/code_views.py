"""Voting with the code of a letter, without an account: typing it, then the ballot's pages as everybody has them."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused, found
from micro_projects.voting import (
    ballot_pages,
    code_actions,
    code_queries,
    code_rules,
    code_ticket,
    code_typing,
    queries,
)
from micro_projects.voting.ballot_pages import Way
from micro_projects.voting.code_forms import LetterCode
from micro_projects.voting.code_models import VotingCode
from micro_projects.voting.code_pages import private, unkept
from micro_projects.voting.code_rules import Proof
from micro_projects.voting.forms import BallotForm
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me_or_none, now
from micro_projects.web.refusals import lines

PATH = "/vote"


@room.get(PATH)
@allow("ballot.cast_by_code")
def code_start() -> Any:
    """Where a code is typed; a link in a square code brings it behind the ``#``, which no server is sent."""
    return _start(LetterCode(formdata=None))


@room.post(PATH)
@allow("ballot.cast_by_code")
def code_typed() -> Any:
    """A right code leads to its ballot; a wrong one stays in the field with what is wrong."""
    form = LetterCode()
    if not form.validate():
        return _start(form, 422)
    try:
        letter = code_typing.letter(form.code.data, request.remote_addr or "")
    except Refused as refused:
        form.code.errors = lines(refused)
        return _start(form, refused.refusal.status)
    answer = unkept(redirect(url_for("voting.code_ballot"), 303))
    code_ticket.begin(answer, Proof("letter_code", letter.id), PATH, now())
    return answer


def _start(form: LetterCode, status: int = 200) -> Response:
    answer = unkept(Response(render_template("voting/code_start.html", form=form), status))
    code_ticket.end(answer, PATH)
    return answer


class Shown(NamedTuple):
    """Whose ballot a request is about, and its pages."""

    proof: Proof
    round: Round
    way: Way


def _shown() -> Shown:
    """Whose ballot this request is about; refused when no code was typed, or too long ago."""
    proof = found(code_ticket.current("letter_code", PATH, now()), code_rules.TICKET_OVER)
    letter = db.session.get_one(VotingCode, proof.id)
    round_ = queries.by_id(letter.round_id)
    way = Way(
        choose=url_for("voting.code_step"),
        cast=url_for("voting.code_cast"),
        leave=url_for("voting.code_start"),
        mine=queries.mine(round_.id, letter.entry_id),
        voter=_whose(code_queries.public_name_of(letter.entry_id)),
    )
    return Shown(proof, round_, way)


def _whose(name: str) -> str:
    """Whose letter it is; said more plainly to somebody who is signed in as another."""
    me = me_or_none()
    if me is None:
        return str(_("投票人：%(name)s（投票信上的居民）", name=name))
    return str(
        _(
            "这是%(name)s的选票，用投票信上的码投；和您登录的账号（%(me)s）无关。请只投自己的信。",
            name=name,
            me=me.name,
        )
    )


@room.get(f"{PATH}/ballot")
@allow("ballot.cast_by_code")
def code_ballot() -> Any:
    """The ballot, nothing chosen yet; back to typing when no code was typed."""
    if code_ticket.current("letter_code", PATH, now()) is None:
        return redirect(url_for("voting.code_start"), 303)
    at = _shown()
    return private(ballot_pages.choosing(at.round, BallotForm(formdata=None), at.way))


@room.post(f"{PATH}/ballot")
@allow("ballot.cast_by_code")
def code_step() -> Any:
    """Filter, compare, or look at one's choices before casting; nothing is written."""
    at = _shown()
    return private(ballot_pages.step(at.round, BallotForm(), at.way))


@room.post(f"{PATH}/cast")
@allow("ballot.cast_by_code")
def code_cast() -> Any:
    """Cast. The answer shows the receipt, once; to cast again the code is typed again."""
    return cast(_shown(), PATH)


def cast(at: Shown, start: str) -> Response:
    """Cast by a code that was typed at `start`; what is on the ballot may be changed first."""
    form = BallotForm()
    if form.change.data:
        return private(ballot_pages.choosing(at.round, form, at.way))
    try:
        ballot, word = form.ballot(at.round.form), form.own_word()
        with act(shared=True) as when:
            receipt = code_actions.cast_by_code(code_actions.VISITOR, at.proof, at.round, ballot, word, when)
    except Refused as refused:
        return private(ballot_pages.not_cast(at.round, form, at.way, refused))
    answer = private(ballot_pages.cast(at.round, form, at.way, receipt))
    code_ticket.end(answer, start)
    return answer
