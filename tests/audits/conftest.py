"""A community with an open cycle; projects whose supervisors are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makers.oversight import Watched

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock


@pytest.fixture
def works(inside: Flask, clock: ManualClock, founded: Founded) -> Watched:
    """The community, its cycle open."""
    made = Watched(inside, clock, founded)
    made.begin()
    return made
