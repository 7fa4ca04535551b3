"""Corrections of minutes as tracked changes: what a paragraph reads now, what each correction changes in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.kernel.word_diff import Change, changes

LONGEST = 4000
UNCHANGED = Refusal("minutes_unchanged", N_("这一段没有改动。"), N_("请直接在原文上改，再提出更正。"), 422)


class Suggested(Protocol):
    """A correction as kept: the whole paragraph, as it should read."""

    number: int
    paragraph: int
    text: str
    at: datetime
    state: str
    decided_at: datetime | None


class Tracked(NamedTuple):
    """A correction beside its paragraph."""

    number: int
    changes: list[Change]


def reads(draft: str, suggested: Iterable[Suggested], at: datetime | None = None) -> str:
    """What a paragraph read at a moment: the draft, or the correction accepted last before it; None: now."""
    accepted = [
        s
        for s in suggested
        if s.state == "accepted" and s.decided_at is not None and (at is None or s.decided_at <= at)
    ]
    last = max(accepted, key=lambda s: (s.decided_at, s.number), default=None)
    return last.text if last is not None else draft


def tracked(drafts: Sequence[str], suggested: Sequence[Suggested]) -> dict[int, Tracked]:
    """Each correction, by number, as a change of what its paragraph read when it was asked for."""
    found = {}
    for one in suggested:
        beside = [s for s in suggested if s.paragraph == one.paragraph and s.number != one.number]
        base = reads(drafts[one.paragraph - 1], beside, one.at)
        found[one.number] = Tracked(one.number, changes(base, one.text))
    return found
