"""What waits for the clock: each question one statement, and one for the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle, Phase
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.proposals import rules
from micro_projects.proposals.models import Proposal, Rerun, ScreeningAppeal


class Waiting(NamedTuple):
    """A subject that waits: since when, and the pack of its cycle to count the days by."""

    id: int
    since: datetime
    cycle: Cycle


def past_window(states: Sequence[str], now: datetime) -> list[Waiting]:
    """Proposals in `states` whose cycle's proposing window is over; `since` is its end."""
    query = (
        select(Proposal.id, Phase.ends_at, Cycle)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(Phase, (Phase.cycle_id == Cycle.id) & (Phase.name == "proposing"))
        .where(Proposal.state.in_(states), Phase.ends_at <= now)
        .order_by(Proposal.id)
    )
    return [Waiting(row[0], row[1], row[2]) for row in db.session.execute(query) if row[1]]


def in_state(state: str) -> list[Waiting]:
    """Proposals in a state, since when."""
    query = (
        select(Proposal.id, Proposal.state_since, Cycle)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(Proposal.state == state)
        .order_by(Proposal.state_since, Proposal.id)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def appeals() -> list[Waiting]:
    """Appeals against screening that the council has not decided; since when."""
    query = (
        select(Proposal.id, ScreeningAppeal.at, Cycle)
        .join(ScreeningAppeal, ScreeningAppeal.proposal_id == Proposal.id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(ScreeningAppeal.decided_at.is_(None), Proposal.state == "screened_out")
        .order_by(ScreeningAppeal.at, Proposal.id)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def cycle_waits(cycle_id: ColumnElement[int]) -> ColumnElement[bool]:
    """That a cycle's proposals, as `rules.unfinished` reads their states, still hold it."""

    def some(states: Sequence[str]) -> ColumnElement[bool]:
        rows = select(Proposal.id).join(SubjectRow, SubjectRow.id == Proposal.id)
        rows = rows.where(SubjectRow.cycle_id == cycle_id, SubjectRow.kind == "proposal")
        return rows.where(Proposal.submitted_at.is_not(None), Proposal.state.in_(states)).exists()

    before = some(rules.BEFORE_BALLOT) & ~some(rules.AFTER_BALLOT)
    undisclosed = ~exists().where(Notice.cycle_id == cycle_id, Notice.kind == "D1")
    return some(rules.UNFINISHED) | before | undisclosed


def without_d1(now: datetime) -> list[tuple[int, datetime]]:
    """Open cycles past their window, every proposal seconded and screened, and no D1 yet; since when."""
    of_cycle = select(Proposal.id).join(SubjectRow, SubjectRow.id == Proposal.id)
    of_cycle = of_cycle.where(SubjectRow.cycle_id == Cycle.id).correlate(Cycle)
    pending = of_cycle.where(Proposal.state.in_(("draft", "submitted", "seconded"))).exists()
    last = (
        select(func.max(Proposal.state_since))
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.cycle_id == Cycle.id, Proposal.submitted_at.is_not(None))
        .correlate(Cycle)
        .scalar_subquery()
    )
    posted = exists().where(Notice.cycle_id == Cycle.id, Notice.kind == "D1")
    query = (
        select(Cycle.id, Phase.ends_at, last)
        .join(Phase, (Phase.cycle_id == Cycle.id) & (Phase.name == "proposing"))
        .where(Cycle.state == "open", Phase.ends_at <= now, ~pending, ~posted)
    )
    return [(row[0], _later(row[1], row[2])) for row in db.session.execute(query)]


def d1_over(now: datetime) -> list[tuple[int, datetime]]:
    """Open cycles whose first D1 is over; since when."""
    query = (
        select(Notice.cycle_id, Notice.ends_at)
        .join(Cycle, Cycle.id == Notice.cycle_id)
        .where(Cycle.state == "open", Notice.kind == "D1", Notice.number == 1, Notice.ends_at <= now)
    )
    return [(row[0], _later(row[1])) for row in db.session.execute(query)]


def owing() -> list[Rerun]:
    """New versions still owed by authors whose proposal waits for it, the longest first."""
    query = (
        select(Rerun)
        .join(Proposal, Proposal.id == Rerun.proposal_id)
        .where(Rerun.settled_at.is_(None), Proposal.state.in_(("screened_in", "deliberating")))
    )
    return list(db.session.scalars(query.order_by(Rerun.at, Rerun.id)))


def may_begin(now: datetime) -> list[tuple[int, datetime]]:
    """Screened-in proposals whose D1 in force let them go and whose phase has come; since when."""
    newer, held = aliased(Notice), aliased(NoticeSubject)
    superseded = exists().where(
        held.subject_id == Proposal.id,
        held.notice_id == newer.id,
        newer.kind == "D1",
        newer.id > Notice.id,
    )
    owed = exists().where(Rerun.proposal_id == Proposal.id, Rerun.settled_at.is_(None))
    query = (
        select(Proposal.id, NoticeSubject.released_at, Phase.starts_at)
        .join(NoticeSubject, NoticeSubject.subject_id == Proposal.id)
        .join(Notice, Notice.id == NoticeSubject.notice_id)
        .join(Phase, (Phase.cycle_id == Notice.cycle_id) & (Phase.name == "deliberating"))
        .where(Proposal.state == "screened_in", Notice.kind == "D1")
        .where(NoticeSubject.released_at.is_not(None), Phase.starts_at <= now, ~superseded, ~owed)
        .order_by(Proposal.id)
    )
    return [(row[0], _later(row[1], row[2])) for row in db.session.execute(query)]


def d3_released() -> list[Waiting]:
    """Selected proposals whose D3 let them go: when, for the officer's time to decide (P14)."""
    released = (
        select(func.max(NoticeSubject.released_at))
        .join(Notice, Notice.id == NoticeSubject.notice_id)
        .where(NoticeSubject.subject_id == Proposal.id, Notice.kind == "D3")
        .correlate(Proposal)
        .scalar_subquery()
    )
    query = (
        select(Proposal.id, released, Cycle)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(Proposal.state == "selected", released.is_not(None))
        .order_by(Proposal.id)
    )
    return [Waiting(row[0], _later(row[1]), row[2]) for row in db.session.execute(query)]


def _later(*instants: datetime | None) -> datetime:
    """The latest of those that are there."""
    return max(at for at in instants if at is not None)
