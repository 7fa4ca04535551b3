"""What the clock does between closing and the count, and with a difference afterwards. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.proposals.queries import done_keys
from micro_projects.voting import (
    paper_queries,
    queries,
    reconcile_actions,
    reconcile_letters,
    reconcile_queries,
)
from micro_projects.voting.counting.could_change import Verdict
from micro_projects.voting.models import Round

ENTERING_REMIND, ENTERING_LATE = "round.entering_remind", "round.entering_late"
EXPLAINING_REMIND = "round.explaining_remind"


def to_reconcile(now: datetime) -> Iterator[Due]:
    """Rounds whose counts are equal or explained, or in which too few voted: nothing of theirs is opened."""
    for round_ in queries.in_states("entering"):
        if reconcile_queries.too_few(round_):
            yield Due(str(round_.id), round_.state_since)
        elif paper_queries.ready(round_):
            lines, known = reconcile_queries.lines(round_), reconcile_queries.in_force(round_.id)
            if reconcile_queries.same(known, lines) and reconcile_queries.explained(known):
                yield Due(str(round_.id), round_.state_since)


def differing(now: datetime) -> Iterator[Due]:
    """Rounds whose counts differ otherwise than is known."""
    for round_ in queries.in_states("entering"):
        if paper_queries.ready(round_) and not reconcile_queries.too_few(round_):
            known = reconcile_queries.in_force(round_.id)
            if not reconcile_queries.same(known, reconcile_queries.lines(round_)):
                yield Due(f"{round_.id}:{max((row.id for row in known), default=0)}", round_.state_since)


def entering_remind(now: datetime) -> Iterator[Due]:
    """Rounds whose time for entering paper ends soon."""
    done = done_keys(ENTERING_REMIND)
    for round_, until in _entering():
        if (at := reconcile_queries.reminded_at(until)) <= now < until and str(round_.id) not in done:
            yield Due(str(round_.id), at)


def entering_late(now: datetime) -> Iterator[Due]:
    """Rounds whose paper is not entered in time."""
    done = done_keys(ENTERING_LATE)
    for round_, until in _entering():
        if until <= now and str(round_.id) not in done:
            yield Due(str(round_.id), until)


def _entering() -> Iterator[tuple[Round, datetime]]:
    for round_ in queries.in_states("entering"):
        if not paper_queries.ready(round_) and not reconcile_queries.too_few(round_):
            yield round_, reconcile_queries.entering_until(round_)


def explaining_remind(now: datetime) -> Iterator[Due]:
    """Differences whose time for the explanation ends soon; the same day they are found needs no second letter."""
    done = done_keys(EXPLAINING_REMIND)
    for round_id, until in _unexplained():
        at = reconcile_queries.reminded_at(until)
        if at <= now < until and str(round_id) not in done:
            yield Due(str(round_id), at)


def explaining_late(now: datetime) -> Iterator[Due]:
    """Differences that nobody explained in time."""
    for round_id, until in _unexplained():
        if until <= now:
            yield Due(str(round_id), until)


def _unexplained() -> Iterator[tuple[int, datetime]]:
    return iter({row.round_id: row.due_at for row in reconcile_queries.unexplained()}.items())


def to_prove(now: datetime) -> Iterator[Due]:
    """Counted rounds with a difference that nobody judged yet."""
    for round_ in reconcile_queries.unproven():
        yield Due(str(round_.id), round_.state_since)


def to_void(now: datetime) -> Iterator[Due]:
    """Rounds that may only be voided, and whose motion does not wait yet; a lost one is moved again."""
    for round_, moved in reconcile_queries.held():
        yield Due(f"{round_.id}:{moved}", round_.state_since)


def _round(due: Due) -> Round:
    return queries.by_id(int(due.key.split(":")[0]))


def reconcile(due: Due, now: datetime) -> None:
    """Reconcile one."""
    reconcile_actions.reconcile(CLOCK_ACTOR, _round(due), now)


def note_difference(due: Due, now: datetime) -> None:
    """Disclose one."""
    reconcile_actions.note_difference(CLOCK_ACTOR, _round(due), now)


def remind_to_enter(due: Due, now: datetime) -> None:
    """Write about one."""
    round_ = _round(due)
    reconcile_letters.enter(round_, reconcile_queries.entering_until(round_), now)


def remind_to_explain(due: Due, now: datetime) -> None:
    """Write about one."""
    reconcile_letters.explain(_round(due), reconcile_queries.in_force(int(due.key))[0].due_at, now)


def note_entering_late(due: Due, now: datetime) -> None:
    """Disclose one."""
    reconcile_actions.note_overdue(CLOCK_ACTOR, _round(due), "entering", due.due_at, now)


def note_explaining_late(due: Due, now: datetime) -> None:
    """Disclose one."""
    reconcile_actions.note_overdue(CLOCK_ACTOR, _round(due), "explaining", due.due_at, now)


def prove(due: Due, now: datetime, ahead: Verdict) -> None:
    """Keep the judgement on one."""
    reconcile_actions.prove(CLOCK_ACTOR, _round(due), now, ahead)


def move_void(due: Due, now: datetime) -> None:
    """Put one on the agenda."""
    reconcile_actions.move_void(CLOCK_ACTOR, _round(due), now)


JOBS = (
    Job(ENTERING_REMIND, entering_remind, remind_to_enter),
    Job(ENTERING_LATE, entering_late, note_entering_late),
    Job("round.differ", differing, note_difference),
    Job(EXPLAINING_REMIND, explaining_remind, remind_to_explain),
    Job("round.explaining_late", explaining_late, note_explaining_late),
    Job("round.reconcile", to_reconcile, reconcile),
    Job("round.prove", to_prove, prove, ahead=lambda due: reconcile_actions.judged(_round(due))),
    Job("round.move_void", to_void, move_void),
)
