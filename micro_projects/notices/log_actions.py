"""What is done to a log itself: a key is added or ends, a witness is named or heard, a new log goes on from an old.

Each is disclosed in the log, so that whoever follows it learns of it there, not from us.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, Refused, found, require
from micro_projects.kernel.tlog import cosignature, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.notices import log_queries as queries
from micro_projects.notices import log_refusals as refusals
from micro_projects.notices import standing
from micro_projects.notices.disclosing import begin_log, disclose
from micro_projects.notices.log_models import LogAlarm, LogCheckpoint, LogCosignature, LogKey, LogWitness
from micro_projects.notices.models import Log
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

KEY_ADDED = N_("公开日志%(log)s启用第%(n)d把签名钥匙，公钥指纹%(digits)s；旧钥匙暂时并用。")
KEY_ENDED = N_("公开日志%(log)s停用第%(n)d把签名钥匙，它一共签了前%(size)d条。")
WITNESS_NAMED = N_("%(title)s成为公开日志的见证人，作证时用的名称是%(name)s。")
BEGUN = {
    "lost_key": N_("公开日志%(old)s的签名钥匙丢失，签名停在前%(size)d条；今后公开的内容记入新日志%(new)s。"),
    "restored": N_(
        "公开日志%(old)s签过名的前%(size)d条中，恢复备份后只剩前%(held)d条，其余暂缺；"
        "今后公开的内容记入新日志%(new)s。"
    ),
    "differs": N_(
        "公开日志%(old)s恢复备份后的内容，与签过名的前%(size)d条不一致；今后公开的内容记入新日志%(new)s。"
    ),
}
"""Why a new log begins."""
MOST_AHEAD = timedelta(minutes=10)
"""How far a witness's clock may be ahead of ours."""
MOST_OF_ONE = 24
"""Lines of one witness on one head: the address is open to everybody, and a witness's key may be stolen."""


def add_key(by: Actor, log: Log, make: Callable[[int], bytes], now: datetime) -> LogKey:
    """A new key signs beside the one in use, from the next head on; `make` the pair of a number, tell its public half.

    The private half is on disk for good before the act commits; one that was rolled back is used the next time.
    """
    place = _district()
    permit(by, "log.rotate", place.id, place.path)
    every = queries.keys(log.id)
    active = [key for key in every if key.until_size is None]
    require(every, refusals.NOT_SIGNED_YET)
    require(len(active) == 1, refusals.ROTATING)
    number = len(every) + 1
    public = make(number)
    key = LogKey(log_id=log.id, number=number, public=public, from_size=_size(log), from_at=now)
    db.session.add(key)
    digits = note.fingerprint(public)
    facts = {"log": log.code, "key": number, "key_line": note.Verifier(log.origin, public).line}
    _tell("log.key_added", say(KEY_ADDED, log=log.code, n=number, digits=digits), facts, place, now)
    journal.write(by, "log.rotate", None, now, log=log.code, key=number)
    return key


def end_key(by: Actor, log: Log, now: datetime) -> LogKey:
    """The older of two keys signs no more, once the new one has signed, and been witnessed where anybody witnesses."""
    place = _district()
    permit(by, "log.rotate", place.id, place.path)
    active = [key for key in queries.keys(log.id) if key.until_size is None]
    require(len(active) == 2, refusals.NOT_ROTATING)
    old, new = active
    require(queries.signed_size(log.id) > new.from_size, refusals.KEY_NOT_USED)
    require(not queries.named() or queries.cosigned_size(log.id) > new.from_size, refusals.KEY_NOT_WITNESSED)
    old.until_size, old.until_at = _size(log), now
    facts = {"log": log.code, "key": old.number, "signed_size": old.until_size}
    said = say(KEY_ENDED, log=log.code, n=old.number, size=old.until_size)
    _tell("log.key_ended", said, facts, place, now)
    journal.write(by, "log.rotate", None, now, log=log.code, ended=old.number)
    return old


def name_witness(by: Actor, line: str, title: str, now: datetime) -> LogWitness:
    """Somebody's cosignatures count from now on; `line` is the key line they gave us."""
    place = _district()
    permit(by, "log.witness", place.id, place.path)
    try:
        key = cosignature.parse_key(line)
    except note.BadNote as bad:
        raise Refused(refusals.BAD_WITNESS, why=str(bad)) from None
    require(
        all(key.name != one.name and key.public != one.public for one in queries.named()),
        refusals.WITNESS_KNOWN,
    )
    witness = LogWitness(name=key.name, title=title, public=key.public, named_at=now)
    db.session.add(witness)
    facts = {"witness": key.name, "title": title, "key_line": key.line}
    _tell("log.witness_named", say(WITNESS_NAMED, title=title, name=key.name), facts, place, now)
    journal.write(by, "log.witness", None, now, witness=key.name)
    return witness


