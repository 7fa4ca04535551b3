"""Who speaks next: points of order, then whoever has spoken least, then first asked. Pure (procedure: Sessions)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from micro_projects.kernel.refusal import N_

KINDS = {"speech": N_("发言"), "point_of_order": N_("程序问题")}
RULINGS = {"sustained": N_("成立"), "not_sustained": N_("不成立")}
"""What the chair rules on a point of order."""


class Asked(NamedTuple):
    """Somebody who waits for the floor."""

    number: int
    person_id: int
    kind: str
    asked_at: datetime


def in_order(waiting: Iterable[Asked], here: Mapping[int, int], before: Mapping[int, int]) -> list[Asked]:
    """Those who wait, the next speaker first.

    A point of order goes before every speech, and among themselves they go as asked. Speeches go by the seconds that
    the person has spoken in this session (`here`), then in the cycle's other sessions (`before`), then as asked.
    """

    def turn(asked: Asked) -> tuple[bool, int, int, datetime, int]:
        if asked.kind == "point_of_order":
            return (False, 0, 0, asked.asked_at, asked.number)
        who = asked.person_id
        return (True, here.get(who, 0), before.get(who, 0), asked.asked_at, asked.number)

    return sorted(waiting, key=turn)


def seconds(given_at: datetime, ended_at: datetime, paused: int = 0) -> int:
    """How long somebody had the floor, in whole seconds; what points of order took is not theirs."""
    return max(0, int((ended_at - given_at).total_seconds()) - paused)
