"""Keeping the words by which similar proposals are found."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from micro_projects.extensions import db
from micro_projects.proposals import similar_rules
from micro_projects.proposals.models import Proposal, ProposalVersion
from micro_projects.proposals.similar_models import SimilarTerm


def index(proposal: Proposal, title: str, problem: str) -> None:
    """A proposal is found by the words of its new version, within the act that writes it."""
    db.session.execute(delete(SimilarTerm).where(SimilarTerm.proposal_id == proposal.id))
    rows = rows_of(proposal.id, proposal.place_id, title, problem)
    if rows:
        db.session.execute(insert(SimilarTerm), rows)


def rows_of(proposal_id: int, place_id: int, title: str, problem: str) -> list[dict[str, int | str]]:
    """The rows of one proposal."""
    return [
        {"place_id": place_id, "term": term, "proposal_id": proposal_id}
        for term in similar_rules.weights(title, problem)
    ]


def index_all() -> int:
    """Write the words of every proposal anew; how many proposals. For a house older than the table."""
    query = select(Proposal, ProposalVersion).join(
        ProposalVersion,
        (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
    )
    found = [(row[0], row[1]) for row in db.session.execute(query)]
    for proposal, version in found:
        index(proposal, version.title, version.problem)
    return len(found)
