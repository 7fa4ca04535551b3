"""What authors and seconders do: draft, submit, second, appeal, withdraw, carry over."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.kernel.refusal import found, require
from micro_projects.people.models import RollEntry
from micro_projects.places import queries as places
from micro_projects.proposals import (
    actions,
    page_queries,
    queries,
    rules,
    screening_actions,
    showing,
    similar_queries,
    similar_showing,
)
from micro_projects.proposals.forms import AppealForm, DraftForm, PlainForm, SecondForm, fill_from
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker, require_author
from micro_projects.proposals.views import WORDS, address, room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.preview import publish


@room.get("/c/<place>/<int:year>/proposals/new")
@allow("proposal.draft")
def new(place: str, year: int) -> Any:
    """The form for a new draft."""
    return _draft_page(DraftForm(), place, year)


@room.post("/c/<place>/<int:year>/proposals/new")
@allow("proposal.draft")
def new_post(place: str, year: int) -> Any:
    """Begin a draft; with *next*, go on to what is similar."""
    form, cycle = DraftForm(), cycles.cycle(place, year)
    if not form.validate() or (form.go_on.data and not form.complete()):
        return _draft_page(form, place, year), 422
    made: list[Proposal] = []

    def do() -> None:
        with act() as at:
            made.append(_draft(form, cycle, at))
            if form.go_on.data:
                actions.show_similar(me(), made[0], at)

    extra, status = showing.attempt(do)
    if extra:
        return _draft_page(form, place, year, extra), status
    return redirect(_after(form, made[0].code), 303)


def _draft(form: DraftForm, cycle: Any, at: Any) -> Proposal:
    return actions.draft(
        me(),
        cycle,
        form.words(),
        at,
        entry=_resident(form.resident.data, cycle.place_id),
        organisation=form.organisation.data or "",
        survey_answers=form.survey_answers.data,
    )


def _resident(typed: str | None, place_id: int) -> RollEntry | None:
    return queries.entry_typed(typed, place_id) if typed else None


def _after(form: DraftForm, code: str) -> str:
    return url_for("proposals.submitting", code=code) if form.go_on.data else address(code)


def _draft_page(form: Any, place: str, year: int, extra: Any = ()) -> str:
    community, cycle = places.place(place), cycles.cycle(place, year)
    return render_template(
        "proposals/draft.html",
        form=form,
        place=community,
        cycle=cycle,
        window=cycles.phases(cycle.id)["proposing"],
        worker=is_worker(me(), cycle.path),
        listed=me().roll_entry(cycle.place_id) is not None,
        extra=list(extra),
        p=None,
    )


@room.get("/proposals/<code>/edit")
@allow("proposal.edit")
def edit(code: str) -> Any:
    """A draft's form with what is kept."""
    proposal = _own_draft(code)
    form = DraftForm(organisation=proposal.organisation, survey_answers=proposal.survey_answers)
    fill_from(form, queries.text_of(queries.draft(proposal.id)))
    return _edit_page(form, proposal)


@room.post("/proposals/<code>/edit")
@allow("proposal.edit")
def edit_post(code: str) -> Any:
    """Save a draft; with *next*, go on to what is similar."""
    form, proposal = DraftForm(), _own_draft(code)
    if not form.validate() or (form.go_on.data and not form.complete()):
        return _edit_page(form, proposal), 422

    def do() -> None:
        with act() as at:
            organisation = form.organisation.data or ""
            answers = form.survey_answers.data
            actions.edit(me(), proposal, form.words(), at, organisation=organisation, survey_answers=answers)
            if form.go_on.data:
                actions.show_similar(me(), proposal, at)

    extra, status = showing.attempt(do)
    if extra:
        return _edit_page(form, proposal, extra), status
    return redirect(_after(form, code), 303)


def _edit_page(form: DraftForm, proposal: Proposal, extra: Any = ()) -> str:
    sheet = page_queries.sheet(proposal.code)
    return render_template(
        "proposals/draft.html",
        form=form,
        place=sheet.place,
        cycle=sheet.cycle,
        window=None,
        worker=False,
        listed=True,
        extra=list(extra),
        p=proposal,
    )


def _own_draft(code: str) -> Proposal:
    proposal = queries.by_code(code)
    require_author(me(), proposal)
    require(proposal.state == "draft", rules.NO_PROPOSAL)
    return proposal


@room.get("/proposals/<code>/submit")
@allow("proposal.submit")
def submitting(code: str) -> Any:
    """What is similar, and what will be published, before submitting (P2)."""
    return _submit_page(_own_draft(code))


@room.post("/proposals/<code>/submit")
@allow("proposal.submit")
def submit(code: str) -> Any:
    """Submit (P2)."""
    proposal = queries.by_code(code)

    def do() -> None:
        with act() as at:
            actions.submit(me(), proposal, at)

    extra, status = showing.attempt(do)
    if extra:
        require(proposal.state == "draft" and me().person_id is not None, rules.NO_PROPOSAL)
        return _submit_page(_own_draft(code), extra), status
    return redirect(url_for("proposals.receipt", code=proposal.code), 303)


