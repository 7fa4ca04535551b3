"""Professional opinions: what was given with what it rests on, and the forms of those who give them (P7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.cycles.pack import KINDS
from micro_projects.deliberation import opinion_actions, opinion_queries, opinion_rules, rules
from micro_projects.deliberation.opinion_actions import Given
from micro_projects.deliberation.opinion_forms import FORMS, QuotationForm
from micro_projects.deliberation.views import room
from micro_projects.files import actions as files
from micro_projects.files.forms import drop
from micro_projects.kernel.refusal import require
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.showing import attempt
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish


@room.get("/proposals/<code>/opinion")
@allow("deliberation.read")
def opinions(code: str) -> Any:
    """The three opinions, each with who gave it, on which version, and what it rests on."""
    actor, sheet = me_or_none(), proposal_pages.sheet(code)
    p = sheet.proposal
    require(p.number is not None, proposal_rules.NO_PROPOSAL)
    shown = opinion_queries.newest(p.id)
    ids = [one.opinion.id for one in shown.values()]
    whole = {k for k, one in shown.items() if one.opinion.version == p.version} >= set(opinion_rules.KINDS)
    speaking = rules.may_speak(p.state)
    return render_template(
        "deliberation/opinions.html",
        sheet=sheet,
        p=p,
        shown=shown,
        items=opinion_queries.items(ids),
        documents=opinion_queries.files(ids),
        kinds=opinion_rules.KINDS,
        verdicts=opinion_rules.VERDICTS,
        capacities=opinion_rules.CAPACITIES,
        quantity=opinion_rules.quantity,
        whole=whole,
        until=opinion_queries.until(p) if p.state == "deliberating" and not whole else None,
        at=now(),
        may_give=may(actor, "deliberation.opinion", p.place_id, p.path) and _open(p),
        may_quote=speaking and may(actor, "deliberation.quotation", p.place_id, p.path),
    )


def _open(p: Proposal) -> dict[str, bool]:
    """Which kinds may be given now."""
    speaking = rules.may_speak(p.state)
    return {kind: speaking or (kind == "legality" and p.state == "advanced") for kind in opinion_rules.KINDS}


@room.get("/proposals/<code>/opinion/<opinion_kind>")
@allow("deliberation.opinion")
def opinion(code: str, opinion_kind: str) -> Any:
    """The officer's form of one opinion, with the text it is about."""
    require(opinion_kind in FORMS, opinion_rules.NO_KIND)
    return _opinion_page(code, opinion_kind, FORMS[opinion_kind]())


@room.post("/proposals/<code>/opinion/<opinion_kind>")
@allow("deliberation.opinion")
def opinion_post(code: str, opinion_kind: str) -> Any:
    """Give or record an opinion on the version in force (P7)."""
    require(opinion_kind in FORMS, opinion_rules.NO_KIND)
    form, proposal = FORMS[opinion_kind](), proposals.by_code(code)
    if not form.validate():
        drop(form)
        return _opinion_page(code, opinion_kind, form), 422

    def do() -> None:
        with files.taken(form.document.prepared), publish() as at:
            opinion_actions.give_opinion(me(), proposal, _given(opinion_kind, form, proposal, at), at)

    extra, status = attempt(do)
    if extra:
        return _opinion_page(code, opinion_kind, form, extra), status
    return redirect(url_for("deliberation.opinions", code=code), 303)


def _given(kind: str, form: Any, proposal: Proposal, at: datetime) -> Given:
    kept = []
    if form.document.prepared is not None:
        alt = _("提案%(code)s的%(kind)s附件", code=proposal.code, kind=_(opinion_rules.KINDS[kind]))
        path = proposal.path
        kept.append(
            files.keep(me(), form.document.prepared, proposal.ref, proposal.place_id, path, alt, at).id
        )
    return Given(
        kind,
        kind == "price" or form.favourable.data == "yes",
        form.explanation.data or "",
        form.capacity.data,
        form.given_by.data or "",
        form.items.items if kind == "price" else (),
        kept,
    )


def _opinion_page(code: str, kind: str, form: Any, extra: Any = ()) -> str:
    return _office_page("deliberation.opinion", "deliberation/opinion.html", code, form, extra, kind)


@room.get("/proposals/<code>/quotation")
@allow("deliberation.quotation")
def quotation(code: str) -> Any:
    """The convener's form for a commissioned quotation."""
    return _quotation_page(code, QuotationForm())


@room.post("/proposals/<code>/quotation")
@allow("deliberation.quotation")
def quotation_post(code: str) -> Any:
    """Record a commissioned quotation when the opinions are overdue (P7)."""
    form, proposal = QuotationForm(), proposals.by_code(code)
    if not form.validate():
        return _quotation_page(code, form), 422

    def do() -> None:
        with publish() as at:
            who, items, text = form.who.data, form.items.items, form.text.data or ""
            opinion_actions.commission_quotation(me(), proposal, who, items, text, at)

    extra, status = attempt(do)
    if extra:
        return _quotation_page(code, form, extra), status
    return redirect(url_for("deliberation.opinions", code=code), 303)


def _quotation_page(code: str, form: Any, extra: Any = ()) -> str:
    return _office_page("deliberation.quotation", "deliberation/quotation.html", code, form, extra, "price")


def _office_page(act_name: str, template: str, code: str, form: Any, extra: Any, kind: str) -> str:
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
        kind=kind,
        name=opinion_rules.KINDS[kind],
        until=opinion_queries.until(p),
        at=now(),
        cap=sheet.cycle.pack.cap(p.kind),
        open=_open(p)[kind],
        kinds=KINDS,
        extra=list(extra),
    )
