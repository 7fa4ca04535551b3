"""Reading cycles and their phases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from micro_projects.cycles.models import Cycle, Phase
from micro_projects.cycles.pack import Pack
from micro_projects.cycles.rules import NO_CYCLE
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found


def cycle(community: str, year: int) -> Cycle:
    """The cycle of a community's year; refused (404) when there is none."""
    return found(find(community, year), NO_CYCLE)


def find(community: str, year: int) -> Cycle | None:
    """The cycle of a community's year, if there is one."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id)
    return db.session.scalar(
        query.where(SubjectRow.kind == "cycle", SubjectRow.code == f"{community}-{year}").limit(1)
    )


def by_id(cycle_id: int) -> Cycle:
    """The cycle a subject belongs to."""
    return db.session.get_one(Cycle, cycle_id)


def of_place(place_id: int) -> Sequence[Cycle]:
    """A community's cycles, newest first."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id)
    return db.session.scalars(query.where(SubjectRow.place_id == place_id).order_by(Cycle.year.desc())).all()


def newest(place_id: int) -> Cycle | None:
    """A community's newest cycle, if it has one."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id).where(SubjectRow.place_id == place_id)
    return db.session.scalar(query.order_by(Cycle.year.desc()).limit(1))


def pack_of(place_id: int) -> Pack:
    """The rules in force in a community: its open cycle's pack, else its newest's, else the default."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id).where(SubjectRow.place_id == place_id)
    cycle = db.session.scalar(query.order_by((Cycle.state == "open").desc(), Cycle.year.desc()).limit(1))
    return cycle.pack if cycle else Pack()


def in_state(state: str) -> Sequence[Cycle]:
    """Every cycle in a state."""
    return db.session.scalars(select(Cycle).where(Cycle.state == state).order_by(Cycle.id)).all()


def past_proposing(now: datetime, waits: Sequence[ColumnElement[bool]]) -> Sequence[tuple[int, datetime]]:
    """Open cycles whose proposing window is over and of which nothing `waits`; since when."""
    query = (
        select(Cycle.id, Phase.ends_at)
        .join(Phase, (Phase.cycle_id == Cycle.id) & (Phase.name == "proposing"))
        .where(Cycle.state == "open", Phase.ends_at <= now, *(~wait for wait in waits))
        .order_by(Cycle.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query) if row[1]]


def phases(cycle_id: int) -> dict[str, Phase]:
    """A cycle's phases by name."""
    rows = db.session.scalars(select(Phase).where(Phase.cycle_id == cycle_id).order_by(Phase.starts_at))
    return {row.name: row for row in rows}
