"""Withholding: the list for everybody, one redaction, and its steps: asked, confirmed, appealed, decided."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from micro_projects.kernel.refusal import Refused, require
from micro_projects.notices import redaction_actions as actions
from micro_projects.notices import redaction_overdue, showing
from micro_projects.notices import redaction_queries as queries
from micro_projects.notices import redaction_rules as rules
from micro_projects.notices.models import LogEntry
from micro_projects.notices.part_words import in_order, part_name
from micro_projects.notices.redaction_forms import AppealRedaction, DecideRedaction, Withhold
from micro_projects.notices.redaction_models import Redaction
from micro_projects.notices.room import room
from micro_projects.web import paging
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.refusals import lines

EXCERPT = 60


@room.get("/redactions")
@allow("redaction.read")
def redactions() -> Any:
    """Everything withheld, newest first."""
    before = paging.after_id() if paging.after() else None
    page = paging.page(queries.listed(before, paging.SIZE + 1), lambda one: one.redaction.id)
    return render_template(
        "notices/redactions.html", page=page, rules=rules, showing=showing, first=before is None
    )


@room.get("/redactions/<code>")
@allow("redaction.read")
def redaction(code: str) -> Any:
    """One redaction: what, why, by which offices, until when one may appeal."""
    return _page(code)


def _page(code: str, form: Any = None, refused: Refused | None = None, sealed: bool = False) -> str:
    case = queries.case(code)
    row, actor = case.redaction, me_or_none()
    works = may(actor, "redaction.confirm", row.place_id, row.path)
    require(works or row.state in rules.SHOWN_STATES, rules.NO_REDACTION)
    appeals = queries.appeals(row.id)
    return render_template(
        "notices/redaction.html",
        **case._asdict(),
        named=queries.parts(row.id),
        content=queries.content(row.log_id, row.index) if works and row.state == "requested" else {},
        sentence=showing.sentence(case.entry),
        appeals=appeals,
        waiting=[one for one in appeals if one.decided_at is None],
        due=min((redaction_overdue.due_of(one) for one in appeals if one.decided_at is None), default=None),
        works=works,
        took_part=actor is not None and queries.took_part(row, actor.person_id),
        form=form,
        appeal_form=form if isinstance(form, AppealRedaction) else AppealRedaction(),
        decide_form=form if isinstance(form, DecideRedaction) else DecideRedaction(),
        extra=lines(refused),
        sealed=sealed,
        rules=rules,
        part_name=part_name,
        at=now(),
    )


# -- asking ----------------------------------------------------------------------------------------------


@room.get("/disclosures/<log>/<int:index>/withhold")
@allow("redaction.request")
def withhold_form(log: str, index: int) -> Any:
    """The form: which parts, on what ground."""
    return _withhold_page(log, index, Withhold())


@room.post("/disclosures/<log>/<int:index>/withhold")
@allow("redaction.request")
def withhold(log: str, index: int) -> Any:
    """One office asks."""
    entry, of_log = queries.entry(log, index)
    form = _offered(Withhold(), entry)
    if not form.validate():
        return _withhold_page(log, index, form), 422
    try:
        with act() as at:
            made = actions.request(
                me(), entry, of_log, form.parts.data, form.ground.data, form.reference.data, at
            )
    except Refused as refused:
        return _withhold_page(log, index, form, refused), refused.refusal.status
    return redirect(url_for("notices.redaction", code=made.code), 303)


def _offered(form: Withhold, entry: LogEntry) -> Withhold:
    content = queries.content(entry.log_id, entry.index)
    form.parts.choices = [
        SelectChoice(name, _("：").join((part_name(name), _excerpt(name, part.media, part.body))))
        for name, part in sorted(content.items(), key=lambda one: in_order(one[0]))
        if part.body is not None
    ]
    return form


def _excerpt(name: str, media: str, body: bytes) -> str:
    if name == "facts":
        return str(_("数字、编号和日期，不含单列的姓名和原话"))
    if not media.startswith("text/"):
        return media
    told = body.decode(errors="replace")
    return told if len(told) <= EXCERPT else told[:EXCERPT] + "…"


def _withhold_page(log: str, index: int, form: Withhold, refused: Refused | None = None) -> str:
    entry, of_log = queries.entry(log, index)
    require(may(me(), "redaction.request", entry.place_id, entry.path), NOT_ALLOWED)
    if form.parts.choices is None:
        _offered(form, entry)
    return render_template(
        "notices/withhold.html",
        entry=entry,
        log=of_log,
        sentence=showing.sentence(entry),
        form=form,
        extra=lines(refused),
    )


# -- its steps -------------------------------------------------------------------------------------------


def _one(code: str) -> Redaction:
    return queries.case(code).redaction


@room.post("/redactions/<code>/confirm")
@allow("redaction.confirm")
def confirm_redaction(code: str) -> Any:
    """The other office confirms."""
    with act() as at:
        case = queries.case(code)
        actions.confirm(me(), case.redaction, case.log, at)
    return redirect(url_for("notices.redaction", code=code), 303)


@room.post("/redactions/<code>/decline")
@allow("redaction.decline")
def decline_redaction(code: str) -> Any:
    """It stays public."""
    with act() as at:
        row = _one(code)
        actions.decline(me(), row, at)
        back = queries.case(code)
    return redirect(url_for("notices.disclosure", log=back.log.code, index=row.index), 303)


@room.post("/redactions/<code>/appeal")
@allow("redaction.appeal")
def appeal_redaction(code: str) -> Any:
    """Somebody appeals."""
    form = AppealRedaction()
    if not form.validate():
        return _page(code, form), 422
    try:
        with act() as at:
            actions.appeal(me(), _one(code), form.text.data, at)
    except Refused as refused:
        return _page(code, form, refused), refused.refusal.status
    return redirect(url_for("notices.redaction", code=code), 303)


@room.post("/redactions/<code>/reveal")
@allow("redaction.reveal")
def reveal_redaction(code: str) -> Any:
    """Show what is sealed to somebody who decides an appeal."""
    with act() as at:
        actions.reveal(me(), _one(code), at)
    return _page(code, sealed=True)


@room.post("/redactions/<code>/decide")
@allow("redaction.decide_appeal")
def decide_redaction(code: str) -> Any:
    """The appeal is decided."""
    form = DecideRedaction()
    if not form.validate():
        return _page(code, form), 422
    with act() as at:
        actions.decide_appeal(me(), _one(code), form.upheld.data == "yes", at)
    return redirect(url_for("notices.redaction", code=code), 303)
