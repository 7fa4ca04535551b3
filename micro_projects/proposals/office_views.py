"""What offices do: screening (P4), the decision (P14)."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template
from flask_babel import gettext as _

from micro_projects.files import actions as files
from micro_projects.files.forms import drop
from micro_projects.kernel.refusal import require
from micro_projects.proposals import (
    decision_actions,
    page_queries,
    queries,
    rules,
    screening_actions,
    showing,
)
from micro_projects.proposals.decision_actions import Ruling
from micro_projects.proposals.forms import DecisionForm, PrepareForm, ScreenForm
from micro_projects.proposals.views import WORDS, address, room
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish


@room.get("/proposals/<code>/screening")
@allow("proposal.screening")
def screening(code: str) -> Any:
    """The text, what the worker prepared, and the forms of those who may act."""
    return _screening_page(code, PrepareForm(), ScreenForm())


@room.post("/proposals/<code>/screening/prepare")
@allow("proposal.prepare_screening")
def prepare(code: str) -> Any:
    """The worker's preparation."""
    form, proposal = PrepareForm(), queries.by_code(code)
    if not form.validate():
        return _screening_page(code, form, ScreenForm(formdata=None)), 422

    def do() -> None:
        with act() as at:
            screening_actions.prepare_screening(me(), proposal, form.ground.data, form.note.data, at)

    extra, status = showing.attempt(do)
    if extra:
        return _screening_page(code, form, ScreenForm(formdata=None), extra), status
    return redirect(address(code), 303)


@room.post("/proposals/<code>/screening")
@allow("proposal.screen")
def screen(code: str) -> Any:
    """The officer's decision (P4)."""
    form, proposal = ScreenForm(), queries.by_code(code)
    if not form.validate():
        return _screening_page(code, PrepareForm(formdata=None), form), 422

    def do() -> None:
        with publish() as at:
            passed = form.passed.data == "yes"
            screening_actions.screen(me(), proposal, passed, form.ground.data, form.reason.data, at)

    extra, status = showing.attempt(do)
    if extra:
        return _screening_page(code, PrepareForm(formdata=None), form, extra), status
    return redirect(address(code), 303)


def _screening_page(code: str, preparing: Any, deciding: Any, extra: Any = ()) -> str:
    sheet = page_queries.sheet(code)
    p = sheet.proposal
    require(may(me(), "proposal.screening", p.place_id, p.path), NOT_ALLOWED)
    return render_template(
        "proposals/screening.html",
        sheet=sheet,
        p=p,
        text=sheet.version,
        preparing=preparing if may(me(), "proposal.prepare_screening", p.place_id, p.path) else None,
        deciding=deciding if may(me(), "proposal.screen", p.place_id, p.path) else None,
        until=showing.deadline(sheet),
        extra=list(extra),
        **WORDS,
    )


@room.get("/proposals/<code>/decision")
@allow("proposal.decide")
def decision(code: str) -> Any:
    """What is decided on, what still blocks it, and the form (P14)."""
    return _decision_page(code, DecisionForm())


@room.post("/proposals/<code>/decision")
@allow("proposal.decide")
def decide(code: str) -> Any:
    """Approve or refuse what was resolved (P14)."""
    form, proposal = DecisionForm(), queries.by_code(code)
    if not form.validate():
        drop(form)
        return _decision_page(code, form), 422
    final = proposal.state == "reconsidering"
    take = decision_actions.decide_finally if final else decision_actions.decide

    def do() -> None:
        with files.taken(form.document.prepared), publish() as at:
            kept = _keep(form, proposal, at)
            take(me(), proposal, _ruling(form, kept), at)

    extra, status = showing.attempt(do)
    if extra:
        return _decision_page(code, form, extra), status
    return redirect(address(code), 303)


def _ruling(form: DecisionForm, file_id: int | None) -> Ruling:
    return Ruling(
        form.approved.data == "yes",
        form.meeting_number.data,
        form.meeting_on.data,
        form.reason.data or "",
        ground=form.ground.data or None,
        file_id=file_id,
    )


def _keep(form: DecisionForm, proposal: Any, at: Any) -> int | None:
    prepared = form.document.prepared
    if prepared is None:
        return None
    alt = _("提案%(code)s的会议决定", code=proposal.code)
    return files.keep(me(), prepared, proposal.ref, proposal.place_id, proposal.path, alt, at).id


def _decision_page(code: str, form: Any, extra: Any = ()) -> str:
    sheet = page_queries.sheet(code)
    p = sheet.proposal
    act_name = "proposal.decide_finally" if p.state == "reconsidering" else "proposal.decide"
    require(may(me(), act_name, p.place_id, p.path), NOT_ALLOWED)
    return render_template(
        "proposals/decision.html",
        sheet=sheet,
        p=p,
        text=sheet.version,
        form=form,
        sound=p.version > 0 and rules.same_text(decision_actions.hashes(p)),
        extra=list(extra),
        **WORDS,
    )
