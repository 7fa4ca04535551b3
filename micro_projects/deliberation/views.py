"""Talking about a proposal: its discussion, questions with answers, opinions, the committee's word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import KINDS
from micro_projects.deliberation import actions, queries, rules
from micro_projects.deliberation.forms import (
    AgendaForm,
    AnswerForm,
    CommentForm,
    OpinionForm,
    QuestionForm,
    QuotationForm,
)
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import ZERO
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.showing import attempt
from micro_projects.web import paging
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish

room = Blueprint("deliberation", __name__)


def address(code: str) -> str:
    """A proposal's discussion."""
    return url_for("deliberation.discussion", code=code)


@room.get("/proposals/<code>/discussion")
@allow("deliberation.read")
def discussion(code: str) -> Any:
    """What residents say and ask about a proposal."""
    return _discussion_page(code, CommentForm(), QuestionForm())


@room.post("/proposals/<code>/comments")
@allow("deliberation.comment")
def comment(code: str) -> Any:
    """Say something."""
    form, proposal = CommentForm(), proposals.by_code(code)
    if not form.validate():
        return _discussion_page(code, form, QuestionForm(formdata=None)), 422

    def do() -> None:
        with act() as at:
            entry = _resident(form.resident.data, proposal.place_id)
            actions.comment(me(), proposal, form.stance.data or "", form.text.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return _discussion_page(code, form, QuestionForm(formdata=None), said=extra), status
    return redirect(address(code), 303)


@room.post("/proposals/<code>/questions")
@allow("deliberation.ask")
def ask(code: str) -> Any:
    """Ask a role."""
    form, proposal = QuestionForm(), proposals.by_code(code)
    if not form.validate():
        return _discussion_page(code, CommentForm(formdata=None), form), 422

    def do() -> None:
        with act() as at:
            entry = _resident(form.resident.data, proposal.place_id)
            actions.ask(me(), proposal, form.to_role.data, form.question.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return _discussion_page(code, CommentForm(formdata=None), form, asked=extra), status
    return redirect(address(code), 303)


def _resident(typed: str | None, place_id: int) -> Any:
    return proposals.entry_typed(typed, place_id) if typed else None


def _discussion_page(code: str, comment: Any, question: Any, said: Any = (), asked: Any = ()) -> str:
    actor, sheet = me_or_none(), proposal_pages.sheet(code)
    p = sheet.proposal
    require(p.state != "draft", proposal_rules.NO_PROPOSAL)
    rows = queries.comments(p.id, paging.after_id(), paging.SIZE + 1)
    return render_template(
        "deliberation/discussion.html",
        sheet=sheet,
        p=p,
        comments=paging.page(rows, lambda row: row.comment.id),
        questions=queries.questions(p.id),
        speaking=rules.may_speak(p.state),
        listed=actor is not None and actor.roll_entry(p.place_id) is not None,
        worker=actor is not None and is_worker(actor, p.path),
        may_answer=_answers(actor, p.path),
        comment=comment,
        question=question,
        said=list(said),
        asked=list(asked),
        at=now(),
        stances=rules.STANCES,
        roles=rules.ROLES_ASKED,
    )


def _answers(actor: Actor | None, path: str) -> set[str]:
    if actor is None:
        return set()
    return {role for role in rules.ROLES_ASKED if actor.holds(frozenset({role}), path)}


@room.get("/questions/<token>/answer")
@allow("deliberation.answer")
def answer(token: str) -> Any:
    """The form of the one answer."""
    return _answer_page(token, AnswerForm())


@room.post("/questions/<token>/answer")
@allow("deliberation.answer")
def answer_post(token: str) -> Any:
    """Answer a question, publicly."""
    form, (question, proposal) = AnswerForm(), queries.question(token)
    if not form.validate():
        return _answer_page(token, form), 422

    def do() -> None:
        with act() as at:
            actions.answer(me(), question, proposal, form.text.data, at)

    extra, status = attempt(do)
    if extra:
        return _answer_page(token, form, extra), status
    return redirect(address(proposal.code), 303)


def _answer_page(token: str, form: AnswerForm, extra: Any = ()) -> str:
    question, proposal = queries.question(token)
    sheet = proposal_pages.sheet(proposal.code)
    allowed = me().holds(frozenset({question.to_role}), proposal.path)
    require(allowed, rules.NOT_ASKED)
    return render_template(
        "deliberation/answer.html",
        sheet=sheet,
        p=proposal,
        question=question,
        form=form,
        days=_days(question.at, now()),
        extra=list(extra),
    )


def _days(since: datetime, at: datetime) -> int:
    return (at - since).days


@room.get("/proposals/<code>/opinion")
@allow("deliberation.opinion")
def opinion(code: str) -> Any:
    """The officer's form, with the text it is about."""
    return _opinion_page(code, OpinionForm())


@room.post("/proposals/<code>/opinion")
@allow("deliberation.opinion")
def opinion_post(code: str) -> Any:
    """Give a professional opinion on the version in force (P7)."""
    form, proposal = OpinionForm(), proposals.by_code(code)
    if not form.validate():
        return _opinion_page(code, form), 422

    def do() -> None:
        with publish() as at:
            feasible = form.feasible.data == "yes"
            actions.give_opinion(me(), proposal, feasible, form.price.data, form.explanation.data or "", at)

    extra, status = attempt(do)
    if extra:
        return _opinion_page(code, form, extra), status
    return redirect(url_for("proposals.proposal", code=code), 303)


def _opinion_page(code: str, form: Any, extra: Any = ()) -> str:
    return _office_page("deliberation.opinion", "deliberation/opinion.html", code, form, extra)


@room.get("/proposals/<code>/quotation")
@allow("deliberation.quotation")
def quotation(code: str) -> Any:
    """The convener's form for a commissioned quotation."""
    return _quotation_page(code, QuotationForm())


@room.post("/proposals/<code>/quotation")
@allow("deliberation.quotation")
def quotation_post(code: str) -> Any:
    """Record a commissioned quotation when the opinion is overdue (P7)."""
    form, proposal = QuotationForm(), proposals.by_code(code)
    if not form.validate():
        return _quotation_page(code, form), 422

    def do() -> None:
        with publish() as at:
            who, price, text = form.who.data, form.price.data or ZERO, form.text.data or ""
            actions.commission_quotation(me(), proposal, who, price, text, at)

    extra, status = attempt(do)
    if extra:
        return _quotation_page(code, form, extra), status
    return redirect(url_for("proposals.proposal", code=code), 303)


def _quotation_page(code: str, form: Any, extra: Any = ()) -> str:
    return _office_page("deliberation.quotation", "deliberation/quotation.html", code, form, extra)


def _office_page(act_name: str, template: str, code: str, form: Any, extra: Any) -> str:
    sheet = proposal_pages.sheet(code)
    p = sheet.proposal
    require(may(me(), act_name, p.place_id, p.path), NOT_ALLOWED)
    require(sheet.version is not None, proposal_rules.NO_PROPOSAL)
    return render_template(
        template,
        sheet=sheet,
        p=p,
        text=sheet.version,
        form=form,
        until=queries.opinion_until(p),
        cap=sheet.cycle.pack.cap(p.kind),
        speaking=rules.may_speak(p.state),
        kinds=KINDS,
        extra=list(extra),
    )


@room.get("/c/<place>/<int:year>/agenda-opinion")
@allow("deliberation.read")
def agenda_opinion(place: str, year: int) -> Any:
    """What the committee said on the agenda; its form while there is time."""
    return _agenda_page(place, year, AgendaForm())


@room.post("/c/<place>/<int:year>/agenda-opinion")
@allow("deliberation.agenda_opinion")
def agenda_opinion_post(place: str, year: int) -> Any:
    """The committee's opinion on the agenda (P7)."""
    form, cycle = AgendaForm(), cycles.cycle(place, year)
    if not form.validate():
        return _agenda_page(place, year, form), 422

    def do() -> None:
        with publish() as at:
            actions.opine_on_agenda(me(), cycle, form.text.data, at)

    extra, status = attempt(do)
    if extra:
        return _agenda_page(place, year, form, extra), status
    return redirect(url_for("deliberation.agenda_opinion", place=place, year=year), 303)


def _agenda_page(place: str, year: int, form: AgendaForm, extra: Any = ()) -> str:
    community, cycle = places.place(place), cycles.cycle(place, year)
    since = queries.agenda_since(cycle.id)
    until = proposals.due_after(since, rules.AGENDA_DAYS) if since else None
    given = queries.agenda_opinion(cycle.id)
    allowed = may(me_or_none(), "deliberation.agenda_opinion", cycle.place_id, cycle.path)
    return render_template(
        "deliberation/agenda_opinion.html",
        place=community,
        cycle=cycle,
        given=given,
        until=until,
        open=allowed and given is None and until is not None and now() < until,
        form=form,
        extra=list(extra),
    )


from micro_projects.deliberation import text_views  # noqa: E402,F401
