"""Invariant 7 on the data: no vote without quorum, no recused member's vote counted, no result typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.council import live_checks, rules, seat_checks, vote_rules
from micro_projects.council.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    CouncilVote,
    Motion,
    QuorumCheck,
    Recusal,
    SecretBallot,
    SecretMark,
    SecretSealed,
    SecretVote,
)
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.finding import Finding

CHECK = "7 council votes"
BY_MOTION = (
    "cycle.carry",
    "proposal.advance",
    "proposal.not_advance",
    "proposal.refer",
    "proposal.readmit",
    "proposal.ask_district",
    "round.adopt",
)
"""What happens only as the consequence of a motion."""


def results() -> Iterator[Finding]:
    """Every declared result is what its votes, its head count and the majority say."""
    cast = [
        case((Motion.form == "secret", _count_of(SecretBallot, choice)), else_=_count_of(CouncilVote, choice))
        for choice in rules.VOTES
    ]
    query = (
        select(Motion, CouncilSession, SubjectRow.code, *cast)
        .join(CouncilSession, CouncilSession.id == Motion.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(or_(Motion.declared_at.is_not(None), Motion.state.in_(("carried", "lost"))))
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


def _count_of(table: Any, choice: str) -> Any:
    query = select(func.count()).where(table.motion_id == Motion.id, table.choice == choice)
    return query.correlate(Motion).scalar_subquery()


def recused_votes() -> Iterator[Finding]:
    """No member voted on what they were recused from. What was declared before they stood aside stands."""
    query = (
        select(SubjectRow.code, Motion.number)
        .join(CouncilVote, CouncilVote.motion_id == Motion.id)
        .join(Recusal, and_(Recusal.item_id == Motion.item_id, Recusal.person_id == CouncilVote.person_id))
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
        .where(_before_the_result())
    )
    for code, number in db.session.execute(query):
        yield Finding(CHECK, f"motion {number} of session {code}: a recused member's vote is counted")


def _before_the_result() -> ColumnElement[bool]:
    """A member may stand aside when one part of an item is decided: that result stands, the next goes without them."""
    return or_(Motion.declared_at.is_(None), Recusal.at < Motion.declared_at)


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


def present() -> Iterator[Finding]:
    """Every vote is that of somebody who had come and not left when it was cast."""
    here = exists().where(
        Attendance.session_id == Motion.session_id,
        Attendance.person_id == CouncilVote.person_id,
        Attendance.came_at <= CouncilVote.at,
        or_(Attendance.left_at.is_(None), Attendance.left_at >= CouncilVote.at),
    )
    query = (
        select(SubjectRow.code, Motion.number)
        .select_from(CouncilVote)
        .join(Motion, Motion.id == CouncilVote.motion_id)
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
    )
    for code, number in db.session.execute(query.where(~here)):
        yield Finding(CHECK, f"motion {number} of session {code}: somebody voted who was not there")


def head_counts() -> Iterator[Finding]:
    """At each call of the roll, each declaration, and at closing heads were counted, and were enough."""
    for occasion in ("call", "declaration"):
        counted = exists().where(
            QuorumCheck.motion_id == Motion.id,
            QuorumCheck.occasion == occasion,
            QuorumCheck.present >= QuorumCheck.needed,
        )
        query = select(SubjectRow.code, Motion.number).join(SubjectRow, SubjectRow.id == Motion.session_id)
        for code, number in db.session.execute(query.where(Motion.declared_at.is_not(None), ~counted)):
            yield Finding(CHECK, f"motion {number} of session {code}: no quorum at its {occasion}")
    closed = exists().where(
        JournalEntry.subject_kind == CouncilSession.KIND,
        JournalEntry.subject_id == CouncilSession.id,
        JournalEntry.act == "session.close",
    )
    counted = exists().where(
        QuorumCheck.session_id == CouncilSession.id,
        QuorumCheck.occasion == "closing",
        QuorumCheck.present >= QuorumCheck.needed,
    )
    query_closed = select(SubjectRow.code).join(CouncilSession, CouncilSession.id == SubjectRow.id)
    for code in db.session.scalars(query_closed.where(closed, ~counted)):
        yield Finding(CHECK, f"session {code} was closed without quorum")


def nothing_typed() -> Iterator[Finding]:
    """What only the council may decide happened in the instant in which a motion about it was declared."""
    moved = aliased(JournalEntry)
    decided = exists().where(
        AgendaItem.subject_id == JournalEntry.subject_id,
        AgendaItem.id == Motion.item_id,
        moved.subject_kind == rules.MOTION.kind,
        moved.subject_id == Motion.id,
        moved.at == JournalEntry.at,
    )
    query = select(JournalEntry.act, JournalEntry.subject_kind, JournalEntry.subject_id)
    for act, kind, key in db.session.execute(query.where(JournalEntry.act.in_(BY_MOTION), ~decided)):
        yield Finding(CHECK, f"{kind} {key}: {act} without a motion of the council")


def secret_votes() -> Iterator[Finding]:
    """Of each secret vote that was declared as many ballots as marks; nothing sealed is left of one that is over."""
    ballots = select(func.count()).where(SecretBallot.motion_id == Motion.id).scalar_subquery()
    marks = select(func.count()).where(SecretMark.motion_id == Motion.id).scalar_subquery()
    sealed = exists().where(SecretSealed.motion_id == Motion.id)
    runs = exists().where(SecretVote.motion_id == Motion.id)
    query = select(Motion, SubjectRow.code, ballots, marks, sealed, runs).join(
        SubjectRow, SubjectRow.id == Motion.session_id
    )
    for motion, code, opened, marked, closed, running in db.session.execute(
        query.where(or_(Motion.form == "secret", sealed, runs, marks > 0, ballots > 0))
    ):
        where = f"motion {motion.number} of session {code}"
        voting = motion.state == "voting" and motion.form == "secret"
        if motion.declared_at is not None and (opened != marked or marked < vote_rules.SMALLEST_SECRET):
            yield Finding(CHECK, f"{where}: {opened} ballots of {marked} who voted")
        if motion.declared_at is None and opened:
            yield Finding(CHECK, f"{where}: ballots of a vote that was not declared")
        if (closed or running) and not voting:
            yield Finding(CHECK, f"{where}: sealed votes are left of a vote that is over")


def secret_by_right() -> Iterator[Finding]:
    """Nobody who stood aside, or whom the motion was about, is in a register; what is public is voted by name."""
    recused = exists().where(
        Recusal.item_id == Motion.item_id, Recusal.person_id == SecretMark.person_id, _before_the_result()
    )
    query = (
        select(SubjectRow.code, Motion.number)
        .join(SecretMark, SecretMark.motion_id == Motion.id)
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
        .where(or_(recused, SecretMark.person_id == Motion.target_id), Motion.kind != "recuse")
        .distinct()
    )
    for code, number in db.session.execute(query):
        yield Finding(CHECK, f"motion {number} of session {code}: a recused member's vote is counted")
    purposes = select(SubjectRow.code, Motion.number, Motion.kind, AgendaItem.purpose)
    purposes = purposes.join(SubjectRow, SubjectRow.id == Motion.session_id)
    purposes = purposes.join(AgendaItem, AgendaItem.id == Motion.item_id).where(Motion.form == "secret")
    for code, number, kind, purpose in db.session.execute(purposes):
        if not vote_rules.may_be_secret(kind, purpose):
            yield Finding(CHECK, f"motion {number} of session {code}: voted secretly, must be by name")


CHECKS = (
    results,
    secret_votes,
    secret_by_right,
    recused_votes,
    openings,
    present,
    head_counts,
    nothing_typed,
    live_checks.seen,
    live_checks.spoken,
    live_checks.paused,
    seat_checks.one_on_a_seat,
    seat_checks.vacancies,
    seat_checks.set_by_motion,
    seat_checks.reported,
)
