"""Posting notices, reporting them posted, confirming the letter box, letting gates open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update

from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import (
    down_queries,
    extension_actions,
    extension_queries,
    extension_rules,
    letters,
    queries,
    rules,
    sheet_queries,
    sheet_rules,
)
from micro_projects.notices.disclosing import current_log, disclose
from micro_projects.notices.models import LogEntry, Notice, NoticeSubject, PostingReport
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence


def post_notice(
    by: Actor,
    kind: str,
    owner: SubjectRow,
    subjects: Sequence[Subject],
    sentence: Sentence,
    now: datetime,
    *,
    facts: Mapping[str, Any],
    supersedes: Notice | None = None,
    attachments: Mapping[str, tuple[str, bytes]] | None = None,
    reason_code: str | None = None,
) -> Notice:
    """Disclose a notice (公示) of `kind` about `subjects` and start its period.

    `owner` is the cycle (C1, D1–D3) or the project (E1–E6) the notice is filed under; its code is
    ``<owner>-<kind>``, with ``.2``, ``.3`` … for each later one. The period's days come from the cycle's
    rule pack; a kind the pack has no days for gates nothing.
    """
    assert owner.cycle_id is not None
    days = cycles.by_id(owner.cycle_id).pack.notice_days.get(kind)
    calendar = places.calendar()
    period = calendar_rules.notice_period(now, days, calendar) if days else None
    number = queries.next_number(owner.code, kind)
    code = f"{owner.code}-{kind}" + (f".{number}" if number > 1 else "")
    ref = Subject(owner.kind, owner.id)
    entry = disclose(
        f"notice.{kind}",
        sentence,
        place_id=owner.place_id,
        path=owner.path,
        at=now,
        ref=ref,
        code=code,
        facts={**facts, "notice": code, "period": _period_facts(days, period, calendar.version)},
        attachments=attachments,
        reason_code=reason_code,
        supersedes=_back(supersedes),
    )
    notice = _notice(owner, kind, number, code, entry, calendar.version, period)
    db.session.add(notice)
    db.session.flush()
    db.session.add_all(
        NoticeSubject(notice_id=notice.id, subject_id=s.id, released_at=None) for s in subjects
    )
    db.session.flush()
    journal.write(by, "notice.post", ref, now, notice=code, index=entry.index)
    letters.posted(notice.code, _people(subjects), now)
    calls.tell("notice_posted", "notice", notice, subjects, now)
    return notice


def _back(corrected: Notice | None) -> int | None:
    """Where what is corrected stands in this log; a notice of a log before it is named by its code alone."""
    if corrected is None or corrected.log_id != current_log().id:
        return None
    return corrected.log_index


def _people(subjects: Sequence[Subject]) -> dict[str, set[int]]:
    """Who is told, by the code of what the notice says about them: authors, contractors, kin."""
    codes = queries.codes([s.id for s in subjects])
    return {
        codes[s.id]: set(calls("interested", s.kind, s.id))
        for s in subjects
        if calls.knows("interested", s.kind)
    }


def _notice(
    owner: SubjectRow,
    kind: str,
    number: int,
    code: str,
    entry: LogEntry,
    calendar: str,
    period: calendar_rules.Period | None,
) -> Notice:
    return Notice(
        code=code,
        owner_code=owner.code,
        kind=kind,
        number=number,
        place_id=owner.place_id,
        path=owner.path,
        cycle_id=owner.cycle_id,
        log_id=entry.log_id,
        log_index=entry.index,
        posted_at=entry.issued_at,
        calendar_version=calendar,
        ends_at=period.ends if period else None,
        gate_confirmed_at=period.gate_confirmed if period else None,
        gate_unconfirmed_at=period.gate_unconfirmed if period else None,
        provisional=period.provisional if period else False,
        letter_box_at=None,
    )


def _period_facts(
    days: int | None, period: calendar_rules.Period | None, calendar: str
) -> dict[str, canonical.Value]:
    return {
        "calendar": calendar,
        "days": days,
        "ends_at": period.ends.isoformat() if period else None,
        "gate_confirmed_at": period.gate_confirmed.isoformat() if period else None,
        "gate_unconfirmed_at": period.gate_unconfirmed.isoformat() if period else None,
        "provisional": period.provisional if period else False,
    }


def report_posted(by: Actor, notice: Notice, board: str, file_id: int | None, now: datetime) -> None:
    """The worker reports the sheet hung on a board, with place and photo; disclosed with the hash of both."""
    permit(by, "notice.report_posted", notice.place_id, notice.path)
    sheet = sheet_queries.hash_of(notice.id)
    require(sheet is not None, sheet_rules.NO_SHEET_YET)
    assert sheet is not None
    photo = sheet_queries.photo_hash(file_id)
    require(photo is not None, sheet_rules.NO_PHOTO)
    assert photo is not None
    first, down = not extension_queries.reported(notice.id), down_queries.down_since(notice)
    db.session.add(PostingReport(notice_id=notice.id, by_id=by.id, at=now, board=board, file_id=file_id))
    _note(by, notice, "notice.posted", POSTED, now, board=board, photo=photo.hex(), sheet=sheet.hex())
    if first:
        extension_actions.posted(by, notice, now)
    elif down:
        extension_actions.posted_again(by, notice, down, now)


def confirm_letter_box(by: Actor, notice: Notice, now: datetime) -> None:
    """After the last day a worker confirms the letter box holds no further objection."""
    permit(by, "notice.confirm_letter_box", notice.place_id, notice.path)
    ends = notice.ends_at
    require(ends is not None and now >= ends, rules.NOT_OVER_YET, ends=ends)
    require(notice.letter_box_at is None, rules.ALREADY_CONFIRMED)
    notice.letter_box_at = now
    _note(by, notice, "notice.letter_box", LETTER_BOX, now)


def release(by: Actor, notice: Notice, subject: Subject, now: datetime) -> None:
    """Let a gate open: the clock's act; refused while the notice runs or an objection is open (invariant 2)."""
    permit(by, "notice.release", notice.place_id, notice.path)
    require_over(notice, subject, now)
    require(not extension_queries.unsettled(notice, now), extension_rules.NOT_ALONE)
    if notice.letter_box_at is None and not queries.was_disclosed(notice, "notice.unconfirmed"):
        _disclose(notice, "notice.unconfirmed", UNCONFIRMED, now)
    db.session.execute(
        update(NoticeSubject)
        .where(
            NoticeSubject.notice_id == notice.id,
            NoticeSubject.subject_id == subject.id,
            NoticeSubject.released_at.is_(None),
        )
        .values(released_at=now)
    )
    journal.write(by, "notice.release", subject, now, notice=notice.code)
    letters.released(notice, subject, queries.codes([subject.id])[subject.id], now)
    _disclose_release(notice, subject, now)
    calls.tell("gate_opened", subject.kind, subject.id, notice.kind, by, now)


