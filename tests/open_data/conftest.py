"""The files of the played year, made once per worker and read by many tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

Rows = list[dict[str, str]]


@pytest.fixture
def files(inside: Flask) -> dict[str, bytes]:
    """Every file of the played cycle."""
    from micro_projects.open_data import producing

    return producing.files("FT-LH", 2026)


@pytest.fixture
def read(files: dict[str, bytes]) -> Callable[[str], Rows]:
    """A table as anybody reads it: with the csv module and nothing of ours."""

    def rows(name: str) -> Rows:
        text = files[f"{name}.csv"].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return rows
