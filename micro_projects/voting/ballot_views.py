"""The ballot of somebody signed in: choosing, reviewing, casting, that it is recorded (pages: `ballot_pages`)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import actions, ballot_pages, pages, queries, rules
from micro_projects.voting.ballot_pages import Way
from micro_projects.voting.forms import BallotForm
from micro_projects.voting.models import Round
from micro_projects.voting.queries import Mine
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now


def _way(round_: Round) -> Way:
    """On the web, with an account."""
    mine = queries.mine_of(round_.id, me().id)
    return replace(_addresses(round_), mine=mine, crumbs=pages.breadcrumbs(round_))


def _addresses(round_: Round) -> Way:
    """The same for who has just cast: nothing more is asked."""
    return Way(
        choose=url_for("voting.review", code=round_.code),
        cast=url_for("voting.cast", code=round_.code),
        leave=url_for("voting.round", code=round_.code),
        again=url_for("voting.vote", code=round_.code),
        mine=Mine(True, "web"),
    )


@room.get("/rounds/<code>/vote")
@allow("ballot.cast")
def vote(code: str) -> Any:
    """The ballot, nothing chosen yet."""
    round_ = queries.round_or_404(code)
    return ballot_pages.choosing(round_, BallotForm(formdata=None), _way(round_))


@room.post("/rounds/<code>/vote")
@allow("ballot.cast")
def review(code: str) -> Any:
    """Filter, compare, or look at one's choices before casting; nothing is written."""
    round_ = queries.round_or_404(code)
    return ballot_pages.step(round_, BallotForm(), _way(round_))


@room.post("/rounds/<code>/ballot")
@allow("ballot.cast")
def cast(code: str) -> Any:
    """Cast; again, until closing. The answer is the only place that ever shows the receipt."""
    form, by = BallotForm(), me()
    if form.change.data:
        round_ = queries.round_or_404(code)
        return ballot_pages.choosing(round_, form, _way(round_))
    try:
        word = form.own_word()
        with act(shared=True) as at:
            round_ = queries.round_or_404(code)  # read once, under the lock
            receipt = actions.cast(by, round_, form.ballot(round_.form), word, at)
    except Refused as refused:
        round_ = queries.round_or_404(code)
        return ballot_pages.not_cast(round_, form, _way(round_), refused)
    return ballot_pages.cast(round_, form, _addresses(round_), receipt)


@room.get("/rounds/<code>/recorded")
@allow("ballot.cast")
def recorded(code: str) -> Any:
    """Whether a ballot is recorded in one's name: only that, never what it says."""
    round_ = queries.round_or_404(code)
    mine = queries.mine_of(round_.id, me().id)
    page = render_template(
        "voting/recorded.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        mine=mine,
        open=round_.state == "open" and now() < round_.closes_at,
        channel=_(rules.CHANNELS[mine.channel]) if mine.channel else "",
    )
    return ballot_pages.unkept(page)
