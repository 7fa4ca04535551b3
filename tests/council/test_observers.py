"""Residents who come to listen: first come first seated, a waiting list, cancelling; the last seat under a race."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select, text

from makers.council import Council, Waiting
from makers.cycles import opened
from micro_projects.council import observer_actions, observer_queries, queries
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.people.models import RollEntry
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


def done(act_of: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """One act."""
    with act() as now:
        return act_of(*args, now, **more)


@pytest.fixture
def two_seats(council: Council, waiting: Waiting) -> Council:
    """A session with two seats for observers."""
    opened(council.founded, council.now, Pack(observers=2))
    council.convene()
    return council


def test_first_come_first_seated(two_seats: Council) -> None:
    council = two_seats
    sign_up, cancel = observer_actions.sign_up, observer_actions.cancel
    assert [done(sign_up, council.as_(f"resident0{n}"), council.session) for n in (1, 2, 3, 4)] == [
        1,
        2,
        None,
        None,
    ]
    with refused("already_observer"):
        done(sign_up, council.as_("resident01"), council.session)
    with refused("not_on_roll"):
        done(sign_up, council.as_("neighbour01"), council.session)
    with refused("member_is_no_observer"):
        done(sign_up, council.member(1), council.session)
    entry = db.session.query(RollEntry).filter_by(person_id=council.as_("resident05").id).one().code
    with refused("counter_only"):
        done(sign_up, council.as_("resident06"), council.session, entry_code=entry)
    assert done(sign_up, council.as_("worker1"), council.session, entry_code=entry) is None
    places = observer_queries.places(council.session, council.as_("resident04").id)
    assert places == (2, 2, 3, "waiting", 1)
    with refused("not_observer"):
        done(cancel, council.as_("resident07"), council.session)
    done(cancel, council.as_("resident01"), council.session)
    third = council.as_("resident03").id
    assert observer_queries.places(council.session, third).mine == "seat"
    told = db.session.scalars(select(Letter.id).where(Letter.person_id == third)).all()
    assert len(told) == 1
    council.open(16)
    with refused("observers_closed"):
        done(sign_up, council.as_("resident01"), council.session)
    with refused("observers_closed"):
        done(cancel, council.as_("resident02"), council.session)
    with pytest.raises(Exception, match="session_observer_no_delete"), act():
        db.session.execute(text("DELETE FROM session_observer"))
    with pytest.raises(Exception, match="session_observer_kept"), act():
        db.session.execute(
            text("UPDATE session_observer SET at = cancelled_at WHERE cancelled_at IS NOT NULL")
        )


@pytest.mark.each_database
def test_the_last_seat_under_a_race(two_seats: Council) -> None:
    council = two_seats
    people = [council.as_(f"resident{n:02d}") for n in range(1, 7)]
    code, seats, together = council.code, [], threading.Barrier(6)
    db.session.rollback()

    def one(by: Any) -> None:
        with council.app.app_context():
            together.wait()
            with act() as now:
                seats.append(observer_actions.sign_up(by, queries.session(code), now))
            db.session.remove()

    threads = [threading.Thread(target=one, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(s for s in seats if s) == [1, 2]
    assert seats.count(None) == 4
    assert observer_queries.places(council.session, None) == (2, 2, 4, "", 0)
