"""The tick (时钟): finds due work in the database and does each thing once, in order.

However long the program was down, missed work is done at the next tick, oldest first, with both times
recorded. Two ticks at once do nothing twice: the row of `due_work` is the claim, taken in the act's own
transaction.
"""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from micro_projects import rooms
from micro_projects.extensions import db
from micro_projects.journal.models import DueWork
from micro_projects.kernel.due import Due, Job
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act, now

log = logging.getLogger(__name__)
MOST_ROUNDS = 1000


def jobs() -> list[Job]:
    """Every room's kinds of due work, lowest room first."""
    return [job for module in rooms.modules("jobs") for job in module.JOBS]


def tick(app: Flask) -> int:
    """Do all that is due; how many things were done. What one thing makes due is done in the same tick."""
    done = 0
    refused: set[tuple[str, str]] = set()
    with app.app_context():
        for _ in range(MOST_ROUNDS):
            waiting = [(due, job) for due, job in _due(now()) if (job.name, due.key) not in refused]
            if not waiting:
                break
            first = waiting[0][0].due_at
            for due, job in waiting:
                if due.due_at > first:
                    break  # what was just done may have made something due before it
                if _do(job, due):
                    done += 1
                else:
                    refused.add((job.name, due.key))
    return done


def _due(at: datetime) -> list[tuple[Due, Job]]:
    db.session.rollback()
    every = [(due, job) for job in jobs() for due in job.due(at)]
    return sorted(every, key=lambda pair: pair[0].due_at)


def _do(job: Job, due: Due) -> bool:
    try:
        found = [job.ahead(due)] if job.ahead else []
        with act() as at:
            if db.session.get(DueWork, (job.name, due.key)) is not None:
                return False
            _claim(DueWork(job=job.name, key=due.key, due_at=due.due_at, done_at=at))
            job.run(due, at, *found)
    except Refused as refused:
        log.info("not yet: %s %s: %s", job.name, due.key, refused.refusal.code)
        return False
    except _Claimed:
        log.info("done by another process: %s %s", job.name, due.key)
        return False
    except Exception:
        log.exception("due work failed: %s %s", job.name, due.key)
        return False
    return True


class _Claimed(Exception):  # noqa: N818 - an answer, not an error
    """Another process took this work first."""


def _claim(work: DueWork) -> None:
    db.session.add(work)
    try:
        db.session.flush()
    except IntegrityError as taken:
        raise _Claimed from taken


def done_work(job: str) -> list[DueWork]:
    """What was done of a kind, oldest first."""
    return list(db.session.scalars(select(DueWork).where(DueWork.job == job).order_by(DueWork.done_at)))
