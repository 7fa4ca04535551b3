"""A place's feed and calendars, over all its cycles."""

from __future__ import annotations

from typing import Any

from micro_projects.open_data import answering, kept
from micro_projects.open_data.room import room
from micro_projects.places import queries as places
from micro_projects.web.access import allow


@room.get("/c/<place>/notices.atom")
@allow("open_data.read")
def notices_feed(place: str) -> Any:
    """A place's notices for feed readers."""
    return _sent(place, "notices.atom")


@room.get("/c/<place>/notices.ics")
@allow("open_data.read")
def notices_calendar(place: str) -> Any:
    """A place's notice periods for calendars."""
    return _sent(place, "notices.ics")


@room.get("/c/<place>/sessions.ics")
@allow("open_data.read")
def sessions_calendar(place: str) -> Any:
    """A place's council sessions for calendars."""
    return _sent(place, "sessions.ics")


@room.get("/sessions/<code>.ics")
@allow("open_data.read")
def session_calendar(code: str) -> Any:
    """One session for calendars."""
    return _meeting(code)


@room.get("/forums/<code>.ics")
@allow("open_data.read")
def forum_calendar(code: str) -> Any:
    """One forum for calendars."""
    return _meeting(code)


def _meeting(code: str) -> Any:
    one = kept.meeting(places.place("-".join(code.split("-")[:-2])), code)
    return answering.answer(one.body, one.sha256, one.at, f"{code}.ics")


def _sent(place: str, name: str) -> Any:
    one = kept.feed(places.place(place), name)
    return answering.answer(one.body, one.sha256, one.at, name)
