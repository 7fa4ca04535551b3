"""What the clock does here: says what is late and whose it is, ends the term of supervisors of final projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.oversight import finding_actions, finding_queries, queries, supervision_actions
from micro_projects.oversight.models import Finding, Supervision, Supervisor


def late_lots(now: datetime) -> Iterator[Due]:
    """Lots not prepared in time."""
    for call in queries.overdue_lots(now):
        assert call.lot_due_at is not None
        yield Due(f"{call.project_id}:{call.lot_due_at.isoformat()}", call.lot_due_at)


def disclose_late_lot(due: Due, now: datetime) -> None:
    """Say one."""
    call = db.session.get_one(Supervision, int(due.key.split(":")[0]))
    if call.lot_due_at is not None and call.lot_due_at <= now and call.overdue_at is None:
        supervision_actions.disclose_overdue(CLOCK_ACTOR, call, now)


def late_findings(now: datetime) -> Iterator[Due]:
    """Answers, and looks at answers, not given in time."""
    for finding in finding_queries.overdue(now):
        assert finding.due_at is not None
        yield Due(f"{finding.id}:{finding.due_at.isoformat()}:{finding.state}", finding.due_at)


def disclose_late_finding(due: Due, now: datetime) -> None:
    """Say one."""
    finding = db.session.get_one(Finding, int(due.key.split(":")[0]))
    if finding.due_at is not None and finding.due_at <= now and finding.overdue_at is None:
        finding_actions.disclose_overdue(CLOCK_ACTOR, finding, now)


def over(now: datetime) -> Iterator[Due]:
    """Supervisors whose project is final."""
    for seat, since in queries.to_discharge():
        yield Due(str(seat.id), since)


def discharge(due: Due, now: datetime) -> None:
    """End one term."""
    seat = db.session.get_one(Supervisor, int(due.key))
    if seat.state == "serving":
        supervision_actions.discharge(CLOCK_ACTOR, seat, now)


JOBS = (
    Job("oversight.lot_overdue", late_lots, disclose_late_lot),
    Job("oversight.finding_overdue", late_findings, disclose_late_finding),
    Job("oversight.discharge", over, discharge),
)
