"""Public pages of the council. Convening, live pages, minutes and members have views of their own."""

from __future__ import annotations

from typing import Any

from micro_projects.council import (
    committee_views,
    convening_views,
    door_views,
    interest_views,
    live_public_views,
    live_views,
    member_views,
    minutes_views,
    motion_views,
    observer_views,
    printing,
    recusal_views,
    requirement_views,
    seat_views,
    secret_views,
    speaking_views,
    vote_views,
)
from micro_projects.council.blueprint import room
from micro_projects.council.pages import session_page, sessions_page
from micro_projects.places import queries as places
from micro_projects.web.access import allow

__all__ = [
    "committee_views",
    "convening_views",
    "door_views",
    "interest_views",
    "live_public_views",
    "live_views",
    "member_views",
    "minutes_views",
    "motion_views",
    "observer_views",
    "printing",
    "recusal_views",
    "requirement_views",
    "room",
    "seat_views",
    "secret_views",
    "speaking_views",
    "vote_views",
]


@room.get("/c/<place>/sessions")
@allow("session.read")
def sessions(place: str) -> Any:
    """A community's sessions, and what members and residents require."""
    return sessions_page(places.community(place))


@room.get("/sessions/<code>")
@allow("session.read")
def session(code: str) -> Any:
    """One session: agenda, who was there, results."""
    return session_page(code)
