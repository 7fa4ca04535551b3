"""Standing aside from an item (回避): declared, found by the program, or decided upon a challenge."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from micro_projects.council import hall as halls
from micro_projects.council import (
    queries,
    recusal_finding,
    recusal_queries,
    recusal_rules,
    refusals,
    rules,
    vote_refusals,
)
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession
from micro_projects.council.recusal_models import Challenge, Recusal
from micro_projects.council.vote_leaving import has_voted_now, take_back_vote
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

CHALLENGED = N_(
    "有人提出您应当在会议%(session)s第%(item)d项回避；您可以自己登记回避，不登记的，开议时由会议先表决。"
)
SETTLED = {
    "carried": N_("您就会议%(session)s第%(item)d项提出的回避申请，会议表决同意，那位成员回避。"),
    "lost": N_("您就会议%(session)s第%(item)d项提出的回避申请，会议表决没有同意，那位成员照常参加。"),
    "moot": N_(
        "您就会议%(session)s第%(item)d项提出的回避申请不用再表决：那位成员已经回避，或者这一项没有议。"
    ),
}
"""What the challenger is told, by how it ended."""


@in_session
def recuse(
    by: Actor, session: CouncilSession, item: AgendaItem, person_id: int, reason: str, now: datetime
) -> None:
    """A member stands aside from an item, until its result is declared; a vote already cast is removed."""
    permit(by, "session.recuse", session.place_id, session.path)
    require(session.state in queries.LIVE, refusals.NOT_OPEN)
    require(item.state in ("waiting", "open"), refusals.ITEM_OVER)
    require(item.purpose not in rules.NO_RECUSAL, refusals.NOBODY_RECUSED)
    require(
        by.holds(frozenset({"moderator"}), session.path) or by.id == person_id,
        refusals.ORDINARY_IS_MODERATORS,
    )
    hall = halls.hall(session)
    require(person_id in hall.names, refusals.NO_SUCH_MEMBER)
    require(person_id not in hall.recused(item), refusals.ALREADY_RECUSED)
    if (
        by.id != person_id
    ):  # the chair notes a member's word: of whom everybody here can hear, not after they voted
        here = hall.here.get(person_id)
        require(here is not None and here.channel != "online", refusals.WORD_ONLY_IN_ROOM)
        about = hall.voting is not None and hall.voting.item_id == item.id
        require(not (about and has_voted_now(hall, person_id)), vote_refusals.VOTED_NOW)
    aside(by, hall, item, person_id, "declared", reason, now)
    journal.write(by, "session.recuse", session.ref, now, item=item.number, person=person_id)


def find_recusals(session: CouncilSession, item: AgendaItem, now: datetime) -> None:
    """The program finds members with an interest in an item's subject, and they stand aside (P12: not of a result)."""
    hall = halls.hall(session)
    found = interests(session, item, hall.names.keys(), queries.day_of(session))
    for person_id in sorted(found.keys() - hall.recused(item)):
        ground = found[person_id]
        aside(None, hall, item, person_id, "found", recusal_rules.GROUNDS[ground], now, ground=ground)


def interests(session: CouncilSession, item: AgendaItem, people: Collection[int], on: date) -> dict[int, str]:
    """Who of these people, members or who decides instead, has an interest in an item's subject, and the ground."""
    if item.subject_kind is None or item.subject_id is None or item.purpose in rules.NO_RECUSAL:
        return {}
    within = cycles.pack_of(session.place_id).recusal_metres
    asked = recusal_finding.Asked(item.subject_kind, item.subject_id, session.place_id, within)
    return recusal_finding.grounds(asked, people, on)


def aside(
    by: Actor | None,
    hall: Hall,
    item: AgendaItem,
    person_id: int,
    source: str,
    reason: str,
    now: datetime,
    *,
    ground: str = "",
) -> None:
    """Write that a member stands aside; a vote in the running roll call goes, open challenges have their answer."""
    if hall.voting is not None and hall.voting.item_id == item.id:
        take_back_vote(hall, person_id)
    db.session.add(
        Recusal(item_id=item.id, person_id=person_id, source=source, ground=ground, reason=reason, at=now)
    )
    db.session.flush()
    if source != "challenged":
        for challenge in recusal_queries.still_open(item.id, person_id):
            _end(challenge, "settle", by, now)


@in_session
def challenge(
    by: Actor, session: CouncilSession, item: AgendaItem, person_id: int, reason: str, now: datetime
) -> Challenge:
    """Somebody on the roll, or a member, says in writing that a member has an interest; the member is told."""
    permit(by, "session.challenge", session.place_id, session.path)
    require(session.state in queries.LIVE, refusals.NOT_OPEN)
    require(item.state in ("waiting", "open"), refusals.ITEM_OVER)
    require(item.purpose not in rules.NO_RECUSAL, refusals.NOBODY_RECUSED)
    require(reason, recusal_rules.NO_REASON)
    require(person_id != by.id, recusal_rules.NOT_YOURSELF)
    hall = halls.hall(session)
    require(person_id in hall.names, refusals.NO_SUCH_MEMBER)
    require(person_id not in hall.recused(item), refusals.ALREADY_RECUSED)
    require(not recusal_queries.has_challenged(item.id, person_id, by.id), recusal_rules.CHALLENGED_ALREADY)
    row = Challenge(
        item_id=item.id,
        person_id=person_id,
        by_id=by.id,
        reason=reason,
        at=now,
        state=recusal_rules.CHALLENGE.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(
        by, "session.challenge", session.ref, now, item=item.number, person=person_id, challenge=row.id
    )
    told = say(CHALLENGED, session=session.code, item=item.number)
    post.tell([person_id], told, f"/sessions/{session.code}/recusals", now)
    return row


def challenge_decided(challenge: Challenge, carried: bool, by: Actor, now: datetime) -> None:
    """The session voted on whether a member stands aside: every open challenge of that member has its answer.

    Called from the act that declares the motion *recuse*, which permits and publishes.
    """
    item = db.session.get_one(AgendaItem, challenge.item_id)
    others = recusal_queries.still_open(challenge.item_id, challenge.person_id)
    if carried and not recusal_queries.stands_aside(item.id, challenge.person_id):
        hall = halls.hall(db.session.get_one(CouncilSession, item.session_id))
        aside(by, hall, item, challenge.person_id, "challenged", recusal_rules.CARRIED, now)
    for one in others:
        _end(one, "carry" if carried else "lose", by, now)


def settle(by: Actor, challenge: Challenge, now: datetime) -> None:
    """The clock: the item ended without the challenge being put."""
    session = db.session.get_one(CouncilSession, db.session.get_one(AgendaItem, challenge.item_id).session_id)
    permit(by, "session.settle_challenge", session.place_id, session.path)
    _end(challenge, "settle", by, now)


def _end(challenge: Challenge, act: str, by: Actor | None, now: datetime) -> None:
    item = db.session.get_one(AgendaItem, challenge.item_id)
    session = db.session.get_one(CouncilSession, item.session_id)
    journal.move(
        challenge,
        recusal_rules.CHALLENGE,
        act,
        by=by or CLOCK_ACTOR,
        at=now,
        session=session.code,
        item=item.number,
    )
    told = say(SETTLED[challenge.state], session=session.code, item=item.number)
    post.tell([challenge.by_id], told, f"/sessions/{session.code}/recusals", now)
