"""Seats, terms, vacancies, by-elections, declared interests: each guard, the clock, and the database by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from makers.council import Council
from micro_projects.council import (
    interest_actions,
    interest_queries,
    member_actions,
    queries,
    seat_actions,
    seat_checks,
    seat_desk,
    seat_election_actions,
    seat_queries,
)
from micro_projects.council.seat_models import CouncilSeat
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import queries as notices
from micro_projects.people.models import RoleHolding, RollEntry
from micro_projects.web.door import act
from micro_projects.web.show import ZONE

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


def today(council: Council) -> date:
    """The local day."""
    return council.now.astimezone(ZONE).date()


def seat(council: Council, number: int) -> CouncilSeat:
    """A seat, as it is now."""
    return seat_queries.seat(council.founded.community, number)


def kinds(council: Council) -> list[str]:
    """What the community disclosed, newest first."""
    return [e.kind for e in notices.entries_below(council.founded.place().path, 0, 20)]


def leave(council: Council, n: int, **more: Any) -> None:
    """A member's written resignation is registered as of tomorrow."""
    args = (council.as_("admin"), council.founded.place(), council.member(n).id)
    done(member_actions.end_member, *args, today(council) + timedelta(days=1), **more)


def announce(council: Council, number: int, *logins: str, how: str = "elected") -> Any:
    """A by-election in three days."""
    on = today(council) + timedelta(days=3)
    return done(
        seat_election_actions.announce,
        council.as_("worker1"),
        council.founded.place(),
        seat(council, number),
        how,
        on,
        "党群服务中心",
        date(2030, 1, 1),
        logins,
    )


def test_a_member_resigns_and_the_seat_is_filled_by_a_by_election(council: Council) -> None:
    place, by = council.founded.place(), council.member(5)
    done(member_actions.resign, by, place, today(council) + timedelta(days=1))
    vacancy = seat_queries.open_vacancy(seat(council, 5).id)
    assert vacancy is not None
    assert (vacancy.early, (vacancy.due_on - vacancy.since_on).days) == (True, 60)
    assert kinds(council)[:3] == ["seat.vacant", "member.left", "people.role_ended"]
    council.pass_days(2)
    assert len(queries.members(place.id, today(council))) == 20
    login = ("resident05", "elected", date(2026, 6, 1), date(2030, 1, 1))
    person = council.as_(login[0]).id
    with refused("by_election_only"):
        done(member_actions.add_member, council.as_("admin"), place, person, seat(council, 5), *login[1:])
    with refused("not_allowed"):
        done(
            seat_election_actions.announce,
            council.as_("admin"),
            place,
            seat(council, 5),
            "elected",
            today(council) + timedelta(days=3),
            "x",
            date(2030, 1, 1),
            ["resident05"],
        )
    with refused("not_eligible"):
        announce(council, 5, "council06")
    with refused("not_vacant"):
        announce(council, 6, "resident05")
    row = announce(council, 5, "resident05", "resident06")
    assert kinds(council)[0] == "seat.by_election"
    with refused("by_election_runs"):
        announce(council, 5, "resident07")
    count = seat_election_actions.count
    with refused("not_held_yet"):
        done(count, council.as_("worker1"), place, row, 100, 40, {1: 25, 2: 15}, "")
    council.clock.forward(timedelta(days=3))
    row = seat_queries.by_election(place.id, row.id)
    with refused("counts_wrong"):
        done(count, council.as_("worker1"), place, row, 100, 30, {1: 25, 2: 15}, "")
    row = seat_queries.by_election(place.id, row.id)
    assert done(count, council.as_("worker1"), place, row, 100, 40, {1: 25, 2: 15}, "")
    with refused("not_allowed"):
        done(seat_election_actions.certify, council.as_("worker1"), place, row)
    assert [i.endpoint for i in seat_desk.desk(council.as_("affairs"), council.now)] == [
        "council.council_seat"
    ]
    done(seat_election_actions.certify, council.as_("affairs"), place, row)
    sitting = {m.number: m.person_id for m in queries.members(place.id, today(council))}
    assert sitting[5] == person
    assert {"seat.result", "member.seated"} <= set(kinds(council)[:4])
    assert seat_queries.open_vacancy(seat(council, 5).id) is None


