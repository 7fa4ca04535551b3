"""The auditor's desk: red flags first, then everything; reading changes nothing, unmasking is counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from micro_projects.audits import acts, desk_reading, flags, forms, queries, rules, unmask_actions
from micro_projects.audits.machine import STATES, TONES
from micro_projects.audits.room import room
from micro_projects.files.views import sent
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.refusal import Refused, found
from micro_projects.oversight import finding_queries
from micro_projects.oversight import rules as oversight
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import line, lines
from micro_projects.web.show import ZONE


@room.get("/audit")
@allow("audit.read")
def desk() -> Any:
    """Where to look first, with the figures behind it."""
    paths = desk_reading.audited(me())
    widest = min(paths, key=len)
    found_flags = flags.found(paths, now())
    return render_template(
        "audits/desk.html",
        flags=found_flags,
        counts=[(_(flag.check.name), len(flag.rows)) for flag in found_flags],
        headed={c.code: [(key, _(head), kind) for key, head, kind in c.columns] for c in flags.CHECKS},
        audits=queries.listed(widest, 0, 20, running=True),
        audit_states=STATES,
        audit_tones=TONES,
        findings=finding_queries.below(widest, 20, open_only=True),
        states=FINDING_STATES,
        tones=FINDING_TONES,
        rules=oversight,
    )


@room.get("/audit/journal")
@allow("audit.read")
def journal() -> Any:
    """Every act in the places audited, newest first."""
    form = forms.Filter(request.args)
    form.validate()
    asked = {name: form[name].data for name in ("act", "code") if form[name].data and not form[name].errors}
    rows = desk_reading.journal(
        desk_reading.audited(me()),
        paging.after_id(),
        paging.SIZE + 1,
        **asked,
        since=_midnight(form.since.data),
        until=_midnight(form.until.data, 1),
    )
    kept = {k: v for k, v in request.args.items() if k in ("act", "code", "since", "until") and v}
    shown = paging.page(rows, lambda row: row.id)
    return render_template(
        "audits/journal.html", form=form, page=shown, kept=kept, after=paging.after(), words=acts.WORDS
    )


def _midnight(day: date | None, plus: int = 0) -> datetime | None:
    if day is None or not date(2000, 1, 1) <= day <= date(9000, 1, 1):
        return None
    return midnight(day, ZONE, plus)


@room.get("/audit/journal/<int:number>")
@allow("audit.read")
def entry(number: int) -> Any:
    """One act, with the form to see who did it."""
    return _entry(number, forms.Unmask())


def _entry(number: int, form: forms.Unmask, *, name: str = "", extra: Any = (), status: int = 200) -> Any:
    line = desk_reading.line(desk_reading.audited(me()), number)
    page = render_template(
        "audits/entry.html", line=line, form=form, name=name, extra=list(extra), words=acts.WORDS
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
            line = desk_reading.line(desk_reading.audited(me()), number)
            person = found(line.person_id, rules.NO_PERSON)
            where = desk_reading.place_of(line, me())
            name = unmask_actions.unmask_person(me(), where, person, form.reason.data, at)
    except Refused as refused:
        why = lines(refused)
        return _entry(number, form, extra=why, status=refused.refusal.status)
    return _entry(number, form, name=name)


@room.get("/audit/files")
@allow("audit.read")
def hidden_files() -> Any:
    """Files that are not public."""
    return _hidden_files()


def _hidden_files(refused: Refused | None = None, status: int = 200) -> Any:
    paths = desk_reading.audited(me())
    rows = desk_reading.hidden_files(paths, paging.after_id(), paging.SIZE + 1)
    page = render_template(
        "audits/hidden_files.html",
        page=paging.page(rows, lambda row: row.id),
        after=paging.after(),
        why=(line(refused) if refused else ""),
    )
    return page, status


@room.post("/audit/files/<token>")
@allow("audit.unmask")
def open_file(token: str) -> Any:
    """One of them, counted."""
    try:
        with act() as at:
            row = unmask_actions.unmask_file(me(), token, forms.Unmask().reason.data or "", at)
    except Refused as refused:
        if refused.refusal.status == 404:
            raise
        return _hidden_files(refused, refused.refusal.status)
    return sent(row)
