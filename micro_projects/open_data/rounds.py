"""The files of a counted round, byte for byte as they were disclosed with its result (D3): never before."""

from __future__ import annotations

from micro_projects.open_data.dataset import Dataset

ENDINGS = {"pb": "records.pb", "csv": "records.csv", "json": "result.json", "round.json": "round.json"}
"""How the part of the disclosure is called that a file is."""


def _found(data: Dataset) -> dict[str, bytes]:
    closed = {told.about for told in data.of("round.closed")}
    files = {}
    for told in data.told:
        code = told.facts.get("round")
        if told.files and code in closed and not data.only:
            for ending, part in ENDINGS.items():
                if part in told.files:
                    files[f"rounds/{code}.{ending}"] = told.files[part]
    return files


def names(data: Dataset) -> list[str]:
    """``rounds/FT-LH-2025-R1.pb`` and the others there are."""
    return list(_found(data))


def file(data: Dataset, name: str) -> bytes | None:
    """One of them."""
    return _found(data).get(name)
