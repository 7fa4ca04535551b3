"""A new log after a loss: by the signer's folder, which remembers what was signed when the database does not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import found, require
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.notices import log_actions as actions
from micro_projects.notices import log_keys, log_queries, signing
from micro_projects.notices import log_refusals as refusals
from micro_projects.notices.log_queries import Head
from micro_projects.notices.models import Log
from micro_projects.web.door import act


def after_restore(folder: Path, base_url: str) -> Log | None:
    """The log that goes on from one whose signed entries are not all here; None when nothing is missing."""
    with log_keys.alone(folder):
        head = log_queries.head()
        last = signing.memory(head, folder) if head else None
        why = signing.lost(head, last) if head and last else None
        if head is None or last is None or why is None:
            return None
        return _begin(head, why, last, base_url)


def after_loss(folder: Path, base_url: str) -> Log:
    """The log that goes on from one that nobody can sign any more; refused while its keys are here."""
    with log_keys.alone(folder):
        head = found(log_queries.head(), refusals.NO_LOG_YET)
        require(not signing.can_sign(head, folder), refusals.KEY_IS_HERE)
        last = signing.memory(head, folder) or log_queries.last_signed(head)
        return _begin(head, "lost_key", last, base_url)


def _begin(head: Head, why: str, last: Checkpoint | None, base_url: str) -> Log:
    log = log_queries.by_id(head.id)
    db.session.rollback()
    with act() as now:
        return actions.succeed(CLOCK_ACTOR, log, why, last, urlsplit(base_url).netloc, now)
