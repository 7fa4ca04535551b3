"""Pages of key keepers. A share is in the answer to a POST, never in an address, and no cache keeps it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import ballot_pages, keeper_actions, keeper_pages, keeper_printing, queries
from micro_projects.voting.keeper_forms import ConfirmForm, ReturnForm
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web import paper
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.refusals import words


@room.get("/rounds/<code>/key")
@allow("round.read")
def key(code: str) -> Any:
    """Who keeps the key, what was taken and given back, and what a keeper does now."""
    return _page(queries.round_or_404(code), None)


def _page(round_: Round, refused: Refused | None, **forms: Any) -> Any:
    page = keeper_pages.page(round_, me_or_none(), now())
    shown = {"confirm_form": ConfirmForm(formdata=None), "return_form": ReturnForm(formdata=None)} | forms
    if page.asked:
        for field, at in zip(
            (shown["confirm_form"].first, shown["confirm_form"].second), page.asked, strict=True
        ):
            field.label.text = _("第%(at)d个词", at=at)
    made = render_template(
        "voting/keeper.html",
        round=round_,
        page=page,
        refused=words(refused.refusal, refused.facts) if refused else (),
        **shown,
    )
    return ballot_pages.unkept(made, refused.refusal.status if refused else 200)


@room.post("/rounds/<code>/key/<seat>")
@allow("round.take_share")
def take(code: str, seat: str) -> Any:
    """The words of one's share, in the answer."""
    round_, by = queries.round_or_404(code), me()
    try:
        with act() as at:
            share = keeper_actions.take(by, round_, seat, at)
    except Refused as refused:
        return _page(round_, refused)
    page = keeper_pages.words(round_, seat, share)
    return ballot_pages.unkept(render_template("voting/keeper_words.html", round=round_, page=page))


@room.post("/rounds/<code>/key/<seat>/sheet")
@allow("round.take_share")
def sheet(code: str, seat: str) -> Any:
    """The same on paper."""
    round_, by = queries.round_or_404(code), me()
    with act() as at:
        share = keeper_actions.take(by, round_, seat, at)
    answer = paper.printed(lambda: keeper_printing.sheet(round_, seat, share, at), f"{code}-key")
    answer.headers.pop("ETag", None)
    return ballot_pages.unkept(answer)


@room.post("/rounds/<code>/key/confirm")
@allow("round.take_share")
def confirm(code: str) -> Any:
    """Two words show that it is on paper."""
    round_, form, by = queries.round_or_404(code), ConfirmForm(), me()
    if not form.validate():
        return _page(round_, None, confirm_form=form), 422
    try:
        with act() as at:
            seat = keeper_actions.confirm(by, round_, (form.first.data, form.second.data), at).seat
    except Refused as refused:
        return _page(round_, refused, confirm_form=form)
    keeper_actions.forget(round_, seat)
    return redirect(url_for("voting.key", code=code), 303)


@room.post("/rounds/<code>/key/return")
@allow("round.return_share")
def give_back(code: str) -> Any:
    """After closing."""
    round_, form, by = queries.round_or_404(code), ReturnForm(), me()
    if not form.validate():
        return _page(round_, None, return_form=form), 422
    try:
        with act() as at:
            keeper_actions.give_back(by, round_, form.words.data, at)
    except Refused as refused:
        return _page(round_, refused, return_form=form)
    return redirect(url_for("voting.key", code=code), 303)
