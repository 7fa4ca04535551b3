"""Reading a secret vote: the codes given, the keys kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from micro_projects.council import secret_keys
from micro_projects.council.models import Motion, SecretSlip, SecretVote
from micro_projects.extensions import db
from micro_projects.kernel.sealing import PrivateKey
from micro_projects.people import queries as people
from micro_projects.people.rules import WINDOW, wait

TRIES = 30
"""Wrong codes at one session's tablet within `people.rules.WINDOW` before waiting."""


def slip(motion_id: int, code: str) -> SecretSlip | None:
    """The slip of a plain code; None when nobody was given it, or it was replaced."""
    private = key(motion_id)
    if private is None:
        return None
    mac = secret_keys.slip_mac(private, code)
    return db.session.scalar(
        select(SecretSlip).where(SecretSlip.motion_id == motion_id, SecretSlip.mac == mac)
    )


def key(motion_id: int) -> PrivateKey | None:
    """The private half of a running vote's pair; None when it is gone."""
    vote = db.session.get(SecretVote, motion_id)
    return secret_keys.private(vote.public_key) if vote is not None else None


def running(session_id: int) -> Motion | None:
    """The motion voted on secretly in a session now."""
    query = select(Motion).where(
        Motion.session_id == session_id, Motion.state == "voting", Motion.form == "secret"
    )
    return db.session.scalar(query)


def public_keys() -> set[bytes]:
    """Of every secret vote that runs, of all sessions."""
    return set(db.session.scalars(select(SecretVote.public_key)))


def attempt_key(session_code: str) -> bytes:
    """Under what wrong codes at a session's tablet are remembered."""
    return people.vault().index("code_attempt", f"session|{session_code}")


def minutes_to_wait(session_code: str, at: datetime) -> int:
    """How long wrong codes have to wait; a right one never does."""
    return wait(people.attempts([attempt_key(session_code)], at - WINDOW), at, TRIES)
