"""A whole year played on PostgreSQL, migrated as a real one is: nothing is wrong. (On SQLite: support/year.py.)"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, select

from micro_projects import doctor, migrating
from micro_projects.cycles import queries as cycles
from micro_projects.demo.founding import COMMUNITY, found
from micro_projects.demo.stage import Stage
from micro_projects.demo.year import Year
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.people.actions import hash_password
from micro_projects.projects.models import Project
from micro_projects.web.door import act
from support.databases import Databases

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def database_url(databases: Databases, database_kind: str) -> str:
    """A database that was brought up by the migrations."""
    url = databases.bare(database_kind)
    engine = create_engine(url, poolclass=NullPool)
    migrating.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture
def founded(app: Flask) -> None:
    """The district, founded here: a migrated database is no copy of the founded one."""
    from support.founded import PASSWORD

    with app.app_context(), act() as now:
        found(now, hash_password(PASSWORD))


def test_a_year_is_played_to_its_end_and_nothing_is_wrong(
    stage: Stage, app: Flask, clock: ManualClock
) -> None:
    year = Year(stage, 2026)
    year.play()
    with app.app_context():
        assert cycles.cycle(COMMUNITY, 2026).state == "ended"
        states = set(db.session.scalars(select(Project.state)))
        assert states
        assert states <= {"closed", "closed_with_reservations"}
        db.session.rollback()
        assert [str(finding) for finding in doctor.examine(app)] == []
