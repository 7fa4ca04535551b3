"""Asking for the floor and giving it, on the pages of live_views."""

from __future__ import annotations

from typing import Any

from flask import request

from micro_projects.council import queries, speaking_actions, speaking_queries, speaking_rules
from micro_projects.council.blueprint import room
from micro_projects.council.forms import OutOfTurn, Ruling
from micro_projects.council.live_views import back, chair_page, chosen, ticked_or_me
from micro_projects.kernel.refusal import Refused
from micro_projects.web.access import allow
from micro_projects.web.door import act, me
from micro_projects.web.refusals import lines


@room.post("/sessions/<code>/speeches")
@allow("speech.ask")
def ask_to_speak(code: str) -> Any:
    """I want to speak; the chair may record a raised hand."""
    session = queries.session(code)
    people, own = ticked_or_me(session)
    kind = chosen("kind", speaking_rules.KINDS)
    with act() as at:
        for person in people:
            speaking_actions.ask(me(), session, person, kind, at)
    return back(code, own)


@room.post("/sessions/<code>/speeches/<int:number>/give")
@allow("speech.give")
def give_word(code: str, number: int) -> Any:
    """The word to the first in order, or to another with a reason."""
    session, form = queries.session(code), OutOfTurn()
    speech = speaking_queries.speech(session.id, number)
    if not form.validate():
        return chair_page(code, extra=[e for errors in form.errors.values() for e in errors]), 422
    try:
        with act() as at:
            speaking_actions.give(me(), session, speech, form.reason.data or "", at)
    except Refused as refused:
        return chair_page(code, extra=lines(refused)), refused.refusal.status
    return back(code, False)


@room.post("/sessions/<code>/speeches/<int:number>/end")
@allow("speech.end")
def end_speech(code: str, number: int) -> Any:
    """Finished."""
    session = queries.session(code)
    speech = speaking_queries.speech(session.id, number)
    with act() as at:
        speaking_actions.end(me(), session, speech, at)
    return back(code, _own(speech.person_id))


@room.post("/sessions/<code>/speeches/<int:number>/rule")
@allow("speech.rule")
def rule_on_point(code: str, number: int) -> Any:
    """The chair rules on a point of order."""
    session, form = queries.session(code), Ruling()
    speech = speaking_queries.speech(session.id, number)
    if not form.validate():
        return chair_page(code, extra=[e for errors in form.errors.values() for e in errors]), 422
    try:
        with act() as at:
            ruling = request.form.get("ruling", "")
            speaking_actions.rule_on(me(), session, speech, ruling, form.reason.data or "", at)
    except Refused as refused:
        return chair_page(code, extra=lines(refused)), refused.refusal.status
    return back(code, False)


@room.post("/sessions/<code>/speeches/<int:number>/withdraw")
@allow("speech.withdraw")
def withdraw_speech(code: str, number: int) -> Any:
    """No more."""
    session = queries.session(code)
    speech = speaking_queries.speech(session.id, number)
    with act() as at:
        speaking_actions.withdraw(me(), session, speech, at)
    return back(code, _own(speech.person_id))


def _own(person_id: int) -> bool:
    """Whether to go back to one's own seat: it is one's own speech, pressed there."""
    return person_id == me().id and request.form.get("from") != "chair"