def _submit_page(proposal: Proposal, extra: Any = ()) -> str:
    sheet = page_queries.sheet(proposal.code)
    draft = found(sheet.draft, rules.NO_PROPOSAL)
    near = similar_queries.similar(sheet.place.id, draft.title, draft.problem, but=proposal.id)
    return render_template(
        "proposals/submit.html",
        sheet=sheet,
        p=proposal,
        text=draft,
        similar=similar_showing.lines(near, me()),
        form=PlainForm(),
        extra=list(extra),
        **WORDS,
    )


@room.get("/proposals/<code>/receipt")
@allow("proposal.read_draft")
def receipt(code: str) -> Any:
    """已收到: what was received, and what comes next and when."""
    sheet = page_queries.sheet(code)
    require_author(me(), sheet.proposal)
    require(sheet.version is not None, rules.NO_PROPOSAL)
    until = queries.seconding_until(sheet.cycle)
    return render_template("proposals/receipt.html", sheet=sheet, p=sheet.proposal, until=until, **WORDS)


@room.post("/proposals/<code>/second")
@allow("proposal.second")
def second(code: str) -> Any:
    """Second a proposal (P3)."""
    proposal = queries.by_code(code)
    with act() as at:
        actions.second(me(), proposal, at)
    return redirect(address(code), 303)


@room.get("/proposals/<code>/second-for")
@allow("proposal.second")
def second_for(code: str) -> Any:
    """The worker's form for somebody at the counter."""
    return _second_page(SecondForm(), code)


@room.post("/proposals/<code>/second-for")
@allow("proposal.second")
def second_for_post(code: str) -> Any:
    """Enter a second for a resident (P3, 代办)."""
    form, proposal = SecondForm(), queries.by_code(code)
    if not form.validate():
        return _second_page(form, code), 422

    def do() -> None:
        with act() as at:
            entry = queries.entry_typed(form.resident.data, proposal.place_id)
            actions.second(me(), proposal, at, entry=entry)

    extra, status = showing.attempt(do)
    if extra:
        return _second_page(form, code, extra), status
    return redirect(address(code), 303)


def _second_page(form: SecondForm, code: str, extra: Any = ()) -> str:
    sheet = page_queries.sheet(code)
    require(is_worker(me(), sheet.proposal.path), rules.NOT_AUTHOR)
    return render_template(
        "proposals/second_for.html", form=form, sheet=sheet, p=sheet.proposal, extra=list(extra)
    )


@room.get("/proposals/<code>/withdraw")
@allow("proposal.withdraw")
def withdrawing(code: str) -> Any:
    """What withdrawing means, before it is done."""
    sheet = page_queries.sheet(code)
    require_author(me(), sheet.proposal)
    return render_template("proposals/withdraw.html", sheet=sheet, p=sheet.proposal, form=PlainForm())


@room.post("/proposals/<code>/withdraw")
@allow("proposal.withdraw")
def withdraw(code: str) -> Any:
    """Withdraw."""
    proposal = queries.by_code(code)
    with publish() as at:
        actions.withdraw(me(), proposal, at)
    return redirect(address(code), 303)


@room.get("/proposals/<code>/appeal")
@allow("proposal.appeal")
def appealing(code: str) -> Any:
    """The form for the one appeal (P4)."""
    return _appeal_page(AppealForm(), code)


@room.post("/proposals/<code>/appeal")
@allow("proposal.appeal")
def appeal(code: str) -> Any:
    """Appeal (P4)."""
    form, proposal = AppealForm(), queries.by_code(code)
    if not form.validate():
        return _appeal_page(form, code), 422

    def do() -> None:
        with publish() as at:
            screening_actions.appeal(me(), proposal, form.text.data, at)

    extra, status = showing.attempt(do)
    if extra:
        return _appeal_page(form, code, extra), status
    return redirect(address(code), 303)


def _appeal_page(form: AppealForm, code: str, extra: Any = ()) -> str:
    sheet = page_queries.sheet(code)
    require_author(me(), sheet.proposal)
    return render_template(
        "proposals/appeal.html", form=form, sheet=sheet, p=sheet.proposal, extra=list(extra), **WORDS
    )


@room.post("/proposals/<code>/carry")
@allow("proposal.carry")
def carry(code: str) -> Any:
    """Bring a deferred proposal into the community's next cycle."""
    proposal = queries.by_code(code)
    later = page_queries.next_cycle(proposal.place_id, queries.cycle_of(proposal).year)
    cycle = found(later, rules.NO_NEXT_CYCLE)
    with publish() as at:
        made = actions.carry(me(), proposal, cycle, at)
    return redirect(address(made.code), 303)
