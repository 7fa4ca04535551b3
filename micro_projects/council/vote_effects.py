"""What follows from a motion: an item decided, put off or passed on, a text amended, a recusal, results void."""

from __future__ import annotations

import json
from datetime import datetime

from micro_projects.council import actions, queries, recusal_actions, recusal_queries, refusals, rules
from micro_projects.council import hall as halls
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.council.motion_actions import new_motion
from micro_projects.council.vote_leaving import lapse
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, fill, say
from micro_projects.web.show import ZONE

TO_RESIDENTS = N_(
    "会议%(session)s第%(item)d项：扣除回避后应到人数只有%(base)d人，不足五人，不经议事会表决，直接交居民投票。"
)
TO_OFFICE = N_(
    "会议%(session)s第%(item)d项：扣除回避后应到人数只有%(base)d人，不足五人，交街道在%(until)s前决定。"
)
GRANTED = N_("会议%(session)s第%(item)d项，街道决定：同意。理由：%(reason)s")
DENIED = N_("会议%(session)s第%(item)d项，街道决定：不同意。理由：%(reason)s")


def pass_on(by: Actor, hall: Hall, item: AgendaItem, called: Motion, now: datetime) -> str:
    """Fewer than five may decide: a proposal goes to the residents' vote, another motion to the sub-district.

    Whatever was called, what goes on is what would decide the item: its main motions. Of a challenged recusal the
    sub-district decides that alone, and the item waits for it. A committee passes it back to the whole council.
    """
    session, base = hall.session, hall.count(item, called).base
    if session.form == "committee":
        actions.leave_item(by, hall, item, now)
        return "to_council"
    about_item = called.kind != "recuse"
    to_residents = about_item and item.purpose in rules.TO_RESIDENTS
    act = "to_residents" if to_residents else "to_office"
    until = None
    if not to_residents:
        until = places.due_after(now, rules.OFFICE_WORKING_DAYS)
    mains = [m for m in hall.mains(item) if m.state == "seconded"] if about_item else []
    for motion in mains or [called]:
        motion.base, motion.due_at = base, until
        journal.move(motion, rules.MOTION, act, by=by, at=now, session=session.code, base=base)
        facts = {"session": session.code, "item": item.number, "base": base}
        text = say(TO_OFFICE, **facts, until=until) if until else say(TO_RESIDENTS, **facts)
        _disclose(session, item, motion, f"motion.{act}", text, now)
    if not about_item:
        actions.leave_item(by, hall, item, now)
        return act
    journal.move(item, rules.ITEM, "decide", by=by, at=now, choice=act)
    lapse(by, hall.pending(item), now)
    if to_residents:
        calls("motion_decided", item.purpose, item.subject_id, "to_residents", by, now)
    return act


def take_effect(by: Actor, hall: Hall, item: AgendaItem, motion: Motion, now: datetime) -> None:
    """A result was declared."""
    carried = motion.state == "carried"
    if motion.kind == "recuse":
        _settle_challenges(by, motion, carried, now)
    elif motion.kind == "amendment" and carried:
        _amend(by, hall, item, motion, now)
    elif motion.kind == "table" and carried:
        actions.leave_item(by, hall, item, now)
    choice = halls.choice_of(motion)
    if choice is None or (hall.mains(item) and motion.kind == "main"):
        return  # the item goes on: with what the motion was about, or with the next part
    parts = {halls.choice_of(m) for m in hall.motions_on(item)} - {None}
    said = choice if len(parts) == 1 else "in_parts"
    journal.move(item, rules.ITEM, "decide", by=by, at=now, choice=said)
    lapse(by, hall.pending(item), now)
    if item.purpose != rules.FREE:
        calls("motion_decided", item.purpose, item.subject_id, choice, by, now)


def _settle_challenges(by: Actor, motion: Motion, carried: bool, now: datetime) -> None:
    assert motion.target_id is not None
    for challenge in recusal_queries.still_open(motion.item_id, motion.target_id)[:1]:
        recusal_actions.challenge_decided(challenge, carried, by, now)


def _amend(by: Actor, hall: Hall, item: AgendaItem, amendment: Motion, now: datetime) -> None:
    """A carried amendment: the motion stands again with the amended text, in the same place."""
    old = next(m for m in hall.motions if m.id == amendment.amends_id)
    journal.move(old, rules.MOTION, "amend", by=by, at=now)
    new = new_motion(
        hall.session,
        hall,
        item,
        "main",
        amendment.text,
        amendment.text_facts,
        now,
        mover_id=old.moved_by,
        seconder_id=old.seconded_by,
        part=old.part,
    )
    journal.move(new, rules.MOTION, "put", by=by, at=now)
    for other in hall.pending(item):
        if other.amends_id == old.id:
            other.amends_id = new.id


@in_session
def decide_in_office(
    by: Actor, session: CouncilSession, motion: Motion, grant: bool, reason: str, now: datetime
) -> None:
    """The sub-district decides a motion that too few council members were left to decide; disclosed."""
    permit(by, "motion.decide_in_office", session.place_id, session.path)
    item = db.session.get_one(AgendaItem, motion.item_id)
    require(reason, refusals.EMPTY_REASON)
    interested = recusal_actions.interests(session, item, {by.id}, now.astimezone(ZONE).date())
    require(not interested, refusals.OFFICE_INTERESTED)
    motion.reason = reason
    journal.move(motion, rules.MOTION, "grant" if grant else "deny", by=by, at=now, session=session.code)
    facts = {"session": session.code, "item": item.number, "reason": reason}
    text = say(GRANTED if grant else DENIED, **facts)
    _disclose(session, item, motion, "motion.decided_in_office", text, now)
    if item.purpose != rules.FREE and motion.kind != "recuse":
        calls("motion_decided", item.purpose, item.subject_id, "carry" if grant else "lose", by, now)


def void(by: Actor, motions: list[Motion], now: datetime) -> None:
    """An objection was upheld: results are void, and what they were about waits for the council again."""
    for motion in motions:
        journal.move(motion, rules.MOTION, "void", by=by, at=now)


def void_session(by: Actor, session_id: int, now: datetime) -> None:
    """The procedure of a whole session was objected to, rightly: every result of it is void."""
    hall = halls.hall(db.session.get_one(CouncilSession, session_id))
    void(by, [m for m in hall.motions if rules.MOTION.can(m.state, "void")], now)


def void_about(by: Actor, subject_id: int, now: datetime) -> None:
    """A subject went back to be decided anew: the newest result about it is void."""
    void(by, list(queries.decided_about(subject_id))[:1], now)


def _disclose(
    session: CouncilSession, item: AgendaItem, motion: Motion, kind: str, sentence: Sentence, now: datetime
) -> None:
    disclose_about(
        session,
        kind,
        sentence,
        at=now,
        facts={
            "code": item.subject_code,
            "item": item.number,
            "purpose": item.purpose,
            "session": session.code,
            "text": fill(motion.text, json.loads(motion.text_facts), "zh"),
        },
    )
