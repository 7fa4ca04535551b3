"""Reading what was said, asked and opined about proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from micro_projects.deliberation import rules
from micro_projects.deliberation.models import (
    AgendaOpinion,
    Merge,
    MergePart,
)
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.proposals.models import Proposal, ProposalVersion


def merge(token: str) -> Merge:
    """The merge of an address; refused (404) when there is none."""
    return found(db.session.scalar(select(Merge).where(Merge.token == token)), rules.NO_MERGE)


def merge_by_id(merge_id: int) -> Merge:
    """One merge."""
    return db.session.get_one(Merge, merge_id)


def merge_parts(merge_id: int) -> list[tuple[MergePart, Proposal, str]]:
    """A merge's proposals with their authors' names, the survivor first."""
    query = (
        select(MergePart, Proposal, Person.public_name)
        .join(Proposal, Proposal.id == MergePart.proposal_id)
        .join(Person, Person.id == Proposal.author_id)
        .join(Merge, Merge.id == MergePart.merge_id)
        .where(MergePart.merge_id == merge_id)
        .order_by(Merge.survivor_id != Proposal.id, Proposal.number)
    )
    return [(r[0], r[1], r[2]) for r in db.session.execute(query)]


def merged_texts(merge_id: int) -> dict[int, ProposalVersion]:
    """The text of each of a merge's proposals for which its author answers: one statement."""
    query = select(ProposalVersion).join(
        MergePart,
        (MergePart.proposal_id == ProposalVersion.proposal_id)
        & (MergePart.version == ProposalVersion.number),
    )
    return {v.proposal_id: v for v in db.session.scalars(query.where(MergePart.merge_id == merge_id))}


def open_merges(ids: Sequence[int]) -> list[Merge]:
    """Open merges that any of the proposals is part of."""
    query = select(Merge).join(MergePart, MergePart.merge_id == Merge.id)
    query = query.where(MergePart.proposal_id.in_(ids), Merge.outcome == "open")
    return list(db.session.scalars(query.distinct().order_by(Merge.id)))


def agenda_opinion(cycle_id: int) -> AgendaOpinion | None:
    """What the committee said on the agenda, or that it was silent."""
    return db.session.get(AgendaOpinion, cycle_id)


def agenda_since(cycle_id: int) -> datetime | None:
    """Since when a cycle has an agenda: its first proposal began to be deliberated."""
    query = (
        select(func.min(JournalEntry.at))
        .join(SubjectRow, SubjectRow.id == JournalEntry.subject_id)
        .where(SubjectRow.cycle_id == cycle_id, JournalEntry.act == "proposal.begin")
    )
    return db.session.scalar(query)
