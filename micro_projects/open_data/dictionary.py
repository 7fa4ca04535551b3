"""The data dictionary: every table and column, read from dictionary.toml, where it is written once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("dictionary.toml")
TYPES = ("code", "text", "integer", "percent", "money", "day", "instant", "boolean", "hash", "url")
UNITS = {"money": "CNY", "percent": "%", "instant": "UTC+08:00"}
"""What a type is counted in; days and counts need no word."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, in both languages, and the disclosure it comes from."""

    name: str
    type: str
    zh: str
    en: str
    source: str

    @property
    def unit(self) -> str:
        """``CNY``, ``%``, or nothing."""
        return UNITS.get(self.type, "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of open data, the same as CSV and as JSON."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Its columns' names in order."""
        return [column.name for column in self.columns]


def _read() -> dict[str, Table]:
    with FILE.open("rb") as file:
        told = tomllib.load(file)
    return {
        name: Table(
            name,
            table["zh"],
            table["en"],
            table["about_zh"],
            table["about_en"],
            tuple(Column(column, *said) for column, said in table["columns"].items()),
        )
        for name, table in told.items()
    }


TABLES = _read()
"""Every table by name, in the order pages list them."""
