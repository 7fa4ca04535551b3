"""`draw`: who takes part in a forum by lot follows from the lot's order, the disclosed cells and the quotas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from micro_projects.forums import draw_rules
from micro_projects.forums.draw_rules import Cell, Quota
from micro_projects.kernel.lot import population_hash as hash_of
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.limits import MOST_CODES
from micro_projects.verifying.report import Checked, Line, cannot, fault


@dataclass(slots=True)
class Known:
    """What was disclosed of one draw, and who was asked and who is gone so far."""

    cells: dict[str, Cell]
    dimensions: list[str]
    limits: tuple[Quota, ...]
    seats: int
    order: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)


def draw(case: Case) -> Iterator[Line]:
    """Draw every forum again, and every replacement."""
    by_population: dict[str, Known] = {}
    by_forum: dict[str, Known] = {}

    def look(entry: Entry) -> Iterator[Line]:
        if entry.kind == "forum.population":
            known = _known(entry)
            by_population[shape.text(entry.facts, "population")] = known
            by_forum[entry.code] = known
            yield from _fair(entry, known)
        elif entry.kind == "lot.drawn" and shape.text(entry.facts, "population") in by_population:
            by_population[shape.text(entry.facts, "population")].order = shape.texts(entry.facts, "order")
        elif entry.kind == "forum.drawn":
            yield from _drawn(entry, by_forum.get(entry.code))
        elif entry.kind == "forum.replaced":
            yield from _replaced(entry, by_forum.get(entry.code))

    yield from each(case, look, "forum.population", "forum.drawn", "forum.replaced", "lot.drawn")


def _known(entry: Entry) -> Known:
    facts = entry.facts
    dimensions = shape.texts(facts, "balanced_by")
    if any(d not in draw_rules.DIMENSIONS for d in dimensions):
        raise shape.Malformed("balanced_by")
    cells: dict[str, Cell] = {}
    for cell in shape.listed(facts, "cells"):
        categories = tuple(shape.text(cell, d) for d in dimensions)
        cells |= dict.fromkeys(shape.texts(cell, "codes"), categories)
    if not cells or len(cells) > MOST_CODES:
        raise shape.Malformed("cells")
    seats = shape.number(facts, "places", 1)
    limits = tuple(
        Quota(
            shape.text(q, "balanced"),
            shape.text(q, "category"),
            shape.number(q, "at_least"),
            shape.number(q, "at_most"),
        )
        for q in shape.listed(facts, "quotas")
    )
    return Known(cells, dimensions, limits, seats)


def _fair(entry: Entry, known: Known) -> Iterator[Line]:
    """The cells are those of the lot, quotas its shares, and no cell is so small that it points at somebody."""
    if hash_of(known.cells).hex() != shape.text(entry.facts, "population"):
        yield fault(entry.where, "population")
    if known.limits != draw_rules.quotas(known.cells, known.dimensions, known.seats):
        yield fault(entry.where, "quotas")
    if draw_rules.merged(known.cells) != known.cells:
        yield fault(entry.where, "small_cells")
    yield Checked(1)


def _drawn(entry: Entry, known: Known | None) -> Iterator[Line]:
    if known is None or set(known.order) != set(known.cells):
        yield cannot(entry.where, "not_prepared")
        return
    said = shape.texts(entry.facts, "drawn")
    picked = draw_rules.pick(known.order, known.cells, known.dimensions, known.limits, known.seats)
    if list(picked.chosen) != said:
        yield fault(entry.where, "picked")
    known.asked = said
    yield Checked(1)


def _replaced(entry: Entry, known: Known | None) -> Iterator[Line]:
    if known is None or not known.asked:
        yield cannot(entry.where, "not_prepared")
        return
    known.gone.add(shape.text(entry.facts, "gone"))
    kept = [code for code in known.asked if code not in known.gone and code in known.cells]
    right = draw_rules.replacement(
        known.order, known.cells, known.dimensions, known.limits, kept, known.asked
    )
    said: Any = shape.mapping(entry.facts).get("asked_next")
    if said != right:
        yield fault(entry.where, "picked")
    if isinstance(said, str):
        known.asked = [*known.asked, said]
    yield Checked(1)