def cosign(head: LogCheckpoint, text: str, lines: Sequence[str], now: datetime) -> int:
    """Keep the cosignatures that named witnesses left on a signed head; how many were new. All or none.

    Anybody may bring them: what counts is whose they are. `text` is the head's checkpoint.
    """
    known = queries.witness_keys()
    kept = queries.cosigned_at(head.log_id, head.size)
    new = 0
    for line in lines:
        try:
            verifier, seconds = cosignature.verify(line, text, known)
            seen = datetime.fromtimestamp(seconds, UTC)
        except (note.BadNote, ValueError, OverflowError, OSError) as bad:
            raise Refused(refusals.BAD_COSIGNATURE, why=str(bad)) from None
        require(seen <= now + MOST_AHEAD, refusals.BAD_COSIGNATURE, why="its time is ahead of ours")
        witness = known[verifier].id
        if (witness, seen) in kept:
            continue
        require(
            sum(of == witness for of, _at in kept) < MOST_OF_ONE,
            refusals.BAD_COSIGNATURE,
            why="this witness has left enough lines here",
        )
        kept.add((witness, seen))
        new += 1
        db.session.add(
            LogCosignature(
                log_id=head.log_id,
                size=head.size,
                witness_id=witness,
                seen_at=seen,
                line=line + "\n",
                received_at=now,
            )
        )
    return new


def succeed(by: Actor, log: Log, why: str, last: Checkpoint | None, host: str, now: datetime) -> Log:
    """A new log goes on from `log`; its first entry names the old one, what was signed of it, and what is lost.

    How things stand follows (`standing.begin`), so that the new log can be checked alone.

    `why` is a key of `BEGUN`; `last` the last head signed of the old log, None when nothing was.
    """
    place = _district()
    permit(by, "log.succeed", place.id, place.path)
    held, signed = _size(log), last.size if last else 0
    end_alarms(by, log.id, now)
    begun = begin_log(_next_code(log), host, now)
    lost = why == "restored" and signed > held
    facts = {
        "why": why,
        "log": begun.code,
        "origin": begun.origin,
        "predecessor": log.code,
        "predecessor_origin": log.origin,
        "signed_size": signed,
        "signed_root": last.root.hex() if last else None,
        "held_size": held,
        "lost_first": held if lost else None,
        "lost_last": signed - 1 if lost else None,
    }
    said = say(BEGUN[why], old=log.code, new=begun.code, size=signed, **({"held": held} if lost else {}))
    _tell("log.begun", said, facts, place, now)
    standing.begin(place, now)
    journal.write(by, "log.succeed", None, now, log=begun.code, predecessor=log.code, why=why)
    return begun


def store_head(
    by: Actor, log_id: int, head: Checkpoint, signed: str, first: bytes | None, now: datetime
) -> None:
    """Let everybody read a head the signer has signed; with the log's first one, also its key (`first`, 32 bytes)."""
    _permit_signer(by)
    if first is not None:
        db.session.add(LogKey(log_id=log_id, number=1, public=first, from_size=0, from_at=now))
    db.session.add(LogCheckpoint(log_id=log_id, size=head.size, root=head.root, note=signed, signed_at=now))


def raise_alarm(by: Actor, log_id: int, what: str, now: datetime) -> None:
    """The signer refuses a log, for a reason of `log_models.ALARMS`; an alarm for another reason is over."""
    _permit_signer(by)
    end_alarms(by, log_id, now)
    db.session.add(LogAlarm(log_id=log_id, at=now, what=what))


def end_alarms(by: Actor, log_id: int, now: datetime) -> None:
    """What was wrong with a log is over."""
    _permit_signer(by)
    db.session.execute(
        update(LogAlarm).where(LogAlarm.log_id == log_id, LogAlarm.over_at.is_(None)).values(over_at=now)
    )


def _permit_signer(by: Actor) -> None:
    place = _district()
    permit(by, "log.sign", place.id, place.path)


def _next_code(log: Log) -> str:
    """``QH`` is followed by ``QH-2``, and that by ``QH-3``."""
    codes = set(db.session.scalars(select(Log.code)))
    stem = found(db.session.scalar(select(Log.code).order_by(Log.id).limit(1)), refusals.NO_LOG_YET)
    number = 2
    while f"{stem}-{number}" in codes:
        number += 1
    return f"{stem}-{number}"


def _size(log: Log) -> int:
    return db.session.scalar(select(Log.size).where(Log.id == log.id)) or 0


def _district() -> Place:
    query = select(Place).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1)
    return found(db.session.scalar(query), refusals.NO_LOG_YET)


def _tell(kind: str, said: Sentence, facts: Mapping[str, Any], place: Place, now: datetime) -> None:
    disclose(kind, said, place_id=place.id, path=place.path, at=now, facts=facts)
