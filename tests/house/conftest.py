"""The tests that walk every page stand on the seeded database."""

from __future__ import annotations

from pathlib import Path

import pytest

from micro_projects.kernel.clock import ManualClock
from support import seed
from support.databases import Databases


@pytest.fixture
def database_url(
    databases: Databases, database_kind: str, request: pytest.FixtureRequest, run_folder: Path, home: Path
) -> str:
    """With ``@pytest.mark.seeded``: the seed's rows, keys and files."""
    if request.node.get_closest_marker("seeded"):
        return seed.url(databases, database_kind, run_folder, home)
    return databases.fresh(database_kind)


@pytest.fixture
def clock(request: pytest.FixtureRequest, run_folder: Path) -> ManualClock:
    """When the seed was left."""
    from conftest import START

    if request.node.get_closest_marker("seeded"):
        request.getfixturevalue("database_url")
        return ManualClock(seed.left(run_folder))
    return ManualClock(START)
