"""A vote: called in a form with the quorum there, voted, declared as the rule computed (P8, invariant 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from micro_projects.council import (
    actions,
    recusal_actions,
    refusals,
    rules,
    secret_actions,
    vote_effects,
    vote_refusals,
    vote_rules,
)
from micro_projects.council import hall as halls
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession, CouncilVote, Motion, RollPass
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.web.access import permit


@in_session
def call_vote(by: Actor, session: CouncilSession, motion: Motion, now: datetime, form: str = "open") -> str:
    """Call a seconded motion to the vote, in a form of `vote_rules.FORMS`: ``voting``; or what happened instead.

    ``adjourned``: the session has lost its quorum. ``to_residents``, ``to_office``: fewer than five are left
    to decide. Refused when only this item lacks its quorum: others may come, or it is put off.
    """
    permit(by, "motion.call", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    require(form in vote_rules.FORMS, refusals.WRONG_CHOICE)
    item = db.session.get_one(AgendaItem, motion.item_id)
    require(item.state == "open", refusals.ITEM_NOT_OPEN)
    recusal_actions.find_recusals(session, item, now)
    hall = actions.without_former_members(halls.hall(session), now)
    require(hall.voting is None, refusals.VOTE_RUNNING)
    require(not hall.is_moot(motion), refusals.ALREADY_RECUSED)
    require(not hall.before(motion), refusals.FIRST_OTHERS)
    if not hall.count().met:
        actions.end_without_quorum(by, session, hall, now)
        return "adjourned"
    count = hall.count(item, motion)
    if count.base < rules.SMALLEST_BASE:
        return vote_effects.pass_on(by, hall, item, motion, now)
    require(count.met, refusals.NO_QUORUM_FOR_ITEM, **count._asdict())
    if form == "secret":
        require(vote_rules.may_be_secret(motion.kind, item.purpose), vote_refusals.NOT_SECRET)
        few = count.present < vote_rules.SMALLEST_SECRET
        require(not few, vote_refusals.TOO_FEW_FOR_SECRET, present=count.present)
    motion.form = form
    actions.note_count(session, "call", count, now, motion.id)
    facts = {"session": session.code, "form": form, **count._asdict()}
    journal.move(motion, rules.MOTION, "call", by=by, at=now, **facts)
    if form == "secret":
        secret_actions.begin(motion)
    return "voting"


@in_session
def vote(by: Actor, session: CouncilSession, motion: Motion, choice: str, now: datetime) -> None:
    """A member votes while the vote runs; changes it, unless it is a roll call."""
    permit(by, "motion.vote", session.place_id, session.path)
    _cast(by, halls.hall(session), motion, by.id, choice, now)


@in_session
def record_votes(
    by: Actor, session: CouncilSession, motion: Motion, people: Sequence[int], choice: str, now: datetime
) -> None:
    """The moderator records the word of members in the room or on the phone; the hall is looked over once."""
    permit(by, "motion.record_vote", session.place_id, session.path)
    require(motion.form != "secret", vote_refusals.SECRET_IS_OWN)
    hall = halls.hall(session)
    for person_id in dict.fromkeys(people):
        require(person_id in hall.here, refusals.NOT_HERE)
        require(hall.here[person_id].channel != "online", refusals.VOTES_ONLINE)
        own = [v for v in hall.votes[motion.id] if v.person_id == person_id == v.entered_by]
        require(not own or motion.form == "roll_call", refusals.OWN_VOTE)
        _cast(by, hall, motion, person_id, choice, now)


def _cast(by: Actor, hall: Hall, motion: Motion, person_id: int, choice: str, now: datetime) -> None:
    session = hall.session
    require(motion.state == "voting" and session.state == "open", refusals.NOT_VOTING)
    require(choice in rules.VOTES, refusals.WRONG_CHOICE)
    require(person_id in hall.here, refusals.NOT_HERE)
    require(person_id not in hall.aside(hall.item_of(motion), motion), refusals.RECUSED)
    if motion.form == "secret":
        secret_actions.cast(hall, motion, person_id, choice)
    else:
        if motion.form == "roll_call":
            _require_turn(hall, motion, person_id)
        _by_name(by, hall, motion, person_id, choice, now)
    journal.write(by, "motion.vote", session.ref, now, motion=motion.number, person=person_id)


def _require_turn(hall: Hall, motion: Motion, person_id: int) -> None:
    """A roll call takes one answer of each, when their name is called."""
    require(person_id not in hall.voted(motion), vote_refusals.ROLL_FINAL)
    called = found(hall.turn(motion), vote_refusals.ROLL_ENDED)
    require(called.person_id == person_id, vote_refusals.NOT_YOUR_TURN, name=called.name)


def _by_name(by: Actor, hall: Hall, motion: Motion, person_id: int, choice: str, now: datetime) -> None:
    if any(v.person_id == person_id for v in hall.votes[motion.id]):
        db.session.execute(
            update(CouncilVote)
            .where(CouncilVote.motion_id == motion.id, CouncilVote.person_id == person_id)
            .values(choice=choice, at=now, entered_by=by.id)
        )
        return
    db.session.add(
        CouncilVote(motion_id=motion.id, person_id=person_id, choice=choice, at=now, entered_by=by.id)
    )
    db.session.flush()
    hall.votes[motion.id].append(halls.Vote(person_id, hall.names[person_id], choice, by.id))


@in_session
def pass_over(by: Actor, session: CouncilSession, motion: Motion, person_id: int, now: datetime) -> None:
    """A member called in a roll call does not answer: the next is called, and they once more at the end."""
    permit(by, "motion.pass_over", session.place_id, session.path)
    require(motion.state == "voting" and motion.form == "roll_call", refusals.NOT_VOTING)
    hall = halls.hall(session)
    _require_turn(hall, motion, person_id)
    times = 1 + hall.passes.get(motion.id, {}).get(person_id, 0)
    db.session.add(RollPass(motion_id=motion.id, person_id=person_id, round=times, at=now))
    db.session.flush()
    journal.write(by, "motion.pass_over", session.ref, now, motion=motion.number, person=person_id)


@in_session
def call_off(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> None:
    """Stop a secret vote that fewer than five have cast, or that nobody can open any more; it may be called anew.

    Nothing was opened, and a vote by name is never called off: nobody stops one whose course they dislike.
    """
    permit(by, "motion.call_off", session.place_id, session.path)
    require(motion.state == "voting" and motion.form == "secret", refusals.NOT_VOTING)
    hall = halls.hall(session)
    few = len(hall.voted(motion)) < vote_rules.SMALLEST_SECRET
    require(few or not secret_actions.can_open(motion), vote_refusals.NOT_CALLED_OFF)
    secret_actions.drop(motion)
    journal.move(motion, rules.MOTION, "call_off", by=by, at=now, session=session.code)


@in_session
def declare(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> str:
    """The chair declares what the program computed: ``carried`` or ``lost``; ``adjourned`` below quorum.

    ``put_off``: only this item has lost its quorum since the vote was called.
    """
    permit(by, "motion.declare", session.place_id, session.path)
    require(motion.state == "voting" and session.state == "open", refusals.NOT_VOTING)
    item = db.session.get_one(AgendaItem, motion.item_id)
    recusal_actions.find_recusals(session, item, now)
    hall = actions.without_former_members(halls.hall(session), now)
    if not hall.count().met:
        actions.end_without_quorum(by, session, hall, now)
        return "adjourned"
    count = hall.count(item, motion)
    if not count.met or count.base < rules.SMALLEST_BASE:
        actions.leave_item(by, hall, item, now)
        return "put_off"
    _require_heard(hall, motion, now)
    cast = _counted(hall, motion)
    actions.note_count(session, "declaration", count, now, motion.id)
    motion.base, motion.quorum, motion.entitled = count.base, count.needed, count.present
    motion.needed = rules.yes_needed(count.present, session.majority_share)
    motion.ayes, motion.noes, motion.abstentions = cast["yes"], cast["no"], cast["abstain"]
    motion.declared_at, motion.declared_by = now, by.id
    carried = rules.carried(cast["yes"], count.present, session.majority_share)
    figures = {"yes": cast["yes"], "no": cast["no"], "abstain": cast["abstain"], "entitled": count.present}
    act = "carry" if carried else "lose"
    journal.move(motion, rules.MOTION, act, by=by, at=now, session=session.code, **figures)
    vote_effects.take_effect(by, hall, item, motion, now)
    return "carried" if carried else "lost"


def _require_heard(hall: Hall, motion: Motion, now: datetime) -> None:
    """Nobody's vote is cut off: who has not voted is waited for, unless it is settled or their time is over.

    A roll call has its own order: everybody is called.
    """
    if motion.form == "roll_call":
        return
    voters = {m.person_id for m in hall.voters(motion)}
    silent, until = voters - hall.voted(motion), motion.state_since + vote_rules.PATIENCE
    if not silent or now >= until:
        return
    yes = sum(v.choice == "yes" for v in hall.votes[motion.id])
    needed = rules.yes_needed(len(voters), hall.session.majority_share)
    settled = motion.form != "secret" and vote_rules.is_settled(
        yes, len(voters) - len(silent), len(voters), needed
    )
    require(settled, vote_refusals.TOO_SOON, left=len(silent), until=until)


def _counted(hall: Hall, motion: Motion) -> Counter[str]:
    """What was cast: by name; or opened now, for good."""
    if motion.form == "secret":
        return secret_actions.open_ballots(hall, motion)
    if motion.form == "roll_call":
        called = hall.turn(motion)
        require(called is None, vote_refusals.ROLL_NOT_ENDED, name=called.name if called else "")
    return Counter(v.choice for v in hall.votes[motion.id])
