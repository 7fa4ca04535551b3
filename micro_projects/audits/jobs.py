"""What the clock reminds of: a hearing that is over, a further look that is due. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.audits import actions, follow_up_actions, queries
from micro_projects.audits.models import Audit, FollowUp
from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.due import Due, Job
from micro_projects.web.show import ZONE


def heard(now: datetime) -> Iterator[Due]:
    """Hearings whose time is over."""
    for audit in queries.heard_out(now):
        assert audit.hear_until is not None
        yield Due(f"{audit.id}:{audit.hear_until.isoformat()}", audit.hear_until)


def remind_heard(due: Due, now: datetime) -> None:
    """Tell whoever audits."""
    actions.remind_heard(CLOCK_ACTOR, db.session.get_one(Audit, int(due.key.split(":")[0])), now)


def looks(now: datetime) -> Iterator[Due]:
    """Further looks whose day has come."""
    for look in queries.looks_due(now.astimezone(ZONE).date()):
        yield Due(str(look.id), midnight(look.due_on, ZONE))


def remind_look(due: Due, now: datetime) -> None:
    """Tell whoever audits."""
    follow_up_actions.remind_look(CLOCK_ACTOR, db.session.get_one(FollowUp, int(due.key)), now)


JOBS = (Job("audit.heard", heard, remind_heard), Job("audit.look", looks, remind_look))
