"""Bytes that no row names are removed after a day: not before, and nothing else."""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta
from io import BytesIO

import pytest

from makers.pictures import PDF
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.files import actions, queries, storage
from micro_projects.files.preparing import prepare
from micro_projects.journal.models import DueWork
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def aged(token: str, hours: float, name: str = "") -> None:
    then = time.time() - hours * 3600
    os.utime(storage.folder(token).with_name(name or token), (then, then))


def test_what_no_row_names_is_removed_after_a_day(inside, founded, clock, caplog):
    kept, shown, fresh = (prepare(BytesIO(PDF)) for _ in range(3))
    place = founded.place()
    with act() as now:
        actions.keep(founded.actor("worker1", now), kept, None, place.id, place.path, "报价单", now)
    torn = storage.new_token()
    folder = storage.folder(torn).with_name(f".{torn}")
    folder.mkdir(parents=True)
    for token in (kept.token, shown.token):
        aged(token, 25)
    aged(torn, 25, folder.name)
    aged(fresh.token, 23)
    clock.forward(timedelta(days=400))  # the house's clock may run ahead: the disk's own times count
    with caplog.at_level(logging.INFO, "micro_projects.files.jobs"):
        tick(inside)
    assert "2 stored files without a row removed" in caplog.text
    assert set(storage.tokens()) == {kept.token, fresh.token}
    assert not folder.exists()
    db.session.rollback()
    assert queries.lost() == set()
    aged(fresh.token, 25)
    tick(inside)
    assert fresh.token in set(storage.tokens()), "the disk is looked through once a day"
    clock.forward(timedelta(days=1))
    tick(inside)
    assert set(storage.tokens()) == {kept.token}
    clock.forward(timedelta(days=1))
    tick(inside)
    db.session.rollback()
    done = db.session.query(DueWork).filter_by(job="files.sweep").count()
    assert done == 2, "nothing left over, nothing noted"
