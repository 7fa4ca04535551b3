"""Minutes: drafted from what happened, corrected, signed by the chair and two members drawn by lot, standing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from micro_projects.council import drafting, drafting_record, letters, minutes_rules, queries, refusals, rules
from micro_projects.council import hall as halls
from micro_projects.council.minutes_models import Minutes, Signature, Signer, Suggestion
from micro_projects.council.models import CouncilSession
from micro_projects.council.wording import chinese
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters import actions as post
from micro_projects.notices import lots
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.models import Lot
from micro_projects.notices.own_parts import said
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

LOT_PURPOSE = "signers"
DICE = "会场当众掷六次骰子，依次记下点数"  # zh only
STOOD = N_(
    "居民议事会会议%(session)s的纪要公开：议决%(decided)d项，其中通过%(carried)d项；由召集人和抽签成员签署。"
)
RESERVED = N_(
    "居民议事会会议%(session)s的纪要公开：议决%(decided)d项，其中通过%(carried)d项；两次期限内签署不全，"
    "附此保留意见。"
)
SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StoodMotion:
    """What a session decided about one subject, as told when its minutes stand."""

    purpose: str
    subject_id: int | None
    choice: str
    """``carry``, ``lose``, ``defer``, ``refer``, ``to_residents``, ``to_office``."""
    yes: int
    no: int
    abstain: int
    text: str


def draft(by: Actor, session: CouncilSession, now: datetime) -> Minutes:
    """The program drafts the minutes when a session that was opened has ended; those who came are told."""
    hall = halls.hall(session)
    paragraphs: list[Any] = [*drafting.draft(drafting_record.read(session))]
    minutes = Minutes(
        session_id=session.id,
        paragraphs=canonical.dump(paragraphs).decode(),
        drafted_at=now,
        round=1,
        due_at=_deadline(session, now),
        reservation=False,
    )
    db.session.add(minutes)
    db.session.flush()
    assert session.chair_id is not None
    _add_signer(minutes, session.chair_id, "chair")
    journal.move(session, rules.SESSION, "draft", by=by, at=now)
    people = [*hall.came, session.chair_id]
    told = say(letters.DRAFTED, session=session.code, until=minutes.due_at)
    post.tell(people, told, f"/sessions/{session.code}/minutes", now)
    if len(_drawable(hall, minutes)) <= rules.SIGNERS:
        _signers_are(session, minutes, _drawable(hall, minutes), now)
    return minutes


def _deadline(session: CouncilSession, now: datetime) -> datetime:
    return places.due_after(now, session.minutes_days)


def _drawable(hall: halls.Hall, minutes: Minutes) -> list[int]:
    """Attendees other than the chair; in the second round, without those who let the first deadline pass."""
    came = [p for p in hall.came if p != hall.session.chair_id]
    earlier = {line.person_id for line in queries.sign_lines(hall.session.id) if line.round < minutes.round}
    fresh = [p for p in came if p not in earlier]
    return fresh if len(fresh) >= rules.SIGNERS else came


def name_lot(by: Actor, session: CouncilSession, source: str, due_at: datetime | None, now: datetime) -> Lot:
    """Name the public number that will draw the two signers, before anybody knows it; dice in the room by default."""
    permit(by, "minutes.name_lot", session.place_id, session.path)
    minutes = minutes_of(session)
    require(session.state == "minutes_drafted" and minutes.lot_id is None, refusals.LOT_NAMED)
    require(due_at is None or due_at > now, refusals.NUMBER_PAST)
    people = _drawable(halls.hall(session), minutes)
    require(len(people) > rules.SIGNERS, refusals.LOT_NAMED)
    return _prepare(by, session, minutes, people, source or DICE, due_at or now + SOON, now)


def _prepare(
    by: Actor,
    session: CouncilSession,
    minutes: Minutes,
    people: Sequence[int],
    source: str,
    due_at: datetime,
    now: datetime,
) -> Lot:
    lot = lots.prepare(by, LOT_PURPOSE, session.subject, people, source, due_at, now)
    minutes.lot_id = lot.id
    return lot


def enter_number(by: Actor, session: CouncilSession, number: str, now: datetime) -> bool:
    """Enter the number; the second, equal entry by somebody else draws. True when drawn."""
    permit(by, "minutes.enter_number", session.place_id, session.path)
    minutes = minutes_of(session)
    lot = found(db.session.get(Lot, minutes.lot_id) if minutes.lot_id else None, refusals.NO_LOT)
    return lots.enter_number(by, lot, number, now)


def signers_drawn(lot: Lot, member_ids: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot was drawn: its first two sign."""
    session = db.session.get_one(CouncilSession, lot.subject_id)
    minutes = minutes_of(session)
    if minutes.lot_id == lot.id and session.state == "minutes_drafted":
        _signers_are(session, minutes, list(member_ids)[: rules.SIGNERS], now)


