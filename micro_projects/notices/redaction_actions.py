"""Withholding what was disclosed: asked by one office, confirmed by another, appealable, then destroyed.

At once nobody sees it any more: the part's bytes and salt leave the disclosure and lie sealed until the time for
appeals is over; then the clock destroys them. The entry, its leaf and every other part stay provable.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import redaction_queries as queries
from micro_projects.notices import redaction_rules as rules
from micro_projects.notices import sheet_actions
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.models import Log, LogEntry
from micro_projects.notices.redaction_models import Redaction, RedactionAppeal, RedactionPart
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

TEXT = "text"
"""The part that is the binding sentence; what fills it is sealed along with it."""


def request(
    by: Actor,
    entry: LogEntry,
    log: Log,
    names: Sequence[str],
    ground: str,
    reference: str,
    now: datetime,
) -> Redaction:
    """One office asks that parts of a disclosure be withheld. Nothing is hidden yet, and nothing public."""
    permit(by, "redaction.request", entry.place_id, entry.path)
    require(rules.may_be_withheld(entry.kind), rules.NOT_THIS)
    require(ground in rules.GROUNDS, rules.NO_GROUND)
    require(reference.strip(), rules.NO_REFERENCE)
    require(names, rules.NO_PARTS)
    require(queries.waiting(entry.log_id, entry.index) is None, rules.ASKED_ALREADY)
    content = queries.content(entry.log_id, entry.index)
    require(all(n in content and content[n].body is not None for n in names), rules.NOT_THERE)
    row = Redaction(
        code=f"{log.code}-{entry.index}-R{queries.next_number(entry.log_id, entry.index)}",
        log_id=entry.log_id,
        index=entry.index,
        place_id=entry.place_id,
        path=entry.path,
        ground=ground,
        reference=reference.strip(),
        office=rules.office(_roles(by, entry.path)),
        requested_by=by.id,
        requested_at=now,
        confirmed_office=None,
        confirmed_by=None,
        confirmed_at=None,
        appeal_until=None,
        due_at=None,
        again_at=None,
        state=rules.MACHINE.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    for name in sorted(set(names)):
        db.session.add(named(row, name))
    journal.write(by, "redaction.request", _ref(row), now, code=row.code, parts=sorted(set(names)))
    return row


def named(row: Redaction, name: str) -> RedactionPart:
    """A part a redaction names, nothing sealed yet."""
    return RedactionPart(
        redaction_id=row.id,
        name=name,
        log_id=row.log_id,
        index=row.index,
        salt=None,
        body=None,
        sentence_facts="",
    )


def confirm(by: Actor, row: Redaction, log: Log, now: datetime) -> LogEntry:
    """A second person of the other office confirms: from now on nobody sees it, and a redaction entry says so."""
    permit(by, "redaction.confirm", row.place_id, row.path)
    roles = _roles(by, row.path)
    require(by.id != row.requested_by and rules.other(row.office, roles), rules.OTHER_OFFICE)
    row.confirmed_office = next(role for role in rules.OFFICES if role in roles and role != row.office)
    row.confirmed_by, row.confirmed_at = by.id, now
    until = places.due_after(now, rules.APPEAL_DAYS)
    row.appeal_until = row.due_at = until
    journal.move(row, rules.MACHINE, "confirm", by=by, at=now, code=row.code)
    hide(row)
    return disclose_hidden(row, log, now)


def hide(row: Redaction) -> None:
    """Take the parts' bytes and salts out of the disclosure, into the seal; its sheets are not given out any more."""
    db.session.flush()
    content = queries.content(row.log_id, row.index)
    for sealed in queries.parts(row.id):
        part = content[sealed.name]
        sealed.salt, sealed.body = part.salt, part.body
        part.salt = part.body = None
        db.session.flush()
        if sealed.name == TEXT:
            entry = db.session.get_one(LogEntry, (row.log_id, row.index))
            sealed.sentence_facts = entry.sentence_facts
            _set_sentence(row, "")
    db.session.flush()
    calls.tell("withheld", "disclosure", row.log_id, row.index)


def disclose_hidden(row: Redaction, log: Log, now: datetime) -> LogEntry:
    """The entry that says which parts were withheld, on what ground, by which two offices."""
    names = [part.name for part in queries.parts(row.id)]
    words = say(
        HIDDEN[row.ground],
        log=log.code,
        index=row.index,
        count=len(names),
        reference=row.reference,
        until=row.appeal_until,
    )
    return _disclose(
        row,
        "redaction",
        words,
        now,
        {
            "appeal_until": row.appeal_until.isoformat() if row.appeal_until else None,
            "ground": row.ground,
            "index": row.index,
            "log": log.code,
            "offices": [row.office, row.confirmed_office],
            "parts": names,
            "redaction": row.code,
            "reference": row.reference,
        },
    )


def decline(by: Actor, row: Redaction, now: datetime) -> None:
    """Either office lets the request go: what was disclosed stays public."""
    permit(by, "redaction.decline", row.place_id, row.path)
    journal.move(row, rules.MACHINE, "decline", by=by, at=now, code=row.code)


