"""What is seen of sessions, and who spoke: on the data, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from micro_projects.council import live, live_queries
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import Attendance, CouncilSession, Recusal
from micro_projects.council.speaking_models import Speech
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding

CHECK = "sessions as seen"


def seen() -> Iterator[Finding]:
    """Each session can be watched; what is seen of one that people are at is what its rows say."""
    for session in live_queries.unseen():
        yield Finding(CHECK, f"session {session.code}: nothing is kept for those who watch")
    running = select(CouncilSession).where(CouncilSession.state.in_(("checking_in", "open")))
    for session in db.session.scalars(running.order_by(CouncilSession.id)).all():
        row = db.session.get(SessionLive, session.id)
        if row is not None and row.state != canonical.dump(live.state(session)).decode():
            yield Finding(CHECK, f"session {session.code}: what is shown is not what is kept")


def spoken() -> Iterator[Finding]:
    """Nobody spoke who was not there, and nobody speaks in a session that is over."""
    here = exists().where(
        Attendance.session_id == Speech.session_id,
        Attendance.person_id == Speech.person_id,
        Attendance.came_at <= Speech.given_at,
        or_(Attendance.left_at.is_(None), Attendance.left_at >= Speech.given_at),
    )
    query = (
        select(SubjectRow.code, Speech.number)
        .join(SubjectRow, SubjectRow.id == Speech.session_id)
        .where(Speech.given_at.is_not(None), ~here)
    )
    for code, number in db.session.execute(query):
        yield Finding(CHECK, f"speech {number} of session {code}: somebody spoke who was not there")
    left = (
        select(SubjectRow.code, Speech.number)
        .join(SubjectRow, SubjectRow.id == Speech.session_id)
        .join(CouncilSession, CouncilSession.id == Speech.session_id)
        .where(Speech.ended_at.is_(None), Speech.withdrawn_at.is_(None), CouncilSession.state != "open")
    )
    for code, number in db.session.execute(left):
        yield Finding(CHECK, f"speech {number} of session {code}: it did not end with the session")


def paused() -> Iterator[Finding]:
    """A speech waits only while a point of order is heard; nobody spoke on what they had stood aside from."""
    point = aliased(Speech)
    heard = exists().where(
        point.session_id == Speech.session_id,
        point.kind == "point_of_order",
        point.given_at.is_not(None),
        point.ended_at.is_(None),
    )
    query = select(SubjectRow.code, Speech.number).join(SubjectRow, SubjectRow.id == Speech.session_id)
    for code, number in db.session.execute(query.where(Speech.paused_at.is_not(None), ~heard)):
        yield Finding(CHECK, f"speech {number} of session {code}: it waits, and nothing is heard before it")
    stood = query.join(
        Recusal, and_(Recusal.item_id == Speech.item_id, Recusal.person_id == Speech.person_id)
    ).where(Speech.given_at > Recusal.at)
    for code, number in db.session.execute(stood):
        yield Finding(CHECK, f"speech {number} of session {code}: of somebody who had stood aside")