def _signers_are(session: CouncilSession, minutes: Minutes, people: Sequence[int], now: datetime) -> None:
    for person in people:
        _add_signer(minutes, person, "member")
    told = say(letters.SIGN, session=session.code, until=minutes.due_at)
    post.tell(people, told, f"/sessions/{session.code}/minutes", now)


def _add_signer(minutes: Minutes, person_id: int, part: str) -> None:
    db.session.add(Signer(session_id=minutes.session_id, round=minutes.round, person_id=person_id, part=part))
    db.session.flush()


def minutes_of(session: CouncilSession) -> Minutes:
    """The minutes of a session; refused while there are none."""
    return found(queries.minutes(session.id), refusals.NO_SESSION)


def suggest(by: Actor, session: CouncilSession, paragraph: int, text: str, now: datetime) -> Suggestion:
    """Somebody who was there asks for a correction of a paragraph: how the whole of it should read, in Chinese."""
    permit(by, "minutes.suggest", session.place_id, session.path)
    minutes = minutes_of(session)
    require(session.state == "minutes_drafted", refusals.ALREADY_DECIDED)
    require(by.id in halls.hall(session).came, refusals.NOT_ATTENDEE)
    drafts, asked = drafts_of(minutes), [c.row for c in queries.suggestions(session.id)]
    require(1 <= paragraph <= len(drafts), refusals.NO_PARAGRAPH)
    require(text, refusals.EMPTY_TEXT)
    before = minutes_rules.reads(drafts[paragraph - 1], [s for s in asked if s.paragraph == paragraph])
    require(text != before, minutes_rules.UNCHANGED)
    suggestion = Suggestion(
        session_id=session.id,
        number=1 + len(asked),
        paragraph=paragraph,
        text=text,
        by_id=by.id,
        at=now,
        state="open",
        note="",
    )
    db.session.add(suggestion)
    db.session.flush()
    journal.write(by, "minutes.suggest", session.ref, now, number=suggestion.number, paragraph=paragraph)
    return suggestion


def decide_suggestion(
    by: Actor, session: CouncilSession, number: int, accept: bool, note: str, now: datetime
) -> None:
    """The moderator accepts or rejects a correction, with a note; the draft and the correction are both kept."""
    permit(by, "minutes.decide_suggestion", session.place_id, session.path)
    require(session.state == "minutes_drafted", refusals.ALREADY_DECIDED)
    row = next((s.row for s in queries.suggestions(session.id) if s.row.number == number), None)
    suggestion = found(row, refusals.NO_ITEM)
    require(suggestion.state == "open", refusals.ALREADY_DECIDED)
    require(accept or note, refusals.EMPTY_REASON)
    suggestion.state = "accepted" if accept else "rejected"
    suggestion.decided_by, suggestion.decided_at, suggestion.note = by.id, now, note
    db.session.flush()
    journal.write(by, "minutes.decide_suggestion", session.ref, now, number=number, accepted=accept)


def drafts_of(minutes: Minutes) -> list[str]:
    """The draft's paragraphs in Chinese: the binding words."""
    return [chinese(paragraph) for paragraph in json.loads(minutes.paragraphs)]


def text_of(minutes: Minutes, corrections: Sequence[queries.Correction]) -> str:
    """The binding text: the draft's paragraphs, each with the corrections accepted below it."""
    lines = []
    for number, paragraph in enumerate(drafts_of(minutes), 1):
        lines.append(f"{number}. {paragraph}")
        lines += [
            drafting.correction(c.row.text, c.name).chinese()
            for c in corrections
            if c.row.paragraph == number and c.row.state == "accepted"
        ]
    return "\n".join(lines)


def hash_of(text: str) -> bytes:
    """What signatures are over."""
    return hashlib.sha256(text.encode()).digest()


