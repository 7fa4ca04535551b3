"""Whole cycles over HTTP: a stage on a founded house, its people signing in through pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from micro_projects.demo.filling import browser
from micro_projects.demo.stage import Stage
from micro_projects.kernel.clock import ManualClock
from support.founded import PASSWORD


@pytest.fixture
def stage(app: Flask, founded: object, clock: ManualClock) -> Iterator[Stage]:
    """Everybody's browser, before a house that was just founded."""
    app.testing = False  # people see a page, not an exception
    made = Stage(app, clock, lambda: browser(app), PASSWORD, lambda line: None)
    yield made
    made.close()
