"""A project's supervision: its page, the call, the lot, visits."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.files import forms as files
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.queries import follows
from micro_projects.oversight import finding_queries, forms, inspection_actions, queries, rules
from micro_projects.oversight import supervision_actions as actions
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES, SEAT_STATES
from micro_projects.oversight.room import room
from micro_projects.people.queries import names
from micro_projects.projects import queries as projects
from micro_projects.projects.models import Project
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE


@room.get("/projects/<code>/oversight")
@allow("oversight.read")
def project(code: str) -> Any:
    """Who supervises a project, what they saw, what they found."""
    about = projects.project(code)
    seats = queries.seats_shown(about.id)
    return render_template(
        "oversight/project.html",
        project=about,
        call=queries.call_of(about.id),
        seats=seats,
        visits=queries.visits(about.id),
        findings=finding_queries.of_subject(about.id),
        held=finding_queries.holds(about.id),
        lots=queries.lots(about.id),
        mine=_mine(about, seats),
        now=now(),
        rules=rules,
        seat_states=SEAT_STATES,
        states=FINDING_STATES,
        tones=FINDING_TONES,
    )


def _mine(about: Project, seats: Any) -> dict[str, bool]:
    """What the reader may do here: for buttons only."""
    who = me_or_none()
    serves = who is not None and any(s.person_id == who.person_id and s.state == "serving" for s in seats)
    office = frozenset({"auditor", "affairs"})
    return {
        "serves": serves,
        "raises": serves or (who is not None and who.holds(office, about.path)),
        "prepares": may(who, "supervision.prepare_lot", about.place_id, about.path),
        "follows": who is not None and follows(who.id, about.id),
        "on_roll": may(who, "supervision.consent", about.place_id, about.path),
    }


@room.get("/projects/<code>/supervise")
@allow("oversight.read")
def call(code: str) -> Any:
    """The call for supervisors, and the one button."""
    return _call(projects.project(code), forms.Consent())


def _call(about: Project, form: forms.Consent, refused: Refused | None = None, status: int = 200) -> Any:
    who = me_or_none()
    page = render_template(
        "oversight/call.html",
        project=about,
        call=queries.supervision(about.id),
        form=form,
        count=queries.consents(about.id),
        mine=queries.consent(about.id, who.id) if who else None,
        why_not=_why_not(about),
        extra=lines(refused),
        now=now(),
        seats=rules.SEATS,
    )
    return page, status


def _why_not(about: Project) -> str:
    """Why the reader cannot put themselves forward; empty when they can, or are not signed in."""
    who = me_or_none()
    if who is None:
        return ""
    if not may(who, "supervision.consent", about.place_id, about.path):
        return "not_on_roll"
    if who.roles & rules.NOT_FREE:
        return "handles"
    return "interested" if who.id in actions.interested(about) else ""


@room.post("/projects/<code>/supervise")
@allow("supervision.consent")
def consent(code: str) -> Any:
    """Put oneself forward."""
    about, form = projects.project(code), forms.Consent()
    if not form.validate():
        return _call(about, form, status=422)
    try:
        with act() as at:
            actions.consent(me(), about, at)
    except Refused as refused:
        return _call(projects.project(code), form, refused, refused.refusal.status)
    return redirect(url_for("oversight.call", code=code), 303)


@room.post("/projects/<code>/supervise/withdraw")
@allow("supervision.withdraw")
def withdraw(code: str) -> Any:
    """Change one's mind."""
    with act() as at:
        actions.withdraw(me(), projects.project(code), at)
    return redirect(url_for("oversight.call", code=code), 303)


@room.route("/projects/<code>/supervise/lot", methods=["GET", "POST"])
@allow("supervision.prepare_lot")
def lot(code: str) -> Any:
    """Prepare the lot: name the public number."""
    about, form = projects.project(code), forms.PrepareLot()
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                with act() as at:
                    due = forms.local(form.number_due_at.data, ZONE)
                    made = actions.prepare_lot(me(), about, form.number_source.data, due, at)
                return redirect(f"/lots/{made.code}", 303)
            except Refused as caught:
                about, refused, status = projects.project(code), caught, caught.refusal.status
    page = render_template(
        "oversight/lot.html",
        project=about,
        call=queries.supervision(about.id),
        form=form,
        count=queries.consents(about.id),
        extra=lines(refused),
        now=now(),
        rules=rules,
    )
    return page, status


@room.post("/projects/<code>/supervise/leave")
@allow("supervision.leave")
def leave(code: str) -> Any:
    """Resign."""
    with publish() as at:
        actions.leave(me(), projects.project(code), at)
    return redirect(url_for("oversight.project", code=code), 303)


@room.get("/projects/<code>/visits/new")
@allow("inspection.record")
def visit_form(code: str) -> Any:
    """The check-list: one long page that works on a phone."""
    about = projects.project(code)
    inspection_actions.require_serving(me(), about)
    return _visit_page(about, forms.Visit(visited_on=now().astimezone(ZONE).date()))


def _visit_page(about: Project, form: forms.Visit, refused: Refused | None = None, status: int = 200) -> Any:
    page = render_template(
        "oversight/visit_form.html", project=about, form=form, rules=rules, extra=lines(refused)
    )
    return page, status


@room.post("/projects/<code>/visits/new")
@allow("inspection.record")
def record_visit(code: str) -> Any:
    """Keep a visit; its photos are decoded before the act."""
    about, form = projects.project(code), forms.Visit()
    if not form.validate():
        files.drop(form)
        return _visit_page(about, form, status=422)
    try:
        with publish() as at:
            made = inspection_actions.record(
                me(), about, form.visited_on.data, form.found(), form.text.data or "", form.photos(), at
            )
    except Refused as refused:
        files.drop(form)
        return _visit_page(projects.project(code), form, refused, refused.refusal.status)
    return redirect(url_for("oversight.visit", code=made.code), 303)


@room.get("/inspections/<code>")
@allow("oversight.read")
def visit(code: str) -> Any:
    """One visit."""
    made = queries.inspection(code)
    who = me_or_none()
    return render_template(
        "oversight/visit.html",
        visit=made,
        project=projects.by_id(made.project_id),
        by=names([made.by_id]).get(made.by_id, ""),
        items=queries.items(made.id),
        photos=queries.photos(made.id),
        own=who is not None and who.person_id == made.by_id,
        rules=rules,
    )
