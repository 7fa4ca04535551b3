"""A community with an open cycle, a drawn supervisor, and projects carried by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makers.projects import Works

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock


@pytest.fixture
def works(inside: Flask, clock: ManualClock, founded: Founded, monkeypatch: pytest.MonkeyPatch) -> Works:
    """The community, its cycle open, a supervisor drawn for every project."""
    made = Works(inside, clock, founded)
    made.begin()
    made.oversee(monkeypatch)
    return made
