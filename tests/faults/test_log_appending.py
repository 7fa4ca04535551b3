"""Four processes append at once while they and the signer are killed: no gap, no fork, no act without its entries."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.notices import checks, log_checks, log_keys, log_queries
from micro_projects.notices.log_models import LogAlarm, LogCheckpoint
from micro_projects.notices.models import Log, LogEntry
from support.appending import ENTRIES
from support.code import ROOT
from support.serving import COMMAND

pytestmark = [pytest.mark.founded, pytest.mark.each_database, pytest.mark.slow]

PROCESSES, TARGET = 4, int(os.environ.get("APPENDED_ENTRIES", "1200"))
"""`APPENDED_ENTRIES=5000 pytest tests/faults/test_log_appending.py` is the longer run."""
KILLS = 4
"""Times that a process appending dies, and each time the signer too."""
PATIENCE = 420


class Running:
    """The processes: appending ones that say what was acknowledged, and the signer."""

    def __init__(self, environment: dict[str, str], home: Path) -> None:
        self.environment = os.environ | environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        self.home = home
        self.names = 0
        self.appending: list[subprocess.Popen[bytes]] = []
        self.sign()

    def append(self) -> None:
        """One more that appends."""
        self.names += 1
        name = f"p{self.names}"
        with (self.home / f"{name}.said").open("wb") as out, (self.home / "faults.log").open("ab") as err:
            self.appending.append(
                subprocess.Popen(
                    [sys.executable, "-m", "support.appending", name, str(TARGET)],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=out,
                    stderr=err,
                )
            )

    def sign(self) -> None:
        """The signer, started anew."""
        with (self.home / "faults.log").open("ab") as err:
            self.signer = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "signer"], cwd=ROOT, env=self.environment, stderr=err
            )

    def kill(self, chance: Random) -> None:
        """One that appends, and the signer, at once and without a word; others take their place."""
        dead = self.appending.pop(chance.randrange(len(self.appending)))
        for process in (dead, self.signer):
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.append()
        self.sign()

    def acknowledged(self) -> set[str]:
        """The acts that were said to be done."""
        return {line for said in self.home.glob("p*.said") for line in said.read_text().splitlines()}

    def end(self) -> None:
        """All of them, whatever they do."""
        for process in (*self.appending, self.signer):
            if process.poll() is None:
                process.kill()
            process.wait()


def size() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.max(Log.size))) or 0


def test_entries_by_four_processes_that_are_killed(
    inside: Flask, environment: dict[str, str], home: Path
) -> None:
    chance = Random(5)
    before = size()
    until = time.monotonic() + PATIENCE
    running = Running(environment, home)
    try:
        for _ in range(PROCESSES):
            running.append()
        for mark in sorted(chance.sample(range(before + 100, TARGET - 500), KILLS)):
            while size() < mark or log_queries.signed_size(1) <= before:
                assert time.monotonic() < until, (home / "faults.log").read_text()[-2000:]
                time.sleep(0.02)
            running.kill(chance)
        for process in running.appending:
            assert process.wait(max(1, until - time.monotonic())) == 0, (home / "faults.log").read_text()[
                -2000:
            ]
        while log_queries.signed_size(1) < size():
            assert time.monotonic() < until, (home / "faults.log").read_text()[-2000:]
            assert running.signer.poll() is None
            time.sleep(0.05)
        running.signer.terminate()
        assert running.signer.wait(30) == 0
    finally:
        running.end()
    _no_act_without_its_entries(running.acknowledged(), before)
    _one_unforked_log(home)


def _no_act_without_its_entries(acknowledged: set[str], before: int) -> None:
    acts = Counter(
        json.loads(facts)["code"]
        for facts in db.session.scalars(select(JournalEntry.facts).where(JournalEntry.act == "test.append"))
    )
    entries = Counter(db.session.scalars(select(LogEntry.subject_code).where(LogEntry.index >= before)))
    assert set(acts.values()) == {1}
    assert entries == dict.fromkeys(acts, ENTRIES)
    assert acknowledged <= set(acts), "what was acknowledged is there"
    assert len(acts) - len(acknowledged) <= KILLS, "at most what was in hand when somebody died"
    assert sum(entries.values()) == size() - before >= TARGET - before


def _one_unforked_log(home: Path) -> None:
    db.session.rollback()
    heads = list(db.session.scalars(select(LogCheckpoint).order_by(LogCheckpoint.size)))
    assert len(heads) > 2, "signed before, while they died, and after"
    assert heads[-1].size == size()
    assert log_keys.kept(home / "keys", "QH") == heads[-1].note
    assert db.session.scalars(select(LogAlarm)).all() == []
    for check in (checks.log_findings, log_checks.heads, log_checks.signer, log_checks.succession):
        assert [found.what for found in check()] == []
