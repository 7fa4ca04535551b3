"""A database in which a year was played up to an open residents' vote: once per run, copied for each test.

Played on SQLite through the pages; on PostgreSQL the same rows are copied in. It stands at the newest
migration, so that `serve` takes it as it is.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from support import year
from support.databases import Databases
from support.staging import staged

BEGAN = datetime.fromisoformat("2026-01-12T09:00+08:00")
ROUND = "FT-LH-2026-R1"


def url(databases: Databases, kind: str, folder: Path, home: Path) -> str:
    """A fresh database with the open vote; its keys and files come into `home`."""
    played = databases.fresh("sqlite", "ballot", partial(play, folder))
    shutil.copytree(_home(folder), home, dirs_exist_ok=True)
    if kind != "sqlite":
        played = databases.fresh(kind, "ballot", partial(year.copy, played))
    stamp(played)
    return played


def opened(folder: Path) -> datetime:
    """An instant after the vote was opened, with days to go."""
    return datetime.fromisoformat((folder / "ballot-opened").read_text())


def stamp(url: str) -> None:
    """Say that a database made from the models stands at the newest migration."""
    from alembic import command

    from micro_projects import migrating

    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        command.stamp(migrating.config(connection), "head")
        connection.commit()
    engine.dispose()


def play(folder: Path, url: str) -> None:
    """Found the district in the empty database at `url` and play its year until residents vote."""
    from micro_projects.demo import deliberating
    from micro_projects.demo.ideas import LAST_YEAR
    from micro_projects.demo.resolving import state_of
    from micro_projects.demo.year import Year

    with staged(_home(folder), url, BEGAN) as stage:
        played = Year(stage, BEGAN.year)
        played.open_cycle()
        played.propose(LAST_YEAR)
        played.screen()
        played.deliberate()
        for proposal in played.in_state("advanced"):
            deliberating.meet_conditions(stage, proposal)
        stage.until(lambda: state_of(stage, ROUND) == "open", 60, "the vote opens")
        stage.go(stage.clock.now() + timedelta(hours=10))
        (folder / "ballot-opened").write_text(stage.clock.now().isoformat())


def _home(folder: Path) -> Path:
    return folder / "ballot-home"
