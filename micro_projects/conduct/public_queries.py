"""The public count: how much was said, reported, hidden and shown again in a community, by ground and by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from micro_projects.conduct.actions import month_of
from micro_projects.conduct.models import Contribution, HiddenReading, Report, WordsDecision, WordsReview
from micro_projects.conduct.rules import GROUNDS, HIDING
from micro_projects.extensions import db


@dataclass
class Month:
    """One month's counts; words count where they were said, the rest when it happened."""

    said: int = 0
    reported: int = 0
    kept: int = 0
    hidden: int = 0
    restored: int = 0
    by_ground: Counter[str] = field(default_factory=Counter)
    """Hidden, by ground."""

    def add(self, other: Month) -> None:
        """Take another month's counts along."""
        for name in ("said", "reported", "kept", "hidden", "restored"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.by_ground += other.by_ground


class Waiting(NamedTuple):
    """What is not decided yet, by the office it lies with."""

    office: str
    waiting: int
    overdue: int


class Line(NamedTuple):
    """One review whose words are, or were, hidden."""

    review: WordsReview
    hide: WordsDecision
    appeal: WordsDecision | None
    readings: int

    @property
    def shown_again(self) -> bool:
        """Whether the words are shown again."""
        return self.review.state not in HIDING


def months(place_id: int) -> dict[str, Month]:
    """By month (``2026-03``), newest first: three statements, whatever the number of rows."""
    found: dict[str, Month] = {}

    def of(at: datetime) -> Month:
        return found.setdefault(month_of(at), Month())

    said = select(Contribution.month, func.count()).where(Contribution.place_id == place_id)
    for name, n in db.session.execute(said.group_by(Contribution.month)):
        found.setdefault(name, Month()).said += n
    reported = select(Report.at).join(WordsReview).where(WordsReview.place_id == place_id)
    for at in db.session.scalars(reported):
        of(at).reported += 1
    decided = select(WordsDecision.at, WordsDecision.outcome, WordsDecision.ground).join(WordsReview)
    for at, outcome, ground in db.session.execute(decided.where(WordsReview.place_id == place_id)):
        month = of(at)
        month.kept += outcome == "keep"
        month.restored += outcome == "restore"
        if outcome == "hide":
            month.hidden += 1
            month.by_ground[ground] += 1
    return dict(sorted(found.items(), reverse=True))


def total(by_month: dict[str, Month]) -> Month:
    """All months together."""
    whole = Month()
    for month in by_month.values():
        whole.add(month)
    return whole


def waiting(place_id: int, now: datetime) -> list[Waiting]:
    """Reports and appeals that are not decided, by office: one statement."""
    late = func.sum(case((WordsReview.due_at <= now, 1), else_=0))
    query = (
        select(WordsReview.office, func.count(), late)
        .where(WordsReview.place_id == place_id, WordsReview.state.in_(("open", "appealed")))
        .group_by(WordsReview.office)
        .order_by(WordsReview.office)
    )
    return [Waiting(row[0], row[1], row[2] or 0) for row in db.session.execute(query)]


def listed(place_id: int, before: int, limit: int) -> Sequence[Line]:
    """What was hidden, newest first, before an id (0: from the newest): one statement."""
    second = aliased(WordsDecision)
    looks = select(func.count()).where(HiddenReading.review_id == WordsReview.id)
    query = (
        select(WordsReview, WordsDecision, second, looks.correlate(WordsReview).scalar_subquery())
        .join(WordsDecision, and_(WordsDecision.review_id == WordsReview.id, WordsDecision.outcome == "hide"))
        .outerjoin(second, and_(second.review_id == WordsReview.id, second.on_appeal))
        .where(WordsReview.place_id == place_id)
        .order_by(WordsReview.id.desc())
        .limit(limit)
    )
    if before:
        query = query.where(WordsReview.id < before)
    return [Line(*row) for row in db.session.execute(query)]


def as_json(by_month: dict[str, Month], pending: Sequence[Waiting]) -> dict[str, object]:
    """The counts for programs."""

    def counts(month: Month) -> dict[str, object]:
        return {
            "said": month.said,
            "reported": month.reported,
            "kept": month.kept,
            "hidden": month.hidden,
            "restored": month.restored,
            "hidden_by_ground": {ground: month.by_ground[ground] for ground in GROUNDS},
        }

    return {
        "total": counts(total(by_month)),
        "months": [{"month": name, **counts(month)} for name, month in by_month.items()],
        "waiting": [one._asdict() for one in pending],
    }
