"""The whole schema at once, for throw-away databases in tests; real ones are migrated (migrations/)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from micro_projects import rooms
from micro_projects.extensions import TRIGGERS, Base

MIGRATIONS = Path(__file__).parent.parent / "migrations" / "versions"


def is_newest(engine: Engine) -> bool:
    """Whether a database stands at the newest migration; its number begins the file's name."""
    if not inspect(engine).has_table("alembic_version"):
        return False
    with engine.connect() as connection:
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return at == max(path.name[:4] for path in MIGRATIONS.glob("[0-9]*.py"))


def create_all(engine: Engine) -> None:
    """Make every table and trigger in an empty database."""
    rooms.load_models()
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for trigger in TRIGGERS.values():
            for statement in getattr(trigger, engine.dialect.name):
                connection.exec_driver_sql(statement)
