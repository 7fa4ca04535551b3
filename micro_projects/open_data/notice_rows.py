"""Rows about notices and objections: what was posted, until when, what was said against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micro_projects.notices.kinds import KINDS
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.writing import instant

Row = dict[str, Any]


_ABOUT_NOTICES = (
    "notice.posted",
    "notice.letter_box",
    "notice.extended",
    "notice.released",
    "objection.received",
    "objection.decided",
)


def notices(data: Dataset) -> Iterator[Row]:
    """One row per notice, oldest first."""
    for told in posted(data):
        code = told.facts["notice"]
        mine = data.of_notice(code, *_ABOUT_NOTICES)
        boards = [d for d in mine if d.kind == "notice.posted"]
        box = next((d for d in mine if d.kind == "notice.letter_box"), None)
        upheld = {
            d.facts["objection"]
            for d in mine
            if d.kind == "objection.decided" and d.facts.get("outcome") not in (None, "rejected")
        }
        period = told.facts.get("period") or {}
        yield {
            "code": code,
            "kind": told.kind.removeprefix("notice."),
            "about_kind": told.about_kind,
            "about": told.about,
            "posted_at": instant(told.at),
            "working_days": period.get("days"),
            "ends_at": instant(ends_at(data, told)),
            "provisional": period.get("provisional"),
            "board_posted_at": instant(boards[0].at) if boards else None,
            "boards": "；".join(dict.fromkeys(d.facts.get("board", "") for d in boards)),
            "letter_box_at": instant(box.at) if box else None,
            "extended": sum(d.kind == "notice.extended" for d in mine),
            "released_at": next((instant(d.at) for d in mine if d.kind == "notice.released"), None),
            "objections": sum(d.kind == "objection.received" for d in mine),
            "objections_upheld": len(upheld),
            "text": told.text,
            "disclosure": told.id,
            "url": f"{data.where.base}/notices/{code}",
        }


def posted(data: Dataset) -> list[Disclosure]:
    """The entries that are notices."""
    return [d for d in data.told if is_notice(d) and data.is_mine(d.about)]


def is_notice(told: Disclosure) -> bool:
    """Whether an entry is a notice: its kind ends with the notice's own (``notice.D1``)."""
    kind = told.kind.removeprefix("notice.")
    return told.kind.startswith("notice.") and kind[:1].isupper() and "notice" in told.facts


def ends_at(data: Dataset, told: Disclosure) -> str | None:
    """The end of a notice's period, as last extended."""
    ends: str | None = (told.facts.get("period") or {}).get("ends_at")
    for longer in data.of_notice(told.facts["notice"], "notice.extended"):
        ends = longer.facts.get("ends_at") or ends
    return ends


def later(data: Dataset, told: Disclosure) -> list[Disclosure]:
    """What changed a notice after it was posted: its end put off, the next step let go."""
    return data.of_notice(told.facts["notice"], "notice.extended", "notice.released")


def title(told: Disclosure) -> str:
    """What a notice is called: its kind and its code."""
    kind = KINDS.get(told.kind.removeprefix("notice."))
    return f"{kind.name if kind else '公示'} {told.facts['notice']}"  # zh only


def objections(data: Dataset) -> Iterator[Row]:
    """One row per objection, as its newest disclosure left it."""
    rows: dict[str, Row] = {}
    for told in data.told:
        facts = told.facts
        if not told.kind.startswith("objection.") or "objection" not in facts or not data.is_mine(told.about):
            continue
        row = rows.setdefault(facts["objection"], {})
        row |= {
            "code": facts["objection"],
            "notice": facts.get("notice"),
            "against": facts.get("against"),
            "channel": facts.get("channel"),
            "received_at": instant(facts.get("received_at")),
            "level": facts.get("level"),
            "office": facts.get("office"),
            "due_at": instant(facts.get("due_at")),
            "state": facts.get("state"),
            "outcome": facts.get("outcome"),
            "updated_at": instant(told.at),
            "url": f"{data.where.base}/objections/{facts['objection']}",
        }
        if told.kind == "objection.decided":
            row["decided_at"] = instant(told.at)
    yield from rows.values()
