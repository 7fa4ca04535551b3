"""Who makes the base of a session: the council's members in office, or those of its standing committee."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.council import committee_queries, queries
from micro_projects.council.models import AgendaItem, Challenge, CouncilSession, Recusal
from micro_projects.council.queries import Member
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow


def members_of(session: CouncilSession) -> list[Member]:
    """Members on the session's day: of the council, or those of them whom the council put on its committee."""
    in_office = queries.members(session.place_id, queries.day_of(session))
    if session.committee_id is None:
        return in_office
    chosen = committee_queries.member_ids(session.committee_id)
    return [m for m in in_office if m.person_id in chosen]


class Aside(NamedTuple):
    """One item of a coming session from which a member stands aside."""

    session: str
    starts_at: datetime
    number: int
    title: str
    title_facts: str
    source: str
    reason: str


def next_aside(place_id: int, person_id: int) -> list[Aside]:
    """From which items of the sessions still to be held somebody stands aside: one statement."""
    query = (
        select(
            SubjectRow.code,
            CouncilSession.starts_at,
            AgendaItem.number,
            AgendaItem.title,
            AgendaItem.title_facts,
            Recusal.source,
            Recusal.reason,
        )
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(
            SubjectRow.place_id == place_id,
            Recusal.person_id == person_id,
            CouncilSession.state.in_(queries.LIVE),
        )
        .order_by(CouncilSession.starts_at, AgendaItem.number)
    )
    return [Aside(*row) for row in db.session.execute(query)]


def challenged(person_id: int) -> list[tuple[str, int, datetime]]:
    """Items in which somebody was asked in writing to stand aside: session, item, when it begins."""
    query = (
        select(SubjectRow.code, AgendaItem.number, CouncilSession.starts_at)
        .join(CouncilSession, CouncilSession.id == SubjectRow.id)
        .join(AgendaItem, AgendaItem.session_id == CouncilSession.id)
        .join(Challenge, Challenge.item_id == AgendaItem.id)
        .where(
            Challenge.person_id == person_id,
            Challenge.state == "open",
            CouncilSession.state.in_(queries.LIVE),
        )
        .distinct()
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
