"""A secret vote: called with a key pair of its own, cast sealed, opened in random order, or dropped unread.

docs/decisions/secret-vote.md says who can learn what, before, during and after.
"""

from __future__ import annotations

import random
import secrets
from collections import Counter
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from micro_projects.council import hall as halls
from micro_projects.council import refusals, secret_keys, secret_queries, vote_refusals, vote_rules
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import (
    CouncilSession,
    Motion,
    SecretBallot,
    SecretMark,
    SecretSealed,
    SecretSlip,
    SecretVote,
)
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import base32, sealing
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.people.models import SignInAttempt
from micro_projects.people.rules import WINDOW
from micro_projects.web.access import permit

SLIP_LENGTH, SLIP_GROUP = 8, 4
"""34.8 random bits and the check: a few dozen wrong ones are let through before waiting."""
VISITOR = Actor(None, "持表决码的成员")  # zh only
"""Whoever types a code on the tablet: nobody signed in."""


def begin(motion: Motion) -> None:
    """The vote was called: a key pair for it alone."""
    db.session.add(SecretVote(motion_id=motion.id, public_key=secret_keys.make()))
    db.session.flush()


def cast(hall: Hall, motion: Motion, person_id: int, choice: str) -> None:
    """Seal a member's vote, in place of what they cast before. The caller has looked whether they may vote."""
    require(hall.here[person_id].channel != "phone", vote_refusals.SECRET_BY_PHONE)
    vote = db.session.get_one(SecretVote, motion.id)
    key = (SecretSealed.motion_id == motion.id, SecretSealed.person_id == person_id)
    sealed = sealing.seal(vote.public_key, choice.encode(), secret_keys.SEALED_SIZE)
    if person_id in hall.marks.get(motion.id, ()):
        db.session.execute(update(SecretSealed).where(*key).values(sealed=sealed))
        return
    row = {"motion_id": motion.id, "person_id": person_id}
    db.session.execute(insert(SecretMark).values(row))
    db.session.execute(insert(SecretSealed).values(**row, sealed=sealed))


def take_away(motion: Motion, person_id: int) -> None:
    """A member leaves or stands aside: what they cast goes unread, and a code they were given."""
    for table in (SecretSealed, SecretMark, SecretSlip):
        db.session.execute(delete(table).where(table.motion_id == motion.id, table.person_id == person_id))


def open_ballots(hall: Hall, motion: Motion) -> Counter[str]:
    """Open what was cast: ballots in the order of random numbers, the sealed rows gone, the key after the commit."""
    marks = hall.marks.get(motion.id, set())
    few = vote_rules.SMALLEST_SECRET
    require(len(marks) >= few, vote_refusals.TOO_FEW_BALLOTS, voted=len(marks), least=few)
    key = found(secret_queries.key(motion.id), vote_refusals.KEY_GONE)
    query = select(SecretSealed.sealed).where(SecretSealed.motion_id == motion.id)
    choices = [sealing.unseal(key, sealed).decode() for sealed in db.session.scalars(query)]
    random.SystemRandom().shuffle(choices)
    numbers = sorted(secrets.token_hex(16) for _ in choices)
    rows = [
        {"motion_id": motion.id, "id": number, "choice": choice}
        for number, choice in zip(numbers, choices, strict=True)
    ]
    db.session.execute(insert(SecretBallot), rows)
    _end(motion)
    return Counter(choices)


def drop(motion: Motion) -> None:
    """The vote ends without a result: nothing is opened, the register goes too, and nobody can open it any more."""
    db.session.execute(delete(SecretSealed).where(SecretSealed.motion_id == motion.id))
    db.session.execute(delete(SecretMark).where(SecretMark.motion_id == motion.id))
    _end(motion)


def _end(motion: Motion) -> None:
    secret_keys.destroy_after_commit(db.session.get_one(SecretVote, motion.id).public_key)
    for table in (SecretSealed, SecretSlip, SecretVote):
        db.session.execute(delete(table).where(table.motion_id == motion.id))
    db.session.flush()


@in_session
def give_slip(by: Actor, session: CouncilSession, motion: Motion, person_id: int, now: datetime) -> str:
    """A one-time code for a member in the room without a phone, to be typed on the shared tablet; shown once.

    One not used yet ends with the next. Once it was used there is no other: nobody can vote over it.
    """
    permit(by, "motion.give_slip", session.place_id, session.path)
    hall = halls.hall(session)
    _require_secret(hall, motion)
    require(person_id in hall.here, refusals.NOT_HERE)
    require(hall.here[person_id].channel == "in_person", vote_refusals.SLIP_IN_ROOM)
    require(person_id in {m.person_id for m in hall.voters(motion)}, refusals.RECUSED)
    require(person_id not in hall.marks.get(motion.id, ()), vote_refusals.HAS_VOTED)
    code = base32.drawn(SLIP_LENGTH)
    mac = secret_keys.slip_mac(found(secret_queries.key(motion.id), vote_refusals.KEY_GONE), code)
    mine = (SecretSlip.motion_id == motion.id, SecretSlip.person_id == person_id)
    db.session.execute(delete(SecretSlip).where(*mine))
    row = {"motion_id": motion.id, "person_id": person_id, "mac": mac, "used": False}
    db.session.execute(insert(SecretSlip).values(row))
    journal.write(by, "motion.give_slip", session.ref, now, motion=motion.number, person=person_id)
    return base32.grouped(code, SLIP_GROUP)


@in_session
def vote_by_slip(
    by: Actor, session: CouncilSession, motion: Motion, code: str, choice: str, now: datetime
) -> None:
    """The vote of the member whose code was typed on the tablet, once. `by` is `VISITOR`, whoever is signed in."""
    permit(by, "motion.vote_by_slip", session.place_id, session.path)
    hall = halls.hall(session)
    _require_secret(hall, motion)
    slip = found(secret_queries.slip(motion.id, code), vote_refusals.NO_SLIP)
    require(not slip.used, vote_refusals.SLIP_USED)
    require(slip.person_id in {m.person_id for m in hall.voters(motion)}, refusals.RECUSED)
    # whoever kept a copy of the code cannot vote over what its owner cast on their own phone
    require(slip.person_id not in hall.marks.get(motion.id, ()), vote_refusals.VOTED_ALREADY)
    cast(hall, motion, slip.person_id, choice)
    slip.used = True
    db.session.flush()
    journal.write(by, "motion.vote", session.ref, now, motion=motion.number, person=slip.person_id)


def _require_secret(hall: Hall, motion: Motion) -> None:
    running = motion.state == "voting" and motion.form == "secret" and hall.session.state == "open"
    require(running, refusals.NOT_VOTING)


def can_open(motion: Motion) -> bool:
    """Whether the key of a running vote is there."""
    return secret_queries.key(motion.id) is not None


def note_wrong(by: Actor, session_code: str, now: datetime) -> None:
    """Remember a wrong code for the waiting rule; old ones go. Which code it was is not kept."""
    permit(by, "motion.vote_by_slip", 0, "")
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - WINDOW))
    db.session.add(SignInAttempt(key=secret_queries.attempt_key(session_code), at=now))
