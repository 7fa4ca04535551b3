"""Pages of a round: what it is, the ballot, that it is recorded, the result, its files."""

from __future__ import annotations

import random
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import Refused
from micro_projects.places import queries as places
from micro_projects.voting import actions, files, pages, printing, queries, result_actions, rules
from micro_projects.voting.forms import BallotForm, VoidForm
from micro_projects.voting.models import Round
from micro_projects.web import paper
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import words

room = Blueprint("voting", __name__)


@room.get("/c/<place>/<int:year>/rounds")
@allow("round.read")
def index(place: str, year: int) -> Any:
    """The rounds of a community's year, and those brought in from elsewhere."""
    community = places.place(place)
    rounds = [*queries.listed(community.id, year), *queries.imported(community.id)]
    return render_template(
        "voting/index.html", place=community, year=year, rounds=rounds, pages=pages, states=rules.STATES
    )


@room.get("/rounds/<code>", endpoint="round")
@allow("round.read")
def round_page(code: str) -> Any:
    """What is voted on, when, who may; how many have voted. Never a choice."""
    return _round_page(queries.round_or_404(code), VoidForm(), None)


def _round_page(round_: Round, form: VoidForm, refused: Refused | None) -> Any:
    actor = me_or_none()
    by_channel = queries.turnout(round_.id)
    request = queries.open_void_request(round_.id)
    return render_template(
        "voting/round.html",
        round=round_,
        pages=pages,
        at=now(),
        crumbs=pages.breadcrumbs(round_),
        lines=queries.projects(round_.id),
        by_channel=by_channel,
        voted=sum(by_channel.values()),
        mine=queries.mine(round_.id, actor.roll_entry(round_.place_id) if actor else None),
        states=rules.STATES,
        grounds=rules.GROUNDS,
        counted=round_.state in rules.COUNTED,
        lot=queries.tie_lot(round_.id) if round_.state == "reconciled" else None,
        request=request,
        form=form,
        refused=words(refused.refusal, refused.facts) if refused else (),
        may_ask=request is None
        and round_.state in rules.RUNNING
        and not round_.imported
        and may(actor, "round.ask_void", round_.place_id, round_.path),
        may_consent=request is not None
        and request.consented_at is None
        and may(actor, "round.consent_void", round_.place_id, round_.path),
    )


@room.get("/rounds/<code>/ballot.pdf")
@allow("round.read")
def specimen(code: str) -> Any:
    """The ballot's specimen on paper."""
    return paper.printed(lambda: printing.specimen(queries.round_or_404(code)), f"{code}-ballot")


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
        named = rules.require_choices(chosen, [line.code for line in lines], round_.most)
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
            actions.cast(by, round_, chosen, at)
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


@room.get("/rounds/<code>/result")
@allow("round.read")
def result(code: str) -> Any:
    """The result, with one explanation per project."""
    round_ = queries.round_or_404(code)
    by_channel = queries.turnout(round_.id)
    counted = round_.state in rules.COUNTED
    return render_template(
        "voting/result.html",
        round=round_,
        title=pages.title_of(round_),
        pages=pages,
        crumbs=pages.breadcrumbs(round_),
        counted=counted,
        at=now(),
        shown=pages.shown(round_) if counted else None,
        by_channel=by_channel,
        voted=sum(by_channel.values()),
        notice=queries.notice_of(round_.id) if round_.state == "adopted" else None,
        records=files.records_public(round_),
    )


@room.get("/rounds/<code>/records.csv")
@allow("round.read")
def records_csv(code: str) -> Any:
    """Cast-vote records of a counted round."""
    return _file(files.records_csv(queries.round_or_404(code)), "text/csv", f"{code}.csv")


@room.get("/rounds/<code>/records.pb")
@allow("round.read")
def records_pb(code: str) -> Any:
    """The counted round in Pabulib's format."""
    return _file(files.records_pb(queries.round_or_404(code)), "text/plain", f"{code}.pb")


@room.get("/rounds/<code>/result.json")
@allow("round.read")
def result_json(code: str) -> Any:
    """The result for machines."""
    return _file(files.result_json(queries.round_or_404(code)), "application/json", f"{code}.json")


@room.post("/rounds/<code>/void")
@allow("round.ask_void")
def ask_void(code: str) -> Any:
    """Move that the round be voided."""
    round_, form = queries.round_or_404(code), VoidForm()
    if not form.validate():
        return _round_page(round_, form, None), 422
    by = me()
    try:
        with publish() as at:
            result_actions.ask_void(by, round_, form.ground.data, form.reason.data, at)
    except Refused as refused:
        return _round_page(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.round", code=code), 303)


@room.post("/rounds/<code>/void/consent")
@allow("round.consent_void")
def consent_void(code: str) -> Any:
    """The district agrees to a second void."""
    round_, by = queries.round_or_404(code), me()
    with publish() as at:
        result_actions.consent_void(by, round_, queries.request_or_refuse(round_.id), at)
    return redirect(url_for("voting.round", code=code), 303)


def _file(body: str, media: str, name: str) -> Response:
    answer = Response(body, mimetype=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _unkept(page: Any, status: int = 200) -> Response:
    """A page that no cache keeps."""
    answer = page if isinstance(page, Response) else Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
