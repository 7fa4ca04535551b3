"""What P10 asks: which proposals of a cycle are ready for the ballot, which may still become so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle, Phase
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.notices.objection_models import OPEN_STATES, Objection
from micro_projects.proposals import condition_queries
from micro_projects.proposals.models import DisclosedText, Proposal, ProposalVersion, Rerun
from micro_projects.voting.models import Round
from micro_projects.voting.rules import RUNNING, WAITING, Standing


class CycleDue(NamedTuple):
    """An open cycle without a running or adopted round, and what its next round's number is."""

    cycle_id: int
    voting_starts: datetime
    number: int


def without_round(before: datetime) -> Sequence[CycleDue]:
    """Open cycles whose voting phase begins before `before` and that have no round but void ones."""
    taken = (
        select(func.count())
        .select_from(Round)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .where(SubjectRow.cycle_id == Cycle.id)
        .correlate(Cycle)
    )
    busy = taken.where(Round.state.in_((*RUNNING, "adopted"))).scalar_subquery()
    query = (
        select(Cycle.id, Phase.starts_at, taken.scalar_subquery())
        .join(Phase, and_(Phase.cycle_id == Cycle.id, Phase.name == "voting"))
        .where(Cycle.state == "open", Phase.starts_at <= before, busy == 0)
    )
    return [CycleDue(row[0], row[1], row[2] + 1) for row in db.session.execute(query.order_by(Cycle.id))]


class Candidate(NamedTuple):
    """A proposal that is, or may still come, before the residents."""

    proposal: Proposal
    standing: Standing


def candidates(cycle_ids: Sequence[int]) -> dict[int, list[Candidate]]:
    """Per cycle, by code: everything alive up to the ballot. A few statements, whatever their number."""
    rows = _with_d2(cycle_ids)
    ids = [proposal.id for proposal, *_ in rows]
    conditions = condition_queries.of(proposal for proposal, *_ in rows)
    same = _same_text(ids)
    found: dict[int, list[Candidate]] = defaultdict(list)
    for proposal, posted_at, released_at, held in rows:
        standing = Standing(
            state=proposal.state,
            gate=released_at is not None and not held,
            same_text=proposal.id in same,
            conditions=frozenset(line.kind for line in conditions[proposal.id] if line.met),
            d2_at=posted_at,
        )
        assert proposal.cycle_id is not None
        found[proposal.cycle_id].append(Candidate(proposal, standing))
    return found


def _with_d2(cycle_ids: Sequence[int]) -> Sequence[tuple[Proposal, datetime | None, datetime | None, int]]:
    """Proposals with their newest D2: posted when, let go when, how many open objections hold it."""
    newest = (
        select(func.max(Notice.id))
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(NoticeSubject.subject_id == Proposal.id, Notice.kind == "D2")
        .correlate(Proposal)
        .scalar_subquery()
    )
    against, of = aliased(NoticeSubject), aliased(Notice)
    held = (
        select(func.count())
        .select_from(Objection)
        .join(against, against.notice_id == Objection.notice_id)
        .join(of, of.id == Objection.notice_id)
        .where(
            against.subject_id == Proposal.id,
            of.kind == "D2",
            Objection.state.in_(OPEN_STATES),
            or_(Objection.subject_id.is_(None), Objection.subject_id == Proposal.id),
        )
        .correlate(Proposal)
        .scalar_subquery()
    )
    query = (
        select(Proposal, Notice.posted_at, NoticeSubject.released_at, held)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .outerjoin(Notice, Notice.id == newest)
        .outerjoin(
            NoticeSubject,
            and_(NoticeSubject.notice_id == Notice.id, NoticeSubject.subject_id == Proposal.id),
        )
        .where(SubjectRow.cycle_id.in_(cycle_ids), Proposal.state.in_((*WAITING, "advanced", "on_ballot")))
        .order_by(SubjectRow.code)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(query)]


def _same_text(proposal_ids: Sequence[int]) -> set[int]:
    """Proposals whose version in force is the text of their newest D2, with nothing owed after an objection."""
    newest = (
        select(func.max(DisclosedText.notice_id))
        .where(DisclosedText.proposal_id == Proposal.id, DisclosedText.kind == "D2")
        .correlate(Proposal)
        .scalar_subquery()
    )
    owed = exists().where(Rerun.proposal_id == Proposal.id, Rerun.settled_at.is_(None)).correlate(Proposal)
    query = (
        select(Proposal.id)
        .join(
            ProposalVersion,
            and_(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.number == Proposal.version),
        )
        .join(
            DisclosedText, and_(DisclosedText.proposal_id == Proposal.id, DisclosedText.notice_id == newest)
        )
        .where(Proposal.id.in_(proposal_ids), DisclosedText.text_hash == ProposalVersion.text_hash, ~owed)
    )
    return set(db.session.scalars(query))


def versions(proposal_ids: Sequence[int]) -> dict[int, ProposalVersion]:
    """The version in force of each proposal."""
    query = select(ProposalVersion).join(
        Proposal,
        and_(Proposal.id == ProposalVersion.proposal_id, Proposal.version == ProposalVersion.number),
    )
    rows = db.session.scalars(query.where(Proposal.id.in_(proposal_ids)))
    return {row.proposal_id: row for row in rows}
