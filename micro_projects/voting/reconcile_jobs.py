"""What the clock does between closing and the count, and with a difference afterwards. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.places import queries as places
from micro_projects.proposals.queries import done_keys
from micro_projects.voting import (
    paper_entry_queries,
    queries,
    reconcile_actions,
    reconcile_letters,
    reconcile_queries,
)
from micro_projects.voting.counting.could_change import Verdict
from micro_projects.voting.models import Round
from micro_projects.voting.reconcile_models import RoundDifference

ENTERING_REMIND, ENTERING_LATE = "round.entering_remind", "round.entering_late"
EXPLAINING_REMIND = "round.explaining_remind"


def to_reconcile(now: datetime) -> Iterator[Due]:
    """Rounds whose counts are equal or explained, or in which too few voted: nothing of theirs is opened."""
    entering = reconcile_queries.entering()
    known = reconcile_queries.known([one.round.id for one in entering if one.ready and not one.too_few])
    for one in entering:
        if one.too_few or (one.ready and _settled(one.round, known[one.round.id])):
            yield Due(str(one.round.id), one.round.state_since)


def _settled(round_: Round, known: Sequence[RoundDifference]) -> bool:
    """Counted over only once everything known is explained: until then each tick would do it for nothing."""
    if not reconcile_queries.explained(known):
        return False
    return reconcile_queries.same(known, reconcile_queries.lines(round_))


def differing(now: datetime) -> Iterator[Due]:
    """Rounds whose counts differ otherwise than is known."""
    ready = [one.round for one in reconcile_queries.entering() if one.ready and not one.too_few]
    known = reconcile_queries.known([round_.id for round_ in ready])
    for round_ in ready:
        rows = known[round_.id]
        if not reconcile_queries.same(rows, reconcile_queries.lines(round_)):
            yield Due(f"{round_.id}:{max((row.id for row in rows), default=0)}", round_.state_since)


def entering_remind(now: datetime) -> Iterator[Due]:
    """Rounds whose time for entering paper ends soon."""
    soon = [(round_, at) for round_, at, until in _entering() if at <= now < until]
    done = done_keys(ENTERING_REMIND) if soon else frozenset()
    for round_, at in soon:
        if str(round_.id) not in done:
            yield Due(str(round_.id), at)


def entering_late(now: datetime) -> Iterator[Due]:
    """Rounds whose paper is not entered in time."""
    late = [(round_, until) for round_, _at, until in _entering() if until <= now]
    done = done_keys(ENTERING_LATE) if late else frozenset()
    for round_, until in late:
        if str(round_.id) not in done:
            yield Due(str(round_.id), until)


def _entering() -> list[tuple[Round, datetime, datetime]]:
    """Rounds whose paper is being entered, with when it is reminded of and until when it is to be done."""
    rounds = [one.round for one in reconcile_queries.entering() if not one.ready and not one.too_few]
    if not rounds:
        return []
    working_days = places.calendar()
    untils = [(round_, paper_entry_queries.deadline(round_, working_days)) for round_ in rounds]
    return [(round_, reconcile_queries.reminded_at(until, working_days), until) for round_, until in untils]


def explaining_remind(now: datetime) -> Iterator[Due]:
    """Differences whose time for the explanation ends soon; the same day they are found needs no second letter."""
    waiting = list(_unexplained())
    if not waiting:
        return
    done, working_days = done_keys(EXPLAINING_REMIND), places.calendar()
    for round_id, until in waiting:
        at = reconcile_queries.reminded_at(until, working_days)
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
