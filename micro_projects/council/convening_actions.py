"""Convening a session: its agenda from what waits for the council, the papers frozen, members told; calling it off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from micro_projects.council import letters, live, queries, refusals, rules
from micro_projects.council.actions import AS_TYPED, TOPIC, disclose_of, find_recusals, new_item, url
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession
from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.letters import actions as post
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import AgendaDue, Sentence, say
from micro_projects.web.show import ZONE

CALLED = N_("居民议事会会议%(session)s定于%(at)s在%(venue)s召开，议程共%(items)d项，居民可以旁听。")
CANCELLED = N_("居民议事会会议%(session)s取消：%(reason)s")


class DueMotion(NamedTuple):
    """What waits for a motion of the council, and of which purpose."""

    purpose: str
    due: AgendaDue


def due_motions(place_id: int, now: datetime) -> list[DueMotion]:
    """Everything that waits for the council, of every purpose that any room registered."""
    listed = queries.on_live_agendas(place_id)
    return [
        DueMotion(purpose, due)
        for purpose in calls.kinds("agenda_due")
        for due in calls("agenda_due", purpose, place_id, now)
        if (purpose, due.subject.id) not in listed
    ]


def pack_of(place_id: int) -> tuple[int | None, Pack]:
    """The newest cycle of the community and its rule pack; without any, the default pack."""
    newest = next(iter(cycles.of_place(place_id)), None)
    return (newest.id, newest.pack) if newest else (None, Pack())


def convene(
    by: Actor,
    place: Place,
    starts_at: datetime,
    venue: str,
    now: datetime,
    *,
    online: str = "",
    topics: Iterable[str] = (),
    third: bool = False,
) -> CouncilSession:
    """Call a session with its agenda and papers, in time; disclosed, and every member told."""
    permit(by, "session.convene", place.id, place.path)
    required = queries.unmet(place.id)
    _may_convene(by, place, third=third, overdue=any(r.overdue_at for r in required))
    cycle_id, pack = pack_of(place.id)
    require(
        rules.called_in_time(now, starts_at, pack.convene_days),
        refusals.TOO_LATE_TO_CALL,
        days=pack.convene_days,
        earliest=_moment(now, pack.convene_days),
    )
    due = due_motions(place.id, now)
    wanted = [r.topic for r in required] + [t for t in topics if t]
    require(due or wanted, refusals.EMPTY_AGENDA)
    year = starts_at.astimezone(ZONE).year
    code = f"{place.code}-{year}-S{queries.next_number(place.code, year):02d}"
    subject = journal.new_subject("session", code, place.id, place.path, cycle_id)
    session = CouncilSession(
        id=subject.id,
        subject=subject,
        kind="third" if third else "ordinary",
        starts_at=starts_at,
        venue=venue,
        online=online,
        quorum=pack.quorum,
        majority=pack.majority,
        minutes_days=pack.minutes_days,
        convened_by=by.id,
        convened_at=now,
        without_quorum=False,
        cancelled_reason="",
        state=rules.SESSION.start,
        state_since=now,
    )
    db.session.add(session)
    db.session.flush()
    items = _agenda(session, due, wanted, now)
    for requirement in required:
        requirement.session_id = session.id
        journal.move(requirement, rules.REQUIREMENT, "meet", by=by, at=now, session=code)
    journal.write(by, "session.convene", session.ref, now, items=len(items), third=third)
    for item in items:
        find_recusals(session, item, now)
    _tell_called(session, items, now)
    live.publish(session, now)
    return session


def _may_convene(by: Actor, place: Place, *, third: bool, overdue: bool) -> None:
    moderator = by.holds(frozenset({"moderator"}), place.path)
    officer = by.holds(frozenset({"officer"}), place.path)
    if third:
        require(officer, refusals.THIRD_IS_OFFICERS)
        require(rules.may_call_third(queries.without_quorum(place.id)), refusals.NOT_THIRD)
    else:
        require(moderator or (officer and overdue), refusals.ORDINARY_IS_MODERATORS)


def _moment(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def _agenda(
    session: CouncilSession, due: Sequence[DueMotion], topics: Sequence[str], now: datetime
) -> list[AgendaItem]:
    urls = _urls(due)
    items = [
        new_item(session, number, now, d.purpose, d.due.title, d.due.text, d.due, urls.get(d.due.subject, ""))
        for number, d in enumerate(due, 1)
    ]
    items += [
        new_item(session, number, now, rules.FREE, say(TOPIC, topic=topic), say(AS_TYPED, text=topic))
        for number, topic in enumerate(topics, len(items) + 1)
    ]
    db.session.add_all(items)
    db.session.flush()
    return items


def _urls(due: Sequence[DueMotion]) -> dict[Subject, str]:
    found: dict[Subject, str] = {}
    for kind in sorted({d.due.subject.kind for d in due}):
        if calls.knows("describe", kind):
            ids = [d.due.subject.id for d in due if d.due.subject.kind == kind]
            found |= {Subject(kind, id_): one.url for id_, one in calls("describe", kind, ids).items()}
    return found


def _tell_called(session: CouncilSession, items: Sequence[AgendaItem], now: datetime) -> None:
    members = queries.members(session.place_id, queries.day_of(session))
    starts = {"moment": session.starts_at.isoformat()}
    post.tell(
        (m.person_id for m in members),
        Sentence(letters.CALLED, {"session": session.code, "at": starts, "venue": session.venue}),
        url(session),
        now,
    )
    disclose_of(
        session,
        "session.called",
        Sentence(
            CALLED, {"session": session.code, "at": starts, "venue": session.venue, "items": len(items)}
        ),
        now,
        {
            "agenda": [
                {
                    "code": i.subject_code,
                    "number": i.number,
                    "papers": i.paper_hash.hex() if i.paper_hash else None,
                    "purpose": i.purpose,
                    "text": i.text_zh,
                }
                for i in items
            ],
            "kind": session.kind,
            "members": len(members),
            "online": session.online,
            "starts_at": session.starts_at.isoformat(),
            "venue": session.venue,
        },
    )


@in_session
def cancel(by: Actor, session: CouncilSession, reason: str, now: datetime) -> None:
    """Call a session off before its time, with a reason; disclosed, members told."""
    permit(by, "session.cancel", session.place_id, session.path)
    require(reason, refusals.EMPTY_REASON)
    require(now < session.starts_at, refusals.ALREADY_STARTED)
    session.cancelled_reason = reason
    journal.move(session, rules.SESSION, "cancel", by=by, at=now)
    members = queries.members(session.place_id, queries.day_of(session))
    told = {"session": session.code, "reason": reason}
    post.tell((m.person_id for m in members), say(letters.CANCELLED, **told), url(session), now)
    disclose_of(session, "session.cancelled", say(CANCELLED, **told), now, {"reason": reason})
