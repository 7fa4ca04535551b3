"""Asking for the floor, giving it in order, ending, withdrawing (procedure: Sessions, speaking order)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.council import hall as halls
from micro_projects.council import live_refusals, refusals, speaking_queries, speaking_rules
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import CouncilSession
from micro_projects.council.speaking_models import Speech
from micro_projects.council.speaking_queries import Floor
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.web.access import permit


@in_session
def ask(by: Actor, session: CouncilSession, person_id: int, kind: str, now: datetime) -> Speech:
    """A member here asks for the floor, by themselves, or by a raised hand that the moderator records."""
    permit(by, "speech.ask", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    require(kind in speaking_rules.KINDS, refusals.WRONG_CHOICE)
    hall = halls.hall(session)
    require(by.id == person_id or chairs(by, session), live_refusals.NOT_YOUR_SPEECH)
    require(person_id in hall.here, refusals.NOT_HERE)
    item = hall.current
    require(item is not None, live_refusals.NO_ITEM_TO_SPEAK_ON)
    assert item is not None
    require(person_id not in hall.recused(item), live_refusals.RECUSED_SILENT)
    require(hall.voting is None or kind == "point_of_order", live_refusals.NO_SPEECH_WHILE_VOTING)
    speeches = speaking_queries.speeches(session.id)
    asked = {(s.person_id, s.kind) for s in speeches if s.ended_at is None and s.withdrawn_at is None}
    require((person_id, kind) not in asked, live_refusals.ALREADY_ASKED)
    speech = Speech(
        session_id=session.id,
        item_id=item.id,
        number=1 + max((s.number for s in speeches), default=0),
        person_id=person_id,
        kind=kind,
        asked_at=now,
        entered_by=by.id,
        given_at=None,
        ended_at=None,
        withdrawn_at=None,
        seconds=None,
        out_of_order_reason="",
        paused_at=None,
        paused_seconds=0,
        ruling="",
        ruling_reason="",
    )
    db.session.add(speech)
    db.session.flush()
    journal.write(
        by,
        "speech.ask",
        session.ref,
        now,
        speech=speech.number,
        person=person_id,
        kind=kind,
        item=item.number,
    )
    return speech


@in_session
def give(by: Actor, session: CouncilSession, speech: Speech, reason: str, now: datetime) -> None:
    """The chair gives the word to the first in order, or to another with a reason, which is public.

    A point of order need not wait for a speech to end: the speaker's time is stopped, and goes on after it.
    """
    permit(by, "speech.give", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    require(speech.given_at is None and speech.withdrawn_at is None, live_refusals.SPEECH_OVER)
    floor = speaking_queries.floor(session)
    interrupts = speech.kind == "point_of_order" and floor.now is not None and floor.now.kind == "speech"
    require(floor.now is None or interrupts, live_refusals.SOMEBODY_SPEAKS)
    hall = halls.hall(session)
    require(hall.voting is None or speech.kind == "point_of_order", live_refusals.NO_SPEECH_WHILE_VOTING)
    first = floor.waiting[0]
    in_turn = first.number == speech.number
    require(in_turn or reason, live_refusals.OUT_OF_ORDER, name=hall.names.get(first.person_id, ""))
    if floor.now is not None:
        floor.now.paused_at = now
        db.session.flush()
    speech.given_at = now
    speech.out_of_order_reason = "" if in_turn else reason
    db.session.flush()
    journal.write(
        by, "speech.give", session.ref, now, speech=speech.number, person=speech.person_id, in_turn=in_turn
    )


@in_session
def end(by: Actor, session: CouncilSession, speech: Speech, now: datetime) -> None:
    """Whoever speaks has finished, says they or the chair. Whoever raised a point of order takes it back."""
    permit(by, "speech.end", session.place_id, session.path)
    require(by.id == speech.person_id or chairs(by, session), live_refusals.NOT_YOUR_SPEECH)
    require(speech.given_at is not None and speech.ended_at is None, live_refusals.SPEECH_OVER)
    require(speech.kind == "speech" or by.id == speech.person_id, live_refusals.POINT_NEEDS_RULING)
    _end(by, session, speech, now)


@in_session
def rule_on(
    by: Actor, session: CouncilSession, speech: Speech, ruling: str, reason: str, now: datetime
) -> None:
    """The chair rules on the point of order that was heard, with a short reason, both public; the speech goes on."""
    permit(by, "speech.rule", session.place_id, session.path)
    require(speech.kind == "point_of_order", live_refusals.NO_SPEECH)
    require(speech.given_at is not None and speech.ended_at is None, live_refusals.SPEECH_OVER)
    require(ruling in speaking_rules.RULINGS, live_refusals.RULING_MISSING)
    require(reason, live_refusals.RULING_NEEDS_REASON)
    speech.ruling, speech.ruling_reason = ruling, reason
    journal.write(by, "speech.rule", session.ref, now, speech=speech.number, ruling=ruling)
    _end(by, session, speech, now)


@in_session
def withdraw(by: Actor, session: CouncilSession, speech: Speech, now: datetime) -> None:
    """Whoever asked does not want to speak any more."""
    permit(by, "speech.withdraw", session.place_id, session.path)
    require(by.id == speech.person_id or chairs(by, session), live_refusals.NOT_YOUR_SPEECH)
    require(speech.given_at is None and speech.withdrawn_at is None, live_refusals.SPEECH_OVER)
    speech.withdrawn_at = now
    db.session.flush()
    journal.write(by, "speech.withdraw", session.ref, now, speech=speech.number, person=speech.person_id)


def lapse(by: Actor, hall: Hall, floor: Floor, now: datetime) -> bool:
    """After any act: who left, stands aside, or whose item is over has the floor no more, nor waits for it.

    While a roll is called nobody makes a speech; those who wait go on waiting.
    """
    item = hall.current
    may = {m.person_id for m in hall.entitled(item)} if item is not None else set()

    def goes_on(speech: Speech) -> bool:
        return item is not None and speech.item_id == item.id and speech.person_id in may

    changed = False
    for speaking in floor.held:
        if not goes_on(speaking) or (hall.voting is not None and speaking.kind == "speech"):
            _end(by, hall.session, speaking, now)
            changed = True
    for speech in floor.waiting:
        if not goes_on(speech):
            speech.withdrawn_at = now
            db.session.flush()
            journal.write(by, "speech.lapse", hall.session.ref, now, speech=speech.number)
            changed = True
    return changed


def _end(by: Actor, session: CouncilSession, speech: Speech, now: datetime) -> None:
    assert speech.given_at is not None
    _goes_on(speech, now)
    speech.ended_at = now
    speech.seconds = speaking_rules.seconds(speech.given_at, now, speech.paused_seconds)
    db.session.flush()
    if speech.kind == "point_of_order":
        interrupted = speaking_queries.Floor(speaking_queries.speeches(session.id), {}).paused
        if interrupted is not None:
            _goes_on(interrupted, now)
            db.session.flush()
    journal.write(
        by,
        "speech.end",
        session.ref,
        now,
        speech=speech.number,
        person=speech.person_id,
        seconds=speech.seconds,
    )


def _goes_on(speech: Speech, now: datetime) -> None:
    """What a point of order took is not the speaker's time."""
    if speech.paused_at is not None:
        speech.paused_seconds += speaking_rules.seconds(speech.paused_at, now)
        speech.paused_at = None


def chairs(by: Actor, session: CouncilSession) -> bool:
    """Whether this is a moderator of the place."""
    return by.holds(frozenset({"moderator"}), session.path)
