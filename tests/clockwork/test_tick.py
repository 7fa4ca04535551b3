"""The tick: each due thing once, in order, with both times, however long the program was down."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from makers.cycles import opened
from micro_projects.clockwork import done_work, tick
from micro_projects.extensions import db
from micro_projects.journal.queries import history
from micro_projects.notices import queries as notices

pytestmark = [pytest.mark.founded, pytest.mark.each_database]


def test_nothing_is_due_before_its_time(inside, founded, clock):
    opened(founded, clock.now())
    assert tick(inside) == 0


def test_missed_work_is_done_once_and_both_times_are_kept(inside, founded, clock):
    cycle = opened(founded, clock.now())
    notice, _ = notices.newest(cycle.id, "C1")
    due = notice.gate_unconfirmed_at
    db.session.rollback()  # what this test reads later is what the ticks wrote
    clock.forward(timedelta(days=40))
    assert tick(inside) >= 1
    assert tick(inside) == 0
    (work,) = done_work("notice.gate")
    assert work.due_at == due
    assert work.done_at == clock.now()
    released = [row for row in history(cycle.ref) if row.act == "notice.release"]
    assert len(released) == 1
    assert released[0].person_id is None


def test_a_clock_set_back_changes_nothing(inside, founded, clock):
    opened(founded, clock.now())
    clock.forward(timedelta(days=40))
    done = tick(inside)
    clock.at -= timedelta(days=39)
    assert done >= 1
    assert tick(inside) == 0


def test_ticks_at_once_do_nothing_twice(inside, founded, clock):
    cycle = opened(founded, clock.now())
    clock.forward(timedelta(days=40))
    together = threading.Barrier(4)
    counts: list[int] = []

    def work() -> None:
        together.wait()
        counts.append(tick(inside))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counts) == 4
    released = [row for row in history(cycle.ref) if row.act == "notice.release"]
    assert len(released) == 1
    assert len(done_work("notice.gate")) == 1
