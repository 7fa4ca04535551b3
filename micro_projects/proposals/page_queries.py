"""What the pages and the clock read of proposals: each a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, Text, bindparam, exists, func, literal, or_, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle, Phase
from micro_projects.extensions import db
from micro_projects.journal.models import DueWork, JournalEntry, SubjectRow
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.people.models import Person
from micro_projects.places.models import Place
from micro_projects.proposals import rules
from micro_projects.proposals.life import STEPS
from micro_projects.proposals.models import (
    Decision,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    Rerun,
    Screening,
    ScreeningAppeal,
    Second,
)


def screenings(ids: Sequence[int]) -> dict[int, Screening]:
    """The screenings of several proposals, one statement."""
    rows = db.session.scalars(select(Screening).where(Screening.proposal_id.in_(ids)))
    return {row.proposal_id: row for row in rows}


def phase_start(cycle_id: int, name: str) -> datetime:
    """The earliest moment of a phase."""
    return db.session.scalars(
        select(Phase.starts_at).where(Phase.cycle_id == cycle_id, Phase.name == name)
    ).one()


def released_at(proposal_id: int, notice_id: int) -> datetime | None:
    """When a notice let a proposal go on."""
    return db.session.scalar(
        select(NoticeSubject.released_at).where(
            NoticeSubject.notice_id == notice_id, NoticeSubject.subject_id == proposal_id
        )
    )


def authors(proposal_id: int) -> set[int]:
    """The author, and the authors of what was merged into it."""
    query = select(Proposal.author_id).where(
        or_(Proposal.id == proposal_id, Proposal.merged_into_id == proposal_id)
    )
    return set(db.session.scalars(query))


def refused(place_id: int) -> Sequence[Proposal]:
    """Proposals of a community the sub-district refused."""
    query = select(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.place_id == place_id, Proposal.state == "refused")
    return db.session.scalars(query.order_by(Proposal.id)).all()


class Line(NamedTuple):
    """One row of the list."""

    number: int
    code: str
    title: str
    kind: str
    estimate: Money
    seconds: int
    state: str


def newest_of(person_id: int, most: int = 10) -> Sequence[Proposal]:
    """A person's own proposals, the newest first: one statement."""
    query = select(Proposal).where(Proposal.author_id == person_id).order_by(Proposal.id.desc()).limit(most)
    return db.session.scalars(query).all()


def listing(
    cycle_id: int, states: Sequence[str], kind: str, words: str, after: int, limit: int
) -> list[Line]:
    """A cycle's submitted proposals by number, after one: one statement."""
    query = (
        select(
            Proposal.number,
            SubjectRow.code,
            Proposal.title,
            Proposal.kind,
            Proposal.estimate,
            Proposal.seconds,
            Proposal.state,
        )
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.cycle_id == cycle_id, SubjectRow.kind == "proposal", Proposal.number > after)
    )
    if states:
        query = query.where(Proposal.state.in_(states))
    if kind:
        query = query.where(Proposal.kind == kind)
    if words:
        found = Proposal.title.contains(words, autoescape=True)
        query = query.where(or_(found, SubjectRow.code == words.upper()))
    rows = db.session.execute(query.order_by(Proposal.number).limit(limit))
    return [Line(*cast(tuple[Any, ...], row)) for row in rows]


def counts(cycle_id: int) -> dict[str, int]:
    """How many submitted proposals of a cycle are in each state: one statement."""
    query = select(Proposal.state, func.count()).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.cycle_id == cycle_id, Proposal.number.is_not(None))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Proposal.state))}


class Sheet(NamedTuple):
    """Everything of a proposal that its own page shows first."""

    proposal: Proposal
    version: ProposalVersion | None
    author: str
    cycle: Cycle
    place: Place
    screening: Screening | None
    appeal: ScreeningAppeal | None
    decision: Decision | None
    draft: ProposalDraft | None
    window_ends: datetime
    merged_into: str | None
    carried_from: str | None
    d1_ends: datetime | None
    owed: bool
    seconded: bool


def sheet(code: str, entry_id: int = 0) -> Sheet:
    """A proposal with all that belongs to it; refused (404) when there is none. One statement."""
    row = found(db.session.execute(_sheet(), {"code": code, "entry": entry_id}).first(), rules.NO_PROPOSAL)
    return Sheet(*cast(tuple[Any, ...], row))


