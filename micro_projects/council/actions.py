"""The life of a session: convened, checking in, open, its items, closed. Motions: motion_actions."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.council import (
    committee_limits,
    letters,
    live_refusals,
    minutes_actions,
    queries,
    refusals,
    rules,
    vote_refusals,
)
from micro_projects.council import hall as halls
from micro_projects.council.hall import Hall
from micro_projects.council.live import in_session
from micro_projects.council.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    QuorumCheck,
)
from micro_projects.council.vote_leaving import has_voted_now, lapse, take_back_vote
from micro_projects.council.wording import facts_of
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people import queries as people
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import AgendaDue, Sentence, say

ADJOURNED = N_(
    "居民议事会会议%(session)s因人数不足休会：应到%(base)d人，法定人数%(needed)d人，到会%(present)d人；"
    "已经议决的有效，其余留待下次会议。"
)
TOPIC = N_("讨论：%(topic)s")
AS_TYPED = "%(text)s"


def url(session: CouncilSession) -> str:
    """The session's address; it never changes."""
    return f"/sessions/{session.code}"


def new_item(
    session: CouncilSession,
    number: int,
    now: datetime,
    purpose: str,
    title: Sentence,
    text: Sentence,
    due: AgendaDue | None = None,
    url: str = "",
) -> AgendaItem:
    """A row of the agenda with its frozen papers."""
    return AgendaItem(
        session_id=session.id,
        number=number,
        purpose=purpose,
        subject_kind=due.subject.kind if due else None,
        subject_id=due.subject.id if due else None,
        subject_code=due.code if due else "",
        url=url,
        title=title.msgid,
        title_facts=facts_of(title),
        text=text.msgid,
        text_facts=facts_of(text),
        text_zh=text.chinese(),
        paper_hash=due.text_hash if due else None,
        state=rules.ITEM.start,
        state_since=now,
    )


def add_free_item(session: CouncilSession, topic: str, now: datetime) -> AgendaItem:
    """An item that a member's own motion opens in the session."""
    committee_limits.require_within(session, [(rules.FREE, None)])
    number = 1 + max((i.number for i in halls.hall(session).items), default=0)
    item = new_item(session, number, now, rules.FREE, say(TOPIC, topic=topic), say(AS_TYPED, text=topic))
    db.session.add(item)
    db.session.flush()
    return item


@in_session
def begin(by: Actor, session: CouncilSession, now: datetime) -> None:
    """Begin the check-in, at the earliest two hours before the session."""
    permit(by, "session.begin", session.place_id, session.path)
    require(rules.may_check_in(now, session.starts_at), refusals.TOO_EARLY, starts=session.starts_at)
    journal.move(session, rules.SESSION, "check_in", by=by, at=now)


@in_session
def check_in(by: Actor, session: CouncilSession, person_id: int, channel: str, now: datetime) -> None:
    """A member is here: recorded by the moderator, or by oneself online. No proxies."""
    permit(by, "session.check_in", session.place_id, session.path)
    require(session.state in ("checking_in", "open"), refusals.NOT_OPEN)
    hall = halls.hall(session)
    require(_chairs(by, session) or (by.id == person_id and channel == "online"), refusals.ONLINE_ONLY)
    record_presence(by, hall, person_id, channel, now)


def record_presence(by: Actor, hall: Hall, person_id: int, channel: str, now: datetime) -> None:
    """A member is here, by a channel: at the door (door_actions), by the moderator's word, or online."""
    require(person_id in hall.names, refusals.NO_SUCH_MEMBER)
    require(person_id not in hall.here, refusals.ALREADY_HERE)
    db.session.add(
        Attendance(
            session_id=hall.session.id,
            person_id=person_id,
            channel=channel,
            came_at=now,
            left_at=None,
            entered_by=by.id,
        )
    )
    db.session.flush()
    journal.write(by, "session.check_in", hall.session.ref, now, person=person_id, channel=channel)


@in_session
def leave(by: Actor, session: CouncilSession, person_id: int, now: datetime) -> None:
    """A member leaves: a vote not yet declared goes with them, so the chair notes it only of who has not voted yet."""
    permit(by, "session.leave", session.place_id, session.path)
    require(session.state in ("checking_in", "open"), refusals.NOT_OPEN)
    require(_chairs(by, session) or by.id == person_id, refusals.ORDINARY_IS_MODERATORS)
    hall = halls.hall(session)
    require(person_id in hall.here, refusals.NOT_HERE)
    require(by.id == person_id or not has_voted_now(hall, person_id), vote_refusals.VOTED_NOW)
    take_back_vote(hall, person_id)
    hall.here[person_id].left_at = now
    db.session.flush()
    journal.write(by, "session.leave", session.ref, now, person=person_id)


def without_former_members(hall: Hall, now: datetime) -> Hall:
    """The hall once those whose term was ended during the session have left it, with their vote."""
    former = [a for a in hall.attendance if a.left_at is None and a.person_id not in hall.names]
    for attendance in former:
        take_back_vote(hall, attendance.person_id)
        attendance.left_at = now
    db.session.flush()
    return halls.hall(hall.session) if former else hall


