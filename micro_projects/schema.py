"""The whole schema at once, for throw-away databases in tests; real ones are migrated (migrations/)."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from micro_projects import rooms
from micro_projects.extensions import TRIGGERS, Base


def create_all(engine: Engine) -> None:
    """Make every table and trigger in an empty database."""
    rooms.load_models()
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for trigger in TRIGGERS.values():
            for statement in getattr(trigger, engine.dialect.name):
                connection.exec_driver_sql(statement)
