"""Drafting the minutes as prose from what was kept of a session. Pure: the record comes in as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias

from micro_projects.council import drafting_words as words
from micro_projects.council.drafting_items import items
from micro_projects.council.drafting_record import Record
from micro_projects.council.hall import choice_of
from micro_projects.council.models import Attendance
from micro_projects.council.wording import kept
from micro_projects.web.sentence import Sentence, say
from micro_projects.web.show import ZONE

Paragraph: TypeAlias = list[dict[str, Any]]
"""A list of kept sentences (`wording.kept`)."""


def correction(text: str, name: str) -> Sentence:
    """An accepted correction, below its paragraph."""
    return say(words.CORRECTION, text=text, name=name)


def draft(record: Record) -> list[Paragraph]:
    """How it was held, who was there, who came and went, each item, how it ended."""
    told = [_held(record), _present(record), _on_the_way(record), *items(record)]
    if not record.hall.items:
        told.append([say(words.NOTHING)])
    told.append(_ended(record))
    return [kept(*sentences) for sentences in told if sentences]


def _held(record: Record) -> list[Sentence]:
    session = record.hall.session
    assert session.opened_at is not None
    assert session.ended_at is not None
    facts = {
        "place": record.place,
        "session": session.code,
        "at": {"moment": session.opened_at.isoformat()},
        "end": _end(session.opened_at, session.ended_at),
        "venue": session.venue,
        "chair": record.chair,
    }
    held = Sentence(words.HELD[session.form], facts)
    return [held, say(words.THIRD)] if session.third else [held]


def _present(record: Record) -> list[Sentence]:
    hall = record.hall
    opening = next(c for c in record.checks if c.occasion == "opening")
    said = [say(words.QUORUM, base=opening.base, needed=opening.needed, present=opening.present)]
    first = _at_opening(record)
    for channel, text in words.CAME.items():
        said += _named(text, [hall.names[a.person_id] for a in first if a.channel == channel])
    said += _named(words.ABSENT, [m.name for m in hall.members if m.person_id not in hall.came])
    observers = record.observers
    return [*said, say(words.OBSERVERS, count=observers) if observers else say(words.NO_OBSERVERS)]


def _at_opening(record: Record) -> list[Attendance]:
    """Members who were there when the session was opened, in the order of seats."""
    hall, opened = record.hall, record.hall.session.opened_at
    assert opened is not None
    there = {
        a.person_id: a
        for a in hall.attendance
        if a.came_at <= opened and (a.left_at is None or a.left_at > opened)
    }
    return [there[m.person_id] for m in hall.members if m.person_id in there]


def _on_the_way(record: Record) -> list[Sentence]:
    """Who came and left after the opening, and the quorum lost and found, as it happened."""
    hall, session = record.hall, record.hall.session
    assert session.opened_at is not None
    moves = []
    for a in hall.attendance:
        name = hall.names.get(a.person_id, "")
        if a.came_at > session.opened_at:
            moves.append((a.came_at, words.LATE[a.channel], name))
        if a.left_at is not None and session.opened_at < a.left_at < (session.ended_at or a.left_at):
            moves.append((a.left_at, words.LEFT, name))
    moves = sorted((m for m in moves if m[2]), key=lambda m: m[0])
    events: list[tuple[datetime, int, Sentence]] = []
    for (time, text), group in groupby(moves, key=lambda m: (_clock(m[0]), m[1])):
        people = list(group)
        events.append((people[-1][0], 0, say(text, time=time, names=listed(m[2] for m in people))))
    for change in record.quorum:
        facts: dict[str, Any] = {"time": _clock(change.at), "present": change.present}
        if not change.met:
            facts["needed"] = change.needed
        events.append((change.at, 1, say(words.BACK if change.met else words.LOST, **facts)))
    return [sentence for _, _, sentence in sorted(events, key=lambda event: event[:2])]


def _end(start: datetime, end: datetime) -> Any:
    """When it ended: the hour, and the day when that is another."""
    same = start.astimezone(ZONE).date() == end.astimezone(ZONE).date()
    return _clock(end) if same else {"moment": end.isoformat()}


def _clock(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%H:%M}"


def _named(text: str, names: Sequence[str]) -> list[Sentence]:
    return [say(text, count=len(names), names=listed(names))] if names else []


def listed(names: Iterable[str]) -> dict[str, list[str]]:
    """Names as they are kept: put together in the reader's language."""
    return {"names": list(names)}


def _ended(record: Record) -> list[Sentence]:
    hall, session = record.hall, record.hall.session
    decided = hall.decisive()
    said = []
    if hall.items:
        carried = sum(choice_of(motion) == "carry" for _, motion, _ in decided)
        said.append(say(words.DECIDED, decided=len(decided), carried=carried))
    later = [str(i.number) for i in hall.items if i.state == "put_off"]
    if later:
        said.append(say(words.NEXT_TIME, items=listed(later)))
    ends = [c for c in record.checks if c.occasion == "closing"]
    if ends:
        last = ends[-1]
        short = last.present < last.needed
        if short and session.quorum_lost_at is not None and record.quorum and not record.quorum[-1].met:
            waited = (last.at - record.quorum[-1].at).total_seconds() // 60
            said += [say(words.WAITED, minutes=int(waited))] if waited >= 1 else []
        text = words.SHORT if short else words.CLOSED
        said.append(say(text, base=last.base, needed=last.needed, present=last.present))
    return [*said, say(words.REPORTED)] if session.form == "committee" else said
