"""The minutes' page: read, corrected, signed; the signers' lot."""

from __future__ import annotations

import json
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.council import minutes_actions, minutes_rules, queries, refusals, wording
from micro_projects.council.blueprint import room
from micro_projects.council.forms import DecideSuggestion, NameLot, Number, Suggest
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused, require
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/sessions/<code>/minutes")
@allow("session.read")
def minutes(code: str) -> Any:
    """The minutes, once drafted; those who were there and the signers find their acts here."""
    return _page(code)


def _page(code: str, extra: list[str] | None = None, **forms: Any) -> str:
    session, place = queries.session_and_place(code)
    rows = minutes_actions.minutes_of(session)
    who = me_or_none()
    lines = [s for s in queries.sign_lines(session.id) if s.round == rows.round]
    corrections = queries.suggestions(session.id)
    text_hash = minutes_actions.hash_of(minutes_actions.text_of(rows, corrections))
    drafted = session.state == "minutes_drafted"
    drafts, rows_of = minutes_actions.drafts_of(rows), [c.row for c in corrections]
    current = [
        minutes_rules.reads(draft, [s for s in rows_of if s.paragraph == n])
        for n, draft in enumerate(drafts, 1)
    ]
    lot = queries.lot(rows.lot_id) if drafted else None
    context = {
        "name_lot": NameLot(),
        "number": Number(),
        "suggest": Suggest(),
        "decide": DecideSuggestion(),
        **forms,
    }
    return render_template(
        "council/minutes.html",
        session=session,
        place=place,
        minutes=rows,
        paragraphs=[wording.paragraph_shown(p) for p in json.loads(rows.paragraphs)],
        corrections=corrections,
        tracked=minutes_rules.tracked(drafts, rows_of),
        current=current,
        editing=_editing(len(drafts), context["suggest"]),
        lines=lines,
        text_hash=text_hash,
        standing=wording.standing(rows, drafted),
        late=wording.is_late(rows, drafted),
        lot=lot,
        drafted=drafted,
        must_sign=any(s.person_id == who.person_id and s.text_hash != text_hash for s in lines)
        if who
        else False,
        moderates=may(who, "minutes.name_lot", place.id, place.path),
        enters=may(who, "minutes.enter_number", place.id, place.path),
        was_there=_was_there(session, who, drafted),
        number_ready=bool(lot and lot.number_due_at <= now()),
        extra=extra,
        **context,
    )


def _editing(paragraphs: int, form: Suggest) -> int:
    """The paragraph whose words stand in the form: asked for by its number, or typed in a form given back; else 0."""
    typed = request.args.get("paragraph", "")
    asked = form.paragraph.data or (
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    )
    return asked if 1 <= asked <= paragraphs else 0


def _was_there(session: Any, who: Actor | None, drafted: bool) -> bool:
    return bool(who and drafted and any(a.person_id == who.person_id for a in queries.attendance(session.id)))


def _done(code: str) -> Any:
    return redirect(url_for("council.minutes", code=code), 303)


def _again(code: str, refused: Refused, **form: Any) -> Any:
    extra = lines(refused)
    return _page(code, extra, **form), refused.refusal.status


@room.post("/sessions/<code>/lot")
@allow("minutes.name_lot")
def name_lot(code: str) -> Any:
    """Name the number that will draw the signers."""
    session, form = queries.session(code), NameLot()
    if not form.validate():
        return _page(code, name_lot=form), 422
    try:
        with act() as at:
            minutes_actions.name_lot(me(), session, form.source.data or "", form.when(), at)
    except Refused as refused:
        return _again(code, refused, name_lot=form)
    return _done(code)


@room.post("/sessions/<code>/lot-number")
@allow("minutes.enter_number")
def enter_number(code: str) -> Any:
    """Enter the number; the second person's draws."""
    session, form = queries.session(code), Number()
    if not form.validate():
        return _page(code, number=form), 422
    try:
        with act() as at:
            minutes_actions.enter_number(me(), session, form.number.data, at)
    except Refused as refused:
        return _again(code, refused, number=form)
    return _done(code)


@room.post("/sessions/<code>/suggestions")
@allow("minutes.suggest")
def suggest(code: str) -> Any:
    """Ask for a correction."""
    session, form = queries.session(code), Suggest()
    if not form.validate():
        return _page(code, suggest=form), 422
    try:
        with act() as at:
            minutes_actions.suggest(me(), session, form.paragraph.data, form.text.data, at)
    except Refused as refused:
        return _again(code, refused, suggest=form)
    return _done(code)


@room.post("/sessions/<code>/suggestions/<int:number>")
@allow("minutes.decide_suggestion")
def decide_suggestion(code: str, number: int) -> Any:
    """Accept or reject a correction."""
    session, form = queries.session(code), DecideSuggestion()
    choice = request.form.get("choice", "")
    require(form.validate() and choice in ("accept", "reject"), refusals.WRONG_CHOICE)
    try:
        with act() as at:
            minutes_actions.decide_suggestion(
                me(), session, number, choice == "accept", form.note.data or "", at
            )
    except Refused as refused:
        return _again(code, refused, decide=form)
    return _done(code)


@room.post("/sessions/<code>/sign")
@allow("minutes.sign")
def sign(code: str) -> Any:
    """Sign the minutes as they are corrected now."""
    session = queries.session(code)
    with publish() as at:
        minutes_actions.sign(me(), session, at)
    return _done(code)
