"""Bringing a database to the newest schema, and writing the next migration from the models."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import api, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Engine

from micro_projects import rooms
from micro_projects.extensions import TRIGGERS, Base, MoneyType, Trigger, UtcDateTime

FOLDER = Path(__file__).parent.parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for our folder."""
    made = Config(str(FOLDER / "alembic.ini"))
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring a database up to a revision."""
    with engine.connect() as connection:
        command.upgrade(config(connection), to)
        connection.commit()


def downgrade(engine: Engine, to: str = "base") -> None:
    """Take a database back to a revision."""
    with engine.connect() as connection:
        command.downgrade(config(connection), to)
        connection.commit()


def triggers_in(connection: Connection) -> set[str]:
    """The names of the guards a database holds."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    return {row[0] for row in connection.exec_driver_sql(sql)}


def differences(connection: Connection) -> list[Any]:
    """What a migrated database lacks against the models: nothing, when the migrations are whole."""
    rooms.load_models()
    context = MigrationContext.configure(connection, opts=_OPTIONS)
    found: list[Any] = list(api.compare_metadata(context, Base.metadata))
    missing = set(TRIGGERS) - triggers_in(connection)
    wrong = missing | {trigger.name for trigger in _changed(connection)}
    return found + [("trigger", name) for name in sorted(wrong)]


def _changed(connection: Connection) -> list[Trigger]:
    """Guards that a database holds in an older wording. SQLite keeps their text as it was written."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    held = {row[0]: row[1] for row in rows}
    return [t for t in TRIGGERS.values() if t.name in held and t.sqlite != (held[t.name],)]


def _before(name: str) -> Trigger:
    """A guard as the migrations so far left it: the last of them that makes it."""
    for path in sorted((FOLDER / "versions").glob("[0-9]*.py"), reverse=True):
        made = runpy.run_path(str(path))
        table = dict(made["GUARDED"]).get(name) or dict(made.get("REPLACED", ())).get(name)
        if table:
            kept = {
                dialect: tuple(s for s in made["GUARDS"][dialect] if re.search(rf"\b{name}\b", s))
                for dialect in ("sqlite", "postgresql")
            }
            return Trigger(name, table, kept["sqlite"], kept["postgresql"])
    raise LookupError(f"no migration makes the guard {name}")


def write(connection: Connection, slug: str) -> Path:
    """Write the migration that brings the database of `connection` up to the models; returns its file."""
    rooms.load_models()
    context = MigrationContext.configure(connection, opts=_OPTIONS)
    script = api.produce_migrations(context, Base.metadata)
    present = triggers_in(connection)
    changed = _changed(connection)
    remade = _remade(script.upgrade_ops) | _remade(script.downgrade_ops)
    changed += [t for t in TRIGGERS.values() if t.table in remade and t.name in present and t not in changed]
    new = [trigger for name, trigger in TRIGGERS.items() if name not in present]
    folder = FOLDER / "versions"
    before = sorted(p.stem for p in folder.glob("[0-9]*.py"))
    number = f"{len(before) + 1:04d}"
    assert script.upgrade_ops is not None
    assert script.downgrade_ops is not None
    path = folder / f"{number}_{slug}.py"
    path.write_text(
        _TEMPLATE.format(
            slug=slug.replace("_", " "),
            revision=number,
            before=repr(before[-1][:4]) if before else "None",
            guards=_guards(new, changed),
            later=_later(script.upgrade_ops),
            upgrade=_code(script.upgrade_ops, context),
            downgrade=_code(script.downgrade_ops, context),
        )
    )
    return path


def _remade(operations: ops.UpgradeOps | ops.DowngradeOps | None) -> set[str]:
    """Tables that SQLite makes anew to change a column, and loses their guards with the old ones."""
    return {
        table.table_name
        for table in (operations.ops if operations else ())
        if isinstance(table, ops.ModifyTableOps)
        and any(isinstance(one, ops.AlterColumnOp) for one in table.ops)
    }


def _code(operations: ops.UpgradeOps | ops.DowngradeOps, context: MigrationContext) -> str:
    return render_python_code(
        operations, render_as_batch=True, migration_context=context, render_item=_render
    )


def _later(operations: ops.UpgradeOps) -> str:
    """Foreign keys of new tables that point at each other: PostgreSQL gets them once all are there."""
    lines = [
        f"    ({constraint.name!r}, {table.table_name!r}, {constraint.referred_table.name!r},"
        f" {[c.name for c in constraint.columns]!r}, {[e.column.name for e in constraint.elements]!r}),"
        for table in operations.ops
        if isinstance(table, ops.CreateTableOp)
        for constraint in Base.metadata.tables[table.table_name].foreign_key_constraints
        if constraint.use_alter
    ]
    return "LATER: list[tuple[str, str, str, list[str], list[str]]] = [\n" + "\n".join(lines) + "\n]"


def _guards(new: list[Trigger], changed: list[Trigger]) -> str:
    parts = (
        ("GUARDS", _statements([*new, *changed])),
        ("GUARDED", _named(new)),
        ("REPLACED", _named(changed)),
        ("BEFORE", _statements([_before(t.name) for t in changed])),
    )
    return "\n".join(f"{name} = {text}" for name, text in parts)


def _statements(triggers: list[Trigger]) -> str:
    lines = []
    for dialect in ("sqlite", "postgresql"):
        lines.append(f'    "{dialect}": [')
        lines += [f"        {statement!r}," for t in triggers for statement in getattr(t, dialect)]
        lines.append("    ],")
    return "{\n" + "\n".join(lines) + "\n}"


def _named(triggers: list[Trigger]) -> str:
    return "[\n" + "\n".join(f'    ("{t.name}", "{t.table}"),' for t in triggers) + "\n]"


def _render(kind: str, item: Any, context: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, MoneyType):
        return "sa.BigInteger()"
    return False


def _same_type(
    context: Any, inspected: Any, column: Any, inspected_type: Any, column_type: Any
) -> bool | None:
    # both are what their impl is; SQLite and PostgreSQL report the impl
    return False if isinstance(column_type, UtcDateTime | MoneyType) else None


_OPTIONS = {
    "compare_type": _same_type,
    "render_as_batch": True,
    "render_item": _render,
    "user_module_prefix": None,
    "target_metadata": Base.metadata,
}

_TEMPLATE = '''"""{slug}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before}
branch_labels = None
depends_on = None

{guards}
{later}


def upgrade() -> None:
    """To this revision."""
    drop(REPLACED)
    {upgrade}
    if op.get_context().dialect.name != "sqlite":
        for name, table, referred, columns, keys in LATER:
            op.create_foreign_key(name, table, referred, columns, keys)
    make(GUARDS)


def downgrade() -> None:
    """Back from it."""
    drop(GUARDED + REPLACED)
    if op.get_context().dialect.name != "sqlite":
        for name, table, *_ in LATER:
            op.drop_constraint(name, table, type_="foreignkey")
    {downgrade}
    make(BEFORE)


def make(guards: dict[str, list[str]]) -> None:
    """Guards, in the wording of the dialect."""
    for statement in guards[op.get_context().dialect.name]:
        op.execute(sa.text(statement.replace(":", "\\\\:")))


def drop(guards: list[tuple[str, str]]) -> None:
    """Guards by name and table."""
    for name, table in reversed(guards):
        if op.get_context().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {{name}}")
        else:
            op.execute(f"DROP TRIGGER {{name}} ON {{table}}")
            op.execute(f"DROP FUNCTION {{name}}()")
'''


def is_empty(engine: Engine) -> bool:
    """Whether a database has no table yet."""
    return not inspect(engine).get_table_names()
