"""Invariant 7 on the data: no vote without quorum, no recused member's vote counted, no result typed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, or_, select

from micro_projects.council import rules
from micro_projects.council.models import CouncilSession, CouncilVote, Motion, QuorumCheck, Recusal
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding

CHECK = "7 council votes"
DECLARED = ("carried", "lost", "voided")


def results() -> Iterator[Finding]:
    """Every declared result is what its votes, its head count and the majority say."""
    cast = [
        select(func.count())
        .where(CouncilVote.motion_id == Motion.id, CouncilVote.choice == choice)
        .correlate(Motion)
        .scalar_subquery()
        for choice in rules.VOTES
    ]
    query = (
        select(Motion, CouncilSession, SubjectRow.code, *cast)
        .join(CouncilSession, CouncilSession.id == Motion.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(Motion.declared_at.is_not(None))
    )
    for motion, session, code, yes, no, abstain in db.session.execute(query):
        where = f"motion {motion.number} of session {code}"
        if (motion.ayes, motion.noes, motion.abstentions) != (yes, no, abstain):
            yield Finding(CHECK, f"{where}: its result does not count its votes")
        needed = rules.yes_needed(motion.entitled or 0, session.majority_share)
        carried = (motion.ayes or 0) >= needed
        if motion.needed != needed or (
            motion.state in ("carried", "lost") and carried != (motion.state == "carried")
        ):
            yield Finding(CHECK, f"{where}: its result is not what the majority says")
        count = rules.head_count(
            motion.entitled or 0, motion.base or 0, session.quorum_share, third=session.third
        )
        if not count.met or count.base < rules.SMALLEST_BASE:
            yield Finding(CHECK, f"{where}: voted without quorum")


def recused_votes() -> Iterator[Finding]:
    """No member voted on what they were recused from."""
    query = (
        select(SubjectRow.code, Motion.number)
        .join(CouncilVote, CouncilVote.motion_id == Motion.id)
        .join(Recusal, and_(Recusal.item_id == Motion.item_id, Recusal.person_id == CouncilVote.person_id))
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
    )
    for code, number in db.session.execute(query):
        yield Finding(CHECK, f"motion {number} of session {code}: a recused member's vote is counted")


def openings() -> Iterator[Finding]:
    """No session was opened without a head count that met the quorum."""
    counted = exists().where(
        QuorumCheck.session_id == CouncilSession.id,
        QuorumCheck.occasion == "opening",
        QuorumCheck.present >= QuorumCheck.needed,
    )
    query = (
        select(SubjectRow.code)
        .join(CouncilSession, CouncilSession.id == SubjectRow.id)
        .where(or_(CouncilSession.opened_at.is_not(None), CouncilSession.state == "open"), ~counted)
    )
    for code in db.session.scalars(query):
        yield Finding(CHECK, f"session {code} was opened without quorum")


CHECKS = (results, recused_votes, openings)
