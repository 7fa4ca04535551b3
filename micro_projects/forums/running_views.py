"""Running a forum: the draw, the door, what is said, its end, and the feedback."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.forums import (
    actions,
    draw_actions,
    feedback_actions,
    part_actions,
    queries,
    refusals,
    rules,
)
from micro_projects.forums.forms import NameNumber, Note, Reason
from micro_projects.forums.models import Forum, ForumParticipant
from micro_projects.forums.room import room
from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.web import paper
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.numbers import whole
from micro_projects.web.paper import Document
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import moment


@room.get("/forums/<code>/run")
@allow("forum.open")
def run(code: str) -> Any:
    """Everything one does to run it, on one page."""
    return _run(code)


def _run(code: str, extra: list[str] | None = None, **forms: Any) -> str:
    one = queries.page(code)
    require(may(me(), "forum.open", one.place.id, one.place.path), NOT_ALLOWED)
    rows = queries.participants(one.forum.id)
    context = {"number": NameNumber(None), "note": Note(None), "cancelling": Reason(None), **forms}
    return render_template(
        "forums/run.html",
        forum=one.forum,
        place=one.place,
        lot=one.lot,
        rows=[p for p in rows if p.row.state != "out"],
        points=queries.points(one.forum.id),
        ready=rules.may_open(now(), one.forum.starts_at)
        and (one.forum.chosen != "lot" or one.forum.drawn_at is not None),
        before=now() < one.forum.starts_at,
        words=rules,
        extra=extra,
        **context,
    )


def _back(code: str) -> Any:
    return redirect(url_for("forums.run", code=code), 303)


@room.post("/forums/<code>/draw")
@allow("forum.prepare_draw")
def prepare_draw(code: str) -> Any:
    """Disclose cells and quotas, and name the number."""
    form = NameNumber()
    if not form.validate():
        return _run(code, number=form), 422
    try:
        with act() as at:
            lot = draw_actions.prepare(me(), queries.forum(code), form.source.data, form.when(), at)
    except Refused as refused:
        return _run(code, lines(refused), number=form), refused.refusal.status
    return redirect(url_for("notices.lot", code=lot.code), 303)


@room.post("/forums/<code>/open")
@allow("forum.open")
def open_forum(code: str) -> Any:
    """It begins."""
    with act() as at:
        actions.open_forum(me(), queries.forum(code), at)
    return _back(code)


@room.post("/forums/<code>/participants/<int:number>/confirm")
@allow("forum.confirm")
def confirm(code: str, number: int) -> Any:
    """Whether somebody is directly affected."""
    with act() as at:
        forum, row = _row(code, number)
        part_actions.confirm(me(), forum, row, request.form.get("choice", ""), at)
    return _back(code)


@room.post("/forums/<code>/participants/<int:number>/here")
@allow("forum.check_in")
def check_in(code: str, number: int) -> Any:
    """Somebody is here."""
    with act() as at:
        forum, row = _row(code, number)
        part_actions.check_in(me(), forum, row, at)
    return _back(code)


def _row(code: str, number: int) -> tuple[Forum, ForumParticipant]:
    forum = queries.forum(code)
    return forum, found(queries.participant(forum.id, number), refusals.NOT_TAKING_PART)


@room.post("/forums/<code>/points")
@allow("forum.note")
def note(code: str) -> Any:
    """Write down a point."""
    form = Note()
    if not form.validate():
        return _run(code, note=form), 422
    try:
        with act() as at:
            feedback_actions.note(
                me(), queries.forum(code), form.text.data, form.voice.data, form.name.data or "", at
            )
    except Refused as refused:
        return _run(code, lines(refused), note=form), refused.refusal.status
    return _back(code)


@room.post("/forums/<code>/hold")
@allow("forum.hold")
def hold(code: str) -> Any:
    """It is over; what was said is published."""
    with publish() as at:
        actions.hold(me(), queries.forum(code), at)
    return redirect(url_for("forums.forum", code=code), 303)


@room.post("/forums/<code>/cancel")
@allow("forum.cancel")
def cancel(code: str) -> Any:
    """Call it off."""
    form = Reason()
    if not form.validate():
        return _run(code, cancelling=form), 422
    try:
        with publish() as at:
            actions.cancel(me(), queries.forum(code), form.reason.data, at)
    except Refused as refused:
        return _run(code, lines(refused), cancelling=form), refused.refusal.status
    return redirect(url_for("forums.forum", code=code), 303)


@room.get("/forums/<code>/feedback")
@allow("forum.feedback")
def feedback(code: str) -> Any:
    """Every point, to be answered."""
    return _feedback(code)


def _feedback(code: str, extra: list[str] | None = None) -> str:
    one = queries.page(code)
    own = one.forum
    require(me().holds(frozenset({own.responsible}), own.path), NOT_ALLOWED)
    return render_template(
        "forums/feedback.html",
        forum=own,
        place=one.place,
        points=queries.points(own.id),
        typed=request.form,
        words=rules,
        extra=extra,
    )


@room.post("/forums/<code>/feedback")
@allow("forum.feedback")
def feedback_post(code: str) -> Any:
    """Publish what became of every point."""
    typed = request.form
    numbers = [whole(k.removeprefix("why-")) for k in typed if k.startswith("why-")]
    answers = {
        n: (typed.get(f"outcome-{n}", ""), typed.get(f"why-{n}", "")[:400]) for n in numbers if n is not None
    }
    try:
        with publish() as at:
            feedback_actions.feedback(me(), queries.forum(code), answers, at)
    except Refused as refused:
        return _feedback(code, lines(refused)), refused.refusal.status
    return redirect(url_for("forums.forum", code=code), 303)


@room.get("/forums/<code>/sign-in-sheet.pdf")
@allow("forum.check_in")
def sign_in_sheet(code: str) -> Any:
    """The sheet for the door."""
    one = queries.page(code)
    require(may(me(), "forum.check_in", one.place.id, one.place.path), NOT_ALLOWED)
    return paper.printed(lambda: _sheet(code), f"{code}-sign-in")


def _sheet(code: str) -> Document:
    one = queries.page(code)
    forum = one.forum
    rows = [
        [n, p.shown, _(rules.PARTICIPANT_STATES[p.row.state]), ""]
        for n, p in enumerate((p for p in queries.participants(forum.id) if p.row.state != "out"), 1)
    ]
    columns = [(_("序号"), "text"), (_("姓名"), "text"), (_("报名情况"), "text"), (_("签名"), "blank")]
    pieces = [
        paper.lead(forum.topic),
        paper.facts(
            [(_("编号"), forum.code), (_("时间"), moment(forum.starts_at)), (_("地点"), forum.venue)]
        ),
        paper.table("", columns, rows, by_hand=True),
        paper.prose(_("请本人签名。名单只供现场核对，不公开。")),
    ]
    title = _("%(form)s签到表", form=_(rules.FORMS[forum.form]))
    return Document(title, one.place.name, code, forum.called_at, pieces)
