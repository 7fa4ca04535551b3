"""What viewpoints answers and hears."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from micro_projects.conduct.rules import Said
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.subject import Described
from micro_projects.viewpoints import desk_queries, group_queries, part
from micro_projects.viewpoints.argument_models import Argument
from micro_projects.viewpoints.models import Conversation, Statement


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A conversation as others speak of it."""
    query = select(Conversation.id, Conversation.question, SubjectRow.code)
    query = query.join(SubjectRow, SubjectRow.id == Conversation.id).where(Conversation.id.in_(ids))
    return {row[0]: Described(row[1], f"/conversations/{row[2]}") for row in db.session.execute(query)}


def statements_said(ids: Sequence[int]) -> dict[int, Said]:
    """Statements as they were said; on their page nobody's name stands."""
    query = (
        select(Statement, SubjectRow.code, SubjectRow.place_id, SubjectRow.path)
        .join(SubjectRow, SubjectRow.id == Statement.conversation_id)
        .where(Statement.id.in_(ids))
    )
    return {
        row[0].id: Said(row[0].author_id, row[0].text, f"/conversations/{row[1]}", row[2], row[3])
        for row in db.session.execute(query)
    }


def arguments_said(ids: Sequence[int]) -> dict[int, Said]:
    """Arguments as they were said."""
    query = (
        select(Argument, SubjectRow.code, SubjectRow.place_id, SubjectRow.path)
        .join(SubjectRow, SubjectRow.id == Argument.proposal_id)
        .where(Argument.id.in_(ids))
    )
    return {
        row[0].id: Said(row[0].author_id, row[0].text, f"/proposals/{row[1]}/arguments", row[2], row[3])
        for row in db.session.execute(query)
    }


ANSWERS = {
    ("describe", "conversation"): describe,
    ("said", "statement"): statements_said,
    ("said", "argument"): arguments_said,
    ("arguments_card", "proposal"): part.cards,
    ("opinion_group", "place"): group_queries.people_in,
    ("desk", "viewpoints"): desk_queries.desk,
}
LISTENS = (("proposal_parts", "proposal", part.part),)
