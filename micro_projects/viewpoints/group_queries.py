"""The answers of a conversation as a matrix: read by the clock and by doctor, by no page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import func, select

from micro_projects.conduct import queries as conduct
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.people.models import RollEntry
from micro_projects.viewpoints.grouping import MISSING, Matrix
from micro_projects.viewpoints.models import Conversation, Participant, Stance, StanceKept, Statement


class Answers(NamedTuple):
    """Who (roll entries while open, random keys after closing), the statements' numbers, what they answered."""

    who: list[int] | list[bytes]
    numbers: list[int]
    matrix: Matrix


def of_open(conversation_id: int) -> Answers:
    """While a conversation is open."""
    rows = db.session.execute(
        select(Stance.entry_id, Stance.statement_id, Stance.value).where(
            Stance.conversation_id == conversation_id
        )
    )
    return _put_together(conversation_id, rows)


def of_closed(conversation_id: int) -> Answers:
    """After closing: the same answers, nobody's."""
    rows = db.session.execute(
        select(StanceKept.key, StanceKept.statement_id, StanceKept.value).where(
            StanceKept.conversation_id == conversation_id
        )
    )
    return _put_together(conversation_id, rows)


def _put_together(conversation_id: int, rows: Iterable[Sequence[Any]]) -> Answers:
    """Hidden statements are left out; whoever answered only those took part all the same."""
    known = db.session.execute(
        select(Statement.id, Statement.number)
        .where(
            Statement.conversation_id == conversation_id,
            Statement.id.not_in(conduct.hidden_ids("statement")),
        )
        .order_by(Statement.number)
    ).all()
    column = {row[0]: at for at, row in enumerate(known)}
    told = [(row[0], row[1], row[2]) for row in rows]
    who = sorted({row[0] for row in told})
    line = {one: at for at, one in enumerate(who)}
    matrix = np.full((len(who), len(column)), MISSING, dtype=np.int8)
    for one, statement, value in told:
        if statement in column:
            matrix[line[one], column[statement]] = value
    return Answers(who, [row[1] for row in known], matrix)


def version(conversation_id: int) -> int:
    """The version of the answers now."""
    query = select(Conversation.answers).where(Conversation.id == conversation_id)
    return db.session.scalars(query).one()


def clusters(place_id: int) -> dict[int, int]:
    """The group of each roll entry in the community's newest open conversation that has groups; for no page."""
    newest = (
        select(func.max(Conversation.id))
        .join(SubjectRow, SubjectRow.id == Conversation.id)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(
            SubjectRow.place_id == place_id, Conversation.state == "open", Participant.cluster.is_not(None)
        )
    )
    query = select(Participant.entry_id, Participant.cluster).where(
        Participant.conversation_id == newest.scalar_subquery(), Participant.cluster.is_not(None)
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[1] is not None}


def people_in(place_id: int, ids: Sequence[int]) -> dict[int, int]:
    """The same by person (call ``opinion_group``): for rooms that weigh arguments, never for a page."""
    groups = clusters(place_id)
    query = select(RollEntry.id, RollEntry.person_id).where(
        RollEntry.place_id == place_id, RollEntry.person_id.in_(ids)
    )
    return {row[1]: groups[row[0]] for row in db.session.execute(query) if row[0] in groups}