@in_session
def open_session(by: Actor, session: CouncilSession, now: datetime) -> None:
    """Open a session; refused below quorum, and before its time (procedure: Sessions)."""
    permit(by, "session.open", session.place_id, session.path)
    require(now >= session.starts_at, refusals.NOT_YET_DUE, starts=session.starts_at)
    count = halls.hall(session).count()
    require(count.met, refusals.NO_QUORUM, **count._asdict())
    note_count(session, "opening", count, now)
    session.chair_id, session.opened_at = by.id, now
    journal.move(session, rules.SESSION, "open", by=by, at=now, present=count.present, base=count.base)


def note_count(
    session: CouncilSession, occasion: str, count: rules.Count, now: datetime, motion_id: int | None = None
) -> None:
    """Keep a head count."""
    db.session.add(
        QuorumCheck(session_id=session.id, occasion=occasion, motion_id=motion_id, at=now, **count._asdict())
    )
    db.session.flush()


@in_session
def put_off(by: Actor, session: CouncilSession, item: AgendaItem, now: datetime) -> None:
    """Leave an item for the next session: its motions lapse."""
    permit(by, "item.put_off", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    watched = hall.voting is not None and hall.voting.item_id == item.id and hall.voting.form != "secret"
    require(not watched, refusals.VOTE_RUNNING)  # nobody stops a vote whose course they see and dislike
    leave_item(by, hall, item, now)


def leave_item(by: Actor, hall: Hall, item: AgendaItem, now: datetime) -> None:
    """An item that is not decided stays for the next session."""
    lapse(by, hall.pending(item), now)
    journal.move(item, rules.ITEM, "put_off", by=by, at=now)


@in_session
def close(by: Actor, session: CouncilSession, now: datetime) -> bool:
    """Close the session with a last head count, and draft its minutes; False: adjourned, the quorum was gone."""
    permit(by, "session.close", session.place_id, session.path)
    require(session.state == "open", refusals.NOT_OPEN)
    hall = halls.hall(session)
    require(hall.voting is None, refusals.VOTE_RUNNING)
    count = hall.count()
    if not count.met:
        end_without_quorum(by, session, hall, now)
        return False
    note_count(session, "closing", count, now)
    session.ended_at = now
    _leave_rest(by, hall, now)
    journal.move(session, rules.SESSION, "close", by=by, at=now, present=count.present, base=count.base)
    minutes_actions.draft(by, session, now)
    return True


@in_session
def adjourn(by: Actor, session: CouncilSession, now: datetime) -> None:
    """The moderator says that too few are here; refused while the quorum is."""
    permit(by, "session.adjourn", session.place_id, session.path)
    require(now >= session.starts_at, refusals.NOT_YET_DUE, starts=session.starts_at)
    hall = halls.hall(session)
    require(not hall.count().met, refusals.HAS_QUORUM)
    end_without_quorum(by, session, hall, now)


@in_session
def adjourn_forgotten(by: Actor, session: CouncilSession, now: datetime) -> None:
    """The clock: a session that nobody opened, or nobody closed, a day after its time."""
    permit(by, "session.adjourn_forgotten", session.place_id, session.path)
    end_without_quorum(by, session, halls.hall(session), now)


@in_session
def adjourn_unrecalled(by: Actor, session: CouncilSession, now: datetime) -> None:
    """The clock: nobody came back within the pack's minutes after the quorum was lost."""
    permit(by, "session.adjourn_unrecalled", session.place_id, session.path)
    hall = halls.hall(session)
    lost = session.quorum_lost_at
    waited = lost is not None and now - lost >= timedelta(minutes=session.recall_minutes)
    require(session.state == "open" and waited and not hall.count().met, live_refusals.WITHIN_RECALL)
    end_without_quorum(by, session, hall, now)


def end_without_quorum(by: Actor, session: CouncilSession, hall: Hall, now: datetime) -> None:
    """The session adjourns by itself; what was decided before stands, the rest waits for the next."""
    opened = session.opened_at is not None
    count = hall.count()
    if opened:
        note_count(session, "closing", count, now)
    _leave_rest(by, hall, now)
    session.ended_at = now
    session.without_quorum = not hall.decisive()
    journal.move(session, rules.SESSION, "adjourn", by=by, at=now, present=count.present, base=count.base)
    disclose_about(
        session,
        "session.adjourned",
        say(ADJOURNED, session=session.code, **count._asdict()),
        now,
        {**count._asdict(), "decided": len(hall.decisive())},
    )
    if opened:
        minutes_actions.draft(by, session, now)
    if rules.may_call_third(queries.without_quorum(session.place_id)):
        _tell_officers(session, now)


def _tell_officers(session: CouncilSession, now: datetime) -> None:
    """Two in a row without quorum: the sub-district may call a third."""
    place = db.session.get_one(Place, session.place_id)
    officers = people.holders(session.path, now, ["officer"])
    told = say(letters.THIRD, place=place.name)
    post.tell((o.person_id for o in officers), told, f"/c/{place.code}/sessions/new", now)


def _leave_rest(by: Actor, hall: Hall, now: datetime) -> None:
    for item in hall.items:
        if item.state in ("waiting", "open"):
            leave_item(by, hall, item, now)


def _chairs(by: Actor, session: CouncilSession) -> bool:
    return by.holds(frozenset({"moderator"}), session.path)
