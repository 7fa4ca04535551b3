"""`gate`: each gate opened at or after its time, its letter box as stated, with no objection open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.checks.period import in_force
from micro_projects.verifying.report import Checked, Line, cannot, fault

HOLDING = {"received", "acknowledged", "rejected", "upheld"}
"""States of an objection that keep a gate shut: open ones (a rejection may still be appealed), and upheld ones,
after which the notice carries nothing."""
PROCEDURE = "procedure"
MOST_NAMED = 10
"""Objections named at one gate; one is enough to show that it should not have opened."""


@dataclass(slots=True)
class _Known:
    """What was said so far, read in order."""

    boxes: set[str] = field(default_factory=set)
    objections: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of each objection: notice and against what, as it last said."""
    holding: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    """By notice and what they are against, the objections that keep a gate shut."""

    def hear(self, objection: str, notice: str, against: str, state: str) -> None:
        """Take in what a step of an objection says."""
        before = self.objections.get(objection)
        if before is not None:
            self.holding.get(before, {}).pop(objection, None)
        self.objections[objection] = (notice, against)
        if state in HOLDING:
            self.holding.setdefault((notice, against), {})[objection] = None


def gate(case: Case) -> Iterator[Line]:
    """Follow letter boxes and objections up to every release; the periods are those `period` counted."""
    known = _Known()

    def look(entry: Entry) -> Iterator[Line]:
        return _look(case, entry, known)

    yield from each(case, look, "notice.", "objection.")


def _look(case: Case, entry: Entry, known: _Known) -> Iterator[Line]:
    facts = shape.mapping(entry.facts)
    code = shape.text(facts, "notice")
    if entry.kind.startswith("objection."):
        if "objection" in facts and "state" in facts:
            state, against = shape.text(facts, "state"), shape.text(facts, "against")
            known.hear(shape.text(facts, "objection"), code, against, state)
    elif entry.kind == "notice.letter_box":
        known.boxes.add(code)
    elif entry.kind == "notice.extended":
        known.boxes.discard(code)  # the box is looked into after the last day
    elif entry.kind == "notice.released":
        yield from _released(case, entry, code, known)


def _released(case: Case, entry: Entry, code: str, known: _Known) -> Iterator[Line]:
    subject, box = shape.text(entry.facts, "subject"), shape.flag(entry.facts, "letter_box")
    at, gate_at = shape.instant(entry.facts, "released_at"), shape.instant(entry.facts, "gate_at")
    if box and code not in known.boxes:
        yield fault(entry.where, "letter_box", notice=code[:64])
    if at < gate_at or entry.issued_at < gate_at:
        yield fault(entry.where, "gate_early", notice=code[:64], gate=gate_at.isoformat())
    notice = in_force(case.periods.get(code, []), case.place(entry))
    right = (notice.confirmed if box else notice.unconfirmed) if notice else None
    if right is None:
        yield cannot(entry.where, "gate_unknown", notice=code[:64])
    elif gate_at != right:
        yield fault(
            entry.where, "time_wrong", what="gate_at", said=gate_at.isoformat(), right=right.isoformat()
        )
    for against in (PROCEDURE, subject, subject.partition(":")[2]):
        for objection in islice(known.holding.get((code, against), ()), MOST_NAMED):
            yield fault(entry.where, "held", objection=objection[:64], notice=code[:64])
    yield Checked(1)
