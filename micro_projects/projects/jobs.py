"""What the clock does for projects: monthly progress, overdue steps, evaluations. It accepts and pays nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.due import Due, Job
from micro_projects.projects import (
    clock_queries,
    evaluation_actions,
    milestone_actions,
    overdue_actions,
    queries,
)
from micro_projects.projects.models import Evaluation, Wait
from micro_projects.web.show import ZONE


def progress(now: datetime) -> Iterator[Due]:
    """E2: months that are over for projects under contract."""
    for project_id, start, end in clock_queries.to_report(now):
        yield Due(f"{project_id}:{start:%Y-%m}", end)


def disclose_progress(due: Due, now: datetime) -> None:
    """Post one month."""
    project_id, _, month = due.key.partition(":")
    start = midnight(date.fromisoformat(f"{month}-01"), ZONE)
    project = queries.by_id(int(project_id))
    milestone_actions.disclose_progress(CLOCK_ACTOR, project, start, due.due_at, now)


def overdue(now: datetime) -> Iterator[Due]:
    """Steps whose time ran out."""
    for wait_id, due_at in clock_queries.overdue(now):
        yield Due(f"{wait_id}:{due_at:%Y-%m-%dT%H:%M}", due_at)


def disclose_overdue(due: Due, now: datetime) -> None:
    """Say one in public, with who holds it."""
    wait = db.session.get_one(Wait, int(due.key.partition(":")[0]))
    overdue_actions.disclose_overdue(CLOCK_ACTOR, queries.by_id(wait.project_id), wait, now)


def evaluations(now: datetime) -> Iterator[Due]:
    """X10: projects to be asked about, the first time and after a year."""
    for project_id, number, opens_at in clock_queries.to_evaluate(now):
        yield Due(f"{project_id}:{number}", opens_at)


def begin_evaluation(due: Due, now: datetime) -> None:
    """Open one."""
    project_id, _, number = due.key.partition(":")
    evaluation_actions.begin_evaluation(CLOCK_ACTOR, queries.by_id(int(project_id)), int(number), now)


def closings(now: datetime) -> Iterator[Due]:
    """Evaluations whose time is over."""
    for evaluation_id, closes_at in clock_queries.to_close(now):
        yield Due(str(evaluation_id), closes_at)


def close_evaluation(due: Due, now: datetime) -> None:
    """Count and publish one."""
    made = db.session.get_one(Evaluation, int(due.key))
    evaluation_actions.close_evaluation(CLOCK_ACTOR, queries.by_id(made.project_id), made, now)


JOBS = (
    Job("project.overdue", overdue, disclose_overdue),
    Job("project.progress", progress, disclose_progress),
    Job("project.evaluate", evaluations, begin_evaluation),
    Job("project.close_evaluation", closings, close_evaluation),
)
