"""Booths: a worker's shift at a place, announced before; a voter checked in gets a one-time code for the tablet."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import base32
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.voting import casting, code_keys, code_letters, code_queries, code_rules, queries, rules
from micro_projects.voting.code_models import BoothCheckin, BoothShift
from micro_projects.voting.models import Round
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

OPENED = N_("%(round)s的投票点：%(venue)s，从%(starts)s开到%(ends)s。带身份证来，当场投票。")
CLOSED = N_("%(round)s的投票点（%(venue)s）提前关闭，开到%(ends)s为止。")


def open_shift(
    by: Actor, round_: Round, venue: str, starts: datetime, ends: datetime, now: datetime
) -> BoothShift:
    """Announce a booth: where, from when, until when."""
    permit(by, "booth.open", round_.place_id, round_.path)
    require("booth" in round_.channels.split(), code_rules.NO_BOOTHS)
    require(round_.state in ("frozen", "open"), rules.ROUND_CLOSED, closes=round_.closes_at)
    code_rules.require_hours(starts, ends, round_.opens_at, round_.closes_at, now)
    shift = BoothShift(
        round_id=round_.id,
        number=code_queries.next_number(BoothShift, round_.id),
        token=secrets.token_urlsafe(12),
        venue=venue,
        starts_at=starts,
        ends_at=ends,
        opened_by=by.id,
        opened_at=now,
        closed_at=None,
    )
    db.session.add(shift)
    db.session.flush()
    journal.write(by, "booth.open", round_.ref, now, shift=shift.number)
    _disclose("round.booth_opened", OPENED, round_, shift, now)
    return shift


def close_shift(by: Actor, round_: Round, shift: BoothShift, now: datetime) -> None:
    """Close one before its time, or take it back before it began. Codes not typed yet lapse."""
    permit(by, "booth.close", round_.place_id, round_.path)
    db.session.refresh(shift)
    require(shift.closed_at is None and now < shift.ends_at, code_rules.BOOTH_NOT_OPEN, **hours(shift))
    shift.closed_at = now
    db.session.execute(
        update(BoothCheckin)
        .where(BoothCheckin.shift_id == shift.id, ~BoothCheckin.used, BoothCheckin.cancelled_at.is_(None))
        .values(cancelled_at=now)
    )
    journal.write(by, "booth.close", round_.ref, now, shift=shift.number)
    _disclose("round.booth_closed", CLOSED, round_, shift, now)


def _disclose(kind: str, msgid: str, round_: Round, shift: BoothShift, now: datetime) -> None:
    ends = shift.closed_at or shift.ends_at
    disclose_about(
        round_,
        kind,
        say(msgid, round=round_.code, venue=shift.venue, starts=shift.starts_at, ends=ends),
        at=now,
        facts={
            "round": round_.code,
            "shift": shift.number,
            "venue": shift.venue,
            "starts": shift.starts_at.isoformat(),
            "ends": ends.isoformat(),
        },
    )


def hours(shift: BoothShift) -> dict[str, datetime]:
    """When it is open, as refusals say it."""
    return {"starts": shift.starts_at, "ends": shift.closed_at or shift.ends_at}


class CheckedIn(NamedTuple):
    """The one-time code, shown once, and until when it may be typed."""

    code: str
    expires_at: datetime


def check_in(by: Actor, round_: Round, shift: BoothShift, entry_id: int, now: datetime) -> CheckedIn:
    """A voter whose identity the worker saw gets a code for this booth's tablet; an earlier unused one ends."""
    permit(by, "booth.check_in", round_.place_id, round_.path)
    db.session.refresh(shift)
    staffed = shift.round_id == round_.id and code_rules.staffed(shift, now)
    require(staffed, code_rules.BOOTH_NOT_OPEN, **hours(shift))
    require(queries.mine(round_.id, entry_id).channel != "paper", code_rules.HAS_PAPER)
    casting.require_voter(round_, entry_id, now)
    code_keys.make()
    db.session.execute(
        update(BoothCheckin)
        .where(
            BoothCheckin.round_id == round_.id,
            BoothCheckin.entry_id == entry_id,
            BoothCheckin.cancelled_at.is_(None),
            ~BoothCheckin.used,
        )
        .values(cancelled_at=now)
    )
    code = base32.drawn(code_rules.BOOTH_LENGTH)
    mac = code_keys.booth(shift.token, code)
    assert mac is not None, "the key was made just before"
    row = BoothCheckin(
        shift_id=shift.id,
        round_id=round_.id,
        entry_id=entry_id,
        mac=mac,
        by_id=by.id,
        at=now,
        expires_at=code_rules.expires(now, shift.ends_at, round_.closes_at),
        cancelled_at=None,
        used=False,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "booth.check_in", round_.ref, now, shift=shift.number, entry=entry_id)
    code_letters.checked_in(code_queries.person_of(entry_id), round_, shift, now)
    return CheckedIn(base32.grouped(code, code_rules.BOOTH_GROUP), row.expires_at)
