"""The three tables of a ``.pb`` file: sections, headers and rows, each with its line number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting.counting import pabulib_problems as problems

SECTIONS = ("META", "PROJECTS", "VOTES")
_END = "\x00end"
_LAST = re.compile(r"^[ \t]*VOTES[ \t]*;*[ \t]*\n", re.MULTILINE)
_TITLE = re.compile(r"^[^;\w]*(META|PROJECTS|VOTES)[^\w]*$", re.MULTILINE | re.IGNORECASE)
_LONGEST = 100_000  # what csv reads as one cell


@dataclass(frozen=True, slots=True)
class Row:
    """Trimmed cells and the line they begin on."""

    line: int
    cells: list[str]


class PlainRows(Sequence[Row]):
    """Rows in which nothing is quoted: lines, split only when somebody looks at one."""

    def __init__(self, numbers: Sequence[int], lines: list[str]) -> None:
        self.numbers, self.lines = numbers, lines

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> PlainRows: ...

    def __getitem__(self, at: int | slice) -> Row | PlainRows:
        if isinstance(at, slice):
            return PlainRows(self.numbers[at], self.lines[at])
        return Row(self.numbers[at], [cell.strip() for cell in self.lines[at].split(";")])

    def column(self, at: int) -> list[str]:
        """The cells at one place; every row must be as wide."""
        return [line.split(";", at + 1)[at].strip() for line in self.lines]

    def have(self, columns: int) -> bool:
        """Whether every row is exactly so wide."""
        return {line.count(";") for line in self.lines} <= {columns - 1}


@dataclass(frozen=True, slots=True)
class Table:
    """One section. `line` is its title's; `columns`: name in small letters → position."""

    name: str
    line: int
    columns: dict[str, int]
    rows: Sequence[Row]

    def column(self, column: str) -> list[str]:
        """Every row's cell in `column`, which there must be."""
        at = self.columns[column]
        if isinstance(self.rows, PlainRows):
            return self.rows.column(at)
        return [row.cells[at] for row in self.rows]

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
    plain = _plain_votes(text)
    if plain is not None:
        try:
            return _tables(text[: plain[0]], plain[1])
        except Refused:
            pass  # the title was no title, or another row is refused first: read all in the slow way, and say where
    return _tables(text, None)


def _plain_votes(text: str) -> tuple[int, PlainRows] | None:
    """Where the last section begins, and its rows; None when it is not the last or something in it is quoted."""
    title = _LAST.search(text.replace("\r\n", " \n") if "\r" in text else text)
    if title is None:
        return None
    at = title.end()
    rest = text[at:].replace("\r\n", "\n")
    if any(mark in rest for mark in '"\r\0') or _has_title(rest):
        return None
    lines = rest.split("\n")
    if max(map(len, lines)) > _LONGEST:
        return None
    first = text.count("\n", 0, at) + 1
    numbers: Sequence[int] = range(first, first + len(lines))
    blank = [line for line in lines if not line or line[0] == ";" or line[0].isspace()]
    blank = [line for line in blank if not line.replace(";", "").strip()]
    if blank:
        numbers = [number for number, line in zip(numbers, lines, strict=True) if line not in blank]
        lines = [line for line in lines if line not in blank]
    return at, PlainRows(numbers, lines)


def _has_title(rest: str) -> bool:
    """Whether another section begins in it."""
    loud = rest.upper()
    return any(name in loud for name in SECTIONS) and _TITLE.search(rest) is not None


def _tables(text: str, votes: PlainRows | None) -> dict[str, Table]:
    """The sections of `text`; with `votes`, the rows of the last one, of which it holds only the title."""
    parts: dict[str, Sequence[Row]] = {}
    titles: dict[str, int] = {}
    section, last = "", 1
    rows: list[Row] = []
    for row in _rows(text):
        last = row.line
        title = row.cells[0].upper()
        if title in SECTIONS and not any(row.cells[1:]):
            require(title not in titles, problems.TWO_SECTIONS, line=row.line, section=title)
            rows = []
            section, titles[title], parts[title] = title, row.line, rows
        else:
            require(section, problems.BEFORE_SECTIONS, line=row.line)
            rows.append(row)
    if votes is not None:
        parts["VOTES"] = votes
    for name in SECTIONS:
        require(name in titles, problems.NO_SECTION, line=last, section=name)
    return {name: _table(name, titles[name], parts[name]) for name in SECTIONS}


def _table(name: str, line: int, rows: Sequence[Row]) -> Table:
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
    rows = rows[1:]
    if not isinstance(rows, PlainRows) or not rows.have(len(header)):
        for row in rows:
            fits = len(row.cells) >= len(header) and not any(row.cells[len(header) :])
            require(fits, problems.WRONG_CELLS, line=row.line, cells=len(row.cells), columns=len(header))
    return Table(name, line, columns, rows)


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
