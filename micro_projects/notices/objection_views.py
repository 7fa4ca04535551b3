"""Objecting, on the web or at the counter, and an objection's own page for everybody and for its handler."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused, require
from micro_projects.kernel.subject import Described, Subject
from micro_projects.notices import (
    objection_actions,
    objection_deciding,
    objection_queries,
    objection_rules,
    page_queries,
    queries,
    showing,
)
from micro_projects.notices.forms import Appeal, Decide, Enter, Object
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from micro_projects.notices.objection_queries import Case
from micro_projects.notices.room import room
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines

PROCEDURE = "procedure"


@room.get("/notices/<code>/object")
@allow("objection.file")
def object_form(code: str) -> Any:
    """The form for objecting, with what is public about it."""
    return _object_page(queries.notice(code), Object())


@room.post("/notices/<code>/object")
@allow("objection.file")
def object_post(code: str) -> Any:
    """Object."""
    one = queries.notice(code)
    form = _offered(Object(), one)
    if not form.validate():
        return _object_page(one, form), 422
    try:
        with act() as at:
            made = objection_actions.file_objection(me(), one, _said(form, one), at)
    except Refused as refused:
        return _object_page(one, form, refused), refused.refusal.status
    return redirect(url_for("notices.objection", code=made.code), 303)


@room.get("/notices/<code>/enter")
@allow("objection.enter")
def enter_form(code: str) -> Any:
    """The worker's form for an objection made at the counter or in a letter."""
    return _object_page(queries.notice(code), Enter())


@room.post("/notices/<code>/enter")
@allow("objection.enter")
def enter_post(code: str) -> Any:
    """Enter it."""
    one = queries.notice(code)
    form = _offered(Enter(), one)
    valid = form.validate()
    if valid and form.channel.data == "letter" and not form.box_on.data:
        form.box_on.errors = [_("请填写信投进意见箱的日期。")]
        valid = False
    if not valid:
        return _object_page(one, form), 422
    box_on = form.box_on.data if form.channel.data == "letter" else None
    said, name, phone = _said(form, one), form.name.data, form.phone.data or ""
    try:
        with act() as at:
            made = objection_actions.enter_objection(me(), one, said, name, phone, box_on, at)
    except Refused as refused:
        return _object_page(one, form, refused), refused.refusal.status
    return redirect(url_for("notices.objection", code=made.code), 303)


def _offered(form: Object, one: Notice) -> Object:
    subjects = queries.subjects(one.id)
    titles = page_queries.described(s.subject for s in subjects)
    form.about.choices = [
        SelectChoice("", _("请选择")),
        SelectChoice(PROCEDURE, _("办理程序（各项都暂缓）")),
        *(SelectChoice(s.code, _titled(s.code, titles.get(s.subject.id))) for s in subjects),
    ]
    return form


def _titled(code: str, described: Described | None) -> str:
    return f"{code} {described.title}" if described else code


def _said(form: Object, one: Notice) -> Said:
    about = None
    if form.about.data != PROCEDURE:
        about = objection_queries.by_code_in_notice(one.id, form.about.data)
    return Said(about, form.text.data, form.shielded.data, form.affected.data or "")


def _object_page(one: Notice, form: Object, refused: Refused | None = None) -> str:
    entering = isinstance(form, Enter)
    require(not entering or may(me(), "objection.enter", one.place_id, one.path), NOT_ALLOWED)
    if form.about.choices is None:
        _offered(form, one)
    at = now()
    return render_template(
        "notices/enter.html" if entering else "notices/object.html",
        notice=one,
        title=showing.title(one),
        form=form,
        extra=lines(refused),
        running=objection_rules.running(one.posted_at, one.ends_at, at),
        on_roll=me().roll_entry(one.place_id) is not None,
    )


# -- one objection -------------------------------------------------------------------------------------


@room.get("/objections/<code>")
@allow("objection.read")
def objection(code: str) -> Any:
    """One objection: where it stands, its answers, and what its reader may do."""
    return _page(objection_queries.find(code))


