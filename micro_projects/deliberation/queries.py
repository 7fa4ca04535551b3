"""Reading what was said, asked and opined about proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation import rules
from micro_projects.deliberation.models import (
    AgendaOpinion,
    Answer,
    Comment,
    Merge,
    MergePart,
    Opinion,
    Question,
)
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal, ProposalVersion, Rerun


def opinion(proposal_id: int, version: int) -> Opinion | None:
    """The opinion in force on one version: the newest."""
    query = select(Opinion).where(Opinion.proposal_id == proposal_id, Opinion.version == version)
    return db.session.scalar(query.order_by(Opinion.id.desc()).limit(1))


def opinions(proposal_id: int) -> Sequence[tuple[Opinion, str]]:
    """Every opinion with its author's name, newest first."""
    query = select(Opinion, Person.public_name).join(Person, Person.id == Opinion.by_id)
    query = query.where(Opinion.proposal_id == proposal_id).order_by(Opinion.id.desc())
    return [(r[0], r[1]) for r in db.session.execute(query)]


def opinions_in_force(ids: Sequence[int]) -> dict[int, Opinion]:
    """The opinion on the version in force of each of several proposals: one statement."""
    query = (
        select(Opinion)
        .join(Proposal, (Proposal.id == Opinion.proposal_id) & (Proposal.version == Opinion.version))
        .where(Opinion.proposal_id.in_(ids))
        .order_by(Opinion.id)
    )
    return {o.proposal_id: o for o in db.session.scalars(query)}


def opinion_since(proposal: Proposal) -> datetime:
    """Since when an opinion is awaited: deliberation began, or the version in force was made later."""
    version = proposals.version(proposal.id, proposal.version)
    return max(proposal.state_since, version.made_at)


def opinion_until(proposal: Proposal) -> datetime:
    """Until when the officer has to give an opinion on the version in force (P7)."""
    days = proposals.cycle_of(proposal).pack.opinion_days
    return proposals.due_after(opinion_since(proposal), days)


def blocked(proposal: Proposal) -> str | None:
    """What keeps a proposal off the agenda (`rules.blocked`)."""
    row = opinion(proposal.id, proposal.version)
    cap = proposals.cycle_of(proposal).pack.cap(proposal.kind)
    known = rules.Assessed(row.version, row.price) if row else None
    return rules.blocked(proposal.version, known, cap, owed=proposals.rerun_pending(proposal.id))


def may_advance(proposal: Proposal) -> bool:
    """Whether the council may advance a proposal: an opinion on its text, not too dear, nothing owed (P7)."""
    return blocked(proposal) is None


class Due(NamedTuple):
    """A proposal before the council, with its opinion and the hash of its text in force."""

    proposal: Proposal
    cycle: Cycle
    opinion: Opinion
    text_hash: bytes


def before_council(place_id: int) -> list[Due]:
    """Deliberating and deferred proposals of a community with an opinion in force: two statements."""
    owed = select(Rerun.proposal_id).where(Rerun.settled_at.is_(None))
    query = (
        select(Proposal, Cycle, ProposalVersion.text_hash)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .where(SubjectRow.place_id == place_id, Cycle.state == "open")
        .where(Proposal.state.in_(("deliberating", "deferred")), Proposal.id.not_in(owed))
        .order_by(Proposal.number, Proposal.id)
    )
    rows = db.session.execute(query).all()
    known = opinions_in_force([row[0].id for row in rows])
    return [Due(p, c, known[p.id], text) for p, c, text in rows if p.id in known]


def awaiting_opinion() -> list[tuple[int, datetime, Cycle]]:
    """Deliberating proposals without an opinion on their text, and since when: for the clock."""
    rows = db.session.execute(_awaiting())
    return [(row[0].id, max(row[0].state_since, row[1]), row[2]) for row in rows]


def awaiting_opinion_below(paths: Sequence[str]) -> list[tuple[Proposal, datetime, Cycle]]:
    """The same below some places, for the desk."""
    if not paths:
        return []
    below = or_(*(SubjectRow.path.startswith(path, autoescape=True) for path in paths))
    rows = db.session.execute(_awaiting().where(below).limit(200))
    return [(row[0], max(row[0].state_since, row[1]), row[2]) for row in rows]


