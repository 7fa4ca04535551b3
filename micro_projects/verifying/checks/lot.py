"""`lot`: each lot's order follows from its population, the log's root just after, and the public number."""

from __future__ import annotations

from collections.abc import Iterator

from micro_projects.kernel.lot import Draw, redraw
from micro_projects.kernel.lot import population_hash as hash_of
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.limits import MOST_CODES
from micro_projects.verifying.report import Checked, Line, cannot, fault


def lot(case: Case) -> Iterator[Line]:
    """Draw every lot again."""
    prepared: dict[str, Entry] = {}
    drawn: set[str] = set()

    def look(entry: Entry) -> Iterator[Line]:
        population = shape.text(entry.facts, "population")
        if entry.kind == "lot.prepared":
            yield from _prepared(entry, population)
            prepared[population] = entry
        elif entry.kind == "lot.drawn":
            drawn.add(population)
            yield from _drawn(case, entry, prepared.get(population))

    yield from each(case, look, "lot.")
    for population in sorted(prepared.keys() - drawn):
        yield cannot(prepared[population].where, "not_drawn")


def _prepared(entry: Entry, population: str) -> Iterator[Line]:
    codes = _codes(entry, "codes")
    try:
        right = hash_of(codes).hex()
    except ValueError:
        raise shape.Malformed("codes") from None
    if population != right:
        yield fault(entry.where, "population")


def _drawn(case: Case, entry: Entry, prepared: Entry | None) -> Iterator[Line]:
    facts = entry.facts
    disclosed = Draw(
        shape.digest(facts, "population"),
        shape.digest(facts, "log_root"),
        shape.text(facts, "number"),
        shape.digest(facts, "seed"),
        tuple(_codes(entry, "order")),
    )
    if prepared is None or prepared.log != entry.log or prepared.index >= entry.index:
        yield cannot(entry.where, "not_prepared")
    else:
        yield from _bound(case, entry, prepared, disclosed)
    codes = _codes(prepared, "codes") if prepared is not None else list(disclosed.order)
    if not redraw(disclosed, codes):
        yield fault(entry.where, "redrawn")
    yield Checked(1)


def _bound(case: Case, entry: Entry, prepared: Entry, disclosed: Draw) -> Iterator[Line]:
    """The root is the log's just after the population was fixed, and the number came after that."""
    tree = case.logs[entry.log].tree
    if tree is None:
        yield cannot(entry.where, "no_leaves")
    elif tree.root(prepared.index + 1) != disclosed.log_root:
        yield fault(entry.where, "lot_root", size=prepared.index + 1)
    due = shape.instant(prepared.facts, "number_due_at")
    if entry.issued_at < due:
        yield fault(entry.where, "number_early", due=due.isoformat())
    if due <= prepared.issued_at:
        yield fault(prepared.where, "number_known", due=due.isoformat())


def _codes(entry: Entry, key: str) -> list[str]:
    codes = shape.texts(entry.facts, key)
    if len(codes) > MOST_CODES:
        raise shape.Malformed(key)
    return codes
