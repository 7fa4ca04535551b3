"""Reporting words, the review of them, and the public count of what was hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, url_for

from micro_projects.conduct import public_queries, rules
from micro_projects.conduct import review_actions as actions
from micro_projects.conduct import review_queries as queries
from micro_projects.conduct.forms import AppealForm, DecideAppealForm, DecideForm, ReadForm, ReportForm
from micro_projects.conduct.models import WordsDecision, WordsReview
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals.showing import attempt
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish

room = Blueprint("conduct", __name__)


# -- reporting -------------------------------------------------------------------------------------------


@room.get("/words/<token>/report")
@allow("conduct.report")
def report(token: str) -> Any:
    """The words and the form."""
    return _report_page(token, ReportForm())


@room.post("/words/<token>/report")
@allow("conduct.report")
def report_post(token: str) -> Any:
    """Report them."""
    form = ReportForm()
    if not form.validate():
        return _report_page(token, form), 422

    def do() -> None:
        with act() as at:
            words = queries.words(token)[0]
            actions.report(me(), words, form.ground.data or "", form.text.data or "", at)

    extra, status = attempt(do)
    if extra:
        return _report_page(token, form, extra), status
    return redirect(url_for("conduct.report", token=token), 303)


def _report_page(token: str, form: ReportForm, extra: Any = ()) -> str:
    words, said = queries.words(token)
    review = queries.of_words(words.kind, words.said_id)
    mine = queries.my_report(review.id, me().id) if review is not None else None
    hidden = review is not None and review.state in rules.HIDING
    return render_template(
        "conduct/report.html",
        said=said,
        own=said.author_id == me().id,
        review=review,
        mine=mine if review is not None and review.edition == said.edition else None,
        hidden=hidden,
        form=form,
        what=rules.KINDS[words.kind],
        extra=list(extra),
    )


# -- the review ------------------------------------------------------------------------------------------


@room.get("/words/reviews/<token>")
@allow("conduct.read")
def review(token: str) -> Any:
    """What was decided on words and why; for those who decide, what was reported and the form."""
    return _review_page(queries.review(token))


def _review_page(review: WordsReview, extra: Any = (), words: str | None = None, **forms: Any) -> str:
    actor, at = me_or_none(), now()
    decisions = queries.decisions(review.id)
    was_hidden = False in decisions and decisions[False].outcome == "hide"
    works = actor is not None and actor.holds(frozenset(rules.CHAIN), review.path)
    mine = queries.my_report(review.id, actor.person_id) if actor and not works else None
    author = actor is not None and actor.person_id == review.author_id
    require(was_hidden or works or mine is not None or (author and review.state != "open"), rules.NO_REVIEW)
    deciding = works and review.state in ("open", "appealed") and actions.may_decide(_sure(actor), review, at)
    return render_template(
        "conduct/review.html",
        review=review,
        said=queries.said(review.kind, review.said_id),
        first=decisions.get(False),
        second=decisions.get(True),
        appeal=queries.appeal(review.id),
        # whoever is spoken of, wrote the words or reads for another office learns nothing of who reported
        reports=queries.reports(review.id) if deciding or _decided(actor, decisions) else [],
        works=works,
        deciding=deciding,
        author=author,
        may_appeal=author and review.state == "hidden" and at < review.due_at,
        may_read=works or (actor is not None and actor.holds(frozenset({"auditor"}), review.path)),
        hiding=review.state in rules.HIDING,
        words=words,
        late=review.due_at <= at,
        rules=rules,
        forms={
            "decide": DecideForm(formdata=None),
            "appeal": AppealForm(formdata=None),
            "decide_appeal": DecideAppealForm(formdata=None),
            "read": ReadForm(formdata=None),
        }
        | forms,
        extra=list(extra),
        told=next(iter(forms), ""),
    )


def _decided(actor: Actor | None, decisions: dict[bool, WordsDecision]) -> bool:
    return actor is not None and any(row.by_id == actor.person_id for row in decisions.values())


def _sure(actor: Actor | None) -> Actor:
    assert actor is not None, "only somebody who is signed in holds an office"
    return actor


def _step(token: str, name: str, form: Any, do: Callable[[WordsReview], object]) -> Any:
    """One step of a review: the form checked, the act done, refusals beside what was typed."""
    row = queries.review(token)
    if not form.validate():
        return _review_page(row, **{name: form}), 422
    extra, status = attempt(lambda: do(row))
    if extra:
        return _review_page(queries.review(token), extra, **{name: form}), status
    return redirect(url_for("conduct.review", token=token), 303)


@room.post("/words/reviews/<token>/decide")
@allow("conduct.decide")
def decide(token: str) -> Any:
    """Hide the words or keep them."""
    form = DecideForm()

    def do(row: WordsReview) -> None:
        with publish() as at:
            hide = form.outcome.data == "hide"
            actions.decide(me(), row, hide, form.ground.data or "", form.reason.data or "", at)

    return _step(token, "decide", form, do)


@room.post("/words/reviews/<token>/appeal")
@allow("conduct.appeal")
def appeal(token: str) -> Any:
    """The author appeals."""
    form = AppealForm()

    def do(row: WordsReview) -> None:
        with act() as at:
            actions.appeal(me(), row, form.text.data or "", at)

    return _step(token, "appeal", form, do)


@room.post("/words/reviews/<token>/decide-appeal")
@allow("conduct.decide_appeal")
def decide_appeal(token: str) -> Any:
    """Show the words again, or not."""
    form = DecideAppealForm()

    def do(row: WordsReview) -> None:
        with publish() as at:
            actions.decide_appeal(me(), row, form.upheld.data == "yes", form.reason.data or "", at)

    return _step(token, "decide_appeal", form, do)


@room.post("/words/reviews/<token>/words")
@allow("conduct.read_hidden")
def read_hidden(token: str) -> Any:
    """Look at hidden words: journalled and counted."""
    form, row = ReadForm(), queries.review(token)
    if not form.validate():
        return _review_page(row, read=form), 422
    opened: list[str] = []

    def do() -> None:
        with act() as at:
            opened.append(actions.read_hidden(me(), row, form.reason.data or "", at))

    extra, status = attempt(do)
    if extra:
        return _review_page(queries.review(token), extra, read=form), status
    return _review_page(queries.review(token), words=opened[0])


# -- for everybody ---------------------------------------------------------------------------------------


@room.get("/c/<place>/words")
@allow("conduct.read")
def public(place: str) -> Any:
    """How much was said, reported, hidden and shown again, by ground and by month; what was hidden and why."""
    community, at = places.community(place), now()
    by_month = public_queries.months(community.id)
    rows = public_queries.listed(community.id, paging.after_id(), paging.SIZE + 1)
    return render_template(
        "conduct/public.html",
        place=community,
        months=by_month,
        total=public_queries.total(by_month),
        waiting=public_queries.waiting(community.id, at),
        page=paging.page(rows, lambda row: row.review.id),
        rules=rules,
    )


@room.get("/c/<place>/words.json")
@allow("conduct.read")
def public_json(place: str) -> Any:
    """The same for programs."""
    community, at = places.community(place), now()
    told = public_queries.as_json(
        public_queries.months(community.id), public_queries.waiting(community.id, at)
    )
    return jsonify({"place": community.code, "as_of": _instant(at), **told})


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
