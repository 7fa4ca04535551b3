"""A proposal's site visits: seeing them, planning one, coming along, saying what was found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.deliberation import rules
from micro_projects.deliberation import visit_actions as actions
from micro_projects.deliberation import visit_queries as queries
from micro_projects.deliberation import visit_rules as own_rules
from micro_projects.deliberation.comment_views import resident
from micro_projects.deliberation.views import room
from micro_projects.deliberation.visit_forms import CancelForm, JoinForm, PlanForm, ReportForm
from micro_projects.deliberation.visit_models import SiteVisit
from micro_projects.files import forms as files
from micro_projects.kernel.refusal import require
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.showing import attempt
from micro_projects.web import paging
from micro_projects.web.access import NOT_ALLOWED, allow
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish


def _address(code: str) -> str:
    return url_for("deliberation.visits", code=code)


@room.get("/proposals/<code>/visits")
@allow("deliberation.read")
def visits(code: str) -> Any:
    """Every visit of a proposal: who goes when, what was found."""
    actor, sheet = me_or_none(), proposal_pages.sheet(code)
    p = sheet.proposal
    require(p.state != "draft", proposal_rules.NO_PROPOSAL)
    rows = queries.of_proposal(p.id, paging.after_id(), paging.SIZE + 1)
    planner = actor is not None and queries.may_plan(actor, p)
    return render_template(
        "deliberation/visits.html",
        sheet=sheet,
        p=p,
        page=paging.page(rows, lambda row: row.plan.id),
        at=now(),
        states=own_rules.STATES,
        planner=planner,
        may_plan=planner and rules.may_speak(p.state),
        listed=actor is not None and actor.roll_entry(p.place_id) is not None,
        worker=actor is not None and is_worker(actor, p.path),
        viewer=actor.person_id if actor else None,
    )


@room.get("/proposals/<code>/visits/new")
@allow("deliberation.plan_visit")
def new_visit(code: str) -> Any:
    """The form of a visit."""
    return _plan_page(code, PlanForm())


@room.post("/proposals/<code>/visits/new")
@allow("deliberation.plan_visit")
def plan_visit(code: str) -> Any:
    """Announce one."""
    form, proposal = PlanForm(), proposals.by_code(code)
    if not form.validate():
        return _plan_page(code, form), 422
    what = actions.Plan(form.when(), form.meeting.data, form.leader.data, form.look_at.data or "")
    extra, status = attempt(lambda: _within(act, lambda at: actions.plan(me(), proposal, what, at)))
    if extra:
        return _plan_page(code, form, extra), status
    return redirect(_address(code), 303)


def _within(door: Callable[[], AbstractContextManager[datetime]], do: Callable[[datetime], object]) -> None:
    with door() as at:
        do(at)


def _plan_page(code: str, form: PlanForm, extra: Any = ()) -> str:
    sheet = proposal_pages.sheet(code)
    require(queries.may_plan(me(), sheet.proposal), own_rules.NOT_PLANNER)
    return render_template(
        "deliberation/visit_new.html",
        sheet=sheet,
        p=sheet.proposal,
        open=rules.may_speak(sheet.proposal.state),
        form=form,
        days=own_rules.REPORT_DAYS,
        extra=list(extra),
    )


@room.get("/visits/<token>/join")
@allow("deliberation.join_visit")
def joining_visit(token: str) -> Any:
    """The counter's form: a worker signs a resident up."""
    return _join_page(token, JoinForm())


@room.post("/visits/<token>/join")
@allow("deliberation.join_visit")
def join_visit(token: str) -> Any:
    """Sign up; a worker for a resident."""
    (visit, proposal), form = queries.visit(token), JoinForm()
    if "resident" not in request.form:  # the button of the list: for oneself
        with act() as at:
            actions.join(me(), visit, proposal, at)
        return redirect(_address(proposal.code), 303)
    if not form.validate():
        return _join_page(token, form), 422

    def do(at: datetime) -> None:
        entry = resident(form.resident.data, proposal.place_id)
        actions.join(me(), visit, proposal, at, entry=entry)

    extra, status = attempt(lambda: _within(act, do))
    if extra:
        return _join_page(token, form, extra), status
    return redirect(_address(proposal.code), 303)


def _join_page(token: str, form: JoinForm, extra: Any = ()) -> str:
    visit, proposal = queries.visit(token)
    require(is_worker(me(), proposal.path), NOT_ALLOWED)
    return _shown("deliberation/visit_join.html", visit, proposal, form, extra)


@room.post("/visits/<token>/leave")
@allow("deliberation.leave_visit")
def leave_visit(token: str) -> Any:
    """Not come after all."""
    visit, proposal = queries.visit(token)
    with act() as at:
        actions.leave(me(), visit, proposal, at)
    return redirect(_address(proposal.code), 303)


@room.get("/visits/<token>/cancel")
@allow("deliberation.cancel_visit")
def cancelling_visit(token: str) -> Any:
    """The form of a cancellation."""
    return _own_page("deliberation/visit_cancel.html", token, CancelForm())


@room.post("/visits/<token>/cancel")
@allow("deliberation.cancel_visit")
def cancel_visit(token: str) -> Any:
    """Call it off."""
    form = CancelForm()
    visit, proposal = queries.visit(token)
    if not form.validate():
        return _own_page("deliberation/visit_cancel.html", token, form), 422
    reason = form.reason.data
    extra, status = attempt(
        lambda: _within(act, lambda at: actions.cancel(me(), visit, proposal, reason, at))
    )
    if extra:
        return _own_page("deliberation/visit_cancel.html", token, form, extra), status
    return redirect(_address(proposal.code), 303)


@room.get("/visits/<token>/report")
@allow("deliberation.report_visit")
def reporting_visit(token: str) -> Any:
    """The form of what was found."""
    visit, _ = queries.visit(token)
    return _own_page("deliberation/visit_report.html", token, _report_form(visit))


@room.post("/visits/<token>/report")
@allow("deliberation.report_visit")
def report_visit(token: str) -> Any:
    """Say what was found; photos are decoded before the act."""
    visit, proposal = queries.visit(token)
    form = _report_form(visit)
    if not form.validate():
        files.drop(form)
        return _own_page("deliberation/visit_report.html", token, form), 422
    what = actions.Found(form.found.data, form.who_came(), form.names(), form.photos())

    def do() -> None:
        with publish() as at:
            actions.report(me(), visit, proposal, what, at)

    extra, status = attempt(do)
    if extra:
        files.drop(form)
        return _own_page("deliberation/visit_report.html", token, form, extra), status
    return redirect(_address(proposal.code), 303)


def _report_form(visit: SiteVisit) -> ReportForm:
    return ReportForm(coming=queries.coming(visit.id))


def _own_page(template: str, token: str, form: Any, extra: Any = ()) -> str:
    visit, proposal = queries.visit(token)
    require(queries.may_plan(me(), proposal), own_rules.NOT_PLANNER)
    return _shown(template, visit, proposal, form, extra)


def _shown(template: str, visit: SiteVisit, proposal: Proposal, form: Any, extra: Any) -> str:
    reported, cancelled = queries.outcome(visit.id)
    at = now()
    return render_template(
        template,
        sheet=proposal_pages.sheet(proposal.code),
        p=proposal,
        visit=visit,
        state=own_rules.state_of(visit.starts_at, visit.report_due_at, reported, cancelled, at),
        states=own_rules.STATES,
        at=at,
        form=form,
        extra=list(extra),
    )
