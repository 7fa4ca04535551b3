"""The ballot: choosing, reviewing, casting, that it is recorded. No choice in an address, nothing kept."""

from __future__ import annotations

import random
from typing import Any

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import actions, ballot_rules, pages, queries, rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.forms import BallotForm
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import words


@room.get("/rounds/<code>/vote")
@allow("ballot.cast")
def vote(code: str) -> Any:
    """The ballot: the projects in an order drawn anew for every view."""
    round_ = queries.round_or_404(code)
    return _ballot(round_, BallotForm(formdata=None), [])


def _ballot(round_: Round, form: BallotForm, chosen: list[str], refused: Refused | None = None) -> Any:
    lines = list(queries.projects(round_.id))
    random.SystemRandom().shuffle(lines)
    mine = queries.mine(round_.id, me().roll_entry(round_.place_id))
    page = render_template(
        "voting/vote.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        items=pages.ballot_items(lines, chosen),
        form=form,
        mine=mine,
        open=round_.state == "open" and round_.opens_at <= now() < round_.closes_at,
        refused=words(refused.refusal, refused.facts) if refused else (),
    )
    return _unkept(page, refused.refusal.status if refused else 200)


@room.post("/rounds/<code>/vote")
@allow("ballot.cast")
def review(code: str) -> Any:
    """Look at one's choices before casting; nothing is written, nothing is in the address."""
    round_, form = queries.round_or_404(code), BallotForm()
    chosen = form.choices.data or []
    lines = queries.projects(round_.id)
    try:
        rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now())
        named = ballot_rules.require_ballot(queries.terms(round_), Ballot(tuple(chosen))).projects
    except Refused as refused:
        return _ballot(round_, form, chosen, refused)
    page = render_template(
        "voting/review.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        chosen=[line for line in lines if line.code in named],
        form=form,
        mine=queries.mine(round_.id, me().roll_entry(round_.place_id)),
    )
    return _unkept(page)


@room.post("/rounds/<code>/ballot")
@allow("ballot.cast")
def cast(code: str) -> Any:
    """Cast; again, until closing."""
    round_, form = queries.round_or_404(code), BallotForm()
    chosen = form.choices.data or []
    by = me()
    if form.change.data:
        return _ballot(round_, form, chosen)
    try:
        with act(shared=True) as at:
            actions.cast(by, round_, Ballot(tuple(chosen)), "", at)
    except Refused as refused:
        return _ballot(round_, form, chosen, refused)
    return _unkept(redirect(url_for("voting.recorded", code=code), 303))


@room.get("/rounds/<code>/recorded")
@allow("ballot.cast")
def recorded(code: str) -> Any:
    """Whether a ballot is recorded in one's name: only that, never what it says."""
    round_ = queries.round_or_404(code)
    mine = queries.mine(round_.id, me().roll_entry(round_.place_id))
    page = render_template(
        "voting/recorded.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        mine=mine,
        open=round_.state == "open" and now() < round_.closes_at,
        channel=_(rules.CHANNELS[mine.channel]) if mine.channel else "",
    )
    return _unkept(page)


def _unkept(page: Any, status: int = 200) -> Response:
    """A page that no cache keeps."""
    answer = page if isinstance(page, Response) else Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
