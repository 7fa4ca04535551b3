"""Standing aside: found by household, kin, firm, distance; challenged in writing; the base follows; the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from makers.council import Council, Waiting
from micro_projects.council import (
    interest_actions,
    member_queries,
    recusal_actions,
    recusal_queries,
    recusal_rules,
    seat_desk,
)
from micro_projects.council.recusal_rules import At
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.places import map_queries
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
FIRM = "91440300MA5EXAMPX1"


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


def aside(council: Council) -> dict[int, tuple[str, str]]:
    """Who stands aside from the first item: source and reason."""
    stood = council.hall.recusals[council.item().id]
    return {one.person_id: (one.source, one.reason) for one in stood}


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        (At(114_000_000, 22_500_000), At(114_000_000, 22_500_000), 0),
        (At(114_000_000, 22_500_000), At(114_000_000, 22_500_270), 30.02),
        (At(114_000_000, 22_500_000), At(114_000_292, 22_500_000), 30.00),
        (At(0, 0), At(180_000_000, 0), 20_015_114.4),
    ],
)
def test_metres_on_a_sphere(a: At, b: At, metres: float) -> None:
    assert recusal_rules.metres(a, b) == pytest.approx(metres, abs=0.05)
    assert not recusal_rules.is_near(a, None, 10**9)


def test_found_by_household_kin_firm_and_distance(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = council.founded.place()
    author = council.as_("resident31").id
    waiting.interested = {author}
    map_ = map_queries.in_force(place.id)
    assert map_ is not None
    extent = map_.map.extent
    there = At((extent.west + extent.east) // 2, (extent.south + extent.north) // 2)
    known = dict(calls._answers)
    known["site", "proposal"] = lambda _: tuple(there)
    known["firms", "proposal"] = lambda _: {FIRM}
    monkeypatch.setattr(calls, "_answers", known)
    household = db.session.query(RollEntry).filter_by(person_id=author).one()
    mate = db.session.query(RollEntry).filter_by(person_id=council.member(1).id).one()
    with act():
        db.session.get_one(RollEntry, mate.id).household = household.household
    declare = interest_actions.declare
    name = people.secret(author, "name") or ""
    done(
        declare, council.member(3), place, "kin", "弟弟提了提案", relation="弟弟", kin=(household.code, name)
    )
    done(declare, council.member(5), place, "employer", "任会计", credit_code=FIRM.lower())
    ended = done(declare, council.member(6), place, "post", "曾任监事", credit_code=FIRM)
    done(interest_actions.end, council.member(6), place, ended.id)
    for n, off in ((7, 200), (9, 300)):
        home = done(declare, council.member(n), place, "property", "")
        done(
            interest_actions.put_on_map,
            council.member(n),
            place,
            home.id,
            At(there.lon, there.lat + off),
        )
    council.convene()
    grounds = recusal_rules.GROUNDS
    assert aside(council) == {
        council.member(1).id: ("found", grounds["household"]),
        council.member(3).id: ("found", grounds["kin"]),
        council.member(5).id: ("found", grounds["firm"]),
        council.member(7).id: ("found", grounds["property"]),
    }
    assert council.hall.count(council.item()).base == 17
    assert member_queries.next_aside(place.id, council.member(7).id)[0].reason == grounds["property"]
    said = "".join(one[1] for one in aside(council).values())
    assert not set("0123456789") & set(said)


def test_a_challenge_is_told_put_and_decided(council: Council, waiting: Waiting) -> None:
    council.convene()
    target = council.member(2).id
    challenge = recusal_actions.challenge
    args = (council.session, council.item())
    for who in ("officer", "neighbour01"):
        with refused("not_on_roll"):
            done(challenge, council.as_(who), *args, target, "他是店主")
    with refused("challenge_not_yourself"):
        done(challenge, council.member(2), *args, target, "x")
    with refused("challenge_no_reason"):
        done(challenge, council.as_("resident01"), *args, target, "")
    with refused("no_such_member"):
        done(challenge, council.as_("resident01"), *args, council.as_("resident02").id, "x")
    first = done(challenge, council.as_("resident01"), *args, target, "他的店就在楼下")
    with refused("challenged_already"):
        done(challenge, council.as_("resident01"), *args, target, "又一次")
    second = done(challenge, council.member(4), *args, target, "也这样看")
    third = done(challenge, council.as_("resident01"), *args, council.member(6).id, "他的亲戚施工")
    assert any(i.endpoint == "council.recusals" for i in seat_desk.desk(council.member(2), council.now))
    put = recusal_queries.open_challenges(council.item().id)
    assert [(c.id, c.person_id) for c in put] == [(first.id, target), (third.id, council.member(6).id)]
    with act() as now:
        row = recusal_queries.challenge(first.id)
        recusal_actions.challenge_decided(row, True, council.moderator, now)
    assert aside(council)[target] == ("challenged", recusal_rules.CARRIED)
    assert [recusal_queries.challenge(c.id).state for c in (first, second)] == ["carried", "carried"]
    done(recusal_actions.recuse, council.member(6), *args, council.member(6).id, "")
    assert recusal_queries.challenge(third.id).state == "moot"


def test_a_challenge_of_an_item_that_is_over_is_settled_by_the_clock(
    council: Council, waiting: Waiting
) -> None:
    council.convene()
    council.open()
    row = done(
        recusal_actions.challenge,
        council.as_("resident01"),
        council.session,
        council.item(),
        council.member(2).id,
        "他是店主",
    )
    council.put_off()
    council.clock.forward(timedelta(minutes=5))
    council.tick()
    assert recusal_queries.challenge(row.id).state == "moot"


def test_nobody_is_challenged_over_a_result(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.answer(calls, "result.adopt", monkeypatch)
    waiting.interested = {council.member(1).id}
    council.convene()
    assert aside(council) == {}
    with refused("nobody_recused"):
        args = (council.session, council.item(), council.member(2).id, "x")
        done(recusal_actions.challenge, council.as_("resident01"), *args)


@pytest.mark.each_database
def test_the_database_keeps_recusals_by_itself(council: Council, waiting: Waiting) -> None:
    council.convene()
    args = (council.session, council.item(), council.member(2).id, "他是店主")
    done(recusal_actions.challenge, council.as_("resident01"), *args)
    for sql, name in (
        ("UPDATE recusal_challenge SET state = 'carried'", "recusal_challenge_carried"),
        ("UPDATE recusal_challenge SET reason = 'x'", "recusal_challenge_fixed"),
        ("DELETE FROM recusal_challenge", "recusal_challenge_no_delete"),
    ):
        with pytest.raises(Exception, match=name), act():
            db.session.execute(text(sql))
