"""The conditions of the ballot (P10): what a proposal still lacks, its risk in public, and the offices' forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.cycles import queries as cycles
from micro_projects.files import actions as files
from micro_projects.files.forms import drop
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals import (
    condition_actions,
    condition_queries,
    condition_rules,
    page_queries,
    queries,
    risk_actions,
    rules,
    showing,
)
from micro_projects.proposals.condition_actions import Promise
from micro_projects.proposals.condition_forms import PROMISES, RiskForm, TakeBackForm
from micro_projects.proposals.forms import PlainForm
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.views import WORDS, room
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, me_or_none
from micro_projects.web.preview import publish

SHOWN = {
    "condition_names": condition_rules.CONDITIONS,
    "condition_states": condition_rules.STATES,
    "levels": condition_rules.LEVELS,
    "aspects": condition_rules.ASPECTS,
    "likelihoods": condition_rules.LIKELIHOODS,
    "severities": condition_rules.SEVERITIES,
    "parties": condition_rules.PARTIES,
}


@room.get("/c/<place>/<int:year>/conditions")
@allow("proposal.read")
def cycle_conditions(place: str, year: int) -> Any:
    """What every proposal of a cycle that may still come on the ballot lacks, before its list is frozen."""
    community, cycle = places.place(place), cycles.cycle(place, year)
    rows = queries.of_cycle(cycle.id, condition_rules.OPEN)
    return render_template(
        "proposals/cycle_conditions.html",
        place=community,
        cycle=cycle,
        rows=rows,
        lines=condition_queries.of(rows),
        until=condition_queries.freeze_by(cycle),
        **{**WORDS, **SHOWN},
    )


@room.get("/proposals/<code>/conditions")
@allow("proposal.read")
def conditions(code: str) -> Any:
    """The four conditions of one proposal: where each stands, who must do what until when."""
    actor, sheet = me_or_none(), page_queries.sheet(code)
    p = sheet.proposal
    require(p.number is not None, rules.NO_PROPOSAL)
    may_record = p.state in condition_rules.OPEN and may(actor, "proposal.condition", p.place_id, p.path)
    return render_template(
        "proposals/conditions.html",
        sheet=sheet,
        p=p,
        lines=condition_queries.of([p])[p.id],
        promises=condition_queries.promises(p.id),
        until=condition_queries.freeze_by(sheet.cycle),
        may_record=may_record,
        **{**WORDS, **SHOWN},
    )


@room.get("/proposals/<code>/risk")
@allow("proposal.read")
def risk(code: str) -> Any:
    """The risk of a proposal in public: every assessment, the newest first."""
    return _risk_page(code)


def _risk_page(code: str, extra: Any = ()) -> str:
    actor, sheet = me_or_none(), page_queries.sheet(code)
    p = sheet.proposal
    require(p.number is not None, rules.NO_PROPOSAL)
    open_ = p.state in condition_rules.OPEN and may(actor, "proposal.assess_risk", p.place_id, p.path)
    line = next(one for one in condition_queries.of([p])[p.id] if one.kind == "risk")
    return render_template(
        "proposals/risk.html",
        sheet=sheet,
        p=p,
        line=line,
        assessments=condition_queries.assessments(p.id),
        may_assess=open_,
        hearing=risk_actions.hearing_of(p) if open_ and line.state == "hearing" else "",
        form=PlainForm(formdata=None),
        extra=list(extra),
        **{**WORDS, **SHOWN},
    )


@room.get("/proposals/<code>/risk/assess")
@allow("proposal.assess_risk")
def assessing(code: str) -> Any:
    """The form, beginning from the newest assessment where there is one."""
    form, known = RiskForm(), condition_queries.assessments(queries.by_code(code).id)
    if known:
        form.fill(known[0].assessment.who, known[0].aspects)
    return _assess_page(code, form)


@room.post("/proposals/<code>/risk/assess")
@allow("proposal.assess_risk")
def assess(code: str) -> Any:
    """Assess the risk of the version in force."""
    form, proposal = RiskForm(), queries.by_code(code)
    if not form.validate():
        return _assess_page(code, form), 422

    def do() -> None:
        with publish() as at:
            risk_actions.assess_risk(me(), proposal, form.who.data, form.aspects(), at)

    extra, status = showing.attempt(do)
    if extra:
        return _assess_page(code, form, extra), status
    return redirect(url_for("proposals.risk", code=code), 303)


@room.post("/proposals/<code>/risk/confirm")
@allow("proposal.assess_risk")
def confirm_risk(code: str) -> Any:
    """The newest assessment is still true."""
    proposal = queries.by_code(code)

    def do() -> None:
        with publish() as at:
            risk_actions.confirm_risk(me(), proposal, at)

    extra, status = showing.attempt(do)
    if extra:
        return _risk_page(code, extra), status
    return redirect(url_for("proposals.risk", code=code), 303)


def _assess_page(code: str, form: Any, extra: Any = ()) -> str:
    return _form_page("proposal.assess_risk", "proposals/assess_risk.html", code, form, extra)


@room.get("/proposals/<code>/conditions/<promise_kind>")
@allow("proposal.condition")
def promise(code: str, promise_kind: str) -> Any:
    """The form of one written word."""
    require(promise_kind in PROMISES, condition_rules.NO_CONDITION)
    return _promise_page(code, promise_kind, PROMISES[promise_kind]())


@room.post("/proposals/<code>/conditions/<promise_kind>")
@allow("proposal.condition")
def promise_post(code: str, promise_kind: str) -> Any:
    """Record it."""
    require(promise_kind in PROMISES, condition_rules.NO_CONDITION)
    form, proposal = PROMISES[promise_kind](), queries.by_code(code)
    if not form.validate():
        drop(form)
        return _promise_page(code, promise_kind, form), 422

    def do() -> None:
        with files.taken(form.document.prepared), publish() as at:
            condition_actions.record_promise(me(), proposal, _promise(promise_kind, form, proposal, at), at)

    extra, status = showing.attempt(do)
    if extra:
        return _promise_page(code, promise_kind, form, extra), status
    return redirect(url_for("proposals.conditions", code=code), 303)


def _promise(kind: str, form: Any, proposal: Proposal, at: datetime) -> Promise:
    file_id = None
    if form.document.prepared is not None:
        name = _(condition_rules.CONDITIONS[kind])
        alt = _("提案%(code)s的%(kind)s", code=proposal.code, kind=name)
        kept = files.keep(
            me(),
            form.document.prepared,
            proposal.ref,
            proposal.place_id,
            proposal.path,
            alt,
            at,
            public=False,
        )
        file_id = kept.id
    consent = kind == "consent"
    return Promise(
        kind,
        form.party.data,
        form.who.data,
        form.conditions.data or "",
        form.site.data if consent else "",
        None if consent else form.yearly_cost.data,
        None if consent else form.starts_on.data,
        form.signed_by.data or "",
        form.signed_on.data,
        file_id,
    )


def _promise_page(code: str, kind: str, form: Any, extra: Any = ()) -> str:
    return _form_page("proposal.condition", "proposals/promise.html", code, form, extra, kind)


@room.get("/proposals/<code>/conditions/<promise_kind>/withdraw")
@allow("proposal.withdraw_condition")
def taking_back(code: str, promise_kind: str) -> Any:
    """The form to take one back."""
    require(promise_kind in PROMISES, condition_rules.NO_CONDITION)
    return _take_back_page(code, promise_kind, TakeBackForm())


@room.post("/proposals/<code>/conditions/<promise_kind>/withdraw")
@allow("proposal.withdraw_condition")
def take_back(code: str, promise_kind: str) -> Any:
    """Take one back."""
    require(promise_kind in PROMISES, condition_rules.NO_CONDITION)
    form, proposal = TakeBackForm(), queries.by_code(code)
    if not form.validate():
        return _take_back_page(code, promise_kind, form), 422

    def do() -> None:
        with publish() as at:
            row = condition_queries.promise(proposal.id, promise_kind)
            require(row is not None, condition_rules.NO_CONDITION)
            assert row is not None
            condition_actions.withdraw_promise(me(), proposal, row, form.reason.data, at)

    extra, status = showing.attempt(do)
    if extra:
        return _take_back_page(code, promise_kind, form, extra), status
    return redirect(url_for("proposals.conditions", code=code), 303)


def _take_back_page(code: str, kind: str, form: Any, extra: Any = ()) -> str:
    name = "proposal.withdraw_condition"
    return _form_page(name, "proposals/take_back.html", code, form, extra, kind)


def _form_page(act_name: str, template: str, code: str, form: Any, extra: Any, kind: str = "") -> str:
    sheet = page_queries.sheet(code)
    p = sheet.proposal
    require(may(me(), act_name, p.place_id, p.path), NOT_ALLOWED)
    open_ = p.state in condition_rules.OPEN
    shown = {**WORDS, **SHOWN}
    return render_template(
        template, sheet=sheet, p=p, form=form, kind=kind, open=open_, extra=list(extra), **shown
    )
