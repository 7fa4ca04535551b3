"""Reading speeches: a session's, who waits in which order, how long members have spoken in the cycle so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from micro_projects.council.live_refusals import NO_SPEECH
from micro_projects.council.models import CouncilSession
from micro_projects.council.speaking_models import Speech
from micro_projects.council.speaking_rules import Asked, in_order
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.web.show import ZONE


@dataclass(frozen=True, slots=True)
class Floor:
    """A session's speeches, and the seconds its waiting members spoke in the cycle's other sessions."""

    speeches: Sequence[Speech]
    before: Mapping[int, int]

    @property
    def now(self) -> Speech | None:
        """The speech being held."""
        return next((s for s in self.held if s.paused_at is None), None)

    @property
    def paused(self) -> Speech | None:
        """The speech that waits while a point of order is heard."""
        return next((s for s in self.held if s.paused_at is not None), None)

    @property
    def held(self) -> list[Speech]:
        """Given and not ended: one, or the interrupted one and the point of order after it."""
        return [s for s in self.speeches if s.given_at is not None and s.ended_at is None]

    @property
    def waiting(self) -> list[Speech]:
        """Those who asked and wait, next one first."""
        open_ = {s.number: s for s in waiting(self.speeches)}
        here: Counter[int] = Counter()
        for speech in self.speeches:
            if speech.kind == "speech" and speech.seconds:
                here[speech.person_id] += speech.seconds
        asked = [Asked(s.number, s.person_id, s.kind, s.asked_at) for s in open_.values()]
        return [open_[one.number] for one in in_order(asked, here, self.before)]


def waiting(speeches: Sequence[Speech]) -> list[Speech]:
    """Asked, and neither given nor withdrawn."""
    return [s for s in speeches if s.given_at is None and s.withdrawn_at is None]


def speeches(session_id: int) -> Sequence[Speech]:
    """Every speech of a session, as asked."""
    query = select(Speech).where(Speech.session_id == session_id).order_by(Speech.number)
    return db.session.scalars(query).all()


def floor(session: CouncilSession) -> Floor:
    """Who has the floor and who waits for it: two statements, one when nobody waits."""
    all_ = speeches(session.id)
    return Floor(all_, spoken_before(session) if waiting(all_) else {})


def spoken_before(session: CouncilSession) -> dict[int, int]:
    """Seconds that each has spoken in the other sessions of the cycle; without a cycle, of the community's year."""
    query = (
        select(Speech.person_id, func.sum(Speech.seconds))
        .join(CouncilSession, CouncilSession.id == Speech.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(
            SubjectRow.place_id == session.place_id,
            CouncilSession.id != session.id,
            Speech.kind == "speech",
            Speech.seconds.is_not(None),
        )
        .group_by(Speech.person_id)
    )
    if session.cycle_id is not None:
        query = query.where(SubjectRow.cycle_id == session.cycle_id)
    else:
        year = session.starts_at.astimezone(ZONE).year
        query = query.where(
            CouncilSession.starts_at >= datetime(year, 1, 1, tzinfo=ZONE),
            CouncilSession.starts_at < datetime(year + 1, 1, 1, tzinfo=ZONE),
        )
    return {person: int(seconds or 0) for person, seconds in db.session.execute(query)}


def speech(session_id: int, number: int) -> Speech:
    """A speech of a session; refused (404) when there is none."""
    query = select(Speech).where(Speech.session_id == session_id, Speech.number == number)
    return found(db.session.scalar(query), NO_SPEECH)
