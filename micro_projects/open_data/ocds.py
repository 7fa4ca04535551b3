"""The OCDS files: all releases of a cycle in one package, and a record of each project."""

from __future__ import annotations

from typing import Any

from micro_projects.open_data import ocds_merge, ocds_releases
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.tables import as_json
from micro_projects.open_data.writing import instant

BIDS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json"
)
"""OCDS itself has no place for what each firm quoted."""


def _package(data: Dataset, name: str) -> dict[str, Any]:
    return {
        "uri": f"{data.where.folder}/{name}",
        "version": "1.1",
        "extensions": [BIDS],
        "publishedDate": instant(data.newest),
        "publisher": {"name": data.where.office_name, "uri": data.where.base},
        "license": LICENCE.url,
        "publicationPolicy": f"{data.where.base}/open-data",
    }


def releases(data: Dataset) -> bytes | None:
    """The release package; none while there is no release, since the standard knows no empty package."""
    every = [release for _ocid, made in ocds_releases.every(data) for release in made]
    if not every:
        return None
    return as_json(_package(data, "ocds-releases.json") | {"releases": every})


def records(data: Dataset) -> bytes | None:
    """The record package: each project's releases and what they add up to; none while there is none."""
    every = [
        {"ocid": ocid, "releases": made, "compiledRelease": ocds_merge.compiled(made)}
        for ocid, made in ocds_releases.every(data)
    ]
    if not every:
        return None
    return as_json(_package(data, "ocds-records.json") | {"records": every})
