"""What waits for somebody here: conversations of one's community that one has not taken part in. One statement."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.viewpoints import queries

ANSWER = N_("请表态：%(question)s")


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """An actor's lines."""
    if not actor.rolls:
        return []
    return [
        DeskItem(ANSWER, "viewpoints.answering", {"code": c.code}, c.closes_at, {"question": c.question})
        for c, took_part in queries.waiting_for([roll.entry_id for roll in actor.rolls], now)
        if not took_part
    ]
