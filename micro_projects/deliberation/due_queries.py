"""What waits for the clock, and for each role's desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation.models import AgendaOpinion
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow


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
