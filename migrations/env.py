"""Alembic's environment: the house's own metadata and engine, on SQLite and PostgreSQL."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from micro_projects import rooms
from micro_projects.extensions import Base, db


def run() -> None:
    """Run what was asked on the house's database, each migration in its own transaction."""
    rooms.load_models()
    given = context.config.attributes.get("connection")
    if given is not None:
        _run_on(given)
        return
    with current_app.app_context(), db.engine.connect() as connection:
        _run_on(connection)
        connection.commit()


def _run_on(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and not connection.in_transaction():
        # a table that is made anew is dropped first; whoever does that looks at the end that nothing points nowhere
        connection.connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
    try:
        _migrate(connection)
    finally:
        if connection.dialect.name == "sqlite" and not connection.in_transaction():
            connection.connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
