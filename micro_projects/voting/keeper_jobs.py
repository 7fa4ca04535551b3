"""What the clock does for keepers: gives the key up once it is on three papers, makes it again from two, reminds."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places import queries as places
from micro_projects.proposals.queries import done_keys
from micro_projects.voting import keeper_actions as actions
from micro_projects.voting import keeper_queries, queries

REMIND, LATE = "remind", "late"
UNTAKEN, UNRETURNED = "round.keepers_wait", "round.shares_wait"


def on_paper(now: datetime) -> Iterator[Due]:
    """Keys of which all three shares are on paper."""
    for round_ in keeper_queries.to_give_up():
        yield Due(str(round_.id), round_.state_since)


def give_up(due: Due, now: datetime) -> None:
    """Give one up."""
    actions.give_up(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


def two_back(now: datetime) -> Iterator[Due]:
    """Keys of which two shares are back."""
    for round_ in keeper_queries.to_restore():
        yield Due(str(round_.id), round_.state_since)


def restore(due: Due, now: datetime) -> None:
    """Make one again."""
    actions.restore(CLOCK_ACTOR, queries.by_id(int(due.key)), now)


def untaken(now: datetime) -> Iterator[Due]:
    """Keepers are reminded a day before opening; at the opening minute they are late."""
    waiting = keeper_queries.untaken()
    done = done_keys(UNTAKEN) if waiting else frozenset()
    for round_ in waiting:
        at = actions.remind_at(round_)
        yield from _due(
            round_.id, {REMIND: at if now < round_.opens_at else None, LATE: round_.opens_at}, done, now
        )


def unreturned(now: datetime) -> Iterator[Due]:
    """They are asked at closing; some working days later they are late."""
    waiting = keeper_queries.unreturned()
    if not waiting:
        return
    done, working_days = done_keys(UNRETURNED), places.calendar()
    for round_ in waiting:
        late = actions.return_by(round_, working_days)
        yield from _due(round_.id, {REMIND: round_.closes_at, LATE: late}, done, now)


def _due(round_id: int, steps: dict[str, datetime | None], done: Set[str], now: datetime) -> Iterator[Due]:
    for step, at in steps.items():
        if at is not None and at <= now and f"{round_id}:{step}" not in done:
            yield Due(f"{round_id}:{step}", at)


def ask_to_take(due: Due, now: datetime) -> None:
    """Before opening."""
    _ask(due, "take", now)


def ask_back(due: Due, now: datetime) -> None:
    """After closing."""
    _ask(due, "return", now)


def _ask(due: Due, step: str, now: datetime) -> None:
    key, what = due.key.split(":")
    act = actions.late if what == LATE else actions.remind
    act(CLOCK_ACTOR, queries.by_id(int(key)), step, now)


JOBS = (
    Job("round.give_up_key", on_paper, give_up),
    Job("round.restore_key", two_back, restore),
    Job(UNTAKEN, untaken, ask_to_take),
    Job(UNRETURNED, unreturned, ask_back),
)
