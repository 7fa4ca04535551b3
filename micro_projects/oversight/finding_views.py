"""Findings: raised, answered, looked at again; what a place's oversight shows to everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.files import forms as files
from micro_projects.files.queries import by_ids
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.subject import Described
from micro_projects.oversight import finding_actions as actions
from micro_projects.oversight import finding_queries as findings
from micro_projects.oversight import forms, queries, rules
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES
from micro_projects.oversight.models import Finding
from micro_projects.oversight.room import room
from micro_projects.people.queries import names
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/findings/new/<kind>/<code>")
@allow("finding.raise")
def raise_form(kind: str, code: str) -> Any:
    """The form of a finding about a subject."""
    about = findings.about(kind, code)
    return _raise_page(about, _raise_form(about))


def _raise_form(about: SubjectRow) -> forms.Raise:
    who = me()
    if who.holds(frozenset({"auditor"}), about.path):
        return forms.Raise(severities=("note", "defect", "serious"), holds=False)
    if who.holds(frozenset({"affairs"}), about.path):
        return forms.Raise(severities=("question", "note", "defect", "serious"), holds=False)
    return forms.Raise(severities=("note", "defect", "serious"), holds=about.kind == "project")


def _raise_page(
    about: SubjectRow, form: forms.Raise, refused: Refused | None = None, status: int = 200
) -> Any:
    page = render_template(
        "oversight/raise.html",
        about=about,
        described=_described(about.kind, about.id, about.code),
        form=form,
        extra=lines(refused),
        days=rules.ANSWER_DAYS,
    )
    return page, status


@room.post("/findings/new/<kind>/<code>")
@allow("finding.raise")
def raise_finding(kind: str, code: str) -> Any:
    """Raise it, with a hold when a supervisor ticked it."""
    about = findings.about(kind, code)
    form = _raise_form(about)
    if not form.validate():
        files.drop(form)
        return _raise_page(about, form, status=422)
    try:
        with publish() as at:
            made = _raise(about, form, at)
            made_code = made.code
    except Refused as refused:
        files.drop(form)
        return _raise_page(findings.about(kind, code), form, refused, refused.refusal.status)
    return redirect(url_for("oversight.finding", code=made_code), 303)


def _raise(about: SubjectRow, form: forms.Raise, at: datetime) -> Finding:
    visit = request.args.get("visit", "")
    seen = queries.inspection(visit) if visit else None
    made = actions.raise_finding(
        me(),
        about,
        form.severity.data,
        form.text.data,
        at,
        inspection=seen if seen and seen.project_id == about.id else None,
        photo=form.photo.prepared,
        alt=form.alt.data or "",
    )
    if "hold" in form and form.hold.data:
        actions.hold_payments(me(), made, at)
    return made


@room.get("/findings/<code>")
@allow("oversight.read")
def finding(code: str) -> Any:
    """A finding with everything written about it."""
    return _page(findings.finding(code))


def _page(one: Finding, *, form: Any = None, refused: Refused | None = None, status: int = 200) -> Any:
    who = me_or_none()
    said = findings.words(one.id)
    review = actions.may_review(who, one, now())
    serves = who is not None and one.about_kind == "project" and who.id in queries.serving(one.about_id)
    page = render_template(
        "oversight/finding.html",
        finding=one,
        described=_described(one.about_kind, one.about_id, one.about_code),
        by=names([one.raised_by]).get(one.raised_by, ""),
        said=said,
        files=by_ids([one.file_id, *(word.file_id for word in said)]),
        hold=findings.hold_of(one.id),
        answer_form=_own(form, forms.Answer) if actions.may_answer(who, one) else None,
        review_form=_own(form, forms.Review) if review and one.state == "answered" else None,
        drop_form=_own(form, forms.Drop) if review and one.state == "raised" and not one.answers else None,
        may_hold=serves and one.state != "closed" and not rules.hold_ends(one.answers),
        extra=lines(refused),
        now=now(),
        rules=rules,
        states=FINDING_STATES,
        tones=FINDING_TONES,
    )
    return page, status


def _own(typed: Any, kind: type[Any]) -> Any:
    return typed if isinstance(typed, kind) else kind(formdata=None)


@room.post("/findings/<code>/answer")
@allow("finding.answer")
def answer(code: str) -> Any:
    """Answer in writing."""
    form = forms.Answer()

    def write(one: Finding, at: datetime) -> None:
        actions.answer(me(), one, form.text.data, at, photo=form.photo.prepared, alt=form.alt.data or "")

    return _written(code, form, write)


@room.post("/findings/<code>/review")
@allow("finding.review")
def review(code: str) -> Any:
    """Say whether the answer settles it."""
    form = forms.Review()

    def write(one: Finding, at: datetime) -> None:
        done = actions.close if form.outcome.data == "close" else actions.send_back
        done(me(), one, form.text.data or "", at)

    return _written(code, form, write)


@room.post("/findings/<code>/drop")
@allow("finding.review")
def drop(code: str) -> Any:
    """Take it back before any answer."""
    form = forms.Drop()
    return _written(code, form, lambda one, at: actions.drop(me(), one, form.text.data, at))


@room.post("/findings/<code>/hold")
@allow("finding.hold")
def hold(code: str) -> Any:
    """Hold the project's next payment."""
    with publish() as at:
        actions.hold_payments(me(), findings.finding(code), at)
    return redirect(url_for("oversight.finding", code=code), 303)


def _written(code: str, form: Any, write: Callable[[Finding, datetime], None]) -> Any:
    one = findings.finding(code)
    if not form.validate():
        files.drop(form)
        return _page(one, form=form, status=422)
    try:
        with publish() as at:
            write(one, at)
    except Refused as refused:
        files.drop(form)
        return _page(findings.finding(code), form=form, refused=refused, status=refused.refusal.status)
    return redirect(url_for("oversight.finding", code=code), 303)


@room.get("/c/<place>/oversight")
@allow("oversight.read")
def place(place: str) -> Any:
    """What a community's oversight found, and how often auditors looked behind a mask."""
    where = places.place(place)
    rows = findings.below(where.path, paging.SIZE + 1, after=paging.after_id())
    return render_template(
        "oversight/place.html",
        place=where,
        page=paging.page(rows, lambda row: row[0].id),
        after=paging.after(),
        unmasked=calls("unmasked", "place", where.path),
        now=now(),
        rules=rules,
        states=FINDING_STATES,
        tones=FINDING_TONES,
    )


def _described(kind: str, subject_id: int, code: str) -> Described:
    if not calls.knows("describe", kind):
        return Described(code, "")
    found: Described = calls("describe", kind, [subject_id]).get(subject_id, Described(code, ""))
    return found
