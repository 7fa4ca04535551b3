"""The auditor's desk: red flags first, then everything; reading changes nothing, unmasking is counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.files.views import sent
from micro_projects.kernel.refusal import Refused, found
from micro_projects.oversight import (
    acts,
    audit_actions,
    audit_queries,
    finding_queries,
    flag_queries,
    forms,
    rules,
)
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES
from micro_projects.oversight.room import room
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import words
from micro_projects.web.show import ZONE


@room.get("/audit")
@allow("audit.read")
def audit() -> Any:
    """Where to look first, with the figures behind it."""
    paths = audit_queries.audited(me())
    packs = flag_queries.packs(paths)
    where = audit_queries.place_audited(me())
    return render_template(
        "oversight/audit.html",
        place=where,
        near_cap=flag_queries.near_cap(paths, packs),
        same_firm=flag_queries.same_firm(paths),
        late=flag_queries.late_postings(paths, now()),
        last_minute=flag_queries.last_minute(paths, now()),
        findings=finding_queries.below(where.path, 20, open_only=True),
        unmasked=audit_queries.unmasked(where.path),
        states=FINDING_STATES,
        tones=FINDING_TONES,
        rules=rules,
    )


@room.get("/audit/journal")
@allow("audit.read")
def journal() -> Any:
    """Every act in the places audited, newest first."""
    form = forms.Filter(request.args)
    form.validate()
    asked = {name: form[name].data for name in ("act", "code") if form[name].data and not form[name].errors}
    rows = audit_queries.journal(
        audit_queries.audited(me()),
        paging.after_id(),
        paging.SIZE + 1,
        **asked,
        since=_midnight(form.since.data),
        until=_midnight(form.until.data, 1),
    )
    kept = {k: v for k, v in request.args.items() if k in ("act", "code", "since", "until") and v}
    shown = paging.page(rows, lambda row: row.id)
    return render_template(
        "oversight/journal.html", form=form, page=shown, kept=kept, after=paging.after(), words=acts.WORDS
    )


def _midnight(day: date | None, plus: int = 0) -> datetime | None:
    if day is None or not date(2000, 1, 1) <= day <= date(9000, 1, 1):
        return None
    return datetime.combine(day + timedelta(days=plus), time.min, ZONE)


@room.get("/audit/journal/<int:number>")
@allow("audit.read")
def entry(number: int) -> Any:
    """One act, with the form to see who did it."""
    return _entry(number, forms.Unmask())


def _entry(number: int, form: forms.Unmask, *, name: str = "", extra: Any = (), status: int = 200) -> Any:
    line = audit_queries.line(audit_queries.audited(me()), number)
    page = render_template(
        "oversight/entry.html", line=line, form=form, name=name, extra=list(extra), words=acts.WORDS
    )
    return page, status


@room.post("/audit/journal/<int:number>")
@allow("audit.unmask")
def unmask(number: int) -> Any:
    """The real name behind an act, shown in this answer only."""
    form = forms.Unmask()
    if not form.validate():
        return _entry(number, form, status=422)
    try:
        with act() as at:
            line = audit_queries.line(audit_queries.audited(me()), number)
            person = found(line.person_id, rules.NO_PERSON)
            where = audit_queries.place_audited(me())
            name = audit_actions.unmask_person(me(), where, person, form.reason.data, at)
    except Refused as refused:
        why = ["".join(words(refused.refusal, refused.facts))]
        return _entry(number, form, extra=why, status=refused.refusal.status)
    return _entry(number, form, name=name)


@room.get("/audit/files")
@allow("audit.read")
def hidden_files() -> Any:
    """Files that are not public."""
    paths = audit_queries.audited(me())
    rows = audit_queries.hidden_files(paths, paging.after_id(), paging.SIZE + 1)
    return render_template(
        "oversight/hidden_files.html",
        page=paging.page(rows, lambda row: row.id),
        form=forms.Unmask(),
        after=paging.after(),
    )


@room.post("/audit/files/<token>")
@allow("audit.unmask")
def open_file(token: str) -> Any:
    """One of them, counted."""
    form = forms.Unmask()
    if not form.validate():
        return redirect(url_for("oversight.hidden_files"), 303)
    with act() as at:
        row = audit_actions.unmask_file(me(), token, form.reason.data, at)
    return sent(row)
