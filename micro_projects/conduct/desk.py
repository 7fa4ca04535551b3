"""What waits for whoever decides on reported words: one statement."""

from __future__ import annotations

from datetime import datetime

from micro_projects.conduct import review_queries as queries
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_

DECIDE = {"open": N_("处理一件对发言的举报"), "appealed": N_("处理对隐藏发言的申诉")}


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """An actor's lines, the most urgent first."""
    if actor.person_id is None:
        return []
    return [
        DeskItem(DECIDE[row.state], "conduct.review", {"token": row.token}, row.due_at)
        for row in queries.waiting_below(actor)
    ]
