"""Who takes part by lot, with quotas: the same people whoever draws. Pure; the verifier draws again with it.

Everybody stands in a cell, one category for each dimension in `DIMENSIONS` that was asked for. Cells of fewer than
`SMALLEST_CELL` people are merged before anything else, so that what is disclosed of a code never points at somebody.
Quotas follow from the population: of `seats` each category gets its share, rounded down and up. The public lot gives
the order; it is walked once for the upper bounds and once more for the lower ones. No person decides anything here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

DIMENSIONS = ("grid", "age", "sex")
OTHER, UNKNOWN = "other", "unknown"
"""A category that small cells were merged into; one for whom the roll does not say."""
SMALLEST_CELL = 5
Cell = tuple[str, ...]
"""A category for each dimension asked for, in their order."""


class Quota(NamedTuple):
    """At least and at most so many of a category of a dimension."""

    by: str
    category: str
    least: int
    most: int


class Picked(NamedTuple):
    """Who was drawn, in the lot's order, and the quotas whose least was not reached."""

    chosen: tuple[str, ...]
    unmet: tuple[Quota, ...]


def merged(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Every code's cell after merging: none has fewer than `SMALLEST_CELL` people, if there are as many at all.

    Of a cell that is too small the last dimension becomes `OTHER`, then the one before; what is left over takes in
    the smallest other cell until it is large enough.
    """
    now = dict(cells)
    for at in reversed(range(len(next(iter(now.values()), ())))):
        sizes = Counter(now.values())
        now = {
            code: (*cell[:at], OTHER, *cell[at + 1 :]) if sizes[cell] < SMALLEST_CELL else cell
            for code, cell in now.items()
        }
    while True:
        sizes = Counter(now.values())
        small = [cell for cell, n in sizes.items() if n < SMALLEST_CELL]
        if not small or len(sizes) == 1:
            return now
        rest: Cell = (OTHER,) * len(small[0])
        taken = set(small) | {
            min((c for c in sizes if c not in small), key=lambda c: (sizes[c], c), default=rest)
        }
        now = {code: rest if cell in taken else cell for code, cell in now.items()}


def quotas(cells: Mapping[str, Cell], dimensions: Sequence[str], seats: int) -> tuple[Quota, ...]:
    """Each category's share of the seats, rounded down and up, in the order of dimensions and categories."""
    found = []
    for at, by in enumerate(dimensions):
        counts = Counter(cell[at] for cell in cells.values())
        for category in sorted(counts):
            share = counts[category] * seats
            found.append(Quota(by, category, share // len(cells), -(-share // len(cells))))
    return tuple(found)


def pick(
    order: Sequence[str],
    cells: Mapping[str, Cell],
    dimensions: Sequence[str],
    limits: Sequence[Quota],
    seats: int,
) -> Picked:
    """Walk the order: who still fits every upper bound is in; then lower bounds are filled, late ones giving way."""
    chosen: list[str] = []
    for code in order:
        if len(chosen) < seats and _fits(code, chosen, cells, dimensions, limits):
            chosen.append(code)
    rank = {code: n for n, code in enumerate(order)}
    for quota in limits:
        at = dimensions.index(quota.by)
        for code in order:
            if _count(chosen, cells, at, quota.category) >= quota.least:
                break
            if code not in chosen and cells[code][at] == quota.category:
                chosen = _with(code, chosen, cells, dimensions, limits, seats)
                chosen.sort(key=rank.__getitem__)
    return Picked(tuple(chosen), _unmet(chosen, cells, dimensions, limits))


def replacement(
    order: Sequence[str],
    cells: Mapping[str, Cell],
    dimensions: Sequence[str],
    limits: Sequence[Quota],
    kept: Sequence[str],
    asked: Iterable[str],
) -> str | None:
    """Who is asked next for those that are gone: of whom nobody asked yet the first who fits, lower bounds first."""
    known = set(asked) | set(kept)
    fitting = [c for c in order if c not in known and _fits(c, kept, cells, dimensions, limits)]
    short = [
        (dimensions.index(q.by), q.category)
        for q in limits
        if _count(kept, cells, dimensions.index(q.by), q.category) < q.least
    ]
    needed = [c for c in fitting if any(cells[c][at] == category for at, category in short)]
    return next(iter(needed or fitting), None)


def _with(
    code: str,
    chosen: list[str],
    cells: Mapping[str, Cell],
    dimensions: Sequence[str],
    limits: Sequence[Quota],
    seats: int,
) -> list[str]:
    """`chosen` with `code` in a free seat, or in that of the one drawn last who can be spared; unchanged if neither.

    Who can be spared: with `code` instead no category lacks more than before, and all together lack less.
    """
    if len(chosen) < seats and _fits(code, chosen, cells, dimensions, limits):
        return [*chosen, code]
    before = _missing(chosen, cells, dimensions, limits)
    for spared in reversed(chosen):
        others = [c for c in chosen if c != spared]
        if _fits(code, others, cells, dimensions, limits):
            after = _missing([*others, code], cells, dimensions, limits)
            if sum(after) < sum(before) and all(a <= b for a, b in zip(after, before, strict=True)):
                return [*others, code]
    return chosen


def _fits(
    code: str,
    chosen: Sequence[str],
    cells: Mapping[str, Cell],
    dimensions: Sequence[str],
    limits: Sequence[Quota],
) -> bool:
    """Whether `code` may join without any category going over."""
    return all(
        _count(chosen, cells, at, quota.category) < quota.most
        for quota in limits
        for at in (dimensions.index(quota.by),)
        if cells[code][at] == quota.category
    )


def _count(chosen: Sequence[str], cells: Mapping[str, Cell], at: int, category: str) -> int:
    return sum(cells[c][at] == category for c in chosen)


def _unmet(
    chosen: Sequence[str], cells: Mapping[str, Cell], dimensions: Sequence[str], limits: Sequence[Quota]
) -> tuple[Quota, ...]:
    return tuple(q for q in limits if _count(chosen, cells, dimensions.index(q.by), q.category) < q.least)


def _missing(
    chosen: Sequence[str], cells: Mapping[str, Cell], dimensions: Sequence[str], limits: Sequence[Quota]
) -> list[int]:
    """How many each quota lacks of its least."""
    return [max(0, q.least - _count(chosen, cells, dimensions.index(q.by), q.category)) for q in limits]