def test_a_tie_is_void_and_a_lot_is_drawn_from_the_log(council: Council) -> None:
    place = council.founded.place()
    leave(council, 7)
    council.pass_days(2)
    row = announce(council, 7, "resident05", "resident06")
    council.clock.forward(timedelta(days=3))
    row = seat_queries.by_election(place.id, row.id)
    assert not done(seat_election_actions.count, council.as_("worker1"), place, row, 9, 8, {1: 4, 2: 4}, "")
    assert (row.state, kinds(council)[0]) == ("void", "seat.by_election_void")
    row = announce(council, 7, "resident05", "resident06", how="lot")
    assert row.log_root
    council.clock.forward(timedelta(days=3))
    row = seat_queries.by_election(place.id, row.id)
    with refused("lot_number_not_digits"):
        done(seat_election_actions.count, council.as_("worker1"), place, row, 0, 0, {}, "a")
    row = seat_queries.by_election(place.id, row.id)
    assert done(seat_election_actions.count, council.as_("worker1"), place, row, 0, 0, {}, "352164")
    assert row.winner_id in {council.as_("resident05").id, council.as_("resident06").id}


def test_no_one_removes_a_member(council: Council) -> None:
    with refused("not_off_roll"):
        leave(council, 3, why="off_roll")
    with refused("wrong_choice"):
        leave(council, 3, why="voted_out")
    entry = db.session.query(RollEntry).filter_by(person_id=council.member(3).id).one()
    with act() as now:
        db.session.get_one(RollEntry, entry.id).removed_at = now
    proposed = [i.what for i in seat_desk.desk(council.as_("admin"), council.now)]
    assert any("名册" in one for one in proposed)
    leave(council, 3, why="off_roll")


def test_the_clock_notes_vacancies_reminds_and_says_what_is_late(council: Council) -> None:
    place = council.founded.place()
    holding = queries.holding(place.id, council.member(4).id, today(council))
    assert holding is not None
    with act():
        db.session.get_one(RoleHolding, holding.id).until_on = today(council) + timedelta(days=20)
    council.pass_days(1)
    letters = db.session.query(Letter).filter_by(person_id=council.member(4).id).all()
    assert any("任期" in one.msgid for one in letters)
    council.clock.forward(timedelta(days=21))
    council.tick()
    vacancy = seat_queries.open_vacancy(seat(council, 4).id)
    assert vacancy is not None
    assert not vacancy.early  # a term that ran out: a regular election may fill it
    council.clock.forward(timedelta(days=61))
    council.tick()
    assert "seat.vacant_overdue" in kinds(council)
    at = seat_queries.open_vacancy(seat(council, 4).id)
    assert at is not None
    first = at.overdue_at
    council.pass_days(1)
    again = seat_queries.open_vacancy(seat(council, 4).id)
    assert again is not None
    assert again.overdue_at == first is not None


def test_a_seat_is_made_once(council: Council) -> None:
    place, admin = council.founded.place(), council.as_("admin")
    with refused("seat_number_taken"):
        done(seat_actions.add_seat, admin, place, 1, "group", "商户", None, today(council))
    with refused("seat_needs_grid"):
        done(seat_actions.add_seat, admin, place, 30, "grid", "第9网格", None, today(council))
    with refused("not_allowed"):
        done(seat_actions.add_seat, council.moderator, place, 30, "group", "商户", None, today(council))
    made = done(seat_actions.add_seat, admin, place, 30, "group", "商户", None, today(council))
    args = ("organisation", today(council), date(2030, 1, 1))
    with refused("already_member"):
        done(member_actions.add_member, admin, place, council.member(1).id, made, *args)
    done(member_actions.add_member, admin, place, council.as_("resident09").id, made, *args)
    with refused("seat_taken"):
        done(member_actions.add_member, admin, place, council.as_("resident10").id, made, *args)


