"""Invariants 1, 11, 13 and 14 on the data: every state was reached by journalled steps of its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import select

from micro_projects.extensions import MACHINES, Base, db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.machine import CLOCK, Machine

TRANSITIONS, CLOCKED, ONCE, STUCK = "1 transitions", "11 clock", "13 once", "14 stuck"
Move = tuple[str, str, str, int | None]
"""Act, from, to, and who (None: the clock)."""


def transitions() -> Iterator[Finding]:
    """Each state equals where its journal leads, each step is one of the table, taken by one who may."""
    moves = _moves()
    for table, machine in MACHINES.items():
        columns = Base.metadata.tables[table].c
        for key, state in db.session.execute(select(columns.id, columns.state)):
            yield from _life(machine, key, state, moves.pop((machine.kind, key), []))
    for kind, key in moves:
        yield Finding(TRANSITIONS, f"{kind} {key} is in the journal, but its row is gone")


def _life(machine: Machine, key: int, state: str, moves: list[Move]) -> Iterator[Finding]:
    what = f"{machine.kind} {key}"
    if state not in machine.states:
        yield Finding(STUCK, f"{what}: nothing leads out of {state!r}, the table does not know it")
        return
    first, reached = (moves[0][1], moves[-1][2]) if moves else (machine.start, machine.start)
    if first != machine.start:
        yield Finding(TRANSITIONS, f"{what} began at {first}, not at {machine.start}")
    if state != reached:
        yield Finding(TRANSITIONS, f"{what} is {state}, but its journal ends at {reached}")
    for n, ((_, _, before, _), (act, source, _, _)) in enumerate(pairwise(moves), 1):
        if source != before:
            check = ONCE if act in {a for a, *_ in moves[:n]} else TRANSITIONS
            yield Finding(check, f"{what}: {act} from {source} follows a step to {before}")
    for act, source, target, person in moves:
        allowed = [s for s in machine.steps if (s.act, s.source, s.target) == (act, source, target)]
        if not allowed:
            yield Finding(TRANSITIONS, f"{what}: the table has no {act} from {source} to {target}")
        elif person is None and not allowed[0].by & {CLOCK, "count"}:
            yield Finding(CLOCKED, f"{what}: the clock took {act}, which is for {sorted(allowed[0].by)}")


def _moves() -> dict[tuple[str, int], list[Move]]:
    found: dict[tuple[str, int], list[Move]] = defaultdict(list)
    kinds = {machine.kind for machine in MACHINES.values()}
    query = select(
        JournalEntry.subject_kind,
        JournalEntry.subject_id,
        JournalEntry.act,
        JournalEntry.facts,
        JournalEntry.person_id,
    ).order_by(JournalEntry.id)
    for kind, key, act, facts, person in db.session.execute(
        query.where(JournalEntry.subject_kind.in_(kinds), JournalEntry.facts.contains('"from":'))
    ):
        known = canonical.load(facts.encode())
        if isinstance(known, dict) and "from" in known and "to" in known and act.startswith(f"{kind}."):
            assert kind is not None
            assert key is not None
            step = (act.removeprefix(f"{kind}."), str(known["from"]), str(known["to"]), person)
            found[kind, key].append(step)
    return found


CHECKS = (transitions,)
