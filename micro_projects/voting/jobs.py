"""What the clock does for voting: freezes, opens, closes, counts by the frozen rule, posts D3. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.voting import (
    actions,
    count_actions,
    files,
    freeze_actions,
    freezing_queries,
    keeper_jobs,
    queries,
    reconcile_jobs,
    result_actions,
    round_keys,
)
from micro_projects.voting.models import Round
from micro_projects.voting.rules import ANNOUNCED, COUNTED

Step = Callable[..., object]
"""Of actor, round, now and what was found ahead, where the job looks ahead."""


def to_freeze(now: datetime) -> Iterator[Due]:
    """Open cycles without a round, whose proposals are all ready or no longer waited for (P10)."""
    waiting = freezing_queries.without_round(now + ANNOUNCED)
    if not waiting:
        return
    found = freezing_queries.candidates([due.cycle_id for due in waiting])
    for due in waiting:
        if freeze_actions.may_freeze(cycles.by_id(due.cycle_id), found.get(due.cycle_id, []), now):
            yield Due(f"{due.cycle_id}:{due.number}", now)


def freeze(due: Due, now: datetime) -> None:
    """Freeze one."""
    freeze_actions.freeze(CLOCK_ACTOR, cycles.by_id(int(due.key.split(":")[0])), now)


def _job(
    name: str,
    states: tuple[str, ...],
    due_at: Callable[[Round], datetime | None],
    step: Step,
    read: Callable[..., Sequence[Round]] = queries.in_states,
    ahead: Callable[[Round], object] | None = None,
) -> Job:
    """A job that takes `step` on every round that `read` finds in `states` once its `due_at` has come.

    `ahead`: what may be found out before the lock is held, for `step`.
    """

    def waiting(now: datetime) -> Iterator[Due]:
        for round_ in read(*states):
            at = due_at(round_)
            if at is not None and at <= now:
                # an extended round closes twice, each time at its own minute
                yield Due(f"{round_.id}:{at.isoformat()}", at)

    def of(due: Due) -> Round:
        return queries.by_id(int(due.key.split(":")[0]))

    def run(due: Due, now: datetime, *found: object) -> None:
        round_ = of(due)
        at = due_at(round_)
        if round_.state in states and at is not None and at <= now:
            step(CLOCK_ACTOR, round_, now, *found)

    return Job(name, waiting, run, None if ahead is None else lambda due: ahead(of(due)))


def _to_open(round_: Round) -> datetime | None:
    if round_.keepers and round_keys.is_kept(round_.code):
        return None  # its keepers first take the key away (keeper_jobs)
    return round_.opens_at if round_.resolve_by == "residents" else None


def _to_unseal(round_: Round) -> datetime | None:
    if round_.keepers and not round_keys.is_kept(round_.code):
        return None  # until two keepers gave theirs back
    by_residents = round_.resolve_by == "residents" and round_.opened_at is None
    return round_.state_since if by_residents else None


def _to_count(round_: Round) -> datetime | None:
    return round_.opened_at if round_.resolve_by == "residents" else None


def _to_destroy(round_: Round) -> datetime | None:
    still_needed = round_.state == "reconciled" and round_.resolve_by == "residents"
    return None if still_needed or round_.key_destroyed_at else round_.state_since


JOBS = (
    Job("round.freeze", to_freeze, freeze),
    *keeper_jobs.JOBS,
    _job("round.open", ("frozen",), _to_open, actions.open_round),
    _job("round.close", ("open",), lambda r: r.closes_at, actions.close_round),
    _job("round.enter", ("closed",), lambda r: r.state_since, actions.enter),
    *reconcile_jobs.JOBS,
    _job("round.unseal", ("reconciled",), _to_unseal, count_actions.unseal, ahead=count_actions.opened),
    _job("round.count", ("reconciled",), _to_count, count_actions.count_round, ahead=count_actions.found),
    _job(
        "round.destroy_key",
        ("reconciled", "void", *COUNTED),
        _to_destroy,
        count_actions.destroy_key,
        queries.with_key,
    ),
    _job(
        "round.result",
        ("adopted",),
        lambda r: r.state_since,
        result_actions.post_result,
        queries.without_notice,
        ahead=files.attachments,
    ),
)
