"""What a project waits for: noted when an act makes somebody else's turn, met when they act."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from micro_projects.extensions import db
from micro_projects.projects.models import Milestone, Project, Wait


def begin(
    project: Project,
    what: str,
    holder: str,
    now: datetime,
    *,
    due: datetime | None = None,
    ref_id: int = 0,
    title: str = "",
) -> None:
    """It is `holder`'s turn to do `what`, until `due` where the rule pack sets a limit."""
    db.session.add(
        Wait(
            project_id=project.id,
            what=what,
            ref_id=ref_id,
            title=title,
            holder=holder,
            since=now,
            due_at=due,
            met_at=None,
            overdue_at=None,
        )
    )
    db.session.flush()


def meet(project: Project, what: str, now: datetime, ref_id: int = 0) -> None:
    """It was done."""
    db.session.execute(
        update(Wait)
        .where(Wait.project_id == project.id, Wait.what == what, Wait.ref_id == ref_id, Wait.met_at.is_(None))
        .values(met_at=now)
    )


def meet_all(project: Project, now: datetime) -> None:
    """Nothing is waited for any more."""
    db.session.execute(
        update(Wait).where(Wait.project_id == project.id, Wait.met_at.is_(None)).values(met_at=now)
    )


def postpone(project: Project, milestone_id: int, days: int, now: datetime) -> None:
    """A variation of time took effect: the milestone and the whole work are due later (or sooner)."""
    later = timedelta(days=days)
    milestone = db.session.get_one(Milestone, milestone_id)
    milestone.due_on += later
    for wait in db.session.scalars(
        select(Wait).where(
            Wait.project_id == project.id,
            Wait.met_at.is_(None),
            ((Wait.what == "deliver") & (Wait.ref_id == milestone_id))
            | ((Wait.what == "request_acceptance") & (Wait.ref_id == 0)),
        )
    ):
        if wait.due_at is not None:
            wait.due_at = max(wait.due_at + later, now)
            wait.overdue_at = None
    db.session.flush()
