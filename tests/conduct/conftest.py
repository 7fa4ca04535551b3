"""A community whose proposal is deliberated, with something said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makers.proposals import Story

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock


@pytest.fixture
def story(inside: Flask, clock: ManualClock, founded: Founded) -> Story:
    """The community, its cycle open, its rule pack's notice over."""
    return Story(inside, clock, founded).begin()
