"""Every migration up and down on both databases, and what they make equals the models."""

from __future__ import annotations

import pytest
from sqlalchemy import NullPool, create_engine, inspect

from micro_projects import migrating
from micro_projects.extensions import Base
from micro_projects.schema import is_newest

pytestmark = pytest.mark.each_database


@pytest.fixture
def engine(databases, database_kind):
    made = create_engine(databases.bare(database_kind), poolclass=NullPool)
    yield made
    made.dispose()


def test_a_migrated_database_is_what_the_models_say(engine):
    migrating.upgrade(engine)
    assert is_newest(engine)
    with engine.connect() as connection:
        assert migrating.differences(connection) == []


def test_checks_are_those_of_the_models(engine, databases, database_kind):
    migrating.upgrade(engine)
    made = create_engine(databases.bare(database_kind), poolclass=NullPool)
    with made.begin() as connection:
        Base.metadata.create_all(connection)
    assert checks(engine) == checks(made)
    made.dispose()


def checks(engine):
    """Every table's checks, by name."""
    found = inspect(engine).get_multi_check_constraints()
    return {
        table: {c["name"]: " ".join(c["sqltext"].split()) for c in kept}
        for (_, table), kept in found.items()
        if kept
    }


def test_down_takes_everything_away_and_up_brings_it_back(engine):
    migrating.upgrade(engine)
    tables = set(inspect(engine).get_table_names())
    migrating.downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrating.upgrade(engine)
    assert set(inspect(engine).get_table_names()) == tables


def test_a_missing_guard_is_seen(engine):
    migrating.upgrade(engine)
    with engine.begin() as connection:
        on = "" if engine.dialect.name == "sqlite" else " ON journal"
        connection.exec_driver_sql(f"DROP TRIGGER journal_no_delete{on}")
    with engine.connect() as connection:
        assert ("trigger", "journal_no_delete") in migrating.differences(connection)
