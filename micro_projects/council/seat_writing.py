"""What acts about seats share: a seat's disclosure, a vacancy noted with its deadline, a vacancy filled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from micro_projects.council import seat_queries, seat_rules
from micro_projects.council.seat_models import CouncilSeat, Vacancy
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.models import Log
from micro_projects.places.models import Place
from micro_projects.web.sentence import Sentence, say

VACANT = N_("居民议事会第%(number)d席（%(seat)s）从%(since)s起空缺，补选应在%(due)s前完成。")


def of_seat(
    kind: str, sentence: Sentence, place: Place, seat: CouncilSeat, now: datetime, **facts: Any
) -> None:
    """Disclose something about a seat. Before a district's log begins there is nothing to write into."""
    if not has_log():
        return
    named = {"name": seat.name, "number": seat.number, "seat_kind": seat.kind}
    disclose(kind, sentence, place_id=place.id, path=place.path, at=now, facts=named | facts)


def has_log() -> bool:
    """Whether the district's log has begun."""
    return db.session.scalar(select(Log.id).limit(1)) is not None


def note_vacancy(
    by: Actor, place: Place, seat: CouncilSeat, since: date, now: datetime, *, early: bool
) -> Vacancy:
    """A seat is, or will be, without a member; the pack in force says how long at most."""
    until = seat_rules.due(since, cycles.pack_of(place.id).vacancy_days)
    row = Vacancy(seat_id=seat.id, since_on=since, due_on=until, early=early, noted_at=now)
    db.session.add(row)
    db.session.flush()
    journal.write(by, "seat.vacant", None, now, seat=seat.number, place=place.id)
    days = {"since": {"day": since.isoformat()}, "due": {"day": until.isoformat()}}
    of_seat(
        "seat.vacant",
        say(VACANT, number=seat.number, seat=seat.name, **days),
        place,
        seat,
        now,
        due_on=until.isoformat(),
        since_on=since.isoformat(),
    )
    return row


def filled(seat: CouncilSeat, from_on: date, now: datetime) -> None:
    """A member comes: the vacancy, if there was one, is over."""
    vacancy = seat_queries.open_vacancy(seat.id)
    if vacancy is not None:
        vacancy.filled_at = now
        db.session.flush()
