"""Reading the standing committee: who is on it, what it may decide, what it has still to report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.council.committee_models import (
    CommitteeMember,
    CommitteePurpose,
    CommitteeReport,
    StandingCommittee,
)
from micro_projects.council.committee_rules import NO_COMMITTEE, runs
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person


class Committee(NamedTuple):
    """A committee with its members and purposes."""

    row: StandingCommittee
    members: dict[int, str]
    """Names by person."""
    purposes: list[str]


def _of(rows: Sequence[StandingCommittee]) -> list[Committee]:
    """These committees, whole: two statements more."""
    ids = [row.id for row in rows]
    named = (
        select(CommitteeMember.committee_id, Person.id, Person.public_name)
        .join(Person, Person.id == CommitteeMember.person_id)
        .where(CommitteeMember.committee_id.in_(ids))
        .order_by(CommitteeMember.person_id)
    )
    may = select(CommitteePurpose).where(CommitteePurpose.committee_id.in_(ids))
    whole = {row.id: Committee(row, {}, []) for row in rows}
    if ids:
        for committee_id, person_id, name in db.session.execute(named):
            whole[committee_id].members[person_id] = name
        for one in db.session.scalars(may.order_by(CommitteePurpose.purpose)):
            whole[one.committee_id].purposes.append(one.purpose)
    return list(whole.values())


def all_of(place_id: int) -> list[Committee]:
    """Every committee of a council, newest first: three statements."""
    query = select(StandingCommittee).join(SubjectRow, SubjectRow.id == StandingCommittee.id)
    query = query.where(SubjectRow.place_id == place_id).order_by(StandingCommittee.id.desc())
    return _of(db.session.scalars(query.limit(20)).all())


def _in_state(place_id: int, state: str) -> Committee | None:
    query = (
        select(StandingCommittee)
        .join(SubjectRow, SubjectRow.id == StandingCommittee.id)
        .where(SubjectRow.place_id == place_id, StandingCommittee.state == state)
    )
    return next(iter(_of(db.session.scalars(query).all())), None)


def in_force(place_id: int, on: date) -> Committee | None:
    """The committee that may meet on a day, if the council has one."""
    there = _in_state(place_id, "in_force")
    return there if there and runs(there.row.until_on, on) else None


def drafted(place_id: int) -> Committee | None:
    """The draft that waits for the council."""
    return _in_state(place_id, "drafted")


def standing(place_id: int) -> StandingCommittee | None:
    """The committee in force, its day past or not: what a new one replaces."""
    there = _in_state(place_id, "in_force")
    return there.row if there else None


def one(committee_id: int) -> Committee:
    """A committee by its id."""
    return found(next(iter(_of([db.session.get_one(StandingCommittee, committee_id)])), None), NO_COMMITTEE)


def member_ids(committee_id: int) -> set[int]:
    """Who sits on a committee."""
    query = select(CommitteeMember.person_id).where(CommitteeMember.committee_id == committee_id)
    return set(db.session.scalars(query))


def purposes(committee_id: int) -> set[str]:
    """What a committee may decide."""
    query = select(CommitteePurpose.purpose).where(CommitteePurpose.committee_id == committee_id)
    return set(db.session.scalars(query))


def next_number(place_code: str, year: int) -> int:
    """The number of a community's next committee in a year, from 1."""
    query = select(SubjectRow.id).where(
        SubjectRow.kind == StandingCommittee.KIND, SubjectRow.code.startswith(f"{place_code}-{year}-CC")
    )
    return 1 + len(db.session.scalars(query).all())


def unreported(place_id: int) -> Sequence[CouncilSession]:
    """Sessions of the committee that decided something the council has not heard yet, oldest first."""
    decided = select(AgendaItem.id).where(
        AgendaItem.session_id == CouncilSession.id, AgendaItem.state == "decided"
    )
    heard = select(CommitteeReport.session_id).where(CommitteeReport.session_id == CouncilSession.id)
    query = (
        select(CouncilSession)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(
            SubjectRow.place_id == place_id,
            CouncilSession.form == "committee",
            CouncilSession.ended_at.is_not(None),
            decided.exists(),
            ~heard.exists(),
        )
    )
    return db.session.scalars(query.order_by(CouncilSession.id)).all()


def sessions(place_id: int) -> list[tuple[CouncilSession, bool]]:
    """The committee's sessions, newest first, and whether the council has heard of each."""
    query = (
        select(CouncilSession, CommitteeReport.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .outerjoin(CommitteeReport, CommitteeReport.session_id == CouncilSession.id)
        .where(SubjectRow.place_id == place_id, CouncilSession.form == "committee")
    )
    rows = db.session.execute(query.order_by(CouncilSession.id.desc()).limit(50))
    return [(row[0], row[1] is not None) for row in rows]


def results(session_ids: Sequence[int]) -> dict[int, list[tuple[AgendaItem, Motion]]]:
    """What these sessions decided: item and the motion that decided it, in order; one statement."""
    query = (
        select(AgendaItem, Motion)
        .join(Motion, Motion.item_id == AgendaItem.id)
        .where(
            AgendaItem.session_id.in_(session_ids),
            AgendaItem.state == "decided",
            Motion.kind.in_(("main", "defer", "refer")),
            Motion.state.in_(("carried", "lost", "to_office", "granted", "denied", "voided")),
        )
        .order_by(AgendaItem.number, Motion.number)
    )
    decided: dict[int, list[tuple[AgendaItem, Motion]]] = {}
    for item, motion in db.session.execute(query):
        lines = decided.setdefault(item.session_id, [])
        lines[:] = [line for line in lines if line[0].id != item.id] + [(item, motion)]
    return decided
