"""What becomes of votes when somebody leaves or stands aside, or when an item ends without a result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete

from micro_projects.council import rules, secret_actions
from micro_projects.council.hall import Hall
from micro_projects.council.models import CouncilVote, Motion, RollPass
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor


def take_back_vote(hall: Hall, person_id: int) -> None:
    """Remove a member's vote from the one that is running, if there is one; a sealed one goes unread."""
    motion = hall.voting
    if motion is None:
        return
    for table in (CouncilVote, RollPass):
        db.session.execute(delete(table).where(table.motion_id == motion.id, table.person_id == person_id))
    if motion.form == "secret":
        secret_actions.take_away(motion, person_id)


def has_voted_now(hall: Hall, person_id: int) -> bool:
    """Whether somebody's vote counts in the vote that runs: only they themselves may take it out."""
    return hall.voting is not None and person_id in hall.voted(hall.voting)


def lapse(by: Actor, motions: Iterable[Motion], now: datetime) -> None:
    """Motions that were not decided end here; what was cast secretly on one is dropped unread."""
    for motion in motions:
        if motion.state == "voting" and motion.form == "secret":
            secret_actions.drop(motion)
        journal.move(motion, rules.MOTION, "lapse", by=by, at=now)
