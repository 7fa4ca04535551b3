"""What the front pages read: each a fixed number of statements, whatever the number of communities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, literal, or_, select, union_all
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import contains_eager

from micro_projects.council.models import CouncilSession
from micro_projects.cycles.models import Cycle, Phase
from micro_projects.cycles.station_rules import Posted, Window
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.notices.objection_models import OPEN_STATES, Objection
from micro_projects.people.models import RollEntry
from micro_projects.proposals.models import Proposal
from micro_projects.voting.models import Round

GATES = ("C1", "D1", "D2", "D3")


class Year(NamedTuple):
    """A cycle with its phases."""

    cycle: Cycle
    phases: dict[str, Window]


def newest_cycles(place_ids: Sequence[int]) -> dict[int, Year]:
    """Each community's newest cycle: one statement."""
    newest = (
        select(SubjectRow.place_id, func.max(Cycle.year).label("year"))
        .join(Cycle, Cycle.id == SubjectRow.id)
        .where(SubjectRow.place_id.in_(place_ids))
        .group_by(SubjectRow.place_id)
        .subquery()
    )
    query = _with_phases().join(
        newest, and_(newest.c.place_id == SubjectRow.place_id, newest.c.year == Cycle.year)
    )
    return {year.cycle.place_id: year for year in _years(query)}


def cycles_of(place_id: int) -> list[Year]:
    """A community's cycles, newest first: one statement."""
    return _years(_with_phases().where(SubjectRow.place_id == place_id))


def _with_phases() -> Select[Cycle, Phase]:
    query = select(Cycle, Phase).join(SubjectRow, SubjectRow.id == Cycle.id)
    return query.join(Phase, Phase.cycle_id == Cycle.id).order_by(Cycle.year.desc(), Cycle.id)


def _years(query: Select[Cycle, Phase]) -> list[Year]:
    found: dict[int, Year] = {}
    for cycle, phase in db.session.execute(query):
        year = found.setdefault(cycle.id, Year(cycle, {}))
        year.phases[phase.name] = (phase.starts_at, phase.ends_at)
    return list(found.values())


class Shown(NamedTuple):
    """A notice with how much of it was let go and how many objections are open."""

    notice: Notice
    posted: Posted


def notices(cycle_ids: Sequence[int], path: str, now: datetime) -> list[Shown]:
    """The notices that gate these cycles, and all below `path` that still run: one statement, oldest first."""
    counted = (
        select(
            NoticeSubject.notice_id,
            func.count().label("subjects"),
            func.count(NoticeSubject.released_at).label("released"),
        )
        .group_by(NoticeSubject.notice_id)
        .subquery()
    )
    objections = (
        select(func.count())
        .where(Objection.notice_id == Notice.id, Objection.state.in_(OPEN_STATES))
        .correlate(Notice)
        .scalar_subquery()
    )
    gates = and_(Notice.cycle_id.in_(cycle_ids), Notice.kind.in_(GATES))
    running = and_(Notice.path.startswith(path, autoescape=True), Notice.ends_at > now)
    query = (
        select(Notice, counted.c.subjects, counted.c.released, objections)
        .outerjoin(counted, counted.c.notice_id == Notice.id)
        .where(or_(gates, running))
        .order_by(Notice.id)
    )
    return [
        Shown(n, Posted(n.kind, n.posted_at, n.ends_at, subjects or 0, released or 0, held))
        for n, subjects, released, held in db.session.execute(query)
    ]


def meetings(path: str, now: datetime) -> tuple[list[CouncilSession], list[Round]]:
    """Sessions to come or running below a path, soonest first, and every round that is not void: one statement."""
    live = CouncilSession.state.in_(("convened", "checking_in", "open"))
    query = (
        select(CouncilSession, Round)
        .select_from(SubjectRow)
        .outerjoin(CouncilSession, CouncilSession.id == SubjectRow.id)
        .outerjoin(Round, Round.id == SubjectRow.id)
        .where(
            SubjectRow.path.startswith(path, autoescape=True),
            SubjectRow.kind.in_(("session", "round")),
            or_(live, and_(Round.state != "void", Round.imported.is_(False))),
        )
        .order_by(CouncilSession.starts_at, SubjectRow.id)
        # A row is one or the other: the subject joined here is its own, never asked of the one that is missing.
        .options(contains_eager(CouncilSession.subject), contains_eager(Round.subject))
    )
    rows: Sequence[Any] = db.session.execute(query).all()
    return [row[0] for row in rows if row[0] is not None], [row[1] for row in rows if row[1] is not None]


def counts(cycle_id: int, place_id: int) -> tuple[dict[str, int], int]:
    """How many submitted proposals of a cycle are in each state, and the size of the roll: one statement."""
    proposals = (
        select(Proposal.state.label("what"), func.count().label("n"))
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.cycle_id == cycle_id, Proposal.submitted_at.is_not(None))
        .group_by(Proposal.state)
    )
    roll = select(literal("roll"), func.count()).where(
        RollEntry.place_id == place_id, RollEntry.removed_at.is_(None)
    )
    found = {row[0]: row[1] for row in db.session.execute(union_all(proposals, roll))}
    return found, found.pop("roll", 0)


def ready(check: Callable[[], bool]) -> bool:
    """Whether the house's own check passes; a database that does not answer is not ready."""
    try:
        return check()
    except SQLAlchemyError:
        db.session.rollback()
        return False
