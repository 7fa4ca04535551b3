"""Reading all versions of a proposal."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.people.models import Person
from micro_projects.proposals.models import ProposalVersion


class Line(NamedTuple):
    """A version and who wrote it."""

    version: ProposalVersion
    name: str


def of(proposal_id: int) -> list[Line]:
    """A proposal's versions, the first first: one statement."""
    query = (
        select(ProposalVersion, Person.public_name)
        .join(Person, Person.id == ProposalVersion.made_by)
        .where(ProposalVersion.proposal_id == proposal_id)
    )
    return [Line(row[0], row[1]) for row in db.session.execute(query.order_by(ProposalVersion.number))]
