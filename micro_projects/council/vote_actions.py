"""The roll call: called with the quorum there, voted, declared as the rule computed; what follows (P8, invariant 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from micro_projects.council import actions, queries, refusals, rules
from micro_projects.council import hall as halls
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession, CouncilVote, Motion
from micro_projects.council.motion_actions import new_motion
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

TO_RESIDENTS = N_(
    "会议%(session)s第%(item)d项：扣除回避后应到人数只有%(base)d人，不足五人，不经议事会表决，直接交居民投票。"
)
TO_OFFICE = N_(
    "会议%(session)s第%(item)d项：扣除回避后应到人数只有%(base)d人，不足五人，交街道在%(until)s前决定。"
)
GRANTED = N_("会议%(session)s第%(item)d项，街道决定：同意。理由：%(reason)s")
DENIED = N_("会议%(session)s第%(item)d项，街道决定：不同意。理由：%(reason)s")


@in_session
def call_vote(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> str:
    """Call the roll for a seconded motion: ``voting``; or what happened instead.

    ``adjourned``: the session has lost its quorum. ``to_residents``, ``to_office``: fewer than five are left
    to decide. Refused when only this item lacks its quorum: others may come, or it is put off.
    """
    permit(by, "motion.call", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    item = db.session.get_one(AgendaItem, motion.item_id)
    require(item.state == "open", refusals.ITEM_NOT_OPEN)
    actions.find_recusals(session, item, now)
    hall = actions.without_former_members(halls.hall(session), now)
    require(hall.voting is None, refusals.VOTE_RUNNING)
    require(motion.kind != "main" or hall.pending(item) == [motion], refusals.FIRST_OTHERS)
    if not hall.count().met:
        actions.end_without_quorum(by, session, hall, now)
        return "adjourned"
    count = hall.count(item)
    if count.base < rules.SMALLEST_BASE:
        return _pass_on(by, hall, item, motion, now)
    require(count.met, refusals.NO_QUORUM_FOR_ITEM, **count._asdict())
    actions.note_count(session, "call", count, now, motion.id)
    journal.move(motion, rules.MOTION, "call", by=by, at=now, session=session.code, **count._asdict())
    return "voting"


def _pass_on(by: Actor, hall: Hall, item: AgendaItem, motion: Motion, now: datetime) -> str:
    """Fewer than five may decide: a proposal goes to the residents' vote, another motion to the sub-district."""
    session, base = hall.session, hall.count(item).base
    if item.purpose in rules.TO_RESIDENTS:
        act, text, until = "to_residents", TO_RESIDENTS, None
    else:
        act, text = "to_office", TO_OFFICE
        until = calendar_rules.add_working_days(now, rules.OFFICE_WORKING_DAYS, places.calendar())
    motion.base, motion.due_at = base, until
    journal.move(motion, rules.MOTION, act, by=by, at=now, session=session.code, base=base)
    journal.move(item, rules.ITEM, "decide", by=by, at=now, choice=act)
    for other in hall.pending(item):
        journal.move(other, rules.MOTION, "lapse", by=by, at=now)
    facts = {"session": session.code, "item": item.number, "base": base}
    _disclose(session, item, f"motion.{act}", say(text, **facts, **({"until": until} if until else {})), now)
    if act == "to_residents":
        calls("motion_decided", item.purpose, item.subject_id, "to_residents", by, now)
    return act


@in_session
def vote(by: Actor, session: CouncilSession, motion: Motion, choice: str, now: datetime) -> None:
    """A member votes, or changes their vote, while the roll is called."""
    permit(by, "motion.vote", session.place_id, session.path)
    _cast(by, halls.hall(session), motion, by.id, choice, now)


@in_session
def record_votes(
    by: Actor, session: CouncilSession, motion: Motion, people: Sequence[int], choice: str, now: datetime
) -> None:
    """The moderator records the word of members in the room or on the phone; the hall is looked over once."""
    permit(by, "motion.record_vote", session.place_id, session.path)
    hall = halls.hall(session)
    for person_id in dict.fromkeys(people):
        require(person_id in hall.here, refusals.NOT_HERE)
        require(hall.here[person_id].channel != "online", refusals.VOTES_ONLINE)
        own = [v for v in hall.votes[motion.id] if v.person_id == person_id == v.entered_by]
        require(not own, refusals.OWN_VOTE)
        _cast(by, hall, motion, person_id, choice, now)