def test_interests_are_new_rows_and_a_home_stays_sealed(council: Council) -> None:
    place, by = council.founded.place(), council.member(1)
    declare = interest_actions.declare
    with refused("interest_empty"):
        done(declare, by, place, "employer", "")
    with refused("interest_credit_code"):
        done(declare, by, place, "employer", "会计", credit_code="123")
    with refused("interest_no_kin"):
        done(declare, by, place, "kin", "妹妹", kin=("nobody", "张三"))
    with refused("not_allowed"):
        done(declare, council.as_("resident01"), place, "none", "")
    row = done(declare, by, place, "employer", "在物业公司任职", credit_code="91440300MA5EXAMPX1")
    standing = interest_queries.register(place.id, today(council))[by.id]
    assert [one.kind for one in standing] == ["employer"]  # the earlier "nothing" has ended, and is kept
    assert len(interest_queries.register(place.id, today(council), ended=True)[by.id]) == 2
    home = done(declare, by, place, "property", "")
    from micro_projects.council.recusal_rules import At
    from micro_projects.places import map_queries

    map_ = map_queries.in_force(place.id)
    assert map_ is not None
    extent = map_.map.extent
    where = At((extent.west + extent.east) // 2, (extent.south + extent.north) // 2)
    done(interest_actions.put_on_map, by, place, home.id, where)
    assert home.point is not None
    assert str(where.lon).encode() not in home.point
    with refused("interest_has_point"):
        done(interest_actions.put_on_map, by, place, home.id, where)
    with refused("no_interest"):
        done(interest_actions.end, council.member(2), place, row.id)
    done(interest_actions.end, by, place, row.id)
    assert kinds(council)[0] == "member.interests"
    items = [i.what for i in seat_desk.desk(council.member(21), council.now)]
    assert any("利害关系" in one for one in items)


@pytest.mark.each_database
def test_the_database_keeps_seats_by_itself(council: Council) -> None:
    place = council.founded.place()
    for sql, name in (
        ("UPDATE council_member SET seat_id = seat_id + 1", "council_member_fixed"),
        ("DELETE FROM council_member", "council_member_no_delete"),
        ("UPDATE council_seat SET name = 'x'", "council_seat_fixed"),
        ("UPDATE interest SET text = 'x'", "interest_fixed"),
        ("DELETE FROM interest", "interest_no_delete"),
    ):
        with pytest.raises(Exception, match=name), act():
            db.session.execute(text(sql))
    taken, free = council.member(1).id, council.as_("resident11").id
    with act():
        db.session.add(
            RoleHolding(
                person_id=free,
                role="council_member",
                place_id=place.id,
                from_on=date(2026, 5, 1),
                until_on=None,
            )
        )
    holding = db.session.query(RoleHolding).filter_by(person_id=free, role="council_member").one().id
    sits = (
        "INSERT INTO council_member (holding_id, person_id, place_id, seat_id, chosen, left_why) VALUES "
        f"({holding}, %d, {place.id}, {seat(council, 1).id}, 'elected', '')"
    )
    for person, name in ((free, "council_member_one_sitting"), (taken, "council_member_of_holding")):
        with pytest.raises(Exception, match=name), act():
            db.session.execute(text(sits % person))


def test_the_doctor_sees_a_seat_taken_twice_or_left_empty(council: Council) -> None:
    def said() -> list[str]:
        return [f.what for check in (seat_checks.one_on_a_seat, seat_checks.vacancies) for f in check()]

    assert said() == []
    with act():
        db.session.execute(text("DROP TRIGGER council_member_fixed"))
        seats = {n: seat(council, n).id for n in (1, 2)}
        db.session.execute(text(f"UPDATE council_member SET seat_id = {seats[1]} WHERE seat_id = {seats[2]}"))
    two, empty = said()
    assert "seat 1" in two
    assert f"seat {seats[2]} is empty" in empty
