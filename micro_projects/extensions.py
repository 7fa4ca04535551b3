"""The database as everybody here uses it: the session, column types, and guards inside the database."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry

from micro_projects.kernel.machine import Machine
from micro_projects.kernel.money import Money


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, kept as UTC. SQLite gives naive datetimes back; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MoneyType(sa.types.TypeDecorator[Money]):
    """Whole fen in a BIGINT."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        """From the database."""
        return None if value is None else Money(int(value))


class Base(DeclarativeBase):
    """Every table's base: named constraints, so that migrations can name them on both databases."""

    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime(),
            Money: MoneyType(),
            str: sa.Text(),
            bytes: sa.LargeBinary(),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


# -- one writer at a time -----------------------------------------------------------------------------

_ADVISORY_LOCK = 0x3A3A5


@contextmanager
def write_transaction(session: Session, *, shared: bool = False) -> Iterator[None]:
    """One write transaction on `session`; acts are serial, shared ones (ballots) only keep exclusive ones out.

    SQLite: a fair queue (flock) before BEGIN IMMEDIATE, because its busy handler starves writers.
    PostgreSQL: one advisory lock. Either way what is read inside is the latest there is.
    """
    session.rollback()
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with _queue(engine):
        try:
            connection = _begin(session, engine)
            if connection.dialect.name == "postgresql":
                name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
                connection.execute(sa.text(f"SELECT {name}({_ADVISORY_LOCK})"))
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


def _begin(session: Session, engine: Engine) -> Connection:
    """Begin to write. A SQLite connection opened while the disk was read-only stays so: those are opened anew."""
    try:
        return session.connection(execution_options={"write": True})
    except OperationalError as error:
        if not getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
            raise
        session.rollback()
        engine.dispose()
        return session.connection(execution_options={"write": True})


@contextmanager
def _queue(engine: Engine) -> Iterator[None]:
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        yield
        return
    with Path(f"{engine.url.database}.queue").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=ON",  # what is destroyed is written over on the disk, however the library was built
)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


# -- guards inside the database -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trigger:
    """One guard the database itself keeps, in both dialects. `sqlite` and `postgresql` are full statements."""

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


TRIGGERS: dict[str, Trigger] = {}
MACHINES: dict[str, Machine] = {}
"""The transition table of each table with a state."""


def guard(
    name: str, table: str, *, when: str, sqlite_if: str, postgres_if: str | None = None, columns: str = ""
) -> None:
    """Refuse `when` (``UPDATE``, ``DELETE``, ``INSERT``) on `table` if the condition on NEW/OLD holds."""
    of = f" OF {columns}" if columns else ""
    message = f"{name} refused"
    returned = "OLD" if when == "DELETE" else "NEW"
    add_trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {when}{of} ON {table} WHEN {sqlite_if} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"BEGIN IF {postgres_if or sqlite_if} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {returned}; END",
        f"BEFORE {when}{of} ON {table} FOR EACH ROW",
    )


def add_trigger(name: str, table: str, sqlite: str, postgres_body: str, postgres_when: str) -> None:
    """A trigger of one's own: the SQLite statement; the PL/pgSQL body (``BEGIN … END``) and when it runs."""
    TRIGGERS[name] = Trigger(
        name,
        table,
        (sqlite,),
        (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {postgres_body} $$",
            f"CREATE TRIGGER {name} {postgres_when} EXECUTE FUNCTION {name}()",
        ),
    )


def append_only(table: str) -> None:
    """Rows of `table` are written once: no update, no delete (invariant 12)."""
    guard(f"{table}_no_update", table, when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
    guard(f"{table}_no_delete", table, when="DELETE", sqlite_if="1=1", postgres_if="TRUE")


def never_deleted(table: str) -> None:
    """Rows of `table` stay."""
    guard(f"{table}_no_delete", table, when="DELETE", sqlite_if="1=1", postgres_if="TRUE")


def only_steps(table: str, machine: Machine) -> None:
    """`table.state` moves along `machine` only, and starts at its start (invariant 1)."""
    MACHINES[table] = machine
    pairs = ", ".join(f"'{a}>{b}'" for a, b in machine.pairs())
    guard(
        f"{table}_steps",
        table,
        when="UPDATE",
        columns="state",
        sqlite_if=f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({pairs})",
    )
    guard(f"{table}_start", table, when="INSERT", sqlite_if=f"NEW.state <> '{machine.start}'")
