"""Invariant 1 on the data: every journalled step was taken by a holder of a listed role, in that place, then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, select

from micro_projects.extensions import MACHINES, db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.people.models import RoleHolding, RollEntry
from micro_projects.places.models import Place
from micro_projects.web.show import ZONE

CHECK = "1 transitions"
CAUSES = frozenset({"motion.carry", "motion.lose", "motion.grant", "motion.deny", "objection.uphold"})
"""What a decided motion or an upheld objection brings about is the same person's at the same instant."""
STANDS_FOR = {"panel": ("council_member",), "resident": ("worker",)}
"""A panel is drawn from the council; a worker enters for residents who come in person (代办)."""
ANYBODY = "count"
OBJECTORS = "objection"
"""Whoever is affected may object and take it back, on the roll or not."""


class Step(NamedTuple):
    """A journalled step by a person."""

    at: datetime
    person: int
    act: str
    kind: str
    key: int
    path: str | None
    source: str
    target: str


class _Held(NamedTuple):
    """A role, or a place on the roll (``resident``), held from a day and before another."""

    role: str
    path: str
    since: date
    until: date | None


def holders() -> Iterator[Finding]:
    """No step by somebody who held none of its roles there and then. Three statements."""
    steps = list(_steps())
    held = _held({s.person for s in steps})
    causes = {(s.person, s.at) for s in steps if s.act in CAUSES}
    by_of = {(f"{m.kind}.{s.act}", s.source, s.target): s.by for m in MACHINES.values() for s in m.steps}
    for step in steps:
        by = by_of.get((step.act, step.source, step.target))
        if by is None or ANYBODY in by or ("resident" in by and step.kind == OBJECTORS):
            continue  # a step the table does not have is named by the journal's own check
        if step.act not in CAUSES and (step.person, step.at) in causes:
            continue
        if not _holds(held[step.person], by, step):
            yield Finding(
                CHECK,
                f"{step.kind} {step.key}: {step.act} by person {step.person}, who held none of {sorted(by)}",
            )


def _holds(held: list[_Held], by: frozenset[str], step: Step) -> bool:
    roles = by.union(*(STANDS_FOR.get(role, ()) for role in by))
    day = step.at.astimezone(ZONE).date()
    return any(
        h.role in roles
        and h.since <= day
        and (h.until is None or day < h.until or (h.role == "resident" and day == h.until))
        and (step.path is None or step.path.startswith(h.path))
        for h in held
    )


def _steps() -> Iterator[Step]:
    query = (
        select(
            JournalEntry.at,
            JournalEntry.person_id,
            JournalEntry.act,
            JournalEntry.subject_kind,
            JournalEntry.subject_id,
            SubjectRow.path,
            JournalEntry.facts,
        )
        .outerjoin(
            SubjectRow,
            and_(SubjectRow.id == JournalEntry.subject_id, SubjectRow.kind == JournalEntry.subject_kind),
        )
        .where(
            JournalEntry.person_id.is_not(None),
            JournalEntry.subject_kind.in_({m.kind for m in MACHINES.values()}),
            JournalEntry.facts.contains('"from":'),
        )
        .order_by(JournalEntry.id)
    )
    for at, person, act, kind, key, path, facts in db.session.execute(query):
        known = canonical.load(facts.encode())
        assert person is not None and kind is not None and key is not None
        if isinstance(known, dict) and "from" in known and "to" in known:
            yield Step(at, person, act, kind, key, path, str(known["from"]), str(known["to"]))


def _held(people: set[int]) -> dict[int, list[_Held]]:
    found: dict[int, list[_Held]] = defaultdict(list)
    roles = select(
        RoleHolding.person_id, RoleHolding.role, Place.path, RoleHolding.from_on, RoleHolding.until_on
    ).join(Place, Place.id == RoleHolding.place_id)
    for person, role, path, since, until in db.session.execute(roles):
        found[person].append(_Held(role, path, since, until))
    rolls = select(RollEntry.person_id, Place.path, RollEntry.added_at, RollEntry.removed_at)
    for person, path, added, removed in db.session.execute(rolls.join(Place, Place.id == RollEntry.place_id)):
        if person in people:
            until = removed.astimezone(ZONE).date() if removed else None
            found[person].append(_Held("resident", path, added.astimezone(ZONE).date(), until))
    return found


CHECKS = (holders,)
