"""A table of ballots as a worker's spreadsheet gives it, CSV or XLSX: rows of text, within bounds. No database.

An XLSX is a zip of XML from a stranger. It is opened only when its declared sizes are small (the zip reader enforces
what is declared), it has no entities, and then cell by cell, never more than so many rows. Formulas are not read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from micro_projects.kernel import csv_file, text
from micro_projects.kernel.csv_file import Fault, Row
from micro_projects.kernel.refusal import N_, Refusal, Refused, require

LARGEST = 2 * 1024 * 1024
UNPACKED = 8 * 1024 * 1024
BESIDE = 512 * 1024
"""Bytes, unpacked, of a member that is neither cells nor their texts: styles and names become objects, each slow."""
MEMBERS = 200
ROWS = 5000
COLUMNS_READ = 12
COLUMNS: dict[str, tuple[str, ...]] = {
    "serial": ("票号",),  # zh only
    "marks": ("选择", "选了哪几号", "选了"),  # zh only
}
SAMPLE = "票号,选择\r\n"  # zh only

TOO_BIG = Refusal(
    "table_too_big",
    N_("文件太大，没有读取：最多 2 MB、5000 行。"),
    N_("请拆成几个小一点的文件，分几次上传。"),
    413,
)
NOT_A_TABLE = Refusal(
    "not_a_table",
    N_("这个文件打不开，不是 CSV 也不是 XLSX 表格。"),
    N_("请在表格软件里另存为 XLSX 或者 CSV，再上传。"),
    422,
)
TOO_FORMATTED = Refusal(
    "table_too_formatted",
    N_("这个表格里格式、图片或者别的内容太多，没有读取。"),
    N_("请只留要填的两列，另存为 CSV，再上传。"),
    413,
)
_CELLS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a spreadsheet is packed; other ways ask for memory before anything is unpacked."""
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""Beginnings of XML in two bytes a letter, in which an entity would not be seen."""
FORMULA = N_("格子里是公式，不能读。请改成直接输入的数字。")
NOT_TEXT = N_("格子的格式是日期、时间或者小数，已经变了样。请把这一列设为“文本”，重新输入。")


def rows(data: bytes) -> tuple[list[Row], list[Fault]]:
    """Every line with something in it, and the lines that cannot be read at all; refused when it is no table."""
    require(len(data) <= LARGEST, TOO_BIG)
    if data.startswith(b"PK\x03\x04"):
        return _xlsx(data)
    found = csv_file.rows(data, COLUMNS, tuple(COLUMNS))
    require(len(found) <= ROWS, TOO_BIG)
    faults = [
        Fault(row.line, FORMULA)
        for row in found
        if any(cell.startswith(("=", "@")) for cell in row.cells.values())
    ]
    return _without(found, faults), faults


def _without(found: list[Row], faults: list[Fault]) -> list[Row]:
    wrong = {fault.line for fault in faults}
    return [row for row in found if row.line not in wrong]


def _xlsx(data: bytes) -> tuple[list[Row], list[Fault]]:
    _require_harmless(data)
    import openpyxl  # type: ignore[import-untyped]

    faults: list[Fault] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        lines = list(_lines(sheet, faults))
    except Refused:
        raise
    except Exception as wrong:  # whatever a broken file makes the library raise
        raise Refused(NOT_A_TABLE) from wrong
    as_csv = "\n".join(",".join(_quoted(cell) for cell in cells) for _, cells in lines)
    at = [number for number, _ in lines]
    read = csv_file.rows(as_csv.encode(), COLUMNS, tuple(COLUMNS))
    numbered = [Row(at[row.line - 1], row.cells) for row in read]
    return _without(numbered, faults), faults


def _lines(sheet: Any, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each row with something in it, its number as the spreadsheet counts; its bad cells are faults."""
    for number, cells in enumerate(sheet.iter_rows(max_row=ROWS + 2, max_col=COLUMNS_READ), start=1):
        require(number <= ROWS + 1, TOO_BIG)
        values = [_text(cell, number, faults) for cell in cells]
        if any(values):
            yield number, values


def _text(cell: Any, number: int, faults: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith(("=", "@"))):
        faults.append(Fault(number, FORMULA))
        return "?"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        faults.append(Fault(number, NOT_TEXT))
        return "?"
    if isinstance(value, float):
        if not value.is_integer() or abs(value) > 1e9:
            faults.append(Fault(number, NOT_TEXT))
            return "?"
        value = int(value)
    return text.line(str(value))[:2000]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _require_harmless(data: bytes) -> None:
    """Few members, small when unpacked as they declare themselves, no entity in any of their XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            require(len(members) <= MEMBERS, NOT_A_TABLE)
            require(sum(one.file_size for one in members) <= UNPACKED, TOO_BIG)
            for one in members:
                require(one.compress_type in _PACKED, NOT_A_TABLE)
                require(one.file_size <= BESIDE or one.filename.startswith(_CELLS), TOO_FORMATTED)
                body = packed.read(one)
                require(
                    not body.startswith(_WIDE) and not any(word in body for word in _ENTITIES), NOT_A_TABLE
                )
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
    ) as wrong:
        raise Refused(NOT_A_TABLE) from wrong
