"""A supplement to an agenda while notice can still be given; papers as they were when called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from micro_projects.council import letters, member_queries, queries, refusals, rules
from micro_projects.council.actions import url
from micro_projects.council.convening_actions import (
    DueMotion,
    add_items,
    agenda_facts,
    due_motions,
)
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession
from micro_projects.council.recusal_actions import find_recusals
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose_about
from micro_projects.proposals.models import ProposalVersion
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

SUPPLEMENTED = N_("居民议事会会议%(session)s补充%(items)d项议题，会议时间和地点不变。")


def may_add(session: CouncilSession, now: datetime) -> bool:
    """Whether notice of more items can still be given."""
    pack = cycles.pack_of(session.place_id)
    return session.state == "convened" and rules.called_in_time(now, session.starts_at, pack.convene_days)


@in_session
def supplement(
    by: Actor, session: CouncilSession, keys: Iterable[str], topics: Sequence[str], now: datetime
) -> list[AgendaItem]:
    """Add what waits (named as `convening_rules.key_of` does) and topics; refused once the notice limit is past."""
    permit(by, "session.supplement", session.place_id, session.path)
    pack = cycles.pack_of(session.place_id)
    require(may_add(session, now), refusals.TOO_LATE_TO_SUPPLEMENT, days=pack.convene_days)
    wanted = set(keys)
    due: list[DueMotion] = [d for d in due_motions(session.place_id, now) if d.key in wanted]
    require(due or topics, refusals.NOTHING_TO_ADD)
    last = max(i.number for i in items_of(session))
    items = add_items(session, due, topics, now, after=last)
    journal.write(by, "session.supplement", session.ref, now, items=[i.number for i in items])
    for item in items:
        find_recusals(session, item, now)
    members = member_queries.members_of(session)
    told = say(letters.SUPPLEMENTED, session=session.code)
    post.tell((m.person_id for m in members), told, url(session), now)
    sentence = say(SUPPLEMENTED, session=session.code, items=len(items))
    facts: dict[str, object] = {"agenda": agenda_facts(items), "starts_at": session.starts_at.isoformat()}
    disclose_about(session, "session.supplemented", sentence, now, facts)
    return items


def items_of(session: CouncilSession) -> Sequence[AgendaItem]:
    """The agenda in order."""
    query = select(AgendaItem).where(AgendaItem.session_id == session.id)
    return db.session.scalars(query.order_by(AgendaItem.number)).all()


class Paper(NamedTuple):
    """An item's papers as they were called; `changed`: the subject is another since, or no longer waits."""

    item: AgendaItem
    version: ProposalVersion | None
    changed: bool


def papers(session: CouncilSession, now: datetime) -> list[Paper]:
    """The papers of every item: the text and, of a proposal, the very version with the hash that was sent."""
    items = items_of(session)
    hashes = [i.paper_hash for i in items if i.subject_kind == "proposal" and i.paper_hash]
    query = select(ProposalVersion).where(
        ProposalVersion.text_hash.in_(hashes),
        ProposalVersion.proposal_id.in_([i.subject_id for i in items if i.subject_id]),
    )
    versions = {(v.proposal_id, v.text_hash): v for v in db.session.scalars(query)} if hashes else {}
    open_still = session.state in queries.LIVE
    now_due = (
        _due_now({i.purpose for i in items if i.subject_id}, session.place_id, now) if open_still else {}
    )
    return [
        Paper(
            item,
            versions.get((item.subject_id or 0, item.paper_hash or b"")),
            open_still
            and item.subject_id is not None
            and item.state == "waiting"
            and now_due.get((item.purpose, item.subject_id)) != (item.text_zh, item.paper_hash),
        )
        for item in items
    ]


def _due_now(purposes: set[str], place_id: int, now: datetime) -> dict[tuple[str, Any], tuple[str, Any]]:
    return {
        (purpose, due.subject.id): (due.text.chinese(), due.text_hash)
        for purpose in sorted(purposes)
        if calls.knows("agenda_due", purpose)
        for due in calls("agenda_due", purpose, place_id, now)
    }