def _disclose_release(notice: Notice, subject: Subject, now: datetime) -> None:
    gate = rules.gate_at(
        notice.gate_confirmed_at, notice.gate_unconfirmed_at, notice.letter_box_at is not None
    )
    assert gate is not None
    code = queries.codes([subject.id])[subject.id]
    disclose(
        "notice.released",
        Sentence(RELEASED, {"notice": notice.code, "subject": code}),
        place_id=notice.place_id,
        path=notice.path,
        at=now,
        ref=subject,
        code=code,
        facts={
            "gate_at": gate.isoformat(),
            "letter_box": notice.letter_box_at is not None,
            "notice": notice.code,
            "released_at": now.isoformat(),
            "subject": f"{subject.kind}:{code}",
        },
    )


def require_over(notice: Notice, subject: Subject, now: datetime) -> None:
    """Refuse unless the notice's gate time has come and no open objection holds `subject`."""
    gate = rules.gate_at(
        notice.gate_confirmed_at, notice.gate_unconfirmed_at, notice.letter_box_at is not None
    )
    require(gate is not None and gate <= now, rules.NOTICE_RUNNING, ends=notice.ends_at)
    held = queries.open_objections(subject.id, notice.kind)
    require(held == 0, rules.HELD, open=held)
    require(not queries.upheld(notice.id, subject.id), rules.UPHELD)


def require_gate(subject: Subject, kind: str, now: datetime) -> Notice:
    """The guard of every step behind a notice: over, let go by the clock, and no open objection (invariant 2)."""
    row = queries.newest(subject.id, kind)
    require(row is not None, rules.NO_NOTICE)
    assert row is not None
    notice, held = row
    require_over(notice, subject, now)
    require(held.released_at is not None, rules.NOTICE_RUNNING, ends=notice.ends_at)
    return notice


def _disclose(notice: Notice, kind: str, msgid: str, now: datetime, **facts: Any) -> None:
    disclose(
        kind,
        Sentence(msgid, {"notice": notice.code, **facts}),
        place_id=notice.place_id,
        path=notice.path,
        at=now,
        ref=_owner(notice),
        code=notice.code,
        facts={"notice": notice.code, **facts},
    )


def _note(by: Actor, notice: Notice, kind: str, msgid: str, now: datetime, **facts: Any) -> None:
    _disclose(notice, kind, msgid, now, **facts)
    journal.write(by, kind, _owner(notice), now, notice=notice.code)


def _owner(notice: Notice) -> Subject:
    entry = queries.entry_of(notice)
    assert entry.subject_kind is not None and entry.subject_id is not None
    return Subject(entry.subject_kind, entry.subject_id)


POSTED = N_("公示%(notice)s已张贴在%(board)s。")
UNCONFIRMED = N_("公示%(notice)s期满后三个工作日内没有核对意见箱，按规则放行；之后找到的按期来信仍然作数。")
RELEASED = N_("公示%(notice)s期满，没有未决的异议：%(subject)s可以进入下一步。")
LETTER_BOX = N_("公示%(notice)s期满，意见箱已核对。")
