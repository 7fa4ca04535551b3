"""iCalendar (RFC 5545): notice periods, council sessions and forums for anybody's calendar. Chinese, as disclosed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from micro_projects.open_data import notice_rows
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.writing import local_day

OCTETS = 75
"""The longest line, without its line break."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
Lines = Iterator[tuple[str, str]]


def notices(data: Dataset) -> bytes:
    """Each notice with a period as whole days, from the day it was posted to its last."""
    name = f"{data.where.name}公示期"  # zh only
    return _calendar(data, name, (list(_notice(data, told)) for told in notice_rows.posted(data)))


def sessions(data: Dataset) -> bytes:
    """Each council session and each forum, as last called."""
    name = f"{data.where.name}居民议事会会议和协商会"  # zh only
    return _calendar(data, name, (list(_meeting(data, told)) for told in _called(data).values()))


def session(data: Dataset, code: str) -> bytes | None:
    """One session or forum; None when it was never called."""
    told = _called(data).get(code)
    return None if told is None else _calendar(data, code, iter([list(_meeting(data, told))]))


def is_called(data: Dataset, code: str) -> bool:
    """Whether a session or forum of that code was ever called."""
    return any(told.about == code for told in data.of("session.called", "forum.called"))


def _called(data: Dataset) -> dict[str, Disclosure]:
    """The newest call of each, by code."""
    calls = data.of("session.called", "forum.called")
    return {told.about: told for told in calls if "starts_at" in told.facts}


def _notice(data: Dataset, told: Disclosure) -> Lines:
    ends = notice_rows.ends_at(data, told)
    if not ends:
        return
    code, later = told.facts["notice"], notice_rows.later(data, told)
    yield "UID", _uid(data, code)
    yield "DTSTAMP", _utc(later[-1].at if later else told.at)
    yield "CREATED", _utc(told.at)
    yield "LAST-MODIFIED", _utc(later[-1].at if later else told.at)
    yield "SEQUENCE", str(sum(d.kind == "notice.extended" for d in later))
    yield "DTSTART;VALUE=DATE", f"{local_day(told.at):%Y%m%d}"
    yield "DTEND;VALUE=DATE", f"{local_day(ends):%Y%m%d}"
    yield "SUMMARY", _text(f"{notice_rows.title(told)}（可以提出异议）")  # zh only
    yield "DESCRIPTION", _text(told.text)
    yield "CATEGORIES", _text(told.kind.removeprefix("notice."))
    yield "URL", f"{data.where.base}/notices/{code}"
    yield "TRANSP", "TRANSPARENT"


def _meeting(data: Dataset, told: Disclosure) -> Lines:
    kind = told.kind.partition(".")[0]
    told_of_it = (f"{kind}.called", "session.supplemented", "session.adjourned", f"{kind}.cancelled")
    after = [d for d in data.of(*dict.fromkeys(told_of_it)) if d.about == told.about]
    last = after[-1]
    items = [i for d in after for i in d.facts.get("agenda", ()) if d.kind != "session.called" or d is told]
    agenda = [f"{item.get('number')}. {item.get('text') or ''}" for item in items]
    what = "居民议事会会议" if kind == "session" else f"协商会：{told.facts.get('topic') or ''}"  # zh only
    yield "UID", _uid(data, told.about)
    yield "DTSTAMP", _utc(last.at)
    yield "CREATED", _utc(after[0].at)
    yield "LAST-MODIFIED", _utc(last.at)
    yield "SEQUENCE", str(len(after) - 1)
    yield "DTSTART", _utc(datetime.fromisoformat(told.facts["starts_at"]))
    yield "SUMMARY", _text(f"{what}（{data.where.name}）")  # zh only
    yield "LOCATION", _text(told.facts.get("venue") or "")
    yield "DESCRIPTION", _text("\n".join([told.text, *agenda]))
    yield "URL", f"{data.where.base}/{kind}s/{told.about}"
    yield "STATUS", "CANCELLED" if last.kind == f"{kind}.cancelled" else "CONFIRMED"


def _uid(data: Dataset, code: str) -> str:
    return f"{code}@{urlsplit(data.where.base).hostname}"


def _calendar(data: Dataset, name: str, events: Iterator[list[tuple[str, str]]]) -> bytes:
    lines = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//micro-projects//open data//ZH"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", _text(name)),
        ("X-WR-CALNAME", _text(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT6H"),
    ]
    for event in events:
        if event:
            lines += [("BEGIN", "VEVENT"), *event, ("END", "VEVENT")]
    return _folded([*lines, ("END", "VCALENDAR")])


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(lines: Sequence[tuple[str, str]]) -> bytes:
    out = bytearray()
    for name, value in lines:
        left, room = f"{name}:{value}".encode(), OCTETS
        while len(left) > room:
            cut = room
            while left[cut] & 0xC0 == 0x80:  # never within a character
                cut -= 1
            out += left[:cut] + b"\r\n "
            left, room = left[cut:], OCTETS - 1
        out += left + b"\r\n"
    return bytes(out)
