"""An open round, at once; a worker, and residents with letters or at a booth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from micro_projects.demo.founding import again
from micro_projects.kernel.clock import ManualClock
from support import open_round
from support.client import Client
from support.databases import Databases
from support.founded import PASSWORD
from support.voting import Story


@pytest.fixture
def database_url(databases: Databases, database_kind: str, run_folder: Path, home: Path) -> str:
    """With the open round."""
    return open_round.url(databases, database_kind, run_folder, home)


@pytest.fixture
def clock(database_url: str, run_folder: Path) -> ManualClock:
    """Stands at the opening minute."""
    return ManualClock(open_round.opened(run_folder, database_url))


@pytest.fixture
def voting(inside: Flask, clock: ManualClock) -> Story:
    """The round is open."""
    return Story(inside, clock, again())


@pytest.fixture
def sign_in(client: Client) -> Callable[[str], None]:
    """Sign the client in as an account."""

    def as_(login: str) -> None:
        client.post("/sign-out")
        answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303

    return as_
