"""Invariants 2, 10 and 12 on the data: gates, the log's tree, and that nothing disclosed was changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import canonical, lot
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.tlog import merkle
from micro_projects.notices.disclosing import part_hash
from micro_projects.notices.log_checks import CHECKS as LOG_CHECKS
from micro_projects.notices.models import (
    ContentPart,
    Log,
    LogEntry,
    LogNode,
    Lot,
    LotPlace,
    Notice,
    NoticeSubject,
)
from micro_projects.notices.objection_models import OPEN_STATES, Objection
from micro_projects.notices.redaction_checks import CHECKS as REDACTION_CHECKS
from micro_projects.notices.rules import gate_at
from micro_projects.notices.sheet_checks import CHECKS as SHEET_CHECKS
from micro_projects.web.sentence import fill

GATES, LOG, DISCLOSED = "2 gates", "10 log", "12 disclosed"
Parts = dict[int, dict[str, ContentPart]]


# -- 2 ---------------------------------------------------------------------------------------------------


def gates() -> Iterator[Finding]:
    """No gate was let go before its time, or over an objection that was open then."""
    query = select(Notice, NoticeSubject).join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
    for notice, held in db.session.execute(query.where(NoticeSubject.released_at.is_not(None))):
        at = gate_at(notice.gate_confirmed_at, notice.gate_unconfirmed_at, notice.letter_box_at is not None)
        if at is None or (held.released_at is not None and held.released_at < at):
            yield Finding(GATES, f"notice {notice.code} let subject {held.subject_id} go before its time")
    open_then = or_(
        Objection.state.in_(OPEN_STATES),
        Objection.state == "upheld",
        Objection.state_since > NoticeSubject.released_at,
    )
    over = (
        select(Notice.code, NoticeSubject.subject_id, Objection.code)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .join(Objection, Objection.notice_id == Notice.id)
        .where(
            or_(Objection.subject_id.is_(None), Objection.subject_id == NoticeSubject.subject_id),
            Objection.entered_at <= NoticeSubject.released_at,
            open_then,
        )
    )
    for code, subject, objection in db.session.execute(over):
        yield Finding(GATES, f"notice {code} let subject {subject} go over the open objection {objection}")


def behind(acts: Mapping[str, str]) -> Iterator[Finding]:
    """No step of `acts` (act: kind of the notice it waits for) was taken before that notice let its subject go."""
    for kind in sorted(set(acts.values())):
        gone = exists().where(
            Notice.id == NoticeSubject.notice_id,
            Notice.kind == kind,
            NoticeSubject.subject_id == JournalEntry.subject_id,
            NoticeSubject.released_at <= JournalEntry.at,
        )
        query = select(JournalEntry.act, JournalEntry.subject_kind, JournalEntry.subject_id)
        waiting = [act for act, notice in acts.items() if notice == kind]
        for act, of, key in db.session.execute(query.where(JournalEntry.act.in_(waiting), ~gone)):
            yield Finding(GATES, f"{of} {key}: {act} was taken, though {kind} had never let it go")


# -- 10, 12 ----------------------------------------------------------------------------------------------


def log_findings(session: Session | None = None) -> Iterator[Finding]:
    """The log's leaves, tree and contents fit together. Four statements a log."""
    session = session or db.session()
    for log in session.scalars(select(Log).order_by(Log.id)).all():
        entries = session.scalars(
            select(LogEntry).where(LogEntry.log_id == log.id).order_by(LogEntry.index)
        ).all()
        if [e.index for e in entries] != list(range(log.size)):
            yield Finding(
                LOG, f"log {log.code}: {len(entries)} entries, but its size is {log.size}, or a gap"
            )
        parts = _parts(session, log)
        for entry in entries:
            if merkle.leaf_hash(entry.entry) != entry.leaf:
                yield Finding(LOG, f"log {log.code}: entry {entry.index} is not what its leaf says")
            yield from _content(log, entry, parts[entry.index])
        yield from _tree(session, log, [entry.leaf for entry in entries])


