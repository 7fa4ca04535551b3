"""Amending one's own text and merging by agreement (P7)."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.cycles.pack import KINDS
from micro_projects.deliberation import queries, rules, text_actions
from micro_projects.deliberation.forms import AmendForm, MergeForm
from micro_projects.deliberation.merge_forms import AnswerMergeForm
from micro_projects.deliberation.models import Merge
from micro_projects.deliberation.views import room
from micro_projects.kernel.refusal import found, require
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.forms import fill_from
from micro_projects.proposals.moving import is_worker, require_author
from micro_projects.proposals.showing import attempt
from micro_projects.proposals.version_showing import field_changes
from micro_projects.web.access import allow
from micro_projects.web.door import me, me_or_none
from micro_projects.web.preview import publish


@room.get("/proposals/<code>/amend")
@allow("deliberation.amend")
def amend(code: str) -> Any:
    """The text in force, to be written anew."""
    sheet = proposal_pages.sheet(code)
    form = AmendForm()
    fill_from(form, proposals.text_of(found(sheet.version, proposal_rules.NO_PROPOSAL)))
    return _amend_page(form, code)


@room.post("/proposals/<code>/amend")
@allow("deliberation.amend")
def amend_post(code: str) -> Any:
    """Publish the next version (P7)."""
    form, proposal = AmendForm(), proposals.by_code(code)
    if not form.validate() or not form.complete():
        return _amend_page(form, code), 422

    def do() -> None:
        with publish() as at:
            text_actions.amend(me(), proposal, form.words(), at)

    extra, status = attempt(do)
    if extra:
        return _amend_page(form, code, extra), status
    return redirect(url_for("proposals.version", code=code, number=proposal.version), 303)


def _amend_page(form: AmendForm, code: str, extra: Any = ()) -> str:
    sheet = proposal_pages.sheet(code)
    require_author(me(), sheet.proposal)
    return render_template(
        "deliberation/amend.html",
        sheet=sheet,
        p=sheet.proposal,
        form=form,
        open=text_actions.may_amend(sheet.proposal),
        extra=list(extra),
    )


@room.get("/proposals/<code>/merge")
@allow("deliberation.merge")
def offering(code: str) -> Any:
    """The joint text to begin from."""
    sheet = proposal_pages.sheet(code)
    form = MergeForm()
    fill_from(form, proposals.text_of(found(sheet.version, proposal_rules.NO_PROPOSAL)))
    return _offer_page(form, code)


@room.post("/proposals/<code>/merge")
@allow("deliberation.merge")
def offer(code: str) -> Any:
    """Propose a merge to the other authors (P7)."""
    form, proposal = MergeForm(), proposals.by_code(code)
    if not form.validate() or not form.complete():
        return _offer_page(form, code), 422
    made: list[Merge] = []

    def do() -> None:
        others = [proposals.by_code(one) for one in _codes(form.others.data)]
        with publish() as at:
            made.append(text_actions.offer_merge(me(), proposal, others, form.words(), at))

    extra, status = attempt(do)
    if extra:
        return _offer_page(form, code, extra), status
    return redirect(url_for("deliberation.merge", token=made[0].token), 303)


def _codes(typed: str) -> list[str]:
    return [one.upper() for one in re.split(r"[\s,，、;；]+", typed) if one]


def _offer_page(form: MergeForm, code: str, extra: Any = ()) -> str:
    sheet = proposal_pages.sheet(code)
    require_author(me(), sheet.proposal)
    return render_template(
        "deliberation/offer_merge.html",
        sheet=sheet,
        p=sheet.proposal,
        form=form,
        open=sheet.proposal.state == "deliberating",
        extra=list(extra),
    )


@room.get("/merges/<token>")
@allow("deliberation.read")
def merge(token: str) -> Any:
    """A merge: the joint text against the survivor's, and who agreed."""
    return _merge_page(token)


@room.post("/merges/<token>")
@allow("deliberation.answer_merge")
def merge_post(token: str) -> Any:
    """Agree or decline (P7)."""
    form, offer = AnswerMergeForm(), queries.merge(token)
    proposal = proposals.by_code(form.proposal.data or "")
    if not form.validate():
        return _merge_page(token, form), 422

    def do() -> None:
        with publish() as at:
            reason, answer = form.reason.data or "", form.agreed.data
            require(answer in ("yes", "no"), rules.UNKNOWN_CHOICE)
            text_actions.answer_merge(me(), offer, proposal, answer == "yes", at, reason=reason)

    extra, status = attempt(do)
    if extra:
        return _merge_page(token, form, extra), status
    return redirect(url_for("deliberation.merge", token=token), 303)


def _merge_page(token: str, form: Any = None, extra: Any = ()) -> str:
    actor, offer = me_or_none(), queries.merge(token)
    parts = queries.merge_parts(offer.id)
    joint, texts = text_actions.words_of(offer), queries.merged_texts(offer.id)
    mine = [
        p
        for m, p, _ in parts
        if actor and m.agreed is None and (p.author_id == actor.person_id or is_worker(actor, p.path))
    ]
    differences = [(p, field_changes(proposals.text_of(texts[p.id]), joint)) for _, p, _ in parts]
    differences.sort(key=lambda one: one[0] not in mine)  # one's own first
    return render_template(
        "deliberation/merge.html",
        offer=offer,
        parts=parts,
        survivor=parts[0][1],
        mine=mine if offer.outcome == "open" else [],
        differences=differences,
        form=form or AnswerMergeForm(formdata=None),
        kinds=KINDS,
        extra=list(extra),
    )
