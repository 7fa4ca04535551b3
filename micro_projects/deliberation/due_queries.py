"""What waits for the clock, and for each role's desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation.models import AgendaOpinion, Merge, MergePart
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.proposals.models import Proposal


def merges_over(now: datetime) -> list[tuple[int, datetime]]:
    """Open offers to merge past their time, or with a proposal changed or no longer deliberated; since when."""
    changed = or_(Proposal.state != "deliberating", Proposal.version != MergePart.version)
    broken = (
        select(MergePart.merge_id)
        .join(Proposal, Proposal.id == MergePart.proposal_id)
        .where(MergePart.merge_id == Merge.id, changed)
        .correlate(Merge)
    )
    query = select(Merge.id, Merge.due_at, Merge.at).where(
        Merge.outcome == "open", or_(Merge.due_at <= now, broken.exists())
    )
    rows = db.session.execute(query.order_by(Merge.id))
    return [(row[0], row[1] if row[1] <= now else row[2]) for row in rows]


def without_agenda_opinion() -> list[tuple[int, datetime]]:
    """Open cycles with an agenda and neither an opinion on it nor silence noted; since when."""
    noted = select(AgendaOpinion.cycle_id)
    query = (
        select(Cycle.id, func.min(JournalEntry.at))
        .select_from(JournalEntry)
        .join(SubjectRow, SubjectRow.id == JournalEntry.subject_id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(JournalEntry.act == "proposal.begin", Cycle.state == "open", Cycle.id.not_in(noted))
        .group_by(Cycle.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
