"""What is due in projects, for the clock: each one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import literal, select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.funds.months import months_over
from micro_projects.journal.models import DueWork, SubjectRow
from micro_projects.projects.models import Contract, Evaluation, Project, Wait
from micro_projects.projects.rules import REPORTED
from micro_projects.web.show import ZONE


def to_report(now: datetime) -> Sequence[tuple[int, datetime, datetime]]:
    """Months over, of projects under contract, whose E2 is not posted: (project, month's start, its end)."""
    done = set(db.session.scalars(select(DueWork.key).where(DueWork.job == "project.progress")))
    query = (
        select(Project.id, Contract.at)
        .join(Contract, Contract.project_id == Project.id)
        .where(Project.state.in_(REPORTED), Contract.ended_at.is_(None))
        .order_by(Project.id)
    )
    return [
        (project_id, start, end)
        for project_id, signed in db.session.execute(query)
        for start, end in months_over(signed, now)
        if f"{project_id}:{start:%Y-%m}" not in done
    ]


def overdue(now: datetime) -> Sequence[tuple[int, datetime]]:
    """Waits past their limit, not yet disclosed as such."""
    query = select(Wait.id, Wait.due_at).where(
        Wait.met_at.is_(None), Wait.overdue_at.is_(None), Wait.due_at <= now
    )
    rows = db.session.execute(query.order_by(Wait.due_at, Wait.id))
    return [(row[0], row[1]) for row in rows if row[1] is not None]


def to_evaluate(now: datetime) -> Sequence[tuple[int, int, datetime]]:
    """Projects to be evaluated now: (project, which time, since when)."""
    asked = select(literal(1)).where(Evaluation.project_id == Project.id).correlate(Project)
    query = (
        select(
            Project.id,
            Project.state,
            Project.in_use_on,
            Cycle,
            asked.where(Evaluation.number == 2).exists(),
        )
        .join(SubjectRow, SubjectRow.id == Project.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(
            Project.state.in_(("settled", "closed", "closed_with_reservations")),
            Project.in_use_on.is_not(None),
        )
    )
    found = []
    for project_id, state, in_use_on, cycle, again in db.session.execute(query):
        if again or in_use_on is None:
            continue
        pack = cycle.pack
        number = 1 if state == "settled" else 2
        days = pack.evaluate_after_days if number == 1 else pack.evaluate_again_days
        opens = datetime.combine(in_use_on + timedelta(days=days), time(9), ZONE)
        if opens <= now:
            found.append((project_id, number, opens))
    return found


def to_close(now: datetime) -> Sequence[tuple[int, datetime]]:
    """Evaluations past their last day."""
    query = select(Evaluation.id, Evaluation.closes_at).where(
        Evaluation.closed_at.is_(None), Evaluation.closes_at <= now
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Evaluation.closes_at))]
