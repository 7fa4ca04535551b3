"""Reading the conditions of the ballot (P10): what stands, what is lacking and until when, who has an interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.people.models import Person, RollEntry
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.proposals import condition_rules, page_queries, queries
from micro_projects.proposals.condition_models import RiskAspect, RiskAssessment, WrittenPromise
from micro_projects.proposals.condition_rules import HIGH, Aspect, Line, Standing
from micro_projects.proposals.models import Proposal


def of(proposals: Iterable[Proposal]) -> dict[int, list[Line]]:
    """The four conditions of each proposal: three statements, whatever their number."""
    rows = list(proposals)
    ids = [p.id for p in rows]
    known: dict[int, dict[str, Standing]] = defaultdict(dict)
    if ids:
        for one, standing in (*_risks(ids), *_promises(ids)):
            known[one][standing.kind] = standing
        if calls.knows("legality", "proposal"):
            for one, standing in calls("legality", "proposal", ids).items():
                known[one]["legality"] = standing
    return {p.id: condition_rules.lines(known[p.id], p.version) for p in rows}


def _risks(ids: Sequence[int]) -> list[tuple[int, Standing]]:
    """The newest assessment of each, with the worst score its version was ever given."""
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
    query = select(
        RiskAssessment,
        own.correlate(RiskAssessment).scalar_subquery(),
        ever.correlate(RiskAssessment).scalar_subquery(),
    ).where(RiskAssessment.id.in_(newest.group_by(RiskAssessment.proposal_id)))
    return [
        (
            row.proposal_id,
            Standing(
                "risk",
                row.version,
                True,
                row.who,
                row.at,
                level=condition_rules.level_of(score or 0),
                hearing=row.hearing,
                needs_hearing=(most or 0) >= HIGH,
            ),
        )
        for row, score, most in db.session.execute(query)
    ]


def _promises(ids: Sequence[int]) -> list[tuple[int, Standing]]:
    newest = select(func.max(WrittenPromise.id)).where(WrittenPromise.proposal_id.in_(ids))
    newest = newest.group_by(WrittenPromise.proposal_id, WrittenPromise.kind)
    return [
        (
            row.proposal_id,
            Standing(
                row.kind,
                row.version,
                True,
                row.who,
                row.at,
                withdrawn=row.withdrawn_at is not None,
                yearly_cost=row.yearly_cost,
            ),
        )
        for row in db.session.scalars(select(WrittenPromise).where(WrittenPromise.id.in_(newest)))
    ]


def unmet(proposal: Proposal) -> list[str]:
    """Which conditions one proposal lacks."""
    return condition_rules.unmet(of([proposal])[proposal.id])


def risk_stands(proposal: Proposal) -> bool:
    """Whether its text in force has its risk assessed, after a hearing where that was high (P14)."""
    return all(line.met for line in of([proposal])[proposal.id] if line.kind == "risk")


def freeze_by(cycle: Cycle) -> datetime | None:
    """The earliest day on which a cycle's list may have to freeze; None before its first D2 (P10)."""
    first = queries.first_notice(cycle.id, "D2")
    if first is None:
        return None
    return calendar_rules.add_working_days(first.posted_at, cycle.pack.freeze_days, places.calendar())


class Assessed(NamedTuple):
    """An assessment with who recorded it and its aspects."""

    assessment: RiskAssessment
    by: str
    aspects: list[Aspect]

    @property
    def level(self) -> str:
        """Its level."""
        return condition_rules.level(self.aspects)


def assessments(proposal_id: int) -> list[Assessed]:
    """Every assessment of a proposal, newest first: two statements."""
    query = select(RiskAssessment, Person.public_name).join(Person, Person.id == RiskAssessment.by_id)
    query = query.where(RiskAssessment.proposal_id == proposal_id).order_by(RiskAssessment.id.desc())
    rows = db.session.execute(query).all()
    order = list(condition_rules.ASPECTS)
    parts: dict[int, list[Aspect]] = defaultdict(list)
    aspects = select(RiskAspect).where(RiskAspect.assessment_id.in_([row[0].id for row in rows]))
    for a in sorted(db.session.scalars(aspects), key=lambda a: order.index(a.aspect)):
        parts[a.assessment_id].append(
            Aspect(a.aspect, a.likelihood, a.severity, a.affected, a.harm, a.measure)
        )
    return [Assessed(row[0], row[1], parts[row[0].id]) for row in rows]


def promises(proposal_id: int) -> Sequence[WrittenPromise]:
    """Every written consent and promise of a proposal, newest first."""
    query = select(WrittenPromise).where(WrittenPromise.proposal_id == proposal_id)
    return db.session.scalars(query.order_by(WrittenPromise.id.desc())).all()


def promise(proposal_id: int, kind: str) -> WrittenPromise | None:
    """The newest of a kind."""
    return next((row for row in promises(proposal_id) if row.kind == kind), None)


def maintainer(proposal_id: int) -> str:
    """Who promised to keep up what is built, in the newest word that was not taken back."""
    rows = (r for r in promises(proposal_id) if r.kind == "maintainer" and r.withdrawn_at is None)
    return next((row.who for row in rows), "")


def interested(proposal: Proposal, person_id: int) -> bool:
    """Whether somebody is its author, entered it, or lives in an author's household: they judge nothing of it."""
    authors = page_queries.authors(proposal.id)
    if person_id in authors or person_id == proposal.entered_by:
        return True
    mine, theirs = aliased(RollEntry), aliased(RollEntry)
    query = (
        select(mine.id)
        .join(theirs, (theirs.place_id == mine.place_id) & (theirs.household == mine.household))
        .where(mine.person_id == person_id, theirs.person_id.in_(authors), mine.household != "")
        .where(mine.removed_at.is_(None), theirs.removed_at.is_(None))
    )
    return db.session.scalar(query.limit(1)) is not None
