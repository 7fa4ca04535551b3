"""doctor: settings, schema, disk, clock, and every invariant checked on the data itself.

Each room brings its own checks (``checks.CHECKS``): functions without arguments that yield findings. They
read only; nothing is mended here, mending is a public act.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from micro_projects import migrating, rooms, schema
from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding

LEAST_FREE = 512 * 1024 * 1024
MOST_DRIFT = 60


def examine(app: Flask) -> list[Finding]:
    """Everything that is wrong; nothing, when all is well."""
    findings = list(_place(app))
    if any(f.check == "schema" for f in findings):
        return findings
    for module in rooms.modules("checks"):
        for check in module.CHECKS:
            findings += check()
            db.session.rollback()
    return findings


def _place(app: Flask) -> Iterator[Finding]:
    settings = app.extensions["settings"]
    if not schema.is_newest(db.engine):
        yield Finding("schema", "the database is not at the newest migration; run micro-projects init")
        return
    with db.engine.connect() as connection:
        for difference in migrating.differences(connection):
            yield Finding("schema", f"the database differs from the models: {difference}")
    if shutil.disk_usage(settings.home).free < LEAST_FREE:
        yield Finding("disk", f"less than {LEAST_FREE // 2**20} MiB free at the data folder")
    if (
        settings.production
        and abs((app.extensions["clock"].now() - datetime.now(UTC)).total_seconds()) > MOST_DRIFT
    ):
        yield Finding("clock", "the program's clock is not the machine's")
    for key in sorted(settings.keys.glob("**/*")):
        if key.is_file() and key.stat().st_mode & 0o077:
            yield Finding("keys", f"others may read {Path(key).name}; it should be 0600")
