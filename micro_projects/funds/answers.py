"""What the ledger hears: cycles opened and ended, rounds frozen and voided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from micro_projects.funds import actions, queries
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money


def round_frozen(round_: Any, by: Actor, now: datetime) -> None:
    """X1: the round's whole budget is reserved."""
    actions.reserve(by, round_.subject, round_.budget, now)


def round_voided(round_: Any, by: Actor, now: datetime) -> None:
    """P12: it goes back."""
    actions.release_voided(by, round_.subject, now)


def cycle_unfinished(cycle_id: int) -> bool:
    """Money still waits for somebody."""
    return queries.is_unfinished(cycle_id)


def pool_available(cycle_id: int) -> Money:
    """What a round could be given now."""
    return queries.balance(cycle_id, "pool")


def urgent_available(cycle_id: int) -> Money:
    """What the last project of a round could take beyond its budget."""
    return queries.balance(cycle_id, "urgent_reserve")


ANSWERS = {("pool_available", "cycle"): pool_available, ("urgent_available", "cycle"): urgent_available}
LISTENS = (
    ("cycle_opened", "cycle", actions.open_pool),
    ("cycle_ended", "cycle", actions.return_pool),
    ("round_frozen", "round", round_frozen),
    ("round_voided", "round", round_voided),
    ("cycle_unfinished", "cycle", cycle_unfinished),
    ("cycle_waits", "cycle", queries.cycle_waits),
)
