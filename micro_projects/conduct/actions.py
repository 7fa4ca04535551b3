"""Saying something: how much in an hour, and that it was said. Every room in which people speak calls this."""

from __future__ import annotations

import secrets
from datetime import datetime

from micro_projects.conduct import queries, rules
from micro_projects.conduct.models import Contribution
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.web.access import permit
from micro_projects.web.show import ZONE


def may_say(
    by: Actor, place_id: int, path: str, now: datetime, pack: Pack, *, speaker: int | None = None
) -> None:
    """Refuse whoever said the pack's `said_per_hour` things within the last hour, of all kinds together.

    A worker who enters for a resident names them as `speaker`: it counts for the resident. Called before
    anything is written; not for objections, nor for questions put at the counter.
    """
    permit(by, "conduct.say", place_id, path)
    newest = queries.newest_of(speaker if speaker is not None else by.id, pack.said_per_hour)
    again = rules.possible_again(newest, pack.said_per_hour, now)
    require(again is None, rules.TOO_MANY, most=pack.said_per_hour, opens=again)


def note_said(kind: str, said_id: int, author_id: int, place_id: int, now: datetime) -> str:
    """Remember that something was said, within the act that says it; its token, for the address of a report."""
    token = secrets.token_urlsafe(9)
    db.session.add(
        Contribution(
            kind=kind,
            said_id=said_id,
            token=token,
            author_id=author_id,
            place_id=place_id,
            at=now,
            month=month_of(now),
        )
    )
    db.session.flush()
    return token


def month_of(at: datetime) -> str:
    """The month of an instant as people count it: ``2026-03``."""
    return at.astimezone(ZONE).strftime("%Y-%m")
