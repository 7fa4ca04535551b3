"""Items and motions: opened, moved, seconded, voted by roll call, declared as the rule computed (P8, invariant 7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from micro_projects.council import (
    actions,
    recusal_actions,
    recusal_queries,
    refusals,
    rules,
    vote_refusals,
    vote_rules,
)
from micro_projects.council import hall as halls
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.council.recusal_queries import OpenChallenge
from micro_projects.council.vote_leaving import lapse
from micro_projects.council.wording import facts_of
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.web.access import permit
from micro_projects.web.sentence import fill, say

DEFER = N_("本件顺延到下次会议再议。")
REFER = N_("本件不作为提案表决，转为诉求交有关单位办理。")
TABLE = N_("本项搁置，留待下次会议。")
RECUSE = N_("%(name)s回避第%(item)d项，不参加这一项的讨论和表决。")
AS_TYPED = actions.AS_TYPED


@in_session
def open_item(by: Actor, session: CouncilSession, item: AgendaItem, now: datetime) -> None:
    """Begin an item: its papers must be those the members got; the program puts its motion (P8)."""
    permit(by, "item.open", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    require(hall.current is None, refusals.OTHER_ITEM_OPEN)
    if item.purpose != rules.FREE:
        require(_papers_fresh(item, session.place_id, now), refusals.NOT_DUE_ANY_MORE)
    journal.move(item, rules.ITEM, "open", by=by, at=now, session=session.code)
    recusal_actions.find_recusals(session, item, now)
    for challenge in recusal_queries.open_challenges(item.id):
        put_recusal(by, session, hall, item, challenge, now)
    if item.purpose != rules.FREE:
        motion = new_motion(session, hall, item, "main", item.text, item.text_facts, now)
        journal.move(motion, rules.MOTION, "put", by=by, at=now, session=session.code)


def put_recusal(
    by: Actor, session: CouncilSession, hall: Hall, item: AgendaItem, challenge: OpenChallenge, now: datetime
) -> None:
    """The program puts it to the vote whether a challenged member stands aside, before all else on the item."""
    text = say(RECUSE, name=challenge.name, item=item.number)
    motion = new_motion(
        session, hall, item, "recuse", text.msgid, facts_of(text), now, target_id=challenge.person_id
    )
    journal.move(motion, rules.MOTION, "put", by=by, at=now, session=session.code)


def _papers_fresh(item: AgendaItem, place_id: int, now: datetime) -> bool:
    """Whether the item still waits for this motion, about the very text that was called."""
    for due in calls("agenda_due", item.purpose, place_id, now):
        if due.subject.id == item.subject_id:
            fresh: bool = due.text.chinese() == item.text_zh and due.text_hash == item.paper_hash
            return fresh
    return False


@in_session
def move_motion(
    by: Actor,
    session: CouncilSession,
    item: AgendaItem,
    kind: str,
    text: str,
    now: datetime,
    *,
    mover_id: int | None = None,
    amends: int | None = None,
) -> Motion:
    """A member moves: a free motion, an amendment of one, to table, or to defer or refer a proposal.

    `mover_id` is a member in the room or on the phone whose word the moderator records; `amends` the number of the
    motion to be amended, by default the next one to be voted.
    """
    permit(by, "motion.move", session.place_id, session.path)
    hall, mover = _speaking(by, session, item, mover_id)
    require(item.state == "open", refusals.ITEM_NOT_OPEN)
    amended = None
    if kind == "amendment":
        amended = _to_amend(hall, item, amends)
    elif kind == "main":
        require(item.purpose == rules.FREE, refusals.NOT_THIS_KIND)
        require(hall.main_motion(item) is None, refusals.HAS_MAIN)
    else:
        require(kind in rules.PROCEDURAL.get(item.purpose, ()), refusals.NOT_THIS_KIND)
        require(hall.voting is None, refusals.VOTE_RUNNING)
    sentence = {"defer": say(DEFER), "refer": say(REFER), "table": say(TABLE)}.get(
        kind, say(AS_TYPED, text=text)
    )
    require(text or sentence.msgid != AS_TYPED, refusals.EMPTY_TEXT)
    facts = facts_of(sentence)
    motion = new_motion(
        session, hall, item, kind, sentence.msgid, facts, now, mover_id=mover, amends_id=amended
    )
    journal.write(
        by, "motion.move", session.ref, now, motion=motion.number, item=item.number, kind=kind, mover=mover
    )
    return motion


def _to_amend(hall: Hall, item: AgendaItem, number: int | None) -> int:
    """The motion an amendment changes: a seconded main one; never an amendment, never what the program put."""
    require(item.purpose == rules.FREE, refusals.NO_AMENDMENT)
    chosen = hall.main_motion(item)
    if number is not None:
        chosen = next((m for m in hall.pending(item) if m.number == number), None)
    require(chosen is None or chosen.kind != "amendment", vote_refusals.NO_SECOND_AMENDMENT)
    chosen = found(chosen, refusals.NO_MAIN)
    require(chosen.kind == "main" and chosen.state == "seconded", refusals.NO_MAIN)
    return chosen.id


@in_session
def move_new_item(
    by: Actor, session: CouncilSession, text: str, now: datetime, *, mover_id: int | None = None
) -> AgendaItem:
    """A member puts a matter of their own on the agenda of the running session, at its end."""
    permit(by, "motion.move", session.place_id, session.path)
    hall = halls.hall(session)
    mover = _word_of(by, hall, mover_id)
    require(session.state == "open", refusals.NOT_OPEN)
    require(text, refusals.EMPTY_TEXT)
    item = actions.add_free_item(session, text, now)
    motion = new_motion(
        session, hall, item, "main", AS_TYPED, facts_of(say(AS_TYPED, text=text)), now, mover_id=mover
    )
    journal.write(
        by, "motion.move", session.ref, now, motion=motion.number, item=item.number, kind="main", mover=mover
    )
    return item


def new_motion(
    session: CouncilSession,
    hall: Hall,
    item: AgendaItem,
    kind: str,
    text: str,
    facts: str,
    now: datetime,
    *,
    mover_id: int | None = None,
    seconder_id: int | None = None,
    amends_id: int | None = None,
    target_id: int | None = None,
    part: str = "",
) -> Motion:
    """A row of a motion, its text frozen and hashed."""
    zh = fill(text, json.loads(facts), "zh")
    motion = Motion(
        session_id=session.id,
        item_id=item.id,
        number=1 + max((m.number for m in hall.motions), default=0),
        kind=kind,
        amends_id=amends_id,
        target_id=target_id,
        part=part,
        text=text,
        text_facts=facts,
        text_hash=hashlib.sha256(zh.encode()).digest(),
        moved_by=mover_id,
        seconded_by=seconder_id,
        form="open",
        reason="",
        state=rules.MOTION.start,
        state_since=now,
    )
    db.session.add(motion)
    db.session.flush()
    hall.motions.append(motion)
    return motion


def _speaking(
    by: Actor, session: CouncilSession, item: AgendaItem, on_behalf_of: int | None
) -> tuple[Hall, int]:
    """The hall, and the unrecused member present whose act this is."""
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    person = _word_of(by, hall, on_behalf_of)
    require(person not in hall.recused(item), refusals.RECUSED)
    return hall, person


def _word_of(by: Actor, hall: Hall, on_behalf_of: int | None) -> int:
    """Oneself; or, for the moderator, a member in the room or on the phone."""
    person = by.id if on_behalf_of is None else on_behalf_of
    require(person in hall.here, refusals.NOT_HERE)
    if person != by.id:
        require(by.holds(frozenset({"moderator"}), hall.session.path), refusals.WORD_ONLY_IN_ROOM)
        require(hall.here[person].channel != "online", refusals.WORD_ONLY_IN_ROOM)
    return person


@in_session
def second(
    by: Actor, session: CouncilSession, motion: Motion, now: datetime, *, seconder_id: int | None = None
) -> None:
    """Another member seconds a motion."""
    permit(by, "motion.second", session.place_id, session.path)
    item = db.session.get_one(AgendaItem, motion.item_id)
    _, person = _speaking(by, session, item, seconder_id)
    require(motion.moved_by != person, refusals.SAME_PERSON)
    motion.seconded_by = person
    journal.move(motion, rules.MOTION, "second", by=by, at=now, session=session.code, seconder=person)


@in_session
def withdraw(
    by: Actor, session: CouncilSession, motion: Motion, now: datetime, *, mover_id: int | None = None
) -> None:
    """The mover takes a motion back before it is voted; amendments of it lapse."""
    permit(by, "motion.withdraw", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    require(motion.moved_by == _word_of(by, hall, mover_id), refusals.NOT_MOVER)
    journal.move(motion, rules.MOTION, "withdraw", by=by, at=now, session=session.code)
    lapse(by, [m for m in hall.pending(hall.item_of(motion)) if m.amends_id == motion.id], now)


@in_session
def let_fall(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> None:
    """The chair notes that nobody seconds a motion."""
    permit(by, "motion.let_fall", session.place_id, session.path)
    journal.move(motion, rules.MOTION, "fall", by=by, at=now, session=session.code)


@in_session
def divide(
    by: Actor, session: CouncilSession, motion: Motion, parts: Sequence[str], now: datetime
) -> list[Motion]:
    """The mover divides their seconded motion, or the chair on the mover's word in the room; each part is voted."""
    permit(by, "motion.divide", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    chairs = by.holds(frozenset({"moderator"}), session.path)
    require(motion.moved_by == by.id or (chairs and motion.moved_by is not None), refusals.NOT_MOVER)
    _word_of(by, hall, motion.moved_by)
    item = hall.item_of(motion)
    typed = motion.kind == "main" and motion.state == "seconded" and item.purpose == rules.FREE
    amended = any(m.amends_id == motion.id for m in hall.pending(item))
    require(typed and not amended, vote_refusals.NOT_DIVISIBLE)
    require(vote_rules.divides(halls.typed_text(motion), parts), vote_refusals.WRONG_PARTS)
    journal.move(motion, rules.MOTION, "split", by=by, at=now, session=session.code, parts=len(parts))
    made = []
    for number, part in enumerate(parts, 1):
        one = new_motion(
            session,
            hall,
            item,
            "main",
            AS_TYPED,
            facts_of(say(AS_TYPED, text=part.strip())),
            now,
            mover_id=motion.moved_by,
            seconder_id=motion.seconded_by,
            part=f"{motion.part}.{number}".lstrip("."),
        )
        journal.move(one, rules.MOTION, "put", by=by, at=now, session=session.code)
        made.append(one)
    return made


@in_session
def ask_secret(by: Actor, session: CouncilSession, motion: Motion, now: datetime) -> None:
    """A member asks for a secret vote before the vote is called; the chair sees who asked, and chooses."""
    permit(by, "motion.ask_secret", session.place_id, session.path)
    item = db.session.get_one(AgendaItem, motion.item_id)
    _speaking(by, session, item, None)
    require(motion.state in ("moved", "seconded"), refusals.NOT_VOTING)
    require(vote_rules.may_be_secret(motion.kind, item.purpose), vote_refusals.NOT_SECRET)
    motion.secret_asked_by = motion.secret_asked_by or by.id
    journal.write(by, "motion.ask_secret", session.ref, now, motion=motion.number)
