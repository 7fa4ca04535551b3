"""A founded house on a throw-away database, for benchmarks that fill it themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from config import from_environment
from micro_projects.app import create_app
from micro_projects.kernel.clock import Clock
from support import founded, rundir
from support.databases import Databases


@dataclass(frozen=True, slots=True)
class House:
    """The house, where its database is, and what it was told."""

    app: Flask
    url: str
    environment: dict[str, str]

    @property
    def home(self) -> Path:
        """Its data folder."""
        return Path(self.environment["MICRO_PROJECTS_HOME"])


@contextmanager
def founded_house(clock: Clock | None = None) -> Iterator[House]:
    """On SQLite; gone afterwards with all it wrote."""
    folder = rundir.make()
    databases = Databases(folder)
    try:
        url = databases.fresh("sqlite", "founded", lambda empty: founded.fill(folder, empty))
        home = folder / "home"
        founded.copy_keys(folder, url, home)
        environment = {
            "MICRO_PROJECTS_HOME": str(home),
            "MICRO_PROJECTS_DATABASE_URL": url,
            "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
        }
        yield House(create_app(from_environment(environment), clock), url, environment)
    finally:
        databases.drop_all()
        rundir.remove(folder)
