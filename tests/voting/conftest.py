"""A founded district with a cycle in which proposals were advanced and D2 let go; the room's own steps follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from micro_projects.demo.founding import found
from micro_projects.kernel.clock import ManualClock
from micro_projects.people.actions import hash_password
from micro_projects.web.door import act
from support.voting import Story

PASSWORD = "a password for tests only"


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hashing is slow on purpose; once is enough."""
    return hash_password(PASSWORD)


@pytest.fixture
def story(inside: Flask, clock: ManualClock, password_hash: str) -> Story:
    """The district, founded; nothing else has happened."""
    with act() as now:
        founded = found(now, password_hash)
    return Story(inside, clock, founded)


@pytest.fixture
def sign_in(client) -> Callable[[str], None]:  # type: ignore[no-untyped-def]
    """Sign the client in as an account."""

    def as_(login: str) -> None:
        client.post("/sign-out")
        answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303

    return as_


@pytest.fixture
def frozen(story: Story) -> Story:
    """Three proposals on the ballot of a frozen round."""
    story.open_cycle()
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    return story


@pytest.fixture
def voting(frozen: Story) -> Story:
    """The round is open."""
    frozen.to(frozen.round.opens_at)
    assert frozen.round.state == "open"
    return frozen