def appeal(by: Actor, row: Redaction, text: str, now: datetime) -> None:
    """Anybody may ask that it be public again, while the bytes are only sealed."""
    permit(by, "redaction.appeal", row.place_id, row.path)
    in_time = row.state == "hidden" and row.appeal_until is not None and now < row.appeal_until
    require(in_time, rules.APPEAL_OVER)
    require(text.strip(), rules.NO_REASON)
    mine = [one for one in queries.open_appeals(row.id) if one.person_id == by.id]
    require(not mine, rules.APPEALED)
    db.session.add(
        RedactionAppeal(
            redaction_id=row.id,
            person_id=by.id,
            at=now,
            text=text.strip(),
            decided_by=None,
            decided_at=None,
            upheld=None,
        )
    )
    journal.write(by, "redaction.appeal", _ref(row), now, code=row.code)
    _disclose(row, "redaction.appealed", say(APPEALED, code=row.code), now, {"redaction": row.code})


def reveal(by: Actor, row: Redaction, now: datetime) -> None:
    """Somebody who may decide an appeal looks at what is sealed; journalled."""
    permit(by, "redaction.reveal", row.place_id, row.path)
    require(queries.open_appeals(row.id) and row.state == "hidden", rules.NO_APPEAL)
    require(not queries.took_part(row, by.id), rules.TOOK_PART)
    journal.write(by, "redaction.reveal", _ref(row), now, code=row.code)


def decide_appeal(by: Actor, row: Redaction, upheld: bool, now: datetime) -> None:
    """An officer of either office who took no part decides all open appeals at once; upheld: it is public again."""
    permit(by, "redaction.decide_appeal", row.place_id, row.path)
    require(not queries.took_part(row, by.id), rules.TOOK_PART)
    waiting = queries.open_appeals(row.id)
    require(waiting and row.state == "hidden", rules.NO_APPEAL)
    for one in waiting:
        one.decided_by, one.decided_at, one.upheld = by.id, now, upheld
    journal.write(by, "redaction.decide_appeal", _ref(row), now, code=row.code, upheld=upheld)
    if upheld:
        journal.move(row, rules.MACHINE, "restore", by=by, at=now, code=row.code)
        _restore(row)
    words = say(UPHELD if upheld else REJECTED, code=row.code)
    _disclose(row, "redaction.appeal_decided", words, now, {"redaction": row.code, "upheld": upheld})


def _restore(row: Redaction) -> None:
    """Put back exactly what was sealed: the database allows nothing else."""
    content = queries.content(row.log_id, row.index)
    for sealed in queries.parts(row.id):
        if sealed.name == TEXT:
            _set_sentence(row, sealed.sentence_facts)
        content[sealed.name].salt, content[sealed.name].body = sealed.salt, sealed.body
    db.session.flush()
    calls.tell("withheld", "disclosure", row.log_id, row.index)


def destroy(by: Actor, row: Redaction, now: datetime) -> None:
    """The clock: the time for appeals is over; the sealed bytes and salts are destroyed, which is disclosed."""
    permit(by, "redaction.destroy", row.place_id, row.path)
    require(not queries.open_appeals(row.id), rules.APPEAL_OPEN)
    journal.move(row, rules.MACHINE, "destroy", by=by, at=now, code=row.code)
    names = []
    for sealed in queries.parts(row.id):
        sealed.salt = sealed.body = None
        sealed.sentence_facts = ""
        names.append(sealed.name)
    sheet_actions.destroy(row.log_id, row.index)  # they show all of it
    words = say(DESTROYED, code=row.code, count=len(names))
    _disclose(row, "redaction.destroyed", words, now, {"parts": names, "redaction": row.code})


def _set_sentence(row: Redaction, facts: str) -> None:
    db.session.execute(
        update(LogEntry)
        .where(LogEntry.log_id == row.log_id, LogEntry.index == row.index)
        .values(sentence_facts=facts)
    )


def _disclose(
    row: Redaction, kind: str, words: Sentence, now: datetime, facts: dict[str, object]
) -> LogEntry:
    entry = db.session.get_one(LogEntry, (row.log_id, row.index))
    ref = None
    if entry.subject_kind is not None and entry.subject_id is not None:
        ref = Subject(entry.subject_kind, entry.subject_id)
    return disclose(
        kind,
        words,
        place_id=row.place_id,
        path=row.path,
        at=now,
        ref=ref,
        code=entry.subject_code,
        facts=facts,
        reason_code=row.ground,
    )


def _roles(by: Actor, path: str) -> frozenset[str]:
    return frozenset(role for role in rules.OFFICES if by.holds(frozenset({role}), path))


def _ref(row: Redaction) -> Subject:
    return Subject("redaction", row.id)


HIDDEN = {
    "personal": N_(
        "公开日志%(log)s第%(index)d条有%(count)d个部分含个人信息，已依%(reference)s遮盖；由一个部门提出、另一个部门确认。%(until)s前任何人都可以申诉。"
    ),
    "statute": N_(
        "公开日志%(log)s第%(index)d条有%(count)d个部分违反%(reference)s，已遮盖；由一个部门提出、另一个部门确认。%(until)s前任何人都可以申诉。"
    ),
    "court": N_(
        "公开日志%(log)s第%(index)d条有%(count)d个部分按人民法院%(reference)s遮盖；由一个部门提出、另一个部门确认。%(until)s前任何人都可以申诉。"
    ),
}
APPEALED = N_("收到对遮盖%(code)s的申诉；裁决以前，原文封存，不销毁。")
UPHELD = N_("对遮盖%(code)s的申诉成立，遮盖的部分已经恢复公开。")
REJECTED = N_("对遮盖%(code)s的申诉不成立，遮盖的部分不恢复。")
DESTROYED = N_("遮盖%(code)s的申诉期已过，%(count)d个部分的原文已经销毁；其余部分照常可以核对。")
