"""The tests that walk every page stand on the seeded database."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from micro_projects.kernel.clock import ManualClock
from support import founded, seed
from support.databases import Databases


@pytest.fixture
def database_url(
    databases: Databases, database_kind: str, request: pytest.FixtureRequest, run_folder: Path, home: Path
) -> str:
    """With ``@pytest.mark.seeded``: the seed's rows, and the keys its people were founded with."""
    if request.node.get_closest_marker("seeded"):
        url = databases.fresh(database_kind, seed.NAME, partial(seed.fill, run_folder))
        founded.copy_keys(run_folder, url, home)
        return url
    return databases.fresh(database_kind)


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> ManualClock:
    """When the seed was left."""
    from conftest import START

    return ManualClock(START + timedelta(days=20) if request.node.get_closest_marker("seeded") else START)
