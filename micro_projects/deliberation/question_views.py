"""Asking, answering, and the list of what is not answered yet."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from micro_projects.cycles import queries as cycles
from micro_projects.deliberation import question_actions as actions
from micro_projects.deliberation import question_queries as queries
from micro_projects.deliberation import question_rules as own_rules
from micro_projects.deliberation.comment_forms import AnswerForm, CommentForm, QuestionForm
from micro_projects.deliberation.comment_views import address, discussion_page, resident
from micro_projects.deliberation.views import room
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.showing import attempt
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, me_or_none, now


@room.post("/proposals/<code>/questions")
@allow("deliberation.ask")
def ask(code: str) -> Any:
    """Ask a role or the author."""
    form, proposal = QuestionForm(), proposals.by_code(code)
    if not form.validate():
        return discussion_page(code, CommentForm(formdata=None), form), 422

    def do() -> None:
        with act() as at:
            entry = resident(form.resident.data, proposal.place_id)
            actions.ask(me(), proposal, form.to_role.data, form.question.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return discussion_page(code, CommentForm(formdata=None), form, asked=extra), status
    return redirect(address(code), 303)


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
    require(actions.may_answer(me(), question.to_role, proposal), own_rules.NOT_ASKED)
    require(not queries.is_hidden(question.id), own_rules.QUESTION_HIDDEN)
    at = now()
    return render_template(
        "deliberation/answer.html",
        sheet=proposal_pages.sheet(proposal.code),
        p=proposal,
        question=question,
        form=form,
        days=own_rules.days_since(question.at, at),
        late=own_rules.days_late(question.due_at, at),
        answered=queries.is_answered(question.id),
        extra=list(extra),
    )


@room.get("/c/<place>/<int:year>/questions")
@allow("deliberation.read")
def questions(place: str, year: int) -> Any:
    """A cycle's questions, first those that nobody has answered."""
    actor, cycle = me_or_none(), cycles.cycle(place, year)
    everything = request.args.get("show") == "all"
    viewer = actor.person_id if actor else None
    rows = queries.of_cycle(cycle.id, paging.after_id(), paging.SIZE + 1, viewer, unanswered=not everything)
    return render_template(
        "deliberation/questions.html",
        place=places.place(place),
        cycle=cycle,
        page=paging.page(rows, lambda row: row.question.id),
        everything=everything,
        viewer=viewer,
        roles=own_rules.ROLES_ASKED,
        days=cycle.pack.answer_days,
        at=now(),
    )