def _tree(session: Session, log: Log, leaves: list[bytes]) -> Iterator[Finding]:
    """Every stored node is what the leaves below it make: each root ever given out leads to the newest."""
    kept = {
        (level, index): digest
        for level, index, digest in session.execute(
            select(LogNode.level, LogNode.index, LogNode.hash).where(LogNode.log_id == log.id)
        )
    }
    made: dict[tuple[int, int], bytes] = {}
    for index, leaf in enumerate(leaves):
        for level, at, digest in merkle.appended(index, leaf, lambda level, at: made[level, at]):
            made[level, at] = digest
    if kept != made:
        yield Finding(LOG, f"log {log.code}: the stored tree does not lead to the entries' root")


def _parts(session: Session, log: Log) -> Parts:
    found: Parts = defaultdict(dict)
    for part in session.scalars(select(ContentPart).where(ContentPart.log_id == log.id)):
        found[part.index][part.name] = part
    return found


def _content(log: Log, entry: LogEntry, parts: Mapping[str, ContentPart]) -> Iterator[Finding]:
    where = f"log {log.code}: entry {entry.index}"
    fields: Any = canonical.load(entry.entry)
    if fields["content"] != f"sha256:{hashlib.sha256(entry.manifest).hexdigest()}" or (
        entry.content != hashlib.sha256(entry.manifest).digest()
    ):
        yield Finding(DISCLOSED, f"{where}: the manifest is not the one disclosed")
    subject = (
        f"{entry.subject_kind}:{entry.subject_code}" if entry.subject_kind and entry.subject_code else None
    )
    shown = (entry.kind, subject, entry.supersedes)
    if shown != (fields["kind"], fields["subject"], fields["supersedes"]):
        yield Finding(DISCLOSED, f"{where}: what is shown of it is not what was disclosed")
    if entry.supersedes is not None and not 0 <= entry.supersedes < entry.index:
        yield Finding(DISCLOSED, f"{where}: it corrects {entry.supersedes}, which does not stand before it")
    listed = {part["name"]: part["hash"] for part in canonical_parts(entry)}
    if set(parts) != set(listed):
        yield Finding(DISCLOSED, f"{where}: its parts are not those listed")
    for name, part in parts.items():
        if (
            part.body is not None
            and part.salt is not None
            and part_hash(part.salt, part.body).hex() != listed.get(name)
        ):
            yield Finding(DISCLOSED, f"{where}: part {name} was changed")
    text = parts.get("text")
    if text is not None and text.body is not None and text.body.decode() != _sentence(entry):
        yield Finding(DISCLOSED, f"{where}: its sentence is not the text disclosed")


def _sentence(entry: LogEntry) -> str | None:
    """The sentence as its facts make it; None when they are gone or not what they were."""
    try:
        facts: Any = canonical.load(entry.sentence_facts.encode())
    except ValueError:
        return None
    return fill(entry.sentence, facts, "zh")


def canonical_parts(entry: LogEntry) -> Any:
    """What the manifest lists: name, media, size and salted hash of each part."""
    manifest: Any = canonical.load(entry.manifest)
    return manifest["parts"]


def notices_logged() -> Iterator[Finding]:
    """Every notice stands in the log under its own code and kind."""
    query = (
        select(Notice.code)
        .outerjoin(LogEntry, and_(LogEntry.log_id == Notice.log_id, LogEntry.index == Notice.log_index))
        .where(
            or_(
                LogEntry.index.is_(None),
                LogEntry.subject_code != Notice.code,
                LogEntry.kind != "notice." + Notice.kind,
            )
        )
    )
    for code in db.session.scalars(query):
        yield Finding(LOG, f"notice {code} has no entry of its own in the log")


def lots() -> Iterator[Finding]:
    """Every drawn lot comes out the same when it is drawn again."""
    population: dict[int, dict[str, LotPlace]] = defaultdict(dict)
    for place in db.session.scalars(select(LotPlace)):
        population[place.lot_id][place.code] = place
    for row in db.session.scalars(select(Lot).where(Lot.drawn_at.is_not(None))):
        places = population[row.id]
        drawn = lot.draw(places, row.log_root, row.number or "")
        ranks = {code: rank for rank, code in enumerate(drawn.order, 1)}
        if drawn.seed != row.seed or ranks != {code: place.rank for code, place in places.items()}:
            yield Finding(DISCLOSED, f"lot {row.code}: drawn again, it comes out differently")


CHECKS = (gates, log_findings, notices_logged, lots, *LOG_CHECKS, *REDACTION_CHECKS, *SHEET_CHECKS)
