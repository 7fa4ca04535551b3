"""The tables of a cycle as rows, and each as CSV and JSON. What a column means stands in the dictionary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from micro_projects.open_data import notice_rows, project_rows, proposal_rows, public_rows
from micro_projects.open_data.cells import harmless
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.dictionary import TABLES, Column, Table
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.writing import instant

Row = dict[str, Any]
ROWS: dict[str, Callable[[Dataset], Iterable[Row]]] = {
    "proposals": proposal_rows.proposals,
    "projects": project_rows.projects,
    "milestones": project_rows.milestones,
    "payments": project_rows.payments,
    "ledger": project_rows.ledger,
    "quotations": project_rows.quotations,
    "variations": project_rows.variations,
    "evaluations": project_rows.evaluations,
    "notices": notice_rows.notices,
    "objections": notice_rows.objections,
    "sessions": public_rows.sessions,
    "decisions": public_rows.decisions,
    "rounds": public_rows.rounds,
    "results": public_rows.results,
    "overdue": public_rows.overdue,
    "findings": public_rows.findings,
    "disclosures": public_rows.disclosures,
}
assert list(ROWS) == list(TABLES)
BOM = "\ufeff"
"""Excel takes a CSV for the machine's own encoding without it, and shows Chinese as rubbish."""
MADE_BY_US = ("integer", "percent", "money", "day", "instant", "boolean")
"""Types nobody typed: a minus before an amount stays a minus."""


def rows(data: Dataset, name: str) -> Iterator[Row]:
    """The rows of one table, each with every column of the dictionary and no other."""
    table = TABLES[name]
    for row in ROWS[name](data):
        assert row.keys() <= set(table.names), f"{name}: {row.keys() - set(table.names)}"
        yield {column: _value(row.get(column)) for column in table.names}


def _value(value: Any) -> Any:
    return None if value == "" else value


def as_csv(table: Table, found: Iterable[Row]) -> bytes:
    """RFC 4180 with a byte order mark; formulas neutralised (`cells`); empty: no value."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in found:
        writer.writerow([_cell(column, row[column.name]) for column in table.columns])
    return (BOM + out.getvalue()).encode()


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if column.type in MADE_BY_US else harmless(str(value))


def table_csv(data: Dataset, name: str) -> bytes:
    """One table as CSV."""
    return as_csv(TABLES[name], rows(data, name))


def table_json(data: Dataset, name: str) -> bytes:
    """One table as JSON, with its licence, its time and where its columns are explained."""
    return as_json(
        {
            "table": name,
            "place": data.where.place,
            "year": data.where.year,
            "as_of": instant(data.newest),
            "license": LICENCE.url,
            "dictionary": f"{data.where.base}/open-data/dictionary.json",
            "rows": list(rows(data, name)),
        }
    )


def as_json(value: dict[str, Any]) -> bytes:
    """UTF-8, keys in the order they were put; a line for each key, and for each element of a list: easy to compare."""
    lines = (
        f"{_dumped(name)}: {_lines(one) if isinstance(one, list) else _dumped(one)}"
        for name, one in value.items()
    )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _lines(values: list[Any]) -> str:
    return "[\n" + ",\n".join(_dumped(value) for value in values) + "\n]" if values else "[]"


_dumped = json.JSONEncoder(ensure_ascii=False).encode
