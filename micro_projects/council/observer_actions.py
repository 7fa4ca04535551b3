"""Residents sign up to listen to a session, and cancel; first come, first seated."""

from __future__ import annotations

from datetime import datetime

from micro_projects.council import letters, member_queries, observer_queries, refusals
from micro_projects.council.actions import url
from micro_projects.council.models import CouncilSession
from micro_projects.council.observer_models import SessionObserver
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.letters import actions as post
from micro_projects.people import queries as people
from micro_projects.web.access import NOT_ON_ROLL, permit
from micro_projects.web.sentence import say

OPEN = ("convened", "checking_in")
"""Until the session is opened one may sign up."""


def sign_up(by: Actor, session: CouncilSession, now: datetime, *, entry_code: str = "") -> int | None:
    """Take a seat, or the next place on the waiting list (None). `entry_code`: at a worker's counter."""
    permit(by, "observer.sign_up", session.place_id, session.path)
    require(session.state in OPEN, refusals.OBSERVERS_CLOSED)
    person = _who(by, session, entry_code)
    members = {m.person_id for m in member_queries.members_of(session)}
    require(person not in members, refusals.MEMBER_IS_NO_OBSERVER)
    known = observer_queries.observers(session)
    require(all(o.row.person_id != person for o in known), refusals.ALREADY_OBSERVER)
    row = SessionObserver(
        session_id=session.id, person_id=person, at=now, entered_by=by.id, cancelled_at=None
    )
    db.session.add(row)
    db.session.flush()
    behalf = person if person != by.id else None
    journal.write(by, "observer.sign_up", session.ref, now, on_behalf_of=behalf)
    rank = len(known) + 1
    return rank if rank <= session.observers else None


def cancel(by: Actor, session: CouncilSession, now: datetime, *, entry_code: str = "") -> None:
    """Give the seat back; who waited longest moves up and is told."""
    permit(by, "observer.cancel", session.place_id, session.path)
    require(session.state in OPEN, refusals.OBSERVERS_CLOSED)
    person = _who(by, session, entry_code)
    known = observer_queries.observers(session)
    mine = found(next((o for o in known if o.row.person_id == person), None), refusals.NOT_OBSERVER)
    mine.row.cancelled_at = now
    db.session.flush()
    behalf = person if person != by.id else None
    journal.write(by, "observer.cancel", session.ref, now, on_behalf_of=behalf)
    next_one = next((o for o in known if o.seat is None), None)
    if mine.seat is not None and next_one is not None:
        told = say(letters.OBSERVER_SEAT, session=session.code)
        post.tell([next_one.row.person_id], told, url(session), now)


def _who(by: Actor, session: CouncilSession, entry_code: str) -> int:
    """Oneself, on the roll; or whom a worker has before them."""
    if entry_code:
        require(by.holds(frozenset({"worker"}), session.path), refusals.COUNTER_ONLY)
        return people.listed(entry_code.strip(), session.place_id).entry.person_id
    require(by.roll_entry(session.place_id) is not None, NOT_ON_ROLL)
    return by.id
