"""Back-up and restore: a consistent copy while everything runs; keys are kept apart, by design.

SQLite: its online back-up. PostgreSQL: `pg_dump` in custom format. Stored files are copied after the
database, so every file the copy names is there.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from micro_projects import migrating, schema
from micro_projects.extensions import db
from micro_projects.kernel.refusal import N_, Refusal, Refused, require
from micro_projects.notices import log_succession, redaction_keeping
from micro_projects.notices.checks import log_findings
from micro_projects.notices.models import Log

NOT_EMPTY = Refusal("not_empty", N_("目标数据库里已有数据，没有恢复。"), N_("请换一个空的数据库再恢复。"))
NO_BACKUP = Refusal("no_backup", N_("这个文件夹里没有备份。"), N_("请指定 backup 命令写出的文件夹。"), 422)
NOT_WHOLE = Refusal("not_whole", N_("备份里的公开日志不完整，没有恢复：%(what)s"), N_("请换一份备份。"))

SQLITE = "database.sqlite3"
POSTGRES = "database.dump"


def back_up(app: Flask, folder: Path) -> None:
    """Copy database and stored files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = db.engine
    if engine.dialect.name == "sqlite":
        with sqlite3.connect(str(engine.url.database)) as source, sqlite3.connect(folder / SQLITE) as target:
            source.backup(target)
    else:
        _run("pg_dump", engine, ["--format=custom", f"--file={folder / POSTGRES}"])
    stored = Path(app.extensions["settings"].storage_url)
    if stored.is_dir():
        shutil.copytree(stored, folder / "files", dirs_exist_ok=True)


def restore(app: Flask, folder: Path) -> Log | None:
    """Bring a back-up into an empty database and check its log; refused when the target holds anything.

    What was withheld since the back-up is withheld again before anything is served. When the signer remembers more
    than the back-up holds, a new log begins, and is returned.
    """
    engine = db.engine
    require((folder / SQLITE).is_file() or (folder / POSTGRES).is_file(), NO_BACKUP)
    require(migrating.is_empty(engine), NOT_EMPTY)
    if engine.dialect.name == "sqlite":
        copy = create_engine(f"sqlite:///{folder / SQLITE}")
        try:
            _check_log(copy)
        finally:
            copy.dispose()
        with (
            sqlite3.connect(folder / SQLITE) as source,
            sqlite3.connect(str(engine.url.database)) as target,
        ):
            source.backup(target)
    else:
        _restore_postgres(engine, folder)
    if (folder / "files").is_dir():
        shutil.copytree(folder / "files", app.extensions["settings"].storage_url, dirs_exist_ok=True)
    if not schema.is_newest(engine):
        migrating.upgrade(engine)
    begun = _go_on(app)
    redaction_keeping.carry_out(app.extensions["settings"].home)
    return begun


def _go_on(app: Flask) -> Log | None:
    """A log that holds less than was signed of it is never signed again: a new one says what is lost."""
    settings = app.extensions["settings"]
    if not settings.signer:
        return None  # whoever holds the keys runs `log succeed --restored`
    return log_succession.after_restore(settings.keys, settings.base_url)


def _restore_postgres(engine: Engine, folder: Path) -> None:
    """A dump can only be read once it is restored; one that is not whole is taken out again."""
    try:
        _run("pg_restore", engine, ["--exit-on-error", "--single-transaction", str(folder / POSTGRES)])
    except subprocess.CalledProcessError as broken:
        raise Refused(NOT_WHOLE, what=f"pg_restore {broken.returncode}") from broken
    try:
        _check_log(engine)
    except Refused:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        raise


def _check_log(engine: Engine) -> None:
    with Session(engine) as session:
        for finding in log_findings(session):
            raise Refused(NOT_WHOLE, what=finding.what)


def _run(program: str, engine: Engine, arguments: list[str]) -> None:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([program, f"--dbname={url}", *arguments], check=True)
