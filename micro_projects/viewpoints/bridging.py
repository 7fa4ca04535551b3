"""The order of arguments: by agreement across groups, not by number. Pure.

An argument's score is the product, over all groups, of the smoothed share that finds it right. A product is never more
than its smallest factor: however many of one group agree, what another rejects stays low.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

Side = str
FOR, AGAINST = "for", "against"
SHOWN = 3
"""Arguments shown on each side; the rest is folded."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How many of one group find an argument right, and how many not."""

    right: int = 0
    wrong: int = 0


def score(marks: Iterable[Marks]) -> Fraction:
    """The product over groups; a group nobody of which answered counts a half."""
    return prod((Fraction(m.right + 1, m.right + m.wrong + 2) for m in marks), start=Fraction(1))


def order(arguments: Mapping[int, Iterable[Marks]]) -> list[int]:
    """Arguments, the one that joins most first; of equal ones the one more people judged, then the older."""
    known = {number: tuple(marks) for number, marks in arguments.items()}
    return sorted(
        known,
        key=lambda number: (-score(known[number]), -sum(m.right + m.wrong for m in known[number]), number),
    )


def balanced(on_each_side: Mapping[Side, int]) -> int:
    """How many each side may show: as many as the side with fewer has, at least one, at most three."""
    return min(SHOWN, max(1, min(on_each_side.get(FOR, 0), on_each_side.get(AGAINST, 0))))
