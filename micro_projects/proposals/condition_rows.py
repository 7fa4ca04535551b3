"""One shape for all that a check list is made of: one statement asks for it, and for other rooms' rows with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, literal, null, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import UtcDateTime
from micro_projects.kernel.money import Money
from micro_projects.proposals.condition_models import RiskAspect, RiskAssessment, WrittenPromise
from micro_projects.proposals.condition_rules import HIGH, Standing, level_of

NONE = -1
"""Stands for no amount: nought is one."""


class Row(NamedTuple):
    """One row; what a kind does not have keeps its default."""

    proposal_id: int
    kind: str
    version: int
    good: bool
    who: str
    at: datetime | None
    score: int
    worst: int
    note: str
    gone: bool
    amount: int


_DEFAULTS: dict[str, Any] = {
    "version": literal(0),
    "good": literal(True),
    "who": literal(""),
    "at": cast(null(), UtcDateTime()),
    "score": literal(0),
    "worst": literal(0),
    "note": literal(""),
    "gone": literal(False),
    "amount": cast(literal(NONE), BigInteger),
}


def columns(proposal_id: Any, kind: Any, **given: Any) -> list[ColumnElement[Any]]:
    """The columns of a statement whose rows are to be put together with others."""
    every = {"proposal_id": proposal_id, "kind": kind, **_DEFAULTS, **given}
    return [every[name].label(name) for name in Row._fields]


def amount(column: Any) -> ColumnElement[int]:
    """An amount of money as a number of fen; `NONE` when there is none."""
    return func.coalesce(cast(column, BigInteger), NONE)


def risks(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """The newest assessment of each, with its worst score and the worst its version was ever given."""
    newest = select(func.max(RiskAssessment.id)).where(RiskAssessment.proposal_id.in_(ids))
    worst, other = aliased(RiskAspect), aliased(RiskAssessment)
    own = select(func.max(RiskAspect.likelihood * RiskAspect.severity)).where(
        RiskAspect.assessment_id == RiskAssessment.id
    )
    ever = (
        select(func.max(worst.likelihood * worst.severity))
        .join(other, other.id == worst.assessment_id)
        .where(other.proposal_id == RiskAssessment.proposal_id, other.version == RiskAssessment.version)
    )
    return select(
        *columns(
            RiskAssessment.proposal_id,
            literal("risk"),
            version=RiskAssessment.version,
            who=RiskAssessment.who,
            at=RiskAssessment.at,
            score=func.coalesce(own.correlate(RiskAssessment).scalar_subquery(), 0),
            worst=func.coalesce(ever.correlate(RiskAssessment).scalar_subquery(), 0),
            note=RiskAssessment.hearing,
        )
    ).where(RiskAssessment.id.in_(newest.group_by(RiskAssessment.proposal_id)))


def promises(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """The newest of what others put in writing, of each kind."""
    newest = select(func.max(WrittenPromise.id)).where(WrittenPromise.proposal_id.in_(ids))
    return select(
        *columns(
            WrittenPromise.proposal_id,
            WrittenPromise.kind,
            version=WrittenPromise.version,
            who=WrittenPromise.who,
            at=WrittenPromise.at,
            gone=WrittenPromise.withdrawn_at.is_not(None),
            amount=amount(WrittenPromise.yearly_cost),
        )
    ).where(WrittenPromise.id.in_(newest.group_by(WrittenPromise.proposal_id, WrittenPromise.kind)))


def standing(row: Row) -> Standing:
    """What a row says of its condition."""
    assert row.at is not None
    risk = row.kind == "risk"
    return Standing(
        row.kind,
        row.version,
        bool(row.good),
        row.who,
        row.at,
        level=level_of(row.score) if risk else "",
        hearing=row.note if risk else "",
        needs_hearing=row.worst >= HIGH,
        withdrawn=bool(row.gone),
        yearly_cost=Money(row.amount) if row.kind == "maintainer" else None,
    )