def _awaiting() -> Select[Proposal, datetime, Cycle]:
    there = select(Opinion.id).where(Opinion.proposal_id == Proposal.id, Opinion.version == Proposal.version)
    return (
        select(Proposal, ProposalVersion.made_at, Cycle)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .where(Proposal.state == "deliberating", ~there.exists())
        .order_by(Proposal.id)
    )


class Said(NamedTuple):
    """A comment with its author's public name."""

    comment: Comment
    name: str


def comments(proposal_id: int, before: int, limit: int) -> list[Said]:
    """Comments, newest first, before an id (0: from the newest)."""
    query = select(Comment, Person.public_name).join(Person, Person.id == Comment.author_id)
    query = query.where(Comment.proposal_id == proposal_id)
    if before:
        query = query.where(Comment.id < before)
    return [Said(*row) for row in db.session.execute(query.order_by(Comment.id.desc()).limit(limit))]


class Asked(NamedTuple):
    """A question with who asked, and its answer with who gave it, if there is one."""

    question: Question
    name: str
    answer: Answer | None
    answered_by: str | None


def questions(proposal_id: int, limit: int = 100) -> list[Asked]:
    """A proposal's questions, unanswered first, oldest first."""
    asker, giver = aliased(Person), aliased(Person)
    query = (
        select(Question, asker.public_name, Answer, giver.public_name)
        .join(asker, asker.id == Question.author_id)
        .outerjoin(Answer, Answer.question_id == Question.id)
        .outerjoin(giver, giver.id == Answer.by_id)
        .where(Question.proposal_id == proposal_id)
        .order_by(Answer.at.is_not(None), Question.id)
    )
    return [Asked(*row) for row in db.session.execute(query.limit(limit))]


def question(token: str) -> tuple[Question, Proposal]:
    """The question of an address, with its proposal; refused (404) when there is none."""
    query = select(Question, Proposal).join(Proposal, Proposal.id == Question.proposal_id)
    row = found(db.session.execute(query.where(Question.token == token)).first(), rules.NO_QUESTION)
    return row[0], row[1]


def is_answered(question_id: int) -> bool:
    """Whether a question has its answer."""
    return db.session.get(Answer, question_id) is not None


def merge(token: str) -> Merge:
    """The merge of an address; refused (404) when there is none."""
    return found(db.session.scalar(select(Merge).where(Merge.token == token)), rules.NO_MERGE)


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


def arguments(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many comments each proposal has by stance, and its unanswered questions: two statements."""
    counts: dict[int, dict[str, int]] = {one: {} for one in ids}
    said = select(Comment.proposal_id, Comment.stance, func.count()).where(Comment.proposal_id.in_(ids))
    for proposal_id, stance, n in db.session.execute(said.group_by(Comment.proposal_id, Comment.stance)):
        counts[proposal_id][stance or "none"] = n
    asked = (
        select(Question.proposal_id, func.count(), func.count(Answer.question_id))
        .outerjoin(Answer, Answer.question_id == Question.id)
        .where(Question.proposal_id.in_(ids))
        .group_by(Question.proposal_id)
    )
    for proposal_id, n, answered in db.session.execute(asked):
        counts[proposal_id] |= {"questions": n, "unanswered": n - answered}
    return counts


def said(ids: Sequence[int], most: int) -> dict[int, list[Comment]]:
    """The newest comments with a stance of each proposal, for the notice: one statement."""
    rank = func.row_number().over(partition_by=Comment.proposal_id, order_by=Comment.id.desc())
    ranked = select(Comment.id, rank.label("rank")).where(
        Comment.proposal_id.in_(ids), or_(Comment.stance != "", Comment.stance.is_(None))
    )
    inner = ranked.subquery()
    query = select(Comment).join(inner, inner.c.id == Comment.id).where(inner.c.rank <= most)
    found: dict[int, list[Comment]] = {one: [] for one in ids}
    for comment in db.session.scalars(query.order_by(Comment.id)):
        found[comment.proposal_id].append(comment)
    return found
