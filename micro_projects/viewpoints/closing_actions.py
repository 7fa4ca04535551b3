"""What the clock does with a conversation: finds the groups, and at the end closes it and cuts the link to people."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as letters
from micro_projects.notices import own_parts
from micro_projects.notices.disclosing import disclose_about
from micro_projects.viewpoints import queries, results, rules
from micro_projects.viewpoints.models import Conversation, OpinionResult, Participant, Stance, StanceKept
from micro_projects.viewpoints.results import Result
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

CLOSED = N_(
    "观点征集“%(question)s”结束：%(participants)d位居民参加，观点和按组的统计附后，不含任何个人的回答。"
)
TOO_FEW = N_("观点征集“%(question)s”结束：%(participants)d位居民参加，不足%(fewest)d人，不公开统计。")
ENDED = N_("您发起的观点征集“%(question)s”已经结束，可以看结果了。")


def keep_groups(
    by: Actor,
    conversation: Conversation,
    version: int,
    found: Result,
    clusters: dict[int, int | None],
    now: datetime,
) -> None:
    """Keep the groups of one version of the answers; each participant's own is kept for that participant."""
    permit(by, "conversation.group", conversation.place_id, conversation.path)
    require(conversation.state == "open", rules.NOT_OPEN)
    _keep(conversation.id, version, found, now)
    if clusters:
        db.session.execute(
            update(Participant),
            [
                {"conversation_id": conversation.id, "entry_id": entry, "cluster": cluster}
                for entry, cluster in sorted(clusters.items())
            ],
        )
    journal.write(by, "conversation.group", conversation.ref, now, version=version, groups=len(found.sizes))


def _keep(conversation_id: int, version: int, found: Result, now: datetime) -> None:
    row = db.session.get(OpinionResult, conversation_id)
    content = results.kept(found)
    if row is None:
        db.session.add(
            OpinionResult(conversation_id=conversation_id, version=version, at=now, content=content)
        )
    else:
        row.version, row.at, row.content = version, now, content
    db.session.flush()


def close(by: Actor, conversation: Conversation, found: Result, now: datetime) -> None:
    """The time is over: the last groups, the answers under random keys, no link to people, the counts disclosed."""
    permit(by, "conversation.close", conversation.place_id, conversation.path)
    require(now >= conversation.closes_at, rules.NOT_OPEN)
    _keep(conversation.id, conversation.answers, found, now)
    journal.move(conversation, rules.MACHINE, "close", by=by, at=now, participants=conversation.participants)
    _cut(conversation.id)
    sentence = TOO_FEW if rules.missing(conversation.participants) else CLOSED
    told = {"question": conversation.question, "participants": conversation.participants}
    letters.tell(
        [conversation.opened_by], say(ENDED, question=conversation.question), _url(conversation), now
    )
    disclose_about(
        conversation,
        "conversation.closed",
        say(sentence, **told, **({"fewest": rules.FEWEST} if sentence == TOO_FEW else {})),
        at=now,
        facts=_facts(conversation, found),
    )


def _url(conversation: Conversation) -> str:
    return f"/conversations/{conversation.code}"


def _cut(conversation_id: int) -> None:
    """Put the answers under random keys, in the keys' order; then the rows that named the roll's entries go."""
    here = Participant.conversation_id == conversation_id
    entries: Sequence[int] = db.session.scalars(select(Participant.entry_id).where(here)).all()
    if entries:
        db.session.execute(
            update(Participant),
            [
                {"conversation_id": conversation_id, "entry_id": entry, "key": os.urandom(16)}
                for entry in entries
            ],
        )
    moved = (
        select(Participant.key, Stance.statement_id, Stance.conversation_id, Stance.value)
        .join(
            Stance,
            (Stance.conversation_id == Participant.conversation_id)
            & (Stance.entry_id == Participant.entry_id),
        )
        .where(here)
        .order_by(Participant.key, Stance.statement_id)
    )
    columns = ["key", "statement_id", "conversation_id", "value"]
    db.session.execute(insert(StanceKept).from_select(columns, moved))
    db.session.execute(delete(Stance).where(Stance.conversation_id == conversation_id))
    db.session.execute(delete(Participant).where(here))
    db.session.expire_all()


def commitment(conversation_id: int) -> str:
    """SHA-256 of the kept answers with their random keys: binds to them, and tells nothing of them."""
    query = select(StanceKept.key, StanceKept.statement_id, StanceKept.value)
    query = query.where(StanceKept.conversation_id == conversation_id)
    digest = hashlib.sha256()
    for key, statement, value in db.session.execute(query.order_by(StanceKept.key, StanceKept.statement_id)):
        digest.update(f"{key.hex()} {statement} {value}\n".encode())
    return digest.hexdigest()


def _facts(conversation: Conversation, found: Result) -> dict[str, object]:
    return {
        "answers_hash": commitment(conversation.id),
        "conversation": conversation.code,
        "participants": conversation.participants,
        "topic": conversation.question,
        "statements": [
            {"statement": s.number, "text": own_parts.said(s.text)}
            for s in queries.statements(conversation.id)
        ],
        **results.published(found),
    }