def sign(by: Actor, session: CouncilSession, now: datetime) -> bool:
    """A signer signs the minutes as corrected; True when with it they stand."""
    permit(by, "minutes.sign", session.place_id, session.path)
    require(session.state == "minutes_drafted", refusals.ALREADY_SIGNED)
    minutes = minutes_of(session)
    corrections = queries.suggestions(session.id)
    waiting = sum(c.row.state == "open" for c in corrections)
    require(waiting == 0, refusals.OPEN_SUGGESTIONS, open=waiting)
    text_hash = hash_of(text_of(minutes, corrections))
    own = [s for s in queries.sign_lines(session.id) if s.round == minutes.round and s.person_id == by.id]
    require(own, refusals.NOT_SIGNER)
    require(all(line.text_hash != text_hash for line in own), refusals.ALREADY_SIGNED)
    db.session.add(Signature(session_id=session.id, person_id=by.id, text_hash=text_hash, at=now))
    db.session.flush()
    journal.write(by, "minutes.sign", session.ref, now, text=text_hash.hex())
    if not _all_signed(session, minutes, text_hash):
        return False
    _stand(by, session, minutes, "sign", now)
    return True


def _all_signed(session: CouncilSession, minutes: Minutes, text_hash: bytes) -> bool:
    lines = [s for s in queries.sign_lines(session.id) if s.round == minutes.round]
    drawn = sum(line.part == "member" for line in lines)
    expected = min(rules.SIGNERS, len(_drawable(halls.hall(session), minutes)))
    return drawn >= expected and all(line.text_hash == text_hash for line in lines)


def deadline(by: Actor, session: CouncilSession, now: datetime) -> None:
    """The clock: signatures are missing at the deadline. Once the signers are redrawn; then the minutes stand."""
    permit(by, "minutes.deadline", session.place_id, session.path)
    minutes = minutes_of(session)
    if minutes.round > 1:
        minutes.reservation = True
        _stand(by, session, minutes, "stand", now)
        return
    before = db.session.get(Lot, minutes.lot_id) if minutes.lot_id else None
    minutes.round, minutes.due_at, minutes.lot_id = 2, _deadline(session, now), None
    db.session.flush()
    assert session.chair_id is not None
    _add_signer(minutes, session.chair_id, "chair")
    people = _drawable(halls.hall(session), minutes)
    if len(people) <= rules.SIGNERS:
        _signers_are(session, minutes, people, now)
    else:
        due = places.due_after(now, 1)
        _prepare(by, session, minutes, people, before.number_source if before else DICE, due, now)
    journal.write(by, "minutes.redraw", session.ref, now)


def _stand(by: Actor, session: CouncilSession, minutes: Minutes, act: str, now: datetime) -> None:
    """The minutes stand: disclosed in full, and those who wait for them (D2) are told."""
    minutes.stood_at = now
    hall = halls.hall(session)
    decided = _stood_motions(hall)
    corrections = queries.suggestions(session.id)
    journal.move(session, rules.SESSION, act, by=by, at=now, reservation=minutes.reservation)
    counts = {
        "session": session.code,
        "decided": len(decided),
        "carried": sum(m.choice == "carry" for m in decided),
    }
    disclose_about(
        session,
        "session.minutes",
        say(RESERVED if minutes.reservation else STOOD, **counts),
        at=now,
        facts={
            "corrections": [_correction_facts(c) for c in corrections],
            "decided": [_motion_facts(hall, *one) for one in hall.decisive()],
            "reservation": minutes.reservation,
            "session": session.code,
        },
        attachments={"minutes": ("text/plain", text_of(minutes, corrections).encode())},
    )
    post.tell(
        hall.came, say(letters.MINUTES_STOOD, session=session.code), f"/sessions/{session.code}/minutes", now
    )
    calls.tell("minutes_stood", "session", session, decided, by, now)


def _stood_motions(hall: halls.Hall) -> list[StoodMotion]:
    return [
        StoodMotion(
            item.purpose,
            item.subject_id,
            choice,
            motion.ayes or 0,
            motion.noes or 0,
            motion.abstentions or 0,
            item.text_zh,
        )
        for item, motion, choice in hall.decisive()
    ]


def _correction_facts(correction: queries.Correction) -> dict[str, Any]:
    row = correction.row
    return {"note": said(row.note), "paragraph": row.paragraph, "state": row.state, "text": said(row.text)}


def _motion_facts(hall: halls.Hall, item: Any, motion: Any, choice: str) -> dict[str, Any]:
    return {
        "abstain": motion.abstentions,
        "base": motion.base,
        "choice": choice,
        "code": item.subject_code,
        "entitled": motion.entitled,
        "item": item.number,
        "needed": motion.needed,
        "no": motion.noes,
        "purpose": item.purpose,
        "quorum": motion.quorum,
        "recused": len(hall.recused(item)),
        "text": item.text_zh,
        "yes": motion.ayes,
    }
