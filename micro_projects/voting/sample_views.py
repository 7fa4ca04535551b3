"""Pages of the auditor's sample: figures for everybody, whom to ask for the auditor, the question for the drawn."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectChoice, SubmitField

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    ballot_pages,
    pages,
    queries,
    rules,
    sample_actions,
    sample_queries,
    sample_rules,
)
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none
from micro_projects.web.forms import Form, chosen, required
from micro_projects.web.preview import publish
from micro_projects.web.refusals import words


class SampleForm(Form):
    """How many are asked."""

    size = IntegerField(_l("问多少人"), validators=[required()])
    submit = SubmitField(_l("公开抽签"))


class AnswerForm(Form):
    """Whether one voted."""

    answer = RadioField(
        _l("名册上登记您投过票。是您本人投的吗？"),
        choices=[SelectChoice(code, _l(sample_rules.ANSWERS[code])) for code in ("yes", "no")],
        validators=[chosen()],
    )
    submit = SubmitField(_l("回答"))


@room.get("/rounds/<code>/samples")
@allow("round.read")
def samples(code: str) -> Any:
    """What was drawn and answered, in figures."""
    return _samples(queries.round_or_404(code), SampleForm(formdata=None))


def _samples(round_: Round, form: SampleForm, refused: Refused | None = None) -> Any:
    actor = me_or_none()
    page = render_template(
        "voting/sample.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        samples=sample_queries.samples(round_.id),
        form=form,
        refused=words(refused.refusal, refused.facts) if refused else (),
        marks=sum(queries.turnout(round_.id).values()),
        may_draw=round_.state in sample_rules.AFTER
        and not round_.imported
        and may(actor, "sample.draw", round_.place_id, round_.path),
    )
    return page, refused.refusal.status if refused else 200


@room.post("/rounds/<code>/samples")
@allow("sample.draw")
def draw(code: str) -> Any:
    """Draw one; its population is disclosed now, its order once the public number is known."""
    round_, form, by = queries.round_or_404(code), SampleForm(), me()
    if not form.validate():
        return _samples(round_, form)[0], 422
    try:
        with publish() as at:
            sample_actions.draw(by, round_, form.size.data, at)
    except Refused as refused:
        return _samples(round_, form, refused)
    return redirect(url_for("voting.samples", code=code), 303)


@room.get("/rounds/<code>/samples/<int:number>")
@allow("sample.draw")
def sample(code: str, number: int) -> Any:
    """Who was drawn, for the auditor who asks them."""
    return _drawn(queries.round_or_404(code), number)


def _drawn(round_: Round, number: int, refused: Refused | None = None) -> Response:
    by = me()
    sample_ = sample_actions.for_auditor(by, round_, number)
    page = render_template(
        "voting/sample_drawn.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        sample=sample_,
        rows=sample_queries.drawn(sample_),
        channels=rules.CHANNELS,
        answers=sample_rules.ANSWERS,
        refused=words(refused.refusal, refused.facts) if refused else (),
    )
    return ballot_pages.unkept(page, refused.refusal.status if refused else 200)


@room.post("/rounds/<code>/samples/<int:number>/<int:rank>/<answer>")
@allow("sample.draw")
def record(code: str, number: int, rank: int, answer: str) -> Any:
    """What one of them said."""
    round_, by = queries.round_or_404(code), me()
    try:
        with act() as at:
            sample_actions.record(by, round_, number, rank, answer, at)
    except Refused as refused:
        return _drawn(round_, number, refused)
    return redirect(url_for("voting.sample", code=code, number=number) + f"#n{rank}", 303)


@room.post("/rounds/<code>/samples/<int:number>/report")
@allow("sample.draw")
def report(code: str, number: int) -> Any:
    """Publish the figures."""
    round_, by = queries.round_or_404(code), me()
    try:
        with publish() as at:
            sample_actions.report(by, round_, number, at)
    except Refused as refused:
        return _drawn(round_, number, refused)
    return redirect(url_for("voting.samples", code=code), 303)


@room.get("/rounds/<code>/asked")
@allow("sample.answer")
def asked(code: str) -> Any:
    """The question, for whom was drawn."""
    return _asked(queries.round_or_404(code), AnswerForm(formdata=None))


def _asked(round_: Round, form: AnswerForm, refused: Refused | None = None) -> Response:
    mine = sample_queries.asked_of(round_.id, me().id)
    page = render_template(
        "voting/sample_asked.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        mine=mine[0] if mine else None,
        channel=_(rules.CHANNELS[mine[0][2]]) if mine else "",
        answers=sample_rules.ANSWERS,
        form=form,
        refused=words(refused.refusal, refused.facts) if refused else (),
    )
    return ballot_pages.unkept(page, refused.refusal.status if refused else 200)


@room.post("/rounds/<code>/asked")
@allow("sample.answer")
def answer(code: str) -> Any:
    """One's own answer."""
    round_, form, by = queries.round_or_404(code), AnswerForm(), me()
    if not form.validate():
        page = _asked(round_, form)
        page.status_code = 422
        return page
    try:
        with act() as at:
            sample_actions.answer(by, round_, form.answer.data, at)
    except Refused as refused:
        return _asked(round_, form, refused)
    return redirect(url_for("voting.asked", code=code), 303)