@cache
def _sheet() -> Select[*tuple[Any, ...]]:
    """The statement, put together once: that takes longer than asking it."""
    into, carried, named = aliased(SubjectRow), aliased(SubjectRow), aliased(SubjectRow)
    newest = select(func.max(Decision.id)).where(Decision.proposal_id == Proposal.id)
    d1 = select(func.min(Notice.ends_at)).where(Notice.cycle_id == Cycle.id, Notice.kind == "D1")
    owed = exists().where(Rerun.proposal_id == Proposal.id, Rerun.settled_at.is_(None))
    seconded = exists().where(Second.proposal_id == Proposal.id, Second.entry_id == bindparam("entry"))
    return (
        select(
            Proposal,
            ProposalVersion,
            Person.public_name,
            Cycle,
            Place,
            Screening,
            ScreeningAppeal,
            Decision,
            ProposalDraft,
            Phase.ends_at,
            into.code,
            carried.code,
            d1.correlate(Cycle).scalar_subquery(),
            owed,
            seconded,
        )
        .join(named, named.id == Proposal.id)
        .join(Cycle, Cycle.id == named.cycle_id)
        .join(Place, Place.id == named.place_id)
        .join(Person, Person.id == Proposal.author_id)
        .join(Phase, (Phase.cycle_id == Cycle.id) & (Phase.name == "proposing"))
        .outerjoin(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .outerjoin(Screening, Screening.proposal_id == Proposal.id)
        .outerjoin(ScreeningAppeal, ScreeningAppeal.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == newest.correlate(Proposal).scalar_subquery())
        .outerjoin(ProposalDraft, ProposalDraft.proposal_id == Proposal.id)
        .outerjoin(into, into.id == Proposal.merged_into_id)
        .outerjoin(carried, carried.id == Proposal.carried_from_id)
        .where(named.kind == "proposal", named.code == bindparam("code"))
    )


class Past(NamedTuple):
    """One step of a life as stored: a journal act, or a notice."""

    at: datetime
    act: str
    notice: str | None


def past(proposal_id: int) -> list[Past]:
    """The steps and the notices of a proposal, oldest first: one statement."""
    acts = select(
        JournalEntry.at.label("at"), JournalEntry.act.label("act"), literal(None, Text()).label("notice")
    ).where(
        JournalEntry.subject_id == proposal_id,
        JournalEntry.subject_kind == "proposal",
        JournalEntry.act.in_(STEPS),
    )
    shown = (
        select(Notice.posted_at, Notice.kind, Notice.code)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(NoticeSubject.subject_id == proposal_id)
    )
    rows = db.session.execute(union_all(acts, shown).order_by("at"))
    return [Past(row[0], row[1], row[2]) for row in rows]


def two_versions(proposal_id: int, number: int) -> tuple[ProposalVersion, ProposalVersion | None]:
    """A version and the one before it: one statement."""
    query = select(ProposalVersion).where(
        ProposalVersion.proposal_id == proposal_id, ProposalVersion.number.in_((number, number - 1))
    )
    rows = {v.number: v for v in db.session.scalars(query)}
    return found(rows.get(number), rules.NO_PROPOSAL), rows.get(number - 1)


def next_cycle(place_id: int, after_year: int) -> Cycle | None:
    """The community's open cycle of a later year."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id)
    query = query.where(SubjectRow.place_id == place_id, Cycle.year > after_year, Cycle.state == "open")
    return db.session.scalar(query.order_by(Cycle.year).limit(1))


def overdue_approvals(path: str, now: datetime) -> list[tuple[Proposal, datetime]]:
    """Selected proposals below a path whose approval was disclosed as overdue: shown on the home page every day."""
    query = (
        select(Proposal, DueWork.due_at)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(
            DueWork,
            (DueWork.job == "proposal.approval_overdue") & (DueWork.key == sql_cast(Proposal.id, Text())),
        )
        .where(Proposal.state == "selected", SubjectRow.path.startswith(path, autoescape=True))
        .order_by(DueWork.due_at)
    )
    return [(row[0], row[1]) for row in db.session.execute(query) if row[1] <= now]
