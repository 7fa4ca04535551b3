"""A notice's page, its machine and print forms, a place's list, and what a worker reports of it."""

from __future__ import annotations

import json
from typing import Any

from flask import jsonify, redirect, render_template, url_for

from micro_projects.files import actions as files
from micro_projects.files.forms import drop
from micro_projects.kernel.refusal import Refused, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import (
    actions,
    check_views,
    disclosure_views,
    down_queries,
    down_rules,
    down_views,
    extension_queries,
    facts_view,
    log_views,
    lot_views,
    objection_list_views,
    objection_queries,
    objection_rules,
    objection_views,
    page_queries,
    queries,
    sheet_data,
    sheet_queries,
    sheet_views,
    showing,
    uptime_views,
)
from micro_projects.notices.forms import ReportPosted
from micro_projects.notices.kinds import KINDS
from micro_projects.notices.part_words import part_name
from micro_projects.notices.room import room
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.numbers import whole
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

__all__ = [
    "check_views",
    "disclosure_views",
    "down_views",
    "log_views",
    "lot_views",
    "objection_list_views",
    "objection_views",
    "room",
    "sheet_views",
    "uptime_views",
]  # one blueprint in five files


@room.get("/notices/<code>")
@allow("notice.read")
def notice(code: str) -> Any:
    """One notice: what it says, until when, how to object, what it holds."""
    at = now()
    posted = page_queries.posted(code)
    subjects = queries.subjects(posted.notice.id)
    reports = page_queries.reports(posted.notice.id)
    objections = objection_queries.of_notice(posted.notice.id)
    disclosed = page_queries.parts(posted.entry)
    facts = page_queries.facts_of(disclosed)
    return render_template(
        "notices/notice.html",
        **posted._asdict(),
        title=showing.title(posted.notice),
        sentence=showing.sentence(posted.entry),
        state=showing.state(posted.notice, subjects, bool(reports), at),
        kind=KINDS[posted.notice.kind],
        said=facts,
        glance=facts_view.overview(facts or {}),
        block=showing.content(posted.entry.kind, facts or {}),
        pack=showing.pack_lines(facts or {}),
        parts=disclosed,
        part_name=part_name,
        subjects=subjects,
        described=page_queries.described(s.subject for s in subjects),
        objections=objections,
        open_ones=[(o, about) for o, about in objections if o.state in objection_rules.OPEN],
        extensions=extension_queries.of_notice(posted.notice.id),
        words=objection_rules,
        reports=reports,
        down_words=down_rules.WHAT,
        siblings=page_queries.siblings(posted.notice),
        sheets=posted.sheets(disclosed),
        works=may(me_or_none(), "notice.report_posted", posted.notice.place_id, posted.notice.path),
        at=at,
    )


@room.get("/notices/<code>.json")
@allow("notice.read")
def notice_json(code: str) -> Any:
    """A notice for a program: its entry, its facts, its period."""
    posted = page_queries.posted(code)
    one = posted.notice
    return jsonify(
        code=one.code,
        kind=one.kind,
        entry=json.loads(posted.entry.entry),
        log=posted.log.code,
        index=one.log_index,
        posted_at=one.posted_at.isoformat(),
        ends_at=one.ends_at.isoformat() if one.ends_at else None,
        provisional=one.provisional,
        facts=page_queries.facts_of(page_queries.parts(posted.entry)),
        held={s.code: s.open for s in queries.subjects(one.id)},
    )


@room.get("/c/<place>/notices")
@allow("notice.read")
def of_place(place: str) -> Any:
    """A place's notices: those open to objections first."""
    found = places.place(place)
    rank, _, number = paging.after().partition("-")
    last = whole(number)
    after = (int(rank), last) if rank in ("0", "1") and last is not None else None
    rows = page_queries.listed(found.path, now(), after, paging.SIZE + 1)
    page = paging.page(rows, lambda row: f"{row.rank}-{row.notice.id}")
    return render_template("notices/list.html", place=found, page=page, showing=showing, first=after is None)


@room.get("/notices/<code>/report")
@allow("notice.report_posted")
def report_form(code: str) -> Any:
    """The form on which a worker reports the sheet hung."""
    return _report_page(queries.notice(code), ReportPosted())


@room.post("/notices/<code>/report")
@allow("notice.report_posted")
def report(code: str) -> Any:
    """The sheet hangs on a board."""
    one, form = queries.notice(code), ReportPosted()
    if not form.validate():
        drop(form)
        return _report_page(one, form), 422
    try:
        with publish() as at:
            file_id = _kept(form, one, at)
            actions.report_posted(me(), one, form.board.data, file_id, at)
    except Refused as refused:
        drop(form)
        return _report_page(one, form, refused), refused.refusal.status
    return redirect(url_for("notices.notice", code=code), 303)


def _kept(form: ReportPosted, one: Any, at: Any) -> int | None:
    prepared = form.photo.prepared
    if prepared is None:
        return None
    entry = queries.entry_of(one)
    ref = Subject(entry.subject_kind or "", entry.subject_id or 0)
    return files.keep(me(), prepared, ref, one.place_id, one.path, form.photo_alt.data, at).id


def _report_page(one: Any, form: ReportPosted, refused: Refused | None = None) -> str:
    require(may(me(), "notice.report_posted", one.place_id, one.path), NOT_ALLOWED)
    extra = lines(refused)
    return render_template(
        "notices/report.html",
        notice=one,
        form=form,
        extra=extra,
        title=showing.title(one),
        boards=down_queries.boards(one.place_id),
        sheets=sheet_queries.forms_made(one.id),
        lacking=[
            f"{char}（U+{ord(char):04X}）" for char in sheet_data.lacking(page_queries.posted(one.code))
        ],
    )


@room.post("/notices/<code>/letter-box")
@allow("notice.confirm_letter_box")
def letter_box(code: str) -> Any:
    """The letter box was emptied after the last day."""
    one = queries.notice(code)
    with act() as at:
        actions.confirm_letter_box(me(), one, at)
    return redirect(url_for("notices.notice", code=code), 303)
