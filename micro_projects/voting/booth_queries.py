"""Reading booths: a round's shifts, who was checked in at one, what a code typed on a tablet belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from micro_projects.extensions import db
from micro_projects.kernel.refusal import found
from micro_projects.voting import code_keys, code_queries, code_rules
from micro_projects.voting.code_models import BoothCheckin, BoothShift


def shifts(round_id: int) -> Sequence[BoothShift]:
    """Every shift of a round in the order of their hours; one statement."""
    query = select(BoothShift).where(BoothShift.round_id == round_id)
    return db.session.scalars(query.order_by(BoothShift.starts_at, BoothShift.number)).all()


def shift_or_404(round_id: int, number: int) -> BoothShift:
    """A shift by its number in the round; refused when there is none."""
    query = select(BoothShift).where(BoothShift.round_id == round_id, BoothShift.number == number)
    return found(db.session.scalar(query), code_rules.NO_SHIFT)


def tablet_or_404(token: str) -> BoothShift:
    """The shift whose tablet this address is; refused when there is none."""
    return found(db.session.scalar(select(BoothShift).where(BoothShift.token == token)), code_rules.NO_SHIFT)


class Busy(NamedTuple):
    """A shift so far: check-ins, ballots cast, lapsed codes, and codes that wait to be typed or cast."""

    checkins: int
    used: int
    lapsed: int
    waiting: int


def busy(shift_id: int, now: datetime) -> Busy:
    """The figures of one shift, one statement."""
    gone = or_(BoothCheckin.cancelled_at.is_not(None), BoothCheckin.expires_at <= now)
    query = select(
        func.count(),
        code_queries.number_of(BoothCheckin.used),
        code_queries.number_of(and_(~BoothCheckin.used, gone)),
    ).where(BoothCheckin.shift_id == shift_id)
    given, used, lapsed = db.session.execute(query).one()
    return Busy(given, used, lapsed, given - used - lapsed)


def typed(shift: BoothShift, code: str) -> BoothCheckin | None:
    """The check-in of a plain code at this shift's tablet; None when there is none."""
    mac = code_keys.booth(shift.token, code)
    query = select(BoothCheckin).where(BoothCheckin.mac == mac, BoothCheckin.shift_id == shift.id)
    return None if mac is None else db.session.scalar(query)
