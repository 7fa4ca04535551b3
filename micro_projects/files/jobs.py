"""What the clock does for files: once a day, bytes on the disk that no row names and none can any more are removed.

Such bytes are left by a photo that was shown in a preview and never confirmed, or by a process that was killed
between the disk and the row.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime

from flask import current_app

from micro_projects.files import queries, storage
from micro_projects.kernel.due import Due, Job
from micro_projects.web.show import ZONE

log = logging.getLogger(__name__)
OLD = 24 * 3600
"""Seconds after which no page can bring a file back that it stored (`preview.KEPT_SECONDS` is less)."""
LOOKED = "files_looked_on"


def unnamed(now: datetime) -> Iterator[Due]:
    """The disk is looked through once a day by each process; due only when something is left over."""
    today = now.astimezone(ZONE).date()
    if current_app.extensions.get(LOOKED) == today:
        return
    current_app.extensions[LOOKED] = today
    if queries.left_over(_before()):
        yield Due(today.isoformat(), now)


def sweep(due: Due, now: datetime) -> None:
    """Remove what is left over; the log of the program says how many."""
    left = queries.left_over(_before())
    for name in left:
        storage.discard_old(name)
    log.info("%d stored files without a row removed", len(left))


def _before() -> float:
    """By the machine's own clock, as the disk's times are: a demo's clock runs ahead."""
    return time.time() - OLD


JOBS = (Job("files.sweep", unnamed, sweep),)
