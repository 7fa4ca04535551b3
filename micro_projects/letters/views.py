"""The inbox, and following."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.calls import calls
from micro_projects.letters import actions, queries
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.language import language
from micro_projects.web.numbers import whole
from micro_projects.web.security import same_site
from micro_projects.web.sentence import fill

room = Blueprint("letters", __name__)


@room.get("/letters")
@allow("letters.read")
def inbox() -> Any:
    """A person's messages, newest first."""
    rows = queries.inbox(me().id, paging.after_id(), paging.SIZE + 1)
    shown = paging.page(rows, lambda row: row.id)
    return render_template(
        "letters/inbox.html", page=shown, text=_text, unread=queries.unread(me().id), after=paging.after()
    )


def _text(row: queries.Shown) -> str:
    return fill(_(row.msgid), row.facts, language())


@room.post("/letters/<int:number>/open")
@allow("letters.mark_read")
def open_letter(number: int) -> Any:
    """Mark one read and go where it leads."""
    with act() as now:
        letter = queries.letter(me().id, number)
        actions.mark_read(me(), letter, now)
    if letter.url or letter.subject_id is None:
        return redirect(same_site(letter.url, url_for("letters.inbox")), 303)
    return redirect(_where(queries.subject(letter.subject_id)), 303)


@room.post("/letters/read")
@allow("letters.mark_read")
def read_all() -> Any:
    """Mark all read, up to the newest the page showed."""
    typed = request.form.get("up_to", "")
    with act() as now:
        actions.mark_all_read(me(), whole(typed) or 0, now)
    return redirect(url_for("letters.inbox"), 303)


@room.post("/follow/<kind>/<code>")
@allow("letters.follow")
def follow(kind: str, code: str) -> Any:
    """Follow a subject."""
    with act() as now:
        subject = queries.followed_subject(kind, code)
        actions.follow(me(), subject, now)
    return redirect(_back(subject), 303)


@room.post("/unfollow/<kind>/<code>")
@allow("letters.unfollow")
def unfollow(kind: str, code: str) -> Any:
    """Stop following a subject."""
    with act() as now:
        subject = queries.followed_subject(kind, code)
        actions.unfollow(me(), subject, now)
    return redirect(_back(subject), 303)


def _back(subject: SubjectRow) -> str:
    return same_site(request.form.get("next"), _where(subject))


def _where(subject: SubjectRow) -> str:
    known = calls("describe", subject.kind, [subject.id]) if calls.knows("describe", subject.kind) else {}
    return str(known[subject.id].url) if subject.id in known else url_for("letters.inbox")
