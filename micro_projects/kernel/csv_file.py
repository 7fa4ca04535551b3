"""Reading a CSV that a person made with a spreadsheet: encodings, headings in either language, bad lines named.

Nothing here knows the database. A file is read whole and every bad line is named; what is good is used only
when nothing is bad.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from micro_projects.kernel import text
from micro_projects.kernel.refusal import N_, Refusal, Refused, require

LARGEST = 10 * 1024 * 1024
_FORMULA = "=+-@\t\r'"

TOO_BIG = Refusal(
    "file_too_big", N_("文件超过 10 MB，没有读取。"), N_("请拆成几个小一点的文件，分几次导入。"), 413
)
NOT_TEXT = Refusal(
    "not_csv",
    N_("这个文件不是 CSV 文本，读不出来。"),
    N_("请在表格软件里选“另存为”，格式选 CSV（UTF-8 或 GB18030 编码都可以）。"),
    422,
)
NO_COLUMN = Refusal(
    "no_column",
    N_("文件第一行缺少这些列：%(missing)s。"),
    N_("请按样表的列名整理：%(wanted)s。"),
    422,
)
NO_LINES = Refusal("no_lines", N_("文件里没有数据行。"), N_("请核对是不是选错了文件。"), 422)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line of a file, in words; lines are counted as a spreadsheet counts them."""

    line: int
    why: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One line's cells by column."""

    line: int
    cells: Mapping[str, str]


def rows(data: bytes, columns: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> list[Row]:
    """Every line with something in it. `columns` gives each column's other headings; refused when unreadable."""
    require(len(data) <= LARGEST, TOO_BIG)
    lines = list(_lines(_decoded(data)))
    require(lines, NO_LINES)
    places = _places(lines[0][1], columns)
    missing = [name for name in needed if name not in places]
    require(
        not missing,
        NO_COLUMN,
        missing="、".join(_heading(name, columns) for name in missing),
        wanted="、".join(_heading(name, columns) for name in columns),
    )
    found = [
        Row(number, {name: _cell(cells, at) for name, at in places.items()}) for number, cells in lines[1:]
    ]
    require(found, NO_LINES)
    return found


def _decoded(data: bytes) -> str:
    require(b"\0" not in data and not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")), NOT_TEXT)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(NOT_TEXT)


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    first = content.split("\n", 1)[0]
    mark = max((",", "\t", ";", "，"), key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=mark)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as wrong:
        raise Refused(NOT_TEXT) from wrong


def _places(heading: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    names = {also.casefold(): name for name, others in columns.items() for also in (name, *others)}
    places: dict[str, int] = {}
    for at, cell in enumerate(heading):
        name = names.get(text.line(cell).casefold())
        if name is not None:
            places.setdefault(name, at)
    return places


def _heading(name: str, columns: Mapping[str, tuple[str, ...]]) -> str:
    others = columns[name]
    return others[0] if others else name


def _cell(cells: list[str], at: int) -> str:
    return text.line(cells[at]) if at < len(cells) else ""


def harmless(cell: str) -> str:
    """A cell without what a spreadsheet would take for the start of a formula."""
    return cell.lstrip(_FORMULA).strip()


def quoted(cell: str) -> str:
    """A cell to be written: what would start a formula is written as text."""
    return f"'{cell}" if cell[:1] in _FORMULA and cell else cell
