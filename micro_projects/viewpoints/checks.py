"""Doctor on opinions: counts are what the answers say, no link is left after closing, results can be had again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import case, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.viewpoints import argument_queries, group_queries, results
from micro_projects.viewpoints.argument_models import Argument, ArgumentRank
from micro_projects.viewpoints.bridging import Marks
from micro_projects.viewpoints.models import (
    Conversation,
    OpinionResult,
    Participant,
    Stance,
    StanceKept,
    Statement,
)

CHECK = "opinions"


def counters() -> Iterator[Finding]:
    """Statements' counters equal the answers, while they stand under entries and after."""
    for table, state in ((Stance, "open"), (StanceKept, "closed")):
        value = table.value
        sums = [func.coalesce(func.sum(case((value == one, 1), else_=0)), 0) for one in (1, -1, 0)]
        query = (
            select(SubjectRow.code, Statement, *sums)
            .join(Conversation, Conversation.id == Statement.conversation_id)
            .join(SubjectRow, SubjectRow.id == Conversation.id)
            .outerjoin(table, table.statement_id == Statement.id)
            .where(Conversation.state == state)
            .group_by(SubjectRow.code, *Statement.__table__.columns)
        )
        for code, statement, *counted in db.session.execute(query):
            if (statement.agree, statement.disagree, statement.passed) != tuple(counted):
                yield Finding(CHECK, f"statement {statement.number} of {code} does not count its answers")


def links() -> Iterator[Finding]:
    """A closed conversation names no entry of the roll; an open one counts who takes part."""
    for table in (Stance, Participant):
        query = (
            select(SubjectRow.code)
            .join(Conversation, Conversation.id == SubjectRow.id)
            .join(table, table.conversation_id == Conversation.id)
            .where(Conversation.state == "closed")
        )
        for code in db.session.scalars(query.distinct()):
            yield Finding(CHECK, f"{code} is closed and still knows who answered")
    count = select(func.count()).where(Participant.conversation_id == Conversation.id)
    open_ = select(SubjectRow.code).join(Conversation, Conversation.id == SubjectRow.id)
    open_ = open_.where(Conversation.state == "open")
    wrong = open_.where(Conversation.participants != count.correlate(Conversation).scalar_subquery())
    for code in db.session.scalars(wrong):
        yield Finding(CHECK, f"{code} does not count who takes part")


def results_again() -> Iterator[Finding]:
    """The last result of a closed conversation comes out again from the answers that are kept.

    Not where a statement was hidden or shown again since: a later reading leaves out others.
    """
    query = (
        select(OpinionResult, SubjectRow.code, Conversation.answers)
        .join(Conversation, Conversation.id == OpinionResult.conversation_id)
        .join(SubjectRow, SubjectRow.id == Conversation.id)
        .where(Conversation.state == "closed")
    )
    for row, code, version in db.session.execute(query).all():
        answers, kept = group_queries.of_closed(row.conversation_id), results.read(row.content)
        if row.version != version:
            yield Finding(CHECK, f"the result of {code} is not of its last answers")
        elif tuple(answers.numbers) == kept.numbers:
            again, _ = results.figure(answers.matrix, answers.numbers)
            if results.kept(again) != row.content:
                yield Finding(CHECK, f"the groups of {code} do not come out again")


def ranks() -> Iterator[Finding]:
    """Each argument has its place, and the marks that stand there."""
    query = select(Argument, ArgumentRank.agree, ArgumentRank.disagree)
    query = query.outerjoin(ArgumentRank, ArgumentRank.argument_id == Argument.id)
    totals: dict[int, dict[int, Marks]] = {}
    for argument, agree, disagree in db.session.execute(query).all():
        of = totals.setdefault(argument.proposal_id, argument_queries.totals(argument.proposal_id))
        total = of.get(argument.id, Marks())
        if (agree, disagree) != (total.right, total.wrong):
            yield Finding(CHECK, f"argument {argument.id} does not count its marks")


CHECKS = (counters, links, results_again, ranks)
