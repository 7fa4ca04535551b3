"""Reading conversations: what is asked, how far somebody is, the last result. Never who answered what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.conduct import queries as conduct
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import RollEntry
from micro_projects.places.models import Place
from micro_projects.proposals.models import Proposal
from micro_projects.viewpoints import rules
from micro_projects.viewpoints.models import Conversation, OpinionResult, Participant, Stance, Statement
from micro_projects.viewpoints.results import Result, read


def _by_code(code: str) -> ColumnElement[bool]:
    return and_(SubjectRow.kind == "conversation", SubjectRow.code == code)


def conversation(code: str) -> Conversation:
    """The conversation of an address; refused (404) when there is none."""
    query = select(Conversation).join(SubjectRow, SubjectRow.id == Conversation.id).where(_by_code(code))
    return found(db.session.scalar(query), rules.NO_CONVERSATION)


def by_id(conversation_id: int) -> Conversation:
    """One conversation."""
    return db.session.get_one(Conversation, conversation_id)


class Sheet(NamedTuple):
    """A conversation with all its page needs: one statement."""

    conversation: Conversation
    place: Place
    title: str | None
    """Of the proposal it is about, with its code."""
    about: str | None
    result: OpinionResult | None

    @property
    def read(self) -> Result | None:
        """The result, put together."""
        return read(self.result.content) if self.result else None


def sheet(code: str) -> Sheet:
    """A conversation's page; refused (404) when there is none."""
    of = aliased(SubjectRow)
    query = (
        select(Conversation, Place, Proposal.title, of.code, OpinionResult)
        .join(SubjectRow, SubjectRow.id == Conversation.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .outerjoin(Proposal, Proposal.id == Conversation.proposal_id)
        .outerjoin(of, of.id == Conversation.proposal_id)
        .outerjoin(OpinionResult, OpinionResult.conversation_id == Conversation.id)
        .where(_by_code(code))
    )
    row = found(db.session.execute(query).first(), rules.NO_CONVERSATION)
    return Sheet(*row)


def of_place(place_id: int, before: int, limit: int) -> list[Conversation]:
    """A community's conversations, newest first, before an id (0: from the newest)."""
    query = select(Conversation).join(SubjectRow, SubjectRow.id == Conversation.id)
    query = query.where(SubjectRow.place_id == place_id)
    if before:
        query = query.where(Conversation.id < before)
    return list(db.session.scalars(query.order_by(Conversation.id.desc()).limit(limit)))


def next_code(place_id: int, place_code: str) -> str:
    """The code of a community's next conversation."""
    count = select(func.count()).where(SubjectRow.kind == "conversation", SubjectRow.place_id == place_id)
    return f"{place_code}-V{(db.session.scalar(count) or 0) + 1}"


def statements(conversation_id: int) -> list[Statement]:
    """A conversation's statements that are not hidden, by number: one statement."""
    query = select(Statement).where(
        Statement.conversation_id == conversation_id, Statement.id.not_in(conduct.hidden_ids("statement"))
    )
    return list(db.session.scalars(query.order_by(Statement.number)))


def statement(conversation_id: int, number: int) -> Statement:
    """One of them, hidden or not; refused (404) when there is none."""
    query = select(Statement).where(Statement.conversation_id == conversation_id, Statement.number == number)
    return found(db.session.scalar(query), rules.NO_STATEMENT)


class Mine(NamedTuple):
    """How far somebody is: their group (None: not known), and which statements they answered. For themselves."""

    cluster: int | None
    answered: frozenset[int]


def mine(conversation_id: int, entry_id: int) -> Mine:
    """One's own progress: one statement."""
    query = (
        select(Stance.statement_id, Participant.cluster)
        .join(
            Participant,
            (Participant.conversation_id == Stance.conversation_id)
            & (Participant.entry_id == Stance.entry_id),
        )
        .where(Stance.conversation_id == conversation_id, Stance.entry_id == entry_id)
    )
    rows = db.session.execute(query).all()
    return Mine(rows[0][1] if rows else None, frozenset(row[0] for row in rows))


def all_words(conversation_id: int) -> list[str]:
    """Every statement's words, hidden or not, by number."""
    query = select(Statement.text).where(Statement.conversation_id == conversation_id)
    return list(db.session.scalars(query.order_by(Statement.number)))


def written_by(conversation_id: int, person_id: int) -> int:
    """How many statements somebody wrote here, beginnings not counted."""
    query = select(func.count()).where(
        Statement.conversation_id == conversation_id,
        Statement.author_id == person_id,
        Statement.seed.is_(False),
    )
    return db.session.scalar(query) or 0


def to_group(now: datetime) -> list[tuple[int, int, datetime | None]]:
    """Open conversations in which enough people more took part since their groups were found: id, version, when last.

    What one person answers, or changes, is shown only with what others did: results are public and can be compared.
    """
    query = (
        select(Conversation, OpinionResult)
        .outerjoin(OpinionResult, OpinionResult.conversation_id == Conversation.id)
        .where(Conversation.state == "open", Conversation.closes_at > now)
        .where(Conversation.participants >= rules.FEWEST)
        .where(or_(OpinionResult.version.is_(None), OpinionResult.version != Conversation.answers))
        .order_by(Conversation.id)
    )
    waiting = []
    for row in db.session.execute(query):
        conversation: Conversation = row[0]
        last: OpinionResult | None = row[1]
        shown = read(last.content).participants if last is not None else -rules.MORE
        if conversation.participants >= shown + rules.MORE:
            waiting.append((conversation.id, conversation.answers, last.at if last is not None else None))
    return waiting


def to_close(now: datetime) -> list[tuple[int, datetime]]:
    """Open conversations whose time is over: id, since when."""
    query = select(Conversation.id, Conversation.closes_at)
    query = query.where(Conversation.state == "open", Conversation.closes_at <= now).order_by(Conversation.id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def waiting_for(entries: Sequence[int], now: datetime) -> list[tuple[Conversation, bool]]:
    """Conversations open to somebody on these rolls now, and whether they took part: one statement."""
    query = (
        select(Conversation, Participant.answers.is_not(None))
        .join(SubjectRow, SubjectRow.id == Conversation.id)
        .join(RollEntry, RollEntry.place_id == SubjectRow.place_id)
        .outerjoin(
            Participant,
            (Participant.conversation_id == Conversation.id) & (Participant.entry_id == RollEntry.id),
        )
        .where(RollEntry.id.in_(entries), Conversation.state == "open")
        .where(Conversation.opens_at <= now, Conversation.closes_at > now)
        .order_by(Conversation.closes_at, Conversation.id)
        .limit(20)
    )
    return [(row[0], bool(row[1])) for row in db.session.execute(query)]
