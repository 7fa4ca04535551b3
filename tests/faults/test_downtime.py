"""Down for forty days in the middle of a vote: each due thing is done once, in order, with both times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from micro_projects import clockwork, doctor
from micro_projects.app import create_app
from micro_projects.clockwork import tick
from micro_projects.demo.founding import again
from micro_projects.extensions import db
from micro_projects.journal.models import DueWork, JournalEntry
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.due import Due, Job
from micro_projects.notices.models import LogEntry
from micro_projects.voting import actions, queries
from micro_projects.voting.counting import Ballot
from micro_projects.web.door import act
from support import ballot
from support.crowd import forget, in_processes
from support.databases import Databases

pytestmark = pytest.mark.each_database
DOWN = timedelta(days=40)


@pytest.fixture
def database_url(databases: Databases, database_kind: str, run_folder: Path, home: Path) -> str:
    """A year in which residents are voting."""
    return ballot.url(databases, database_kind, run_folder, home)


@pytest.fixture
def clock(run_folder: Path, database_url: str) -> ManualClock:
    """While they vote."""
    return ManualClock(ballot.opened(run_folder))


@pytest.fixture
def voted(inside: Flask, clock: ManualClock) -> Flask:
    """Thirty have voted."""
    vote(clock)
    return inside


def vote(clock: ManualClock) -> None:
    """Thirty vote."""
    round_ = queries.round_or_404(ballot.ROUND)
    codes = list(queries.terms(round_).costs)
    for n in range(1, 31):
        by = again().actor(f"resident{n:02d}", clock.now())
        with act(shared=True) as now:
            actions.cast(
                by, queries.round_or_404(ballot.ROUND), Ballot(tuple(codes[n % 3 : n % 3 + 2])), "", now
            )


def done_since(at: datetime) -> Sequence[DueWork]:
    return db.session.scalars(select(DueWork).where(DueWork.done_at > at)).all()


def test_each_thing_once_and_in_order(
    voted: Flask, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, taken = clock.now(), []
    do = clockwork._do

    def noted(job: Job, due: Due) -> bool:
        done = do(job, due)
        taken.append((due.due_at, job.name, due.key, done))
        return done

    monkeypatch.setattr(clockwork, "_do", noted)
    clock.forward(DOWN)
    assert tick(voted) == sum(done for *_, done in taken)
    forget()
    works = done_since(before)
    assert {"round.close", "round.reconcile", "round.unseal", "round.count", "round.destroy_key"} <= {
        w.job for w in works
    }
    assert len({w.due_at for w in works}) > 1, "nothing was due at different times"
    assert {w.done_at for w in works} == {clock.now()}
    assert all(w.due_at <= w.done_at for w in works)
    done = [(at, name, key) for at, name, key, ok in taken if ok]
    assert sorted(done) == sorted((w.due_at, w.job, w.key) for w in works)
    assert [at for at, *_ in done] == sorted(at for at, *_ in done)
    assert tick(voted) == 0
    assert queries.round_or_404(ballot.ROUND).ballots == 30
    db.session.rollback()
    assert [str(finding) for finding in doctor.examine(voted)] == []


def told(voted: Flask, clock: ManualClock, step: timedelta) -> tuple[Counter[str], Counter[str], str]:
    """Let forty days pass in such steps: what work was done, what the clock did, where the vote stands."""
    began = clock.now()
    while clock.now() < began + DOWN:
        clock.forward(step)
        tick(voted)
    forget()
    acts = select(JournalEntry.act).where(JournalEntry.person_id.is_(None), JournalEntry.at > began)
    return (
        Counter(w.job for w in done_since(began)),
        Counter(db.session.scalars(acts)),
        queries.round_or_404(ballot.ROUND).state,
    )


def test_forty_days_at_once_end_where_forty_days_of_ticks_end(
    voted: Flask,
    clock: ManualClock,
    settings: Settings,
    databases: Databases,
    database_kind: str,
    run_folder: Path,
    tmp_path: Path,
) -> None:
    url = ballot.url(databases, database_kind, run_folder, tmp_path)
    other = ManualClock(clock.now())
    up = create_app(replace(settings, home=tmp_path, database_url=url), other)
    with up.app_context():
        vote(other)
        expected = told(up, other, timedelta(days=1))
        db.session.remove()
        db.engine.dispose()
    assert expected[2] == "counted"
    assert told(voted, clock, DOWN) == expected


def test_ticks_in_many_processes_do_nothing_twice(voted: Flask, clock: ManualClock) -> None:
    before = clock.now()
    clock.forward(DOWN)
    counts = in_processes(voted, [[lambda: tick(voted)] * 2 for _ in range(3)])
    works = done_since(before)
    assert sum(counts) == len(works)
    closed = select(func.count()).select_from(JournalEntry).where(JournalEntry.act == "round.close")
    assert db.session.scalar(closed) == 1
    for kind in ("round.closed", "round.reconciled"):
        told = select(func.count()).select_from(LogEntry).where(LogEntry.kind == kind)
        assert db.session.scalar(told) == 1, kind
    db.session.rollback()
    assert [str(finding) for finding in doctor.examine(voted)] == []
