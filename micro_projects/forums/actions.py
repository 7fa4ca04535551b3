"""A forum's life: called, cancelled, opened, held, forgotten. It decides nothing: no quorum, no motion, no vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.forums import letters, queries, refusals, rules
from micro_projects.forums.models import Forum, ForumPart, ForumParticipant
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import person, said
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say
from micro_projects.web.show import ZONE

CALLED = N_("协商会%(forum)s定于%(at)s在%(venue)s举行，参加办法和谁负责反馈一并公开。")
HELD = N_("协商会%(forum)s已经举行，到场%(came)d人，提出意见%(points)d条，%(until)s前公开反馈。")
CANCELLED = N_("协商会%(forum)s取消：%(reason)s")
NOT_HELD = "到了时间没有举行"  # zh only


@dataclass(frozen=True, slots=True)
class Plan:
    """What is announced of a forum."""

    form: str
    topic: str
    starts_at: datetime
    venue: str
    method: str
    chosen: str
    places: int
    responsible: str
    parts: Sequence[tuple[str, str]]
    """(part, name): keys of `rules.PARTS`."""
    online: str = ""
    about: str = ""
    """A proposal's code."""
    invited: Sequence[tuple[str, str]] = ()
    """(who, why)."""
    dimensions: Sequence[str] = ()


def url(forum: Forum) -> str:
    """The forum's address; it never changes."""
    return f"/forums/{forum.code}"


def call(by: Actor, place: Place, plan: Plan, now: datetime) -> Forum:
    """Announce a forum, in time; disclosed, the proposal's authors told."""
    permit(by, "forum.call", place.id, place.path)
    newest, pack = cycles.newest(place.id), cycles.pack_of(place.id)
    _require_whole(plan, now, pack)
    about = queries.proposal_of(place.id, plan.about) if plan.about else None
    require(about is not None or not plan.about, refusals.NO_SUBJECT, code=plan.about)
    year = plan.starts_at.astimezone(ZONE).year
    code = f"{place.code}-{year}-T{queries.next_number(place.code, year):02d}"
    subject = journal.new_subject(Forum.KIND, code, place.id, place.path, newest.id if newest else None)
    by_lot = plan.chosen == "lot"
    forum = Forum(
        id=subject.id,
        subject=subject,
        form=plan.form,
        topic=plan.topic,
        about_id=about.id if about else None,
        starts_at=plan.starts_at,
        venue=plan.venue,
        online=plan.online,
        method=plan.method,
        chosen=plan.chosen,
        places=len(plan.invited) if plan.chosen == "invited" else plan.places,
        dimensions=" ".join(d for d in rules.DIMENSIONS if by_lot and d in plan.dimensions),
        responsible=plan.responsible,
        feedback_days=pack.feedback_days,
        called_by=by.id,
        called_at=now,
        cancelled_reason="",
        state=rules.FORUM.start,
        state_since=now,
    )
    db.session.add(forum)
    db.session.flush()
    db.session.add_all(ForumPart(forum_id=forum.id, part=part, name=name) for part, name in plan.parts)
    for name, why in plan.invited if plan.chosen == "invited" else ():
        invited = new_participant(forum, now, name=name, why=why, by=by)
        journal.move(invited, rules.PARTICIPANT, "take", by=by, at=now, forum=code)
    journal.write(by, "forum.call", forum.ref, now, form=plan.form, chosen=plan.chosen)
    _tell_called(forum, plan, now)
    return forum


def _require_whole(plan: Plan, now: datetime, pack: Pack) -> None:
    known = (
        plan.form in rules.FORMS,
        plan.chosen in rules.CHOSEN,
        plan.responsible in rules.RESPONSIBLE,
        all(part in rules.PARTS for part, _ in plan.parts),
    )
    require(all(known), refusals.UNKNOWN)
    require(
        rules.called_in_time(now, plan.starts_at, pack.convene_days),
        refusals.TOO_LATE,
        days=pack.convene_days,
        earliest=now + timedelta(days=pack.convene_days),
    )
    require(any(part == "moderator" and name for part, name in plan.parts), refusals.NO_MODERATOR)
    require(any(part == "notes" and name for part, name in plan.parts), refusals.NO_MODERATOR)
    if plan.chosen == "invited":
        require(plan.invited and all(who and why for who, why in plan.invited), refusals.NOBODY_INVITED)
        require(len(plan.invited) <= rules.MOST_PLACES, refusals.NO_PLACES)
    else:
        require(1 <= plan.places <= rules.MOST_PLACES, refusals.NO_PLACES)


