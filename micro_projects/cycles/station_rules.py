"""Where a cycle stands: which of its seven stations is today's, until when, and in which words. Pure.

Stations: 0 提议 · 1 公开 · 2 商议 · 3 公开 · 4 决议 · 5 公开 · 6 实施; -1 before the first, 7 after the last. A station
is left by what happened (a notice posted, its gate opened, a round frozen), never by a date alone: dates are
earliest dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from micro_projects.kernel.refusal import N_

BEFORE, PROPOSE, D1, DELIBERATE, D2, RESOLVE, D3, EXECUTE, AFTER = range(-1, 8)

WORDS = {
    "planned": N_("这个周期正在筹备，等居民议事会表决是否启动。"),
    "moved": N_("居民议事会已经同意，等街道专员启动。"),
    "dropped": N_("居民议事会没有同意，这个周期没有启动。"),
    "pack": N_("这个周期的规则正在公示；公示结束后开始征集提案。"),
    "soon": N_("提案征集还没有开始。"),
    "proposing": N_("社区里急、小、难的事，现在可以提出来，也可以附议邻居的提案。"),
    "screening": N_("提案征集已经结束，正在核对附议、做初审；每件提案的去向和理由都会公示。"),
    "shown": N_("每件提案的去向和理由正在公示，有不同意见可以提异议。"),
    "letter_box": N_("公示期已满，正在核对意见箱；核对完进入下一步。"),
    "held": N_("有异议还没有答复，答复以前不会进入下一步。"),
    "deliberating": N_("居民、街道专员和议事会正在商量：这件事该不该办、怎么办、要花多少钱。"),
    "agreed": N_("议事会同意交付投票的提案、价格和表决情况正在公示，有不同意见可以提异议。"),
    "preparing": N_("商议结果的公示已经结束，正在准备投票。"),
    "frozen": N_("选票上的项目和名册已经确定，投票马上开始。"),
    "voting": N_("居民正在投票决定先办哪几件。"),
    "counting": N_("投票已经截止，正在计票，等议事会确认。"),
    "decided": N_("投票结果正在公示，有不同意见可以提异议。"),
    "executing": N_("入选的项目正在审定和实施，每一步都公开，居民监督员看着办。"),
    "ended": N_("这个周期的提案和项目都办完了，账也结清了。"),
}
"""What people read about today, by the reason a cycle stands where it does."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice that gates a station: its period, and how much of it was let go or is held."""

    kind: str
    posted_at: datetime
    ends_at: datetime | None
    subjects: int
    released: int
    open_objections: int

    @property
    def passed(self) -> bool:
        """Whether the first of its subjects went on."""
        return self.released > 0

    def held(self, now: datetime) -> bool:
        """Whether nothing may go on although the period is over, because objections are open."""
        over = self.ends_at is not None and self.ends_at <= now
        return over and not self.passed and self.open_objections > 0


@dataclass(frozen=True, slots=True)
class Vote:
    """The newest round of a cycle that is not void: `decided` once its result is adopted."""

    decided: bool
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer: the station, a key of `WORDS`, and when today's part of it ends (if a date does)."""

    at: int
    why: str
    until: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether open objections keep the cycle here."""
        return self.why == "held"


Window = tuple[datetime, datetime | None]


def standing(
    state: str, phases: Mapping[str, Window], notices: Sequence[Posted], vote: Vote | None, now: datetime
) -> Standing:
    """Where a cycle in `state` stands. `notices` are its C1 and D1–D3, oldest first, supplements included."""
    if state in ("planned", "moved", "dropped"):
        return Standing(BEFORE, state)
    if state == "ended":
        return Standing(AFTER, "ended")
    first = {n.kind: n for n in reversed(notices)}
    if vote is not None and not vote.decided:
        return _voting(vote, now)
    for kind, station, words in (("D3", D3, "decided"), ("D2", D2, "agreed"), ("D1", D1, "shown")):
        if kind in first:
            return _behind(first[kind], station, words, now)
    return _proposing(phases["proposing"], first.get("C1"), now)


def _voting(vote: Vote, now: datetime) -> Standing:
    if now < vote.opens_at:
        return Standing(RESOLVE, "frozen", vote.opens_at)
    if now < vote.closes_at:
        return Standing(RESOLVE, "voting", vote.closes_at)
    return Standing(RESOLVE, "counting")


_NEXT = {D1: (DELIBERATE, "deliberating"), D2: (RESOLVE, "preparing"), D3: (EXECUTE, "executing")}


def _behind(notice: Posted, station: int, words: str, now: datetime) -> Standing:
    if notice.passed:
        return Standing(*_NEXT[station])
    if notice.held(now):
        return Standing(station, "held")
    if notice.ends_at is not None and notice.ends_at <= now:
        return Standing(station, "letter_box")
    return Standing(station, words, notice.ends_at)


def _proposing(window: Window, pack: Posted | None, now: datetime) -> Standing:
    starts, ends = window
    if pack is not None and not pack.passed:
        if pack.held(now):
            return Standing(BEFORE, "held")
        return Standing(BEFORE, "pack", max(starts, pack.ends_at) if pack.ends_at else starts)
    if now < starts:
        return Standing(BEFORE, "soon", starts)
    if ends is None or now < ends:
        return Standing(PROPOSE, "proposing", ends)
    return Standing(PROPOSE, "screening")


def days_left(until: datetime | None, now: datetime, zone: ZoneInfo) -> int | None:
    """Whole local days until the last day: 0 means that it is today."""
    if until is None or until <= now:
        return None
    last = (until - timedelta.resolution).astimezone(zone).date()
    return (last - now.astimezone(zone).date()).days
