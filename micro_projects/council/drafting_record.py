"""What the minutes are drafted from: everything kept about a session that has ended, read once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.council import hall as halls
from micro_projects.council import observer_queries, queries, recusal_queries, speaking_queries
from micro_projects.council.hall import Hall
from micro_projects.council.models import CouncilSession, QuorumCheck
from micro_projects.council.recusal_queries import OpenChallenge
from micro_projects.council.speaking_models import Speech
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.places.models import Place

QUORUM = {"session.quorum_lost": False, "session.quorum_back": True}


class QuorumChange(NamedTuple):
    """A quorum lost while the session was open, or there again."""

    at: datetime
    met: bool
    present: int
    needed: int


@dataclass(frozen=True, slots=True)
class Record:
    """One session, as its minutes tell it."""

    hall: Hall
    place: str
    chair: str
    checks: Sequence[QuorumCheck]
    speeches: Sequence[Speech]
    challenges: Sequence[OpenChallenge]
    quorum: Sequence[QuorumChange]
    observers: int
    """How many had a seat as observers; who they were stays at the door."""


def read(session: CouncilSession) -> Record:
    """Everything about a session."""
    places = observer_queries.observers(session)
    return Record(
        hall=halls.hall(session),
        place=db.session.get_one(Place, session.place_id).name,
        chair=queries.name(session.chair_id),
        checks=queries.checks(session.id),
        speeches=speaking_queries.speeches(session.id),
        challenges=recusal_queries.challenges_in(session.id),
        quorum=_quorum(session),
        observers=sum(one.seat is not None for one in places),
    )


def _quorum(session: CouncilSession) -> list[QuorumChange]:
    query = (
        select(JournalEntry.at, JournalEntry.act, JournalEntry.facts)
        .where(
            JournalEntry.subject_id == session.id,
            JournalEntry.subject_kind == session.ref.kind,
            JournalEntry.act.in_(QUORUM),
        )
        .order_by(JournalEntry.id)
    )
    changes = []
    for at, act, facts in db.session.execute(query):
        known = json.loads(facts)
        changes.append(QuorumChange(at, QUORUM[act], known["present"], known["needed"]))
    return changes
