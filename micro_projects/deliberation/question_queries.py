"""Reading questions: of one proposal, of a cycle, what is due, and what conduct asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from micro_projects.conduct import queries as conduct
from micro_projects.conduct.rules import Hidden, Said
from micro_projects.deliberation.question_models import Answer, Question
from micro_projects.deliberation.question_rules import (
    AUTHOR,
    NO_QUESTION,
    OFFICES_ASKED,
    days_late,
    days_since,
)
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person
from micro_projects.proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with who asked, and its answer with who gave it, if there is one."""

    question: Question
    proposal: Proposal
    name: str
    answer: Answer | None
    answered_by: str | None
    token: str = ""
    """For the address of a report."""
    hidden: Hidden | None = None
    readable: bool = True
    """Whether whoever looks may read it: hidden questions only by who asked."""

    def waited(self, now: datetime) -> int:
        """Whole days it has been waiting."""
        return days_since(self.question.at, now)

    def late(self, now: datetime) -> int:
        """Days it is (or was answered) late; 0 in time."""
        return days_late(self.question.due_at, self.answer.at if self.answer else now)


def of_proposal(proposal_id: int, viewer: int | None, limit: int = 100) -> list[Asked]:
    """A proposal's questions, unanswered first, oldest first: two statements."""
    query = _asked().where(Question.proposal_id == proposal_id)
    rows = db.session.execute(query.order_by(Answer.at.is_not(None), Question.id).limit(limit))
    return _standing([Asked(*row) for row in rows], viewer)


def of_cycle(cycle_id: int, after: int, limit: int, viewer: int | None, *, unanswered: bool) -> list[Asked]:
    """A cycle's questions: unanswered ones by themselves, longest waiting first, else all of them: two statements."""
    query = _asked().join(SubjectRow, SubjectRow.id == Proposal.id).where(SubjectRow.cycle_id == cycle_id)
    query = query.where(Question.id > after)
    if unanswered:
        query = query.where(Answer.question_id.is_(None), Question.id.not_in(conduct.hidden_ids("question")))
    rows = db.session.execute(query.order_by(Question.id).limit(limit))
    return _standing([Asked(*row) for row in rows], viewer)


def _asked() -> Select[*tuple[Any, ...]]:
    asker, giver = aliased(Person), aliased(Person)
    return (
        select(Question, Proposal, asker.public_name, Answer, giver.public_name)
        .join(Proposal, Proposal.id == Question.proposal_id)
        .join(asker, asker.id == Question.author_id)
        .outerjoin(Answer, Answer.question_id == Question.id)
        .outerjoin(giver, giver.id == Answer.by_id)
    )


def _standing(rows: Sequence[Asked], viewer: int | None) -> list[Asked]:
    standing = conduct.standing_of({"question": [row.question.id for row in rows]})
    shown = []
    for row in rows:
        stands = standing["question", row.question.id]
        readable = stands.hidden is None or viewer == row.question.author_id
        shown.append(
            Asked(
                *(row.question, row.proposal, row.name, row.answer, row.answered_by),
                *(stands.token, stands.hidden, readable),
            )
        )
    return shown


def question(token: str) -> tuple[Question, Proposal]:
    """The question of an address, with its proposal; refused (404) when there is none."""
    query = select(Question, Proposal).join(Proposal, Proposal.id == Question.proposal_id)
    row = found(db.session.execute(query.where(Question.token == token)).first(), NO_QUESTION)
    return row[0], row[1]


def by_id(question_id: int) -> tuple[Question, Proposal]:
    """The same by id, for the clock."""
    question = db.session.get_one(Question, question_id)
    return question, db.session.get_one(Proposal, question.proposal_id)


def is_answered(question_id: int) -> bool:
    """Whether a question has its answer."""
    return db.session.get(Answer, question_id) is not None


def is_hidden(question_id: int) -> bool:
    """Whether a question is hidden."""
    return bool(conduct.hidden("question", [question_id]))


def owed_by(actor: Actor, most: int) -> list[tuple[Question, str]]:
    """Unanswered questions that are somebody's to answer, as a role or as the author, with the proposal's title."""
    owes: list[ColumnElement[bool]] = [
        (Question.to_role == h.role) & SubjectRow.path.startswith(h.path, autoescape=True)
        for h in actor.holdings
        if h.role in OFFICES_ASKED
    ]
    if actor.rolls:
        owes.append((Question.to_role == AUTHOR) & (Proposal.author_id == actor.person_id))
    if not owes:
        return []
    query = (
        select(Question, Proposal.title)
        .join(Proposal, Proposal.id == Question.proposal_id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .outerjoin(Answer, Answer.question_id == Question.id)
        .where(Answer.question_id.is_(None), Question.id.not_in(conduct.hidden_ids("question")), or_(*owes))
        .order_by(Question.due_at, Question.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def waiting() -> list[tuple[int, datetime, datetime]]:
    """Unanswered questions that are not hidden: id, asked, due. For the clock."""
    query = (
        select(Question.id, Question.at, Question.due_at)
        .outerjoin(Answer, Answer.question_id == Question.id)
        .where(Answer.question_id.is_(None), Question.id.not_in(conduct.hidden_ids("question")))
        .order_by(Question.due_at, Question.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def said(ids: Sequence[int]) -> dict[int, Said]:
    """Questions as conduct speaks of them (call ``said``): one statement."""
    query = select(Question, SubjectRow).join(SubjectRow, SubjectRow.id == Question.proposal_id)
    return {
        q.id: Said(q.author_id, q.text, f"/proposals/{at.code}/discussion", at.place_id, at.path)
        for q, at in db.session.execute(query.where(Question.id.in_(ids)))
    }
