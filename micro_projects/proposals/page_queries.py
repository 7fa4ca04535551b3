"""What the pages and the clock read of proposals: each a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from micro_projects.cycles.models import Phase
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.notices.models import NoticeSubject
from micro_projects.notices.objection_models import Objection
from micro_projects.proposals.models import BallotCondition, Proposal, Screening


def screenings(ids: Sequence[int]) -> dict[int, Screening]:
    """The screenings of several proposals, one statement."""
    rows = db.session.scalars(select(Screening).where(Screening.proposal_id.in_(ids)))
    return {row.proposal_id: row for row in rows}


def phase_start(cycle_id: int, name: str) -> datetime:
    """The earliest moment of a phase."""
    return db.session.scalars(
        select(Phase.starts_at).where(Phase.cycle_id == cycle_id, Phase.name == name)
    ).one()


def upheld_answer(notice_id: int, subject_id: int) -> str | None:
    """The answer to the objection of fact that was upheld last: what is right instead."""
    query = select(Objection.answer).where(Objection.notice_id == notice_id, Objection.outcome == "fact")
    query = query.where(or_(Objection.subject_id == subject_id, Objection.subject_id.is_(None)))
    return db.session.scalar(query.order_by(Objection.decided_at.desc(), Objection.id.desc()).limit(1))


def condition(proposal_id: int, kind: str) -> BallotCondition | None:
    """One condition of the ballot, if recorded."""
    query = select(BallotCondition).where(BallotCondition.proposal_id == proposal_id)
    return db.session.scalar(query.where(BallotCondition.kind == kind))


def released_at(proposal_id: int, notice_id: int) -> datetime | None:
    """When a notice let a proposal go on."""
    return db.session.scalar(
        select(NoticeSubject.released_at).where(
            NoticeSubject.notice_id == notice_id, NoticeSubject.subject_id == proposal_id
        )
    )


def authors(proposal_id: int) -> set[int]:
    """The author, and the authors of what was merged into it."""
    query = select(Proposal.author_id).where(
        or_(Proposal.id == proposal_id, Proposal.merged_into_id == proposal_id)
    )
    return set(db.session.scalars(query))


def refused(place_id: int) -> Sequence[Proposal]:
    """Proposals of a community the sub-district refused."""
    query = select(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.place_id == place_id, Proposal.state == "refused")
    return db.session.scalars(query.order_by(Proposal.id)).all()
