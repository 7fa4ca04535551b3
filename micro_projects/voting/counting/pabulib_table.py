"""The three tables of a ``.pb`` file: sections, headers and rows, each with its line number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting.counting import pabulib_problems as problems

SECTIONS = ("META", "PROJECTS", "VOTES")
_END = "\x00end"


@dataclass(frozen=True, slots=True)
class Row:
    """Trimmed cells and the line they begin on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One section. `line` is its title's; `columns`: name in small letters → position."""

    name: str
    line: int
    columns: dict[str, int]
    rows: list[Row]

    def cell(self, row: Row, column: str) -> str:
        """The cell in `column`, empty when there is no such column."""
        at = self.columns.get(column)
        return "" if at is None else row.cells[at]

    def require_column(self, column: str) -> None:
        """Refused when the header lacks `column`."""
        require(
            column in self.columns, problems.NO_COLUMN, line=self.line + 1, section=self.name, column=column
        )


def tables(text: str) -> dict[str, Table]:
    """The sections by name. Refused when one is missing, doubled, without header, or a row does not fit."""
    parts: dict[str, list[Row]] = {}
    titles: dict[str, int] = {}
    section, last = "", 1
    for row in _rows(text):
        last = row.line
        title = row.cells[0].upper()
        if title in SECTIONS and not any(row.cells[1:]):
            require(title not in titles, problems.TWO_SECTIONS, line=row.line, section=title)
            section, titles[title], parts[title] = title, row.line, []
        else:
            require(section, problems.BEFORE_SECTIONS, line=row.line)
            parts[section].append(row)
    for name in SECTIONS:
        require(name in titles, problems.NO_SECTION, line=last, section=name)
    return {name: _table(name, titles[name], parts[name]) for name in SECTIONS}


def _table(name: str, line: int, rows: list[Row]) -> Table:
    """Split off the header and make every row as wide as it. META has pairs, and may have no header."""
    if name == "META":
        if rows and [cell.lower() for cell in rows[0].cells[:2]] == ["key", "value"]:
            rows = rows[1:]
        return Table(name, line, {"key": 0, "value": 1}, rows)
    require(rows, problems.NO_HEADER, line=line, section=name)
    header = [cell.lower() for cell in rows[0].cells]
    while header and not header[-1]:
        header.pop()
    columns: dict[str, int] = {}
    for at, column in enumerate(header):
        require(column not in columns, problems.TWO_COLUMNS, line=rows[0].line, section=name, column=column)
        columns[column] = at
    for row in rows[1:]:
        fits = len(row.cells) >= len(header) and not any(row.cells[len(header) :])
        require(fits, problems.WRONG_CELLS, line=row.line, cells=len(row.cells), columns=len(header))
    return Table(name, line, columns, rows[1:])


def _rows(text: str) -> Iterator[Row]:
    """Every row that is not blank. A sentinel row after the text shows whether a quote was left open."""
    end = "" if text.endswith("\n") else "\n"
    reader = csv.reader(io.StringIO(f"{text}{end}{_END}", newline=""), delimiter=";")
    line = 1
    try:
        for cells in reader:
            if cells == [_END]:
                break
            trimmed = [cell.strip() for cell in cells]
            if any(_END in cell for cell in cells):
                raise Refused(problems.BROKEN_QUOTES, line=line)
            if any(trimmed):
                yield Row(line, trimmed)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(problems.BROKEN_CSV, line=line, detail=str(error)) from None