def new_participant(
    forum: Forum,
    now: datetime,
    *,
    person_id: int | None = None,
    name: str = "",
    why: str = "",
    code: str = "",
    reply_until: datetime | None = None,
    by: Actor | None = None,
) -> ForumParticipant:
    """A row of somebody asked."""
    row = ForumParticipant(
        forum_id=forum.id,
        person_id=person_id,
        name=name,
        why=why,
        code=code,
        at=now,
        reply_until=reply_until,
        entered_by=by.person_id if by else None,
        state=rules.PARTICIPANT.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _tell_called(forum: Forum, plan: Plan, now: datetime) -> None:
    starts = {"moment": forum.starts_at.isoformat()}
    if forum.about_id is not None and calls.knows("interested", "proposal"):
        told = Sentence(letters.ABOUT_YOURS, {"at": starts, "venue": forum.venue})
        post.tell(sorted(calls("interested", "proposal", forum.about_id)), told, url(forum), now)
    facts: dict[str, Any] = {
        "about": plan.about or None,
        "balanced_by": forum.dimensions.split(),
        "chosen_by": forum.chosen,
        "feedback_days": forum.feedback_days,
        "forum": forum.code,
        "forum_form": forum.form,
        "invited": [{"reason": said(why), "guest": person(who)} for who, why in plan.invited],
        "online": forum.online,
        "hosts": [{"name": person(name), "part": part} for part, name in plan.parts],
        "places": forum.places,
        "procedure": forum.method,
        "responsible": forum.responsible,
        "starts_at": forum.starts_at.isoformat(),
        "topic": forum.topic,
        "venue": forum.venue,
    }
    sentence = Sentence(CALLED, {"forum": forum.code, "at": starts, "venue": forum.venue})
    disclose_of(forum, "forum.called", sentence, now, facts)


def cancel(by: Actor, forum: Forum, reason: str, now: datetime) -> None:
    """Call it off before its time, with a reason; disclosed, participants told."""
    permit(by, "forum.cancel", forum.place_id, forum.path)
    require(reason, refusals.EMPTY_WHY)
    require(now < forum.starts_at, refusals.STARTED)
    _end(by, forum, "cancel", reason, now)


def _end(by: Actor, forum: Forum, act: str, reason: str, now: datetime) -> None:
    forum.cancelled_reason = reason
    journal.move(forum, rules.FORUM, act, by=by, at=now)
    told = say(letters.CANCELLED, reason=reason)
    tell_participants(forum, told, now)
    sentence = say(CANCELLED, forum=forum.code, reason=reason)
    disclose_of(forum, "forum.cancelled", sentence, now, {"forum": forum.code, "reason": reason})


def open_forum(by: Actor, forum: Forum, now: datetime) -> None:
    """It begins; by lot only once participants are drawn."""
    permit(by, "forum.open", forum.place_id, forum.path)
    require(rules.may_open(now, forum.starts_at), refusals.TOO_EARLY, starts=forum.starts_at)
    require(forum.chosen != "lot" or forum.drawn_at is not None, refusals.NOT_DRAWN)
    journal.move(forum, rules.FORUM, "open", by=by, at=now)


def hold(by: Actor, forum: Forum, now: datetime) -> None:
    """It is over: from now the feedback is owed."""
    permit(by, "forum.hold", forum.place_id, forum.path)
    require(forum.state == "open", refusals.NOT_OPEN)
    _over(by, forum, now)


def _over(by: Actor, forum: Forum, now: datetime) -> None:
    until = places.due_after(now, forum.feedback_days)
    forum.held_at, forum.feedback_due_at = now, until
    journal.move(forum, rules.FORUM, "hold", by=by, at=now)
    came = sum(p.row.came_at is not None for p in queries.participants(forum.id))
    points = queries.points(forum.id)
    owing = people.holders(forum.path, now, [forum.responsible])
    post.tell((h.person_id for h in owing), say(letters.OWE, until=until), url(forum), now)
    disclose_of(
        forum,
        "forum.held",
        say(HELD, forum=forum.code, came=came, points=len(points), until=until),
        now,
        {
            "came": came,
            "due_at": until.isoformat(),
            "forum": forum.code,
            "points_made": [
                {"name": person(p.name), "number": p.number, "text": said(p.text), "voice": p.voice}
                for p in points
            ],
            "responsible": forum.responsible,
        },
    )


def forgotten(by: Actor, forum: Forum, now: datetime) -> None:
    """The clock, a day after its time: one that runs is over; one that nobody opened did not take place."""
    permit(by, "forum.forgotten", forum.place_id, forum.path)
    if forum.state == "open":
        _over(by, forum, now)
    else:
        _end(by, forum, "lapse", NOT_HELD, now)


def tell_participants(forum: Forum, told: Sentence, now: datetime) -> None:
    """Write to everybody of the roll who takes part or was asked."""
    rows = queries.participants(forum.id)
    people_ids: Iterable[int] = {
        p.row.person_id for p in rows if p.row.person_id is not None and p.row.state != "out"
    }
    post.tell(sorted(people_ids), told, url(forum), now)


def disclose_of(forum: Forum, kind: str, sentence: Sentence, now: datetime, facts: Mapping[str, Any]) -> None:
    """Put something of a forum in the log."""
    disclose_about(
        forum,
        kind,
        sentence,
        at=now,
        facts=facts,
    )
