"""Reading the conditions of the ballot (P10): what stands, what is lacking and until when, who has an interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, union_all
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.people.models import Person, RollEntry
from micro_projects.places import queries as places
from micro_projects.proposals import condition_rows, condition_rules, page_queries, queries
from micro_projects.proposals.condition_models import RiskAspect, RiskAssessment, WrittenPromise
from micro_projects.proposals.condition_rows import Row
from micro_projects.proposals.condition_rules import Aspect, Line, Standing
from micro_projects.proposals.models import Proposal


def of(proposals: Iterable[Proposal]) -> dict[int, list[Line]]:
    """The four conditions of each proposal: two statements, whatever their number."""
    rows = list(proposals)
    ids = [p.id for p in rows]
    known: dict[int, dict[str, Standing]] = defaultdict(dict)
    if ids:
        rows_of = union_all(condition_rows.risks(ids), condition_rows.promises(ids))
        for row in (Row(*one) for one in db.session.execute(rows_of)):
            known[row.proposal_id][row.kind] = condition_rows.standing(row)
        if calls.knows("legality", "proposal"):
            for one, standing in calls("legality", "proposal", ids).items():
                known[one]["legality"] = standing
    return {p.id: condition_rules.lines(known[p.id], p.version) for p in rows}


def unmet(proposal: Proposal) -> list[str]:
    """Which conditions one proposal lacks."""
    return condition_rules.unmet(of([proposal])[proposal.id])


def risk_stands(proposal: Proposal) -> bool:
    """Whether its text in force has its risk assessed, after a hearing where that was high (P14)."""
    return all(line.met for line in of([proposal])[proposal.id] if line.kind == "risk")


def freeze_by(cycle: Cycle) -> datetime | None:
    """The earliest day on which a cycle's list may have to freeze; None before its first D2 (P10)."""
    first = queries.first_notice(cycle.id, "D2")
    return freezes(cycle, first.posted_at if first else None)


def freezes(cycle: Cycle, first_d2: datetime | None) -> datetime | None:
    """The same, when the first D2 is known."""
    if first_d2 is None:
        return None
    return places.due_after(first_d2, cycle.pack.freeze_days)


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
