"""What is public of a session as it runs, as one JSON value: from it the wall, phones and the polling answer are made.

Names, never ids of persons; of a secret vote only how many have voted. Instants are ISO 8601 in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from micro_projects.council import rules
from micro_projects.council.hall import Hall
from micro_projects.council.models import AgendaItem, Motion
from micro_projects.council.speaking_models import Speech
from micro_projects.council.speaking_queries import Floor

RUNNING = ("convened", "checking_in", "open")


def state(hall: Hall, floor: Floor) -> dict[str, Any]:
    """Everything that everybody may see of a running session; of one that is over, that it is."""
    session = hall.session
    running = session.state in RUNNING
    return {
        "code": session.code,
        "state": session.state if running or session.state == "cancelled" else "over",
        "form": session.form,
        "starts_at": _at(session.starts_at),
        "without_quorum": session.without_quorum,
        "count": _count(hall.count()),
        "quorum_lost_at": _at(session.quorum_lost_at) if running else None,
        "recall_until": _at(recall_until(hall)) if running else None,
        "current": hall.current.number if running and hall.current else None,
        "last": _last(hall) if running else None,
        "items": [_item(hall, item) for item in hall.items] if running else [],
        "speaking": _speaking(hall, floor) if running else {"now": None, "paused": None, "waiting": []},
        "presence": _presence(hall) if running else {},
    }


def recall_until(hall: Hall) -> datetime | None:
    """Until when those who left are waited for; then the clock adjourns."""
    session = hall.session
    if session.quorum_lost_at is None:
        return None
    return session.quorum_lost_at + timedelta(minutes=session.recall_minutes)


def _last(hall: Hall) -> int | None:
    """The item that was decided last: its result stays in sight until the next begins."""
    decided = [i for i in hall.items if i.state == "decided"]
    return max(decided, key=lambda i: (i.state_since, i.number)).number if decided else None


def _at(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None


def _count(count: rules.Count) -> dict[str, Any]:
    return {"present": count.present, "base": count.base, "needed": count.needed, "met": count.met}


def _item(hall: Hall, item: AgendaItem) -> dict[str, Any]:
    aside = [{"name": r.name, "source": r.source, "reason": r.reason} for r in hall.recusals.get(item.id, [])]
    return {
        "number": item.number,
        "state": item.state,
        "title": item.title,
        "title_facts": item.title_facts,
        "url": item.url,
        "recused": aside,
        "count": _count(hall.count(item)),
        "motions": [_motion(hall, motion) for motion in hall.motions_on(item)],
    }


def _motion(hall: Hall, motion: Motion) -> dict[str, Any]:
    names = hall.names
    seen: dict[str, Any] = {
        "number": motion.number,
        "kind": motion.kind,
        "state": motion.state,
        "form": motion.form,
        "text": motion.text,
        "text_facts": motion.text_facts,
        "by_program": motion.moved_by is None,
        "mover": names.get(motion.moved_by or 0, ""),
        "seconder": names.get(motion.seconded_by or 0, ""),
        "target": names.get(motion.target_id or 0, ""),
        "part": motion.part,
        "declared": motion.declared_at is not None,
    }
    if motion.declared_at is not None:
        result = ("ayes", "noes", "abstentions", "entitled", "needed")
        seen |= {name: getattr(motion, name) for name in result}
    elif motion.state == "voting":
        voted = hall.voted(motion)
        seen |= {"voted": len(voted), "may_vote": len(hall.voters(motion))}
        if motion.form != "secret":
            seen["voters"] = [m.name for m in hall.members if m.person_id in voted]
        if motion.form == "roll_call":
            called = hall.turn(motion)
            seen["called"] = called.name if called is not None else ""
    return seen


def _speaking(hall: Hall, floor: Floor) -> dict[str, Any]:
    now = floor.now
    return {
        "now": _speech(hall, now) if now is not None else None,
        "paused": _speech(hall, floor.paused) if floor.paused is not None else None,
        "waiting": [_speech(hall, s) for s in floor.waiting],
    }


def _speech(hall: Hall, speech: Speech) -> dict[str, Any]:
    until = None
    if speech.given_at is not None:
        until = speech.given_at + timedelta(seconds=hall.session.speech_seconds + speech.paused_seconds)
    return {
        "number": speech.number,
        "name": hall.names.get(speech.person_id, ""),
        "member": list(hall.names).index(speech.person_id) if speech.person_id in hall.names else None,
        "kind": speech.kind,
        "since": _at(speech.given_at),
        "until": _at(until),
        "limit": hall.session.speech_seconds,
        "out_of_order": speech.out_of_order_reason,
    }


def _presence(hall: Hall) -> dict[str, list[str]]:
    here = hall.here
    by_channel = {
        channel: [
            m.name for m in hall.members if m.person_id in here and here[m.person_id].channel == channel
        ]
        for channel in rules.CHANNELS
    }
    return {**by_channel, "absent": [m.name for m in hall.members if m.person_id not in here]}
