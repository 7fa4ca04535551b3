"""A result of grouping: what is kept of it, shown of it, published of it. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from micro_projects.kernel import canonical
from micro_projects.viewpoints import grouping, representing, rules
from micro_projects.viewpoints.grouping import Labels, Matrix
from micro_projects.viewpoints.representing import Counts

SIDE_CODES = ("agree", "disagree")
ANSWER_CODES = ("agree", "disagree", "pass")


@dataclass(frozen=True, slots=True)
class Result:
    """Counts by group, statement and answer; `numbers` are the statements', `left_out` answered too little."""

    numbers: tuple[int, ...]
    sizes: tuple[int, ...]
    left_out: int
    table: Counts

    @property
    def participants(self) -> int:
        """Everybody who took part."""
        return sum(self.sizes) + self.left_out


def figure(matrix: Matrix, numbers: Sequence[int]) -> tuple[Result, Labels]:
    """Find the groups; the result, and each participant's group (which goes to that participant only)."""
    groups = grouping.find(matrix)
    table = representing.counts(matrix, groups.of, len(groups.sizes))
    if not len(groups.sizes):
        table = np.zeros((0, len(numbers), 3), dtype=np.int64)
    left_out = int((groups.of < 0).sum())
    return Result(tuple(numbers), groups.sizes, left_out, table), groups.of


def kept(result: Result) -> str:
    """As a table keeps it."""
    return canonical.dump(
        {
            "left_out": result.left_out,
            "numbers": list(result.numbers),
            "sizes": list(result.sizes),
            "table": result.table.tolist(),
        }
    ).decode()


def read(content: str) -> Result:
    """From a table."""
    known = json.loads(content)
    table = np.array(known["table"], dtype=np.int64).reshape(len(known["sizes"]), len(known["numbers"]), 3)
    return Result(tuple(known["numbers"]), tuple(known["sizes"]), known["left_out"], table)


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in a list of the page: which, the side it is on, and the share of it in tenths."""

    number: int
    side: str
    tenths: int
    elsewhere: int = 0
    """Among all others together, in tenths."""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in the table: each answer by group and in all, None where it is too few to be shown."""

    number: int
    cells: dict[str, list[int | None]]
    totals: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page may show of a result: nothing that tells of one person."""

    sizes: tuple[int, ...]
    left_out: int
    shared: list[Line]
    typical: list[list[Line]]
    rows: list[Row]


def shown(result: Result) -> Shown:
    """Lists in the order they are read: what joins, what each group stands for, the table by what tells apart."""
    table = result.table
    everybody = table.sum(axis=0)

    def line(statement: int, side: int, counts: Counts, others: Counts | None = None) -> Line:
        tenths = rules.tenths(int(counts[statement, side]), int(counts[statement].sum()))
        away = (
            rules.tenths(int(others[statement, side]), int(others[statement].sum()))
            if others is not None
            else 0
        )
        return Line(result.numbers[statement], SIDE_CODES[side], tenths, away)

    apart = representing.spread(table)
    order = sorted(range(len(result.numbers)), key=lambda n: (-apart[n], n)) if apart else []
    return Shown(
        result.sizes,
        result.left_out,
        [line(one.statement, one.side, everybody) for one in representing.shared(table)],
        [
            [line(one.statement, one.side, table[group], everybody - table[group]) for one in lines]
            for group, lines in enumerate(representing.typical(table))
        ],
        [_row(result, statement) for statement in order],
    )


def _row(result: Result, statement: int) -> Row:
    by_answer = {
        answer: [int(n) for n in result.table[:, statement, at]] for at, answer in enumerate(ANSWER_CODES)
    }
    return Row(
        result.numbers[statement],
        {answer: representing.cells(row) for answer, row in by_answer.items()},
        {answer: representing.total(row) for answer, row in by_answer.items()},
    )


def published(result: Result) -> dict[str, canonical.Value]:
    """Group sizes and counts for the log, small ones left out; nothing where too few took part."""
    few = rules.missing(result.participants) > 0
    rows = [] if few else sorted(shown(result).rows, key=lambda row: row.number)
    return {
        "ungrouped": result.left_out if result.left_out >= representing.FEWEST else None,
        "sizes": [] if few else list(result.sizes),
        "counts": [
            {
                "statement": row.number,
                "groups": [
                    {answer: row.cells[answer][group] for answer in ANSWER_CODES}
                    for group in range(len(result.sizes))
                ],
                "total": {answer: row.totals[answer] for answer in ANSWER_CODES},
            }
            for row in rows
        ],
    }
