"""The pages of a ballot, whatever the channel: choosing, filtering, comparing, reviewing, cast (5-voting).

A channel's views say in a `Way` where its pages are and who is looking, read a `BallotForm`, and answer with
`choosing` (GET), `step` (what was posted to `Way.choose`), `not_cast` and `cast` (what was posted to `Way.cast`).
Choices travel in the bodies of POST requests only: never in an address, a title, a log line or a store.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, render_template

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import ballot_list, ballot_map, ballot_queries, ballot_rules, pages, rules
from micro_projects.voting.ballot_queries import BallotLine
from micro_projects.voting.counting import Ballot
from micro_projects.voting.forms import WORD, BallotForm
from micro_projects.voting.models import Round
from micro_projects.voting.queries import Mine
from micro_projects.voting.receipts import Receipt
from micro_projects.web.door import now
from micro_projects.web.refusals import words


@dataclass(frozen=True, slots=True)
class Way:
    """How one channel leads a voter through the ballot. All are addresses but `mine`, `crumbs` and `carried`.

    `choose`: the ballot; POST filters, compares, reviews · `cast`: POST casts · `leave`: away without voting, and
    after casting · `again`: where to vote once more; empty: nowhere · `mine`: the voter's place in the round ·
    `crumbs`: the way back on top, none at a tablet · `carried`: fields every form of the way brings along ·
    `voter`: whose ballot it is, where no account says so · `frame`: the template that frames the pages.
    """

    choose: str
    cast: str
    leave: str
    mine: Mine
    again: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    voter: str = ""
    frame: str = "_frame/page.html"


def choosing(round_: Round, form: BallotForm, way: Way, refused: Refused | None = None) -> Response:
    """The ballot, with what was chosen so far; the projects in an order drawn for this view."""
    open_ = round_.state == "open" and round_.opens_at <= now() < round_.closes_at
    lines = ballot_queries.lines(round_.id) if open_ and way.mine.voter else []
    asked = form.page.data
    order = ballot_list.order(asked.order, lines, random.SystemRandom())
    sought = ballot_list.Sought()
    if asked.do == "filter":
        sought = ballot_list.sought(asked.words, asked.grid, asked.kind, asked.cost)
    listed, map_ = ballot_map.on_ballot(ballot_list.listed(order, form, round_.form, sought))
    page = _page(
        "voting/vote.html",
        round_,
        form,
        way,
        open=open_,
        items=listed.items,
        kept=listed.kept,
        map=map_,
        sought=sought,
        offered=ballot_list.offered(round_.place_id, lines),
        order=ballot_list.order_said(order),
        terms=ballot_queries.terms_of(round_, lines),
        refused=words(refused.refusal, refused.facts) if refused else (),
    )
    return unkept(page, refused.refusal.status if refused else 200)


def step(round_: Round, form: BallotForm, way: Way) -> Response:
    """What the pressed button on the ballot asks for: filter, compare, go on choosing, or look again before casting."""
    if form.page.data.do == "compare":
        return comparing(round_, form, way)
    if form.page.data.do in ("filter", "choose"):
        return choosing(round_, form, way)
    return reviewing(round_, form, way)


def reviewing(round_: Round, form: BallotForm, way: Way, wrong: Refused | None = None) -> Response:
    """Look at one's choices before casting; nothing is written."""
    lines = ballot_queries.lines(round_.id)
    terms = ballot_queries.terms_of(round_, lines)
    try:
        rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now())
        ballot = ballot_rules.require_ballot(terms, form.ballot(round_.form))
    except Refused as refused:
        return choosing(round_, form, way, refused)
    chosen = _chosen(lines, ballot)
    page = _page(
        "voting/review.html",
        round_,
        form,
        way,
        chosen=chosen,
        total=Money(sum(line.cost.fen for line, _points in chosen)),
        clashing=ballot_list.clashing([line for line, _points in chosen]),
        left=round_.points - sum(int(n) for n in ballot.points),
        word_limit=WORD,
        refused=words(wrong.refusal, wrong.facts) if wrong else (),
    )
    return unkept(page, wrong.refusal.status if wrong else 200)


def _chosen(lines: Sequence[BallotLine], ballot: Ballot) -> list[tuple[BallotLine, int]]:
    """The chosen projects in the ballot's order, each with its points (0 in the other forms)."""
    by_code = {line.code: line for line in lines}
    points = ballot.points or (0,) * len(ballot.projects)
    return [(by_code[code], int(n)) for code, n in zip(ballot.projects, points, strict=True)]


def comparing(round_: Round, form: BallotForm, way: Way) -> Response:
    """Two or three projects side by side; what is chosen on the ballot stays with the form."""
    lines = ballot_queries.lines(round_.id)
    asked = form.page.data.compared or form.named(round_.form)[: ballot_list.SIDE_BY_SIDE]
    compared = [line for line in lines if line.code in asked]
    too_many = len(compared) > ballot_list.SIDE_BY_SIDE
    shown = [] if too_many or len(compared) < 2 else compared
    page = _page(
        "voting/compare.html",
        round_,
        form,
        way,
        lines=lines,
        asked=asked,
        too_many=too_many,
        most=ballot_list.SIDE_BY_SIDE,
        rows=ballot_list.side_by_side(shown, ballot_queries.told(round_.id, [line.code for line in shown])),
        shown=shown,
    )
    return unkept(page, 422 if too_many else 200)


def not_cast(round_: Round, form: BallotForm, way: Way, refused: Refused) -> Response:
    """Casting was refused: the page on which it can be mended, with everything that was typed."""
    if refused.refusal is ballot_rules.LONG_WORD:
        return reviewing(round_, form, way, refused)
    return choosing(round_, form, way, refused)


def cast(round_: Round, form: BallotForm, way: Way, receipt: Receipt | None) -> Response:
    """The answer to casting: that it is recorded, and the receipt, which nothing shows a second time."""
    page = _page("voting/cast.html", round_, form, way, receipt=receipt)
    return unkept(page)


def _page(template: str, round_: Round, form: BallotForm, way: Way, **shown: Any) -> str:
    return render_template(
        template, round=round_, title=pages.title_of(round_), form=form, way=way, crumbs=way.crumbs, **shown
    )


def unkept(page: Any, status: int = 200) -> Response:
    """A page that no cache keeps."""
    answer = page if isinstance(page, Response) else Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