def _page(case: Case, status: int = 200, **more: Any) -> Any:
    one, by = case.objection, me_or_none()
    panel = objection_queries.panel(one) if one.panel_lot_id else []
    seat = next((s for s in panel if by and s.person_id == by.person_id), None)
    handles = one.state in ("received", "acknowledged") and (
        seat is not None if one.office == "panel" else _is_handler(by, one, case.notice)
    )
    own = by is not None and by.person_id == one.person_id
    helps = one.channel != "web" and may(by, "objection.enter", case.notice.place_id, case.notice.path)
    form = more.pop("decide_form", None) or Decide()
    form.outcome.choices = outcomes(case.notice.kind)
    about = [Subject(case.about.kind, case.about.id)] if case.about else []
    page = render_template(
        "notices/objection.html",
        **case._asdict(),
        title=showing.title(case.notice),
        words=objection_rules,
        described=page_queries.described(about),
        decisions=objection_queries.decisions(one.id),
        appeals=objection_queries.appeals(one.id),
        lots=objection_queries.lots(one) if one.panel_lot_id or one.level or panel else [],
        panel=panel,
        seat=seat,
        handles=handles,
        others=len(objection_queries.beside(one)) if handles and one.handler_id else 0,
        own=own,
        acts_for=own or helps,
        reads=own or helps or handles,
        decide_form=form,
        appeal_form=more.pop("appeal_form", None) or Appeal(),
        at=now(),
        **more,
    )
    return page, status


def _is_handler(by: Actor | None, one: Objection, notice: Notice) -> bool:
    return by is not None and objection_deciding.holds(by, one, notice)


def outcomes(kind: str) -> list[SelectChoice]:
    """How an objection to a notice of `kind` may end, each with what follows."""
    found = []
    for outcome in (*objection_rules.CONSEQUENCES.get(kind, ()), objection_rules.REJECTED):
        label = _(objection_rules.OUTCOMES[outcome])
        effect = objection_rules.EFFECTS.get((kind, outcome))
        if effect:
            label = _("%(outcome)s。后果：%(effect)s", outcome=label, effect=_(effect))
        found.append(SelectChoice(outcome, label))
    return found


def _do(code: str, step: Callable[[Actor, Objection, datetime], None]) -> Any:
    case = objection_queries.find(code)
    with act() as at:
        step(me(), case.objection, at)
    return redirect(url_for("notices.objection", code=code), 303)


@room.post("/objections/<code>/acknowledge")
@allow("objection.acknowledge")
def acknowledge(code: str) -> Any:
    """Take it up."""
    return _do(code, objection_deciding.acknowledge)


@room.post("/objections/<code>/withdraw")
@allow("objection.withdraw")
def withdraw(code: str) -> Any:
    """The objector takes it back."""
    return _do(code, objection_actions.withdraw)


@room.post("/objections/<code>/accept")
@allow("objection.accept")
def accept(code: str) -> Any:
    """The objector lets the answer stand."""
    return _do(code, objection_actions.accept)


@room.post("/objections/<code>/decide")
@allow("objection.decide")
def decide(code: str) -> Any:
    """Decide it, with an answer; what becomes public, its consequences too, is shown first."""
    return _answer(code, objection_deciding.decide, publish)


@room.post("/objections/<code>/vote")
@allow("objection.vote")
def vote(code: str) -> Any:
    """A panel member votes; shown beforehand, the outcome would tell how the others voted."""
    return _answer(code, objection_deciding.vote, act)


def _answer(
    code: str,
    step: Callable[[Actor, Objection, str, str, datetime], None],
    door: Callable[[], AbstractContextManager[datetime]],
) -> Any:
    case, form = objection_queries.find(code), Decide()
    form.outcome.choices = outcomes(case.notice.kind)
    if not form.validate():
        return _page(case, 422, decide_form=form)
    try:
        with door() as at:
            step(me(), case.objection, form.outcome.data, form.answer.data, at)
    except Refused as refused:
        return _refused(code, refused, decide_form=form)
    return redirect(url_for("notices.objection", code=code), 303)


@room.post("/objections/<code>/appeal")
@allow("objection.appeal")
def appeal(code: str) -> Any:
    """The objector goes on to the next level."""
    case, form = objection_queries.find(code), Appeal()
    if not form.validate():
        return _page(case, 422, appeal_form=form)
    try:
        with act() as at:
            objection_actions.appeal(me(), case.objection, form.text.data, at)
    except Refused as refused:
        return _refused(code, refused, appeal_form=form)
    return redirect(url_for("notices.objection", code=code), 303)


def _refused(code: str, refused: Refused, **forms: Any) -> Any:
    extra = lines(refused)
    return _page(objection_queries.find(code), refused.refusal.status, extra=extra, **forms)


@room.post("/objections/<code>/identity")
@allow("objection.reveal")
def identity(code: str) -> Any:
    """The handler sees who made it; the look is journalled."""
    case = objection_queries.find(code)
    with act() as at:
        name, phone = objection_deciding.reveal(me(), case.objection, at)
    return _page(objection_queries.find(code), identity_name=name, identity_phone=phone)
