"""Audits for everybody (scope, term, report) and, on the same page, for whoever audits or is heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.audits import (
    actions,
    desk_reading,
    follow_up_actions,
    forms,
    population_queries,
    queries,
    rules,
    sample_actions,
)
from micro_projects.audits.machine import STATES, TONES
from micro_projects.audits.models import Audit
from micro_projects.audits.room import room
from micro_projects.kernel.refusal import Refused, found
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES
from micro_projects.oversight.rules import SEVERITIES
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE


@room.get("/audits")
@allow("audits.read")
def audits() -> Any:
    """Every audit with its scope, its term, its report: public."""
    rows = queries.listed("", paging.after_id(), paging.SIZE + 1)
    page = paging.page(rows, lambda row: row.audit.id)
    return render_template(
        "audits/list.html",
        page=page,
        after=paging.after(),
        unmasked=desk_reading.unmasked_everywhere(),
        states=STATES,
        tones=TONES,
    )


@room.get("/audits/new")
@allow("audit.open")
def new() -> Any:
    """The form of scope and term."""
    return _new(_open_form())


def _open_form() -> forms.Open:
    below = queries.places_below(desk_reading.audited(me()))
    return forms.Open(places=[(place.code, place.name) for place in below])


def _new(form: forms.Open, refused: Refused | None = None, status: int = 200) -> Any:
    return render_template("audits/new.html", form=form, extra=lines(refused)), status


@room.post("/audits/new")
@allow("audit.open")
def open_audit() -> Any:
    """Open it."""
    form = _open_form()
    if not form.validate():
        return _new(form, status=422)
    try:
        with publish() as at:
            code = actions.open_audit(
                me(),
                places.place(form.place.data),
                form.title.data,
                form.questions.data,
                form.since.data,
                form.until.data,
                form.ends.data,
                at,
            ).code
    except Refused as refused:
        return _new(form, refused, refused.refusal.status)
    return redirect(url_for("audits.audit", code=code), 303)


@room.get("/audits/<code>")
@allow("audits.read")
def audit(code: str) -> Any:
    """One audit."""
    return _page(queries.audit(code))


OWN_FORMS = {
    "open": ("sample", "hear", "extend", "end"),
    "hearing": ("report", "extend"),
    "reported": (),
    "ended": (),
}
"""Which forms the auditor has on the page, by state."""
KINDS = {
    "sample": forms.Sample,
    "hear": forms.Hear,
    "extend": forms.Extend,
    "end": forms.End,
    "report": forms.Report,
    "respond": forms.Respond,
    "follow_up": forms.SetFollowUp,
    "look": forms.Look,
}


def _page(one: Audit, *, form: Any = None, refused: Refused | None = None, status: int = 200) -> Any:
    who = me_or_none()
    audits_it = may(who, "audit.sample", one.place_id, one.path)
    heard = one.state == "hearing" and may(who, "audit.respond", one.place_id, one.path)
    names = OWN_FORMS[one.state] if audits_it else ()
    open_forms = [*names, *(("respond",) if heard else ())]
    found_here = queries.findings(one.id)
    papers = queries.papers(one.id) if audits_it or one.report else []
    page = render_template(
        "audits/audit.html",
        audit=one,
        place=queries.place_of(one),
        audits_it=audits_it,
        heard=heard,
        forms={name: form if isinstance(form, KINDS[name]) else _blank(name, one) for name in open_forms},
        looks=_looks(one, form, audits_it),
        samples=queries.samples(one.id),
        items=queries.items(one.id),
        papers=papers if audits_it else [],
        known=queries.outcomes(papers),
        responses=queries.responses(one.id) if audits_it or heard or one.report else [],
        findings=found_here,
        follow_ups=queries.follow_ups(one.id) if found_here else [],
        unmasked=queries.unmaskings(one.id),
        populations=population_queries.POPULATIONS,
        most_exceptions=rules.most_exceptions,
        rules=rules,
        states=STATES,
        tones=TONES,
        finding_states=FINDING_STATES,
        finding_tones=FINDING_TONES,
        severities=SEVERITIES,
        extras={_name(form): lines(refused)},
        offers=_offers(one) if "sample" in names else [],
        today=now().astimezone(ZONE).date(),
    )
    return page, status


def _name(form: Any) -> str:
    """Whose refusal it is: the form's name, else the page's."""
    return next((name for name, kind in KINDS.items() if type(form) is kind), "page")


def _offers(one: Audit) -> list[tuple[str, int, int]]:
    """Each kind with how many there are and how many to draw."""
    counted = population_queries.counts(one.path, *actions.period(one))
    return [(what, n, rules.offered_size(n)) for what, n in counted if n]


def _blank(name: str, one: Audit) -> Any:
    filled = {"report": one.draft} if name == "report" else {}
    return KINDS[name](formdata=None, data=filled)


def _looks(one: Audit, form: Any, audits_it: bool) -> dict[str, Any]:
    if not audits_it:
        return {}
    return {
        name: form if isinstance(form, KINDS[name]) else _blank(name, one) for name in ("follow_up", "look")
    }


def _done(code: str, form: Any, work: Callable[[Audit, datetime], Any], *, door: Any = publish) -> Any:
    """Validate, do one act on the audit, go back to its page; what was typed stays when it is refused.

    What it would publish is shown first, except a sample: nobody may see what would be drawn and then stop.
    """
    one = queries.audit(code)
    if form is not None and not form.validate():
        return _page(one, form=form, status=422)
    try:
        with door() as at:
            work(one, at)
    except Refused as refused:
        return _page(queries.audit(code), form=form, refused=refused, status=refused.refusal.status)
    return redirect(url_for("audits.audit", code=code), 303)


@room.post("/audits/<code>/extend")
@allow("audit.extend")
def extend(code: str) -> Any:
    """More time."""
    form = forms.Extend()
    return _done(code, form, lambda one, at: actions.extend(me(), one, form.ends.data, at))


@room.post("/audits/<code>/samples")
@allow("audit.sample")
def draw(code: str) -> Any:
    """Draw a sample."""
    form = forms.Sample()

    def work(one: Audit, at: datetime) -> None:
        sample_actions.sample(me(), one, form.what.data, form.size.data, at)

    return _done(code, form, work, door=act)


@room.post("/audits/<code>/hear")
@allow("audit.hear")
def hear(code: str) -> Any:
    """Send the draft to be heard."""
    form = forms.Hear()
    return _done(code, form, lambda one, at: actions.hear(me(), one, form.draft.data, at))


@room.post("/audits/<code>/resume")
@allow("audit.resume")
def resume(code: str) -> Any:
    """Take the draft back."""
    return _done(code, None, lambda one, at: actions.resume(me(), one, at))


@room.post("/audits/<code>/respond")
@allow("audit.respond")
def respond(code: str) -> Any:
    """Answer to the draft."""
    form = forms.Respond()
    return _done(code, form, lambda one, at: actions.respond(me(), one, form.text.data, at))


@room.post("/audits/<code>/report")
@allow("audit.report")
def report(code: str) -> Any:
    """Disclose the report."""
    form = forms.Report()
    return _done(code, form, lambda one, at: actions.report(me(), one, form.report.data, at))


@room.post("/audits/<code>/end")
@allow("audit.end")
def end(code: str) -> Any:
    """Give it up."""
    form = forms.End()
    return _done(code, form, lambda one, at: actions.end(me(), one, form.reason.data, at))


@room.post("/audits/<code>/follow-ups/<finding>")
@allow("audit.set_follow_up")
def set_follow_up(code: str, finding: str) -> Any:
    """Say when to look again."""
    form = forms.SetFollowUp()

    def work(one: Audit, at: datetime) -> None:
        follow_up_actions.set_follow_up(me(), one, queries.finding_of(one.id, finding), form.due.data, at)

    return _done(code, form, work)


@room.post("/audits/<code>/looks/<int:look>")
@allow("audit.follow_up")
def look(code: str, look: int) -> Any:
    """Write down the further look."""
    form = forms.Look()

    def work(one: Audit, at: datetime) -> None:
        row = next((f for f in queries.follow_ups(one.id) if f.id == look), None)
        follow_up_actions.follow_up(
            me(), one, found(row, rules.NO_FINDING), form.outcome.data, form.text.data, at
        )

    return _done(code, form, work)
