"""Conversations: opened by the convener or a worker, answered and added to by residents (neighbourhood 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from micro_projects.conduct import actions as conduct
from micro_projects.conduct import queries as hidden_words
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.text import line, prose
from micro_projects.people.models import RollEntry
from micro_projects.places.models import Place
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.viewpoints import queries, rules
from micro_projects.viewpoints.models import Conversation, Participant, Stance, Statement
from micro_projects.web.access import permit

COUNTERS = {1: Statement.agree, -1: Statement.disagree, 0: Statement.passed}


def open_conversation(
    by: Actor,
    place: Place,
    question: str,
    about: str,
    period: tuple[datetime, datetime],
    seeds: Sequence[str],
    now: datetime,
    *,
    proposal: Proposal | None = None,
) -> Conversation:
    """Put a question to a community, with the statements it begins with; nothing of it changes afterwards."""
    permit(by, "conversation.open", place.id, place.path)
    question, about = line(question), prose(about)
    require(question, rules.EMPTY)
    require(len(question) <= rules.LONGEST_QUESTION, rules.TOO_LONG, most=rules.LONGEST_QUESTION)
    require(len(about) <= rules.LONGEST_ABOUT, rules.TOO_LONG, most=rules.LONGEST_ABOUT)
    require(rules.right_period(*period, now), rules.WRONG_TIME)
    seeds = [line(seed) for seed in seeds]
    require(rules.right_seeds(seeds), rules.WRONG_SEEDS)
    require(proposal is None or proposal.place_id == place.id, rules.ELSEWHERE)
    code = queries.next_code(place.id, place.code)
    cycle = proposal.cycle_id if proposal else None
    subject = journal.new_subject("conversation", code, place.id, place.path, cycle)
    row = Conversation(
        id=subject.id,
        subject=subject,
        state=rules.MACHINE.start,
        state_since=now,
        question=question,
        about=about,
        proposal_id=proposal.id if proposal else None,
        opens_at=period[0],
        closes_at=period[1],
        opened_by=by.id,
        answers=0,
        participants=0,
    )
    db.session.add(row)
    db.session.flush()
    for number, text in enumerate(seeds, 1):
        _add(row, number, text, by.id, True, now)
    journal.write(by, "conversation.open", row.ref, now, statements=len(seeds))
    return row


def say(
    by: Actor, conversation: Conversation, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Statement:
    """Add a statement of one's own; it stays as said, and others answer it as any other."""
    permit(by, "conversation.say", conversation.place_id, conversation.path)
    _require_open(conversation, now)
    speaker = _speaker(by, conversation, entry)
    words = line(words)
    require(words, rules.EMPTY)
    require(len(words) <= rules.LONGEST, rules.TOO_LONG, most=rules.LONGEST)
    written = queries.written_by(conversation.id, speaker)
    require(written < rules.OWN_STATEMENTS, rules.ENOUGH_SAID, most=rules.OWN_STATEMENTS)
    there = queries.all_words(conversation.id)
    require(len(there) < rules.MOST_STATEMENTS, rules.FULL)
    require(words not in there, rules.SAID_ALREADY)
    pack = cycles.pack_of(conversation.place_id)
    conduct.may_say(by, conversation.place_id, conversation.path, now, pack, speaker=speaker)
    row = _add(conversation, len(there) + 1, words, speaker, False, now)
    other = None if by.person_id == speaker else speaker
    journal.write(by, "conversation.say", conversation.ref, now, on_behalf_of=other, statement=row.number)
    return row


def _add(
    conversation: Conversation, number: int, words: str, author: int, seed: bool, now: datetime
) -> Statement:
    row = Statement(
        conversation_id=conversation.id,
        number=number,
        text=words,
        seed=seed,
        author_id=author,
        at=now,
        agree=0,
        disagree=0,
        passed=0,
    )
    db.session.add(row)
    db.session.flush()
    conduct.note_said("statement", row.id, author, conversation.place_id, now)
    return row


def answer(by: Actor, conversation: Conversation, number: int, answer: str, now: datetime) -> None:
    """Agree, disagree or pass; may be changed until closing. Only that one takes part is journalled, once."""
    permit(by, "conversation.answer", conversation.place_id, conversation.path)
    entry_id = by.roll_entry(conversation.place_id)
    require(entry_id is not None, rules.NOT_LISTED)
    assert entry_id is not None
    _answer(by, conversation, entry_id, by.id, {number: answer}, now)


def answer_for(
    by: Actor, conversation: Conversation, entry: RollEntry, answers: Mapping[int, str], now: datetime
) -> None:
    """A worker enters what a resident says at the counter; what is left out stays as it was."""
    permit(by, "conversation.answer_for", conversation.place_id, conversation.path)
    require(entry.place_id == conversation.place_id and entry.removed_at is None, rules.NOT_LISTED)
    require(answers, rules.NO_ANSWERS)
    _answer(by, conversation, entry.id, entry.person_id, answers, now)


def _answer(
    by: Actor,
    conversation: Conversation,
    entry_id: int,
    person: int,
    answers: Mapping[int, str],
    now: datetime,
) -> None:
    _require_open(conversation, now)
    require(set(answers.values()) <= set(rules.VALUES), rules.UNKNOWN_ANSWER)
    given = {queries.statement(conversation.id, number): rules.VALUES[a] for number, a in answers.items()}
    require(not hidden_words.hidden("statement", [s.id for s in given]), rules.HIDDEN)
    participant = db.session.get(Participant, (conversation.id, entry_id))
    new = participant is None
    if participant is None:
        participant = Participant(
            conversation_id=conversation.id, entry_id=entry_id, answers=0, cluster=None, key=None
        )
        db.session.add(participant)
        other = None if by.person_id == person else person
        journal.write(by, "conversation.answer", conversation.ref, now, on_behalf_of=other)
    for statement, value in given.items():
        if _set(conversation, statement, entry_id, value):
            participant.answers += 1
    if new:
        conversation.participants += 1
    db.session.flush()


def _set(conversation: Conversation, statement: Statement, entry_id: int, value: int) -> bool:
    """Keep one answer and count it; whether it is the first to this statement."""
    row = db.session.get(Stance, (statement.id, entry_id))
    if row is not None and row.value == value:
        return False
    counted = {COUNTERS[value]: COUNTERS[value] + 1}
    if row is not None:
        counted[COUNTERS[row.value]] = COUNTERS[row.value] - 1
        row.value = value
    else:
        db.session.add(
            Stance(statement_id=statement.id, entry_id=entry_id, conversation_id=conversation.id, value=value)
        )
    db.session.execute(update(Statement).where(Statement.id == statement.id).values(counted))
    conversation.answers += 1
    return row is None


def _require_open(conversation: Conversation, now: datetime) -> None:
    open_now = rules.open_now(conversation.state, conversation.opens_at, conversation.closes_at, now)
    require(open_now, rules.NOT_OPEN)


def _speaker(by: Actor, conversation: Conversation, entry: RollEntry | None) -> int:
    if entry is None:
        require(by.roll_entry(conversation.place_id) is not None, rules.NOT_LISTED)
        return by.id
    require(is_worker(by, conversation.path), rules.NOT_LISTED)
    require(entry.place_id == conversation.place_id and entry.removed_at is None, rules.NOT_LISTED)
    return entry.person_id
