"""What the clock does for seats: notes vacancies, says when a by-election is late, reminds, settles challenges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from micro_projects.council import recusal_actions, recusal_queries, seat_actions, seat_queries, seat_rules
from micro_projects.council.seat_models import Vacancy
from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.web.show import ZONE


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def _start(on: date) -> datetime:
    return datetime.combine(on, time(), ZONE)


def empty(now: datetime) -> Iterator[Due]:
    """Seats without a member that no vacancy notes."""
    for one in seat_queries.unnoted(_day(now)):
        yield Due(f"{one.seat_id}:{one.since_on}", _start(one.since_on))


def note(due: Due, now: datetime) -> None:
    """Note one, with the deadline of its by-election."""
    seat_id, since = due.key.split(":")
    seat_actions.vacant(CLOCK_ACTOR, int(seat_id), date.fromisoformat(since), now)


def late(now: datetime) -> Iterator[Due]:
    """Vacancies not filled in time."""
    for vacancy in seat_queries.overdue(_day(now)):
        yield Due(str(vacancy.id), _start(vacancy.due_on + timedelta(days=1)))


def disclose_late(due: Due, now: datetime) -> None:
    """Say so in public."""
    seat_actions.overdue(CLOCK_ACTOR, db.session.get_one(Vacancy, int(due.key)), now)


def ending(now: datetime) -> Iterator[Due]:
    """Terms that end within a month."""
    today = _day(now)
    for holding_id, person_id, until, place in seat_queries.terms_ending(
        today, today + seat_rules.TERM_ENDING
    ):
        yield Due(f"{holding_id}:{person_id}:{until}:{place}", _start(until - seat_rules.TERM_ENDING))


def remind(due: Due, now: datetime) -> None:
    """Tell the member."""
    _, person_id, until, place = due.key.split(":")
    seat_actions.remind(CLOCK_ACTOR, int(person_id), date.fromisoformat(until), place, now)


def unanswered(now: datetime) -> Iterator[Due]:
    """Challenges of items that are over."""
    for challenge_id, since in recusal_queries.left_open():
        yield Due(str(challenge_id), since)


def settle(due: Due, now: datetime) -> None:
    """They need no answer any more."""
    recusal_actions.settle(CLOCK_ACTOR, recusal_queries.challenge(int(due.key)), now)


JOBS = (
    Job("seat.vacant", empty, note),
    Job("seat.overdue", late, disclose_late),
    Job("seat.remind", ending, remind),
    Job("recusal.settle", unanswered, settle),
)
