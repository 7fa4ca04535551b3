"""Deliberation on the data: a price is what its items come to, and what the residents vote on was found lawful."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from micro_projects.deliberation.opinion_models import Opinion, OpinionItem
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.proposals import condition_queries
from micro_projects.proposals.models import Proposal

PRICES, CONDITIONS = "8 prices", "1 conditions"


def prices() -> Iterator[Finding]:
    """Every price is the sum of its items."""
    total = (
        select(func.coalesce(func.sum(OpinionItem.amount), 0))
        .where(OpinionItem.opinion_id == Opinion.id)
        .correlate(Opinion)
        .scalar_subquery()
    )
    query = select(SubjectRow.code, Opinion.version).join(SubjectRow, SubjectRow.id == Opinion.proposal_id)
    for code, version in db.session.execute(query.where(Opinion.kind == "price", Opinion.price != total)):
        yield Finding(
            PRICES, f"proposal {code}: the price of version {version} is not what its items come to"
        )


def conditions() -> Iterator[Finding]:
    """What is on a ballot has every condition of P10."""
    rows = db.session.scalars(select(Proposal).where(Proposal.state == "on_ballot")).all()
    for proposal, lines in zip(rows, condition_queries.of(rows).values(), strict=True):
        lacking = ", ".join(line.kind for line in lines if not line.met)
        if lacking:
            yield Finding(CONDITIONS, f"proposal {proposal.code} is on a ballot without {lacking}")


CHECKS = (prices, conditions)
