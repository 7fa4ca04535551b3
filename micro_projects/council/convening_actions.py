"""Convening a session: its agenda from what waits for the council, the papers frozen, members told; calling it off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from micro_projects.council import (
    committee_limits,
    convening_rules,
    letters,
    live,
    member_queries,
    queries,
    refusals,
    rules,
)
from micro_projects.council.actions import AS_TYPED, TOPIC, new_item, url
from micro_projects.council.committee_queries import Committee
from micro_projects.council.live import in_session
from micro_projects.council.models import AgendaItem, CouncilSession
from micro_projects.council.recusal_actions import find_recusals
from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose_about
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

    @property
    def key(self) -> str:
        """How a form names it."""
        return convening_rules.key_of(self.purpose, self.due.code)


def due_motions(place_id: int, now: datetime) -> list[DueMotion]:
    """Everything that waits for the council, of every purpose that any room registered."""
    listed = queries.on_live_agendas(place_id)
    return [
        DueMotion(purpose, due)
        for purpose in calls.kinds("agenda_due")
        for due in calls("agenda_due", purpose, place_id, now)
        if (purpose, due.subject.id) not in listed
    ]


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
    committee: bool = False,
    order: Mapping[str, int] | None = None,
    left_out: Mapping[str, str] | None = None,
) -> CouncilSession:
    """Call a session with its agenda and papers, in time; disclosed, and every member told.

    `order` and `left_out` (why) name what waits as `convening_rules.key_of` does. `committee`: the standing
    committee meets, about what the assembly left to it.
    """
    permit(by, "session.convene", place.id, place.path)
    board = committee_limits.meeting(place, starts_at.astimezone(ZONE).date()) if committee else None
    required = [] if board else queries.unmet(place.id)
    _may_convene(by, place, third=third, overdue=any(r.overdue_at for r in required))
    pack = cycles.pack_of(place.id)
    require(
        rules.called_in_time(now, starts_at, pack.convene_days),
        refusals.TOO_LATE_TO_CALL,
        days=pack.convene_days,
        earliest=_moment(now, pack.convene_days),
    )
    due, out = _chosen(waiting(place.id, board, now), order or {}, left_out or {})
    wanted = [r.topic for r in required] + [t for t in topics if t]
    require(due or wanted, refusals.EMPTY_AGENDA)
    session = _new_session(
        by,
        place,
        pack,
        now,
        kind="third" if third else "ordinary",
        form="committee" if board else "council",
        committee_id=board.row.id if board else None,
        starts_at=starts_at,
        venue=venue,
        online=online,
    )
    items = add_items(session, due, wanted, now)
    for requirement in required:
        requirement.session_id = session.id
        journal.move(requirement, rules.REQUIREMENT, "meet", by=by, at=now, session=session.code)
    journal.write(by, "session.convene", session.ref, now, items=len(items), third=third)
    for item in items:
        find_recusals(session, item, now)
    _tell_called(session, items, [(d, (left_out or {})[d.key]) for d in out], now)
    live.publish(session, now)
    return session


def _new_session(by: Actor, place: Place, pack: Pack, now: datetime, **called: Any) -> CouncilSession:
    """The row, with the pack's numbers copied; its code is the community's next of the year."""
    year = called["starts_at"].astimezone(ZONE).year
    code = f"{place.code}-{year}-S{queries.next_number(place.code, year):02d}"
    newest = cycles.newest(place.id)
    subject = journal.new_subject("session", code, place.id, place.path, newest.id if newest else None)
    session = CouncilSession(
        id=subject.id,
        subject=subject,
        **called,
        quorum=pack.quorum,
        majority=pack.majority,
        minutes_days=pack.minutes_days,
        recall_minutes=pack.recall_minutes,
        speech_seconds=pack.speech_seconds,
        observers=pack.observers,
        convened_by=by.id,
        convened_at=now,
        without_quorum=False,
        cancelled_reason="",
        state=rules.SESSION.start,
        state_since=now,
    )
    db.session.add(session)
    db.session.flush()
    return session


def _may_convene(by: Actor, place: Place, *, third: bool, overdue: bool) -> None:
    moderator = by.holds(frozenset({"moderator"}), place.path)
    officer = by.holds(frozenset({"officer"}), place.path)
    if third:
        require(officer, refusals.THIRD_IS_OFFICERS)
        require(rules.may_call_third(queries.without_quorum(place.id)), refusals.NOT_THIRD)
    else:
        require(moderator or (officer and overdue), refusals.ORDINARY_IS_MODERATORS)


def waiting(place_id: int, board: Committee | None, now: datetime) -> list[DueMotion]:
    """What waits for the council; of it, for its committee, what lies within its limits."""
    waiting = due_motions(place_id, now)
    if board is None:
        return waiting
    may = committee_limits.within(board, [(d.purpose, d.due.subject.id) for d in waiting])
    return [d for d, it in zip(waiting, may, strict=True) if it]


def _chosen(
    due: Sequence[DueMotion], order: Mapping[str, int], left_out: Mapping[str, str]
) -> tuple[list[DueMotion], list[DueMotion]]:
    """What the agenda holds, in order, and what this session leaves out."""
    on, out = convening_rules.chosen([(d.purpose, d.due.code) for d in due], order, left_out)
    return [due[n] for n in on], [due[n] for n in out]


def _moment(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def add_items(
    session: CouncilSession, due: Sequence[DueMotion], topics: Sequence[str], now: datetime, after: int = 0
) -> list[AgendaItem]:
    """Rows of the agenda, numbered on from `after`, their papers frozen; authors of proposals are told."""
    asked = [(d.purpose, d.due.subject.id) for d in due] + [(rules.FREE, None) for _ in topics]
    committee_limits.require_within(session, asked)
    urls = _urls(due)
    items = [
        new_item(session, number, now, d.purpose, d.due.title, d.due.text, d.due, urls.get(d.due.subject, ""))
        for number, d in enumerate(due, after + 1)
    ]
    items += [
        new_item(session, number, now, rules.FREE, say(TOPIC, topic=topic), say(AS_TYPED, text=topic))
        for number, topic in enumerate(topics, after + len(items) + 1)
    ]
    db.session.add_all(items)
    db.session.flush()
    _tell_authors(session, due, now)
    return items


def _tell_authors(session: CouncilSession, due: Sequence[DueMotion], now: datetime) -> None:
    """Whose proposal the council will speak about may come and speak for it."""
    authors: set[int] = set()
    for d in due:
        if d.due.subject.kind == "proposal" and calls.knows("interested", "proposal"):
            authors |= calls("interested", "proposal", d.due.subject.id)
    starts = {"moment": session.starts_at.isoformat()}
    told = Sentence(letters.ON_AGENDA, {"session": session.code, "at": starts, "venue": session.venue})
    post.tell(sorted(authors), told, url(session), now)


def _urls(due: Sequence[DueMotion]) -> dict[Subject, str]:
    found: dict[Subject, str] = {}
    for kind in sorted({d.due.subject.kind for d in due}):
        if calls.knows("describe", kind):
            ids = [d.due.subject.id for d in due if d.due.subject.kind == kind]
            found |= {Subject(kind, id_): one.url for id_, one in calls("describe", kind, ids).items()}
    return found


def agenda_facts(items: Sequence[AgendaItem]) -> list[dict[str, object]]:
    """Items as they are disclosed."""
    return [
        {
            "code": i.subject_code,
            "number": i.number,
            "papers": i.paper_hash.hex() if i.paper_hash else None,
            "purpose": i.purpose,
            "text": i.text_zh,
        }
        for i in items
    ]


def _tell_called(
    session: CouncilSession, items: Sequence[AgendaItem], out: Sequence[tuple[DueMotion, str]], now: datetime
) -> None:
    members = member_queries.members_of(session)
    starts = {"moment": session.starts_at.isoformat()}
    post.tell(
        (m.person_id for m in members),
        Sentence(letters.CALLED, {"session": session.code, "at": starts, "venue": session.venue}),
        url(session),
        now,
    )
    disclose_about(
        session,
        "session.called",
        Sentence(
            CALLED, {"session": session.code, "at": starts, "venue": session.venue, "items": len(items)}
        ),
        now,
        {
            "agenda": agenda_facts(items),
            "kind": session.kind,
            "left_out": [{"code": d.due.code, "purpose": d.purpose, "reason": why} for d, why in out],
            "members": len(members),
            "observers": session.observers,
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
    members = member_queries.members_of(session)
    told = {"session": session.code, "reason": reason}
    post.tell((m.person_id for m in members), say(letters.CANCELLED, **told), url(session), now)
    disclose_about(session, "session.cancelled", say(CANCELLED, **told), now, {"reason": reason})