def _cast(by: Actor, hall: Hall, motion: Motion, person_id: int, choice: str, now: datetime) -> None:
    session = hall.session
    require(motion.state == "voting" and session.state == "open", refusals.NOT_VOTING)
    item = db.session.get_one(AgendaItem, motion.item_id)
    require(person_id in hall.here, refusals.NOT_HERE)
    require(person_id not in hall.recused(item), refusals.RECUSED)
    if any(v.person_id == person_id for v in hall.votes[motion.id]):
        db.session.execute(
            update(CouncilVote)
            .where(CouncilVote.motion_id == motion.id, CouncilVote.person_id == person_id)
            .values(choice=choice, at=now, entered_by=by.id)
        )
    else:
        db.session.add(
            CouncilVote(motion_id=motion.id, person_id=person_id, choice=choice, at=now, entered_by=by.id)
        )
        db.session.flush()
    journal.write(by, "motion.vote", session.ref, now, motion=motion.number, person=person_id)


@in_session
def declare(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> str:
    """The chair declares what the program computed: ``carried`` or ``lost``; ``adjourned`` below quorum.

    ``put_off``: only this item has lost its quorum since the roll was called.
    """
    permit(by, "motion.declare", session.place_id, session.path)
    require(motion.state == "voting" and session.state == "open", refusals.NOT_VOTING)
    item = db.session.get_one(AgendaItem, motion.item_id)
    actions.find_recusals(session, item, now)
    hall = actions.without_former_members(halls.hall(session), now)
    if not hall.count().met:
        actions.end_without_quorum(by, session, hall, now)
        return "adjourned"
    count = hall.count(item)
    if not count.met or count.base < rules.SMALLEST_BASE:
        actions.leave_item(by, hall, item, now)
        return "put_off"
    actions.note_count(session, "declaration", count, now, motion.id)
    cast = [v.choice for v in hall.votes[motion.id]]
    motion.base, motion.quorum, motion.entitled = count.base, count.needed, count.present
    motion.needed = rules.yes_needed(count.present, session.majority_share)
    motion.ayes, motion.noes, motion.abstentions = (cast.count(c) for c in ("yes", "no", "abstain"))
    motion.declared_at, motion.declared_by = now, by.id
    carried = rules.carried(motion.ayes, count.present, session.majority_share)
    result = "carried" if carried else "lost"
    journal.move(
        motion,
        rules.MOTION,
        "carry" if carried else "lose",
        by=by,
        at=now,
        session=session.code,
        yes=motion.ayes,
        no=motion.noes,
        abstain=motion.abstentions,
        entitled=count.present,
    )
    _take_effect(by, hall, item, motion, now)
    return result


def _take_effect(by: Actor, hall: Hall, item: AgendaItem, motion: Motion, now: datetime) -> None:
    if motion.kind == "amendment":
        if motion.state == "carried":
            _amend(by, hall, item, motion, now)
        return
    choice = halls.choice_of(motion)
    if choice is None:
        return  # a lost procedural motion: the item goes on
    journal.move(item, rules.ITEM, "decide", by=by, at=now, choice=choice)
    for other in hall.pending(item):
        journal.move(other, rules.MOTION, "lapse", by=by, at=now)
    if item.purpose != rules.FREE:
        calls("motion_decided", item.purpose, item.subject_id, choice, by, now)


def _amend(by: Actor, hall: Hall, item: AgendaItem, amendment: Motion, now: datetime) -> None:
    """A carried amendment: the motion stands again with the amended text."""
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
    if item.subject_kind is not None and calls.knows("interested", item.subject_kind):
        interested = calls("interested", item.subject_kind, item.subject_id)
        require(by.id not in interested, refusals.OFFICE_INTERESTED)
    motion.reason = reason
    journal.move(motion, rules.MOTION, "grant" if grant else "deny", by=by, at=now, session=session.code)
    facts = {"session": session.code, "item": item.number, "reason": reason}
    _disclose(session, item, "motion.decided_in_office", say(GRANTED if grant else DENIED, **facts), now)
    if item.purpose != rules.FREE:
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
    session: CouncilSession, item: AgendaItem, kind: str, sentence: Sentence, now: datetime
) -> None:
    disclose(
        kind,
        sentence,
        place_id=session.place_id,
        path=session.path,
        at=now,
        ref=session.ref,
        code=session.code,
        facts={
            "code": item.subject_code,
            "item": item.number,
            "purpose": item.purpose,
            "session": session.code,
            "text": item.text_zh,
        },
    )
