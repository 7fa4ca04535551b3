"""What groups of opinion stand for, and what joins them. Pure functions of counts.

Counts are groups × statements × (agree, disagree, pass). A group's share is smoothed, (n + 1) / (answers + 2), so that
three answers do not weigh like three hundred. Whether a share is more than half, or more than elsewhere, is a test of
one or two proportions at 90 %, as Polis does (docs/decisions/opinion-groups.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod, sqrt

import numpy as np
from numpy.typing import NDArray

from micro_projects.viewpoints.grouping import AGREE, DISAGREE, PASS, Labels, Matrix

Counts = NDArray[np.int64]
AGREED, DISAGREED = 0, 1
SURE = 1.2816
"""z of a one-sided test at 90 %."""
MOST_SHOWN = 5
JOINS_FROM = 0.6
"""Every group's smoothed share, for a statement to be said to join them."""
FEWEST = 5
"""A count of fewer people is not shown."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement that joins all groups: which, on which side, how strongly (product of the groups' shares)."""

    statement: int
    side: int
    score: float


@dataclass(frozen=True, slots=True)
class Typical:
    """A statement that tells one group from the others: more of it agree (or disagree) than elsewhere."""

    statement: int
    side: int
    score: float


def counts(matrix: Matrix, of: Labels, groups: int) -> Counts:
    """How many of each group answered each statement how; who is in no group is not counted."""
    answers = (AGREE, DISAGREE, PASS)
    return np.array(
        [[(matrix[of == group] == answer).sum(axis=0) for answer in answers] for group in range(groups)],
        dtype=np.int64,
    ).transpose(0, 2, 1)


def share(n: int, answers: int) -> float:
    """The smoothed probability: a half where nobody answered."""
    return (n + 1) / (answers + 2)


def more_than_half(n: int, answers: int) -> float:
    """z of one proportion against a half."""
    return 2 * sqrt(answers + 1) * ((n + 1) / (answers + 1) - 0.5)


def more_than_elsewhere(n: int, answers: int, other_n: int, other_answers: int) -> float:
    """z of two proportions, pooled; one added everywhere."""
    mine, elsewhere = answers + 1, other_answers + 1
    pooled = (n + 1 + other_n + 1) / (mine + elsewhere)
    if pooled >= 1:
        return 0.0
    difference = (n + 1) / mine - (other_n + 1) / elsewhere
    return difference / sqrt(pooled * (1 - pooled) * (1 / mine + 1 / elsewhere))


def shared(table: Counts) -> list[Shared]:
    """Statements that join the groups, the strongest first: in each group a clear majority is on the same side."""
    found = []
    for statement in range(table.shape[1]):
        answered = [int(table[group, statement].sum()) for group in range(len(table))]
        for side in (AGREED, DISAGREED):
            shares = [share(int(table[g, statement, side]), n) for g, n in enumerate(answered)]
            if shares and min(shares) >= JOINS_FROM:
                found.append(Shared(statement, side, prod(shares)))
    return sorted(found, key=lambda one: (-one.score, one.statement))


def typical(table: Counts) -> list[list[Typical]]:
    """For each group what it stands for, at most five: surely more than half, and surely more than elsewhere."""
    return [_typical(table, group) for group in range(len(table))] if len(table) > 1 else []


def _typical(table: Counts, group: int) -> list[Typical]:
    others = table.sum(axis=0) - table[group]
    sure, best = [], None
    for statement in range(table.shape[1]):
        answered, elsewhere = int(table[group, statement].sum()), int(others[statement].sum())
        if not answered:
            continue
        for side in (AGREED, DISAGREED):
            mine, theirs = int(table[group, statement, side]), int(others[statement, side])
            half = more_than_half(mine, answered)
            apart = more_than_elsewhere(mine, answered, theirs, elsewhere)
            ratio = share(mine, answered) / share(theirs, elsewhere)
            one = Typical(statement, side, ratio * apart * share(mine, answered) * half)
            if half > SURE and apart > SURE:
                sure.append(one)
            elif half > 0 and apart > 0 and (best is None or one.score > best.score):
                best = one
    kept = sorted(sure, key=lambda one: (-one.score, one.statement))[:MOST_SHOWN]
    kept.sort(key=lambda one: one.side)  # what a group wants is read before what it does not
    return kept or ([best] if best else [])


def spread(table: Counts) -> list[float]:
    """How far the groups' shares of agreement lie apart, of each statement."""
    shares = (table[:, :, AGREED] + 1) / (table.sum(axis=2) + 2)
    return [float(x) for x in shares.max(axis=0) - shares.min(axis=0)] if len(table) else []


def cells(row: list[int]) -> list[int | None]:
    """One answer to one statement, by group, as it may be shown beside its total.

    A count under five is left out; where only one is, the next smallest as well, or the total would tell it.
    """
    hidden = {n for n, count in enumerate(row) if count < FEWEST}
    if len(hidden) == 1 and len(row) > 1:
        hidden.add(min((n for n in range(len(row)) if n not in hidden), key=lambda n: (row[n], n)))
    return [None if n in hidden else count for n, count in enumerate(row)]


def total(row: list[int]) -> int | None:
    """The total of a row, where it is not too few itself."""
    return sum(row) if sum(row) >= FEWEST else None
