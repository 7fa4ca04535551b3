"""Open votes and roll calls: who is called, what is final, what the database refuses whoever asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from makers.council import Council, Waiting
from micro_projects.council import actions, vote_actions
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """The database refuses, by that trigger."""
    with pytest.raises(Exception, match=name), act():
        yield


def sql(statement: str, **values: object) -> None:
    """Plain SQL, as whoever owns the database might type it."""
    db.session.execute(text(statement), values)


@pytest.fixture
def called(council: Council, waiting: Waiting) -> Council:
    """A proposal's motion in a roll call: 1 to 14 in the room, 15 by phone, 16 online."""
    council.convene()
    council.begin()
    council.come(*range(1, 15))
    council.come(15, channel="phone")
    council.come(16, channel="online")
    with act() as now:
        actions.open_session(council.moderator, council.session, now)
    council.open_item()
    council.call(form="roll_call")
    return council


def whose_turn(council: Council) -> int | None:
    """The member whose name is called."""
    turn = council.hall.turn(council.motion())
    return next(n for n in range(1, 22) if council.member(n).id == turn.person_id) if turn else None


def answer(council: Council, n: int, choice: str = "yes") -> None:
    """The chair records what was said in the room; online one answers oneself."""
    with act() as now:
        if council.hall.here[council.member(n).id].channel == "online":
            vote_actions.vote(council.member(n), council.session, council.motion(), choice, now)
        else:
            people = [council.member(n).id]
            vote_actions.record_votes(
                council.moderator, council.session, council.motion(), people, choice, now
            )


def test_names_are_called_by_seat_answers_are_final_and_the_silent_called_once_more(called: Council) -> None:
    with refused("not_your_turn"):
        answer(called, 2)
    for n in range(1, 17):
        assert whose_turn(called) == n
        if n in (3, 7):
            called.pass_over(n)
        else:
            answer(called, n, "no" if n == 2 else "yes")
    with refused("roll_not_ended"):
        called.declare()
    with refused("roll_final"):
        called.vote(no=[1])
    assert whose_turn(called) == 3
    answer(called, 3)
    called.pass_over(7)
    assert whose_turn(called) is None
    with refused("roll_ended"):
        called.vote(yes=[7])
    assert called.declare() == "carried"
    motion = called.motion()
    assert (motion.ayes, motion.noes, motion.abstentions, motion.entitled) == (14, 1, 0, 16)


def test_who_comes_is_called_in_their_place_and_who_leaves_takes_answer_and_silence_along(
    called: Council,
) -> None:
    answer(called, 1)
    called.pass_over(2)
    called.go(1, 2)
    called.come(2)
    assert whose_turn(called) == 2
    answer(called, 2, "abstain")
    assert whose_turn(called) == 3
    assert called.hall.voted(called.motion()) == {called.member(2).id}


def test_a_form_is_chosen_before_the_vote_and_an_unknown_one_refused(
    council: Council, waiting: Waiting
) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    with refused("wrong_choice"):
        council.call(form="show_of_hands")
    with refused("not_secret"):
        council.call(form="secret")
    council.call()
    with guarded("motion_fixed"):
        sql("UPDATE motion SET form = 'roll_call'")


@pytest.mark.each_database
def test_the_database_keeps_a_roll_call(called: Council) -> None:
    answer(called, 1)
    motion = called.motion()
    with guarded("council_vote_changed"):
        sql("UPDATE council_vote SET choice = 'no'")
    called.pass_over(2)
    with guarded("roll_pass_no_update"):
        sql("UPDATE roll_pass SET round = 2")
    with guarded("roll_pass_called"):
        sql(
            "INSERT INTO roll_pass (motion_id, person_id, round, at) VALUES (:m, :p, 1, :at)",
            m=motion.id,
            p=called.member(20).id,
            at=called.now,
        )
    with guarded("motion_counted"):  # nobody else was called yet
        sql(
            "UPDATE motion SET state = 'lost', ayes = 1, noes = 0, abstentions = 0, entitled = 16, base = 21, "
            "quorum = 14, needed = 9"
        )
    with guarded("motion_called_off"):
        sql("UPDATE motion SET state = 'seconded'")
    with guarded("council_vote_entitled"):  # a vote slipped in of somebody who is not here
        sql(
            "INSERT INTO council_vote (motion_id, person_id, choice, at, entered_by) "
            "VALUES (:m, :p, 'yes', :at, :p)",
            m=motion.id,
            p=called.member(20).id,
            at=called.now,
        )


@pytest.mark.each_database
def test_the_database_keeps_the_challenged_from_voting(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.challenge(3)
    council.open(16)
    council.open_item()
    council.call(1)
    with guarded("council_vote_entitled"):
        sql(
            "INSERT INTO council_vote (motion_id, person_id, choice, at, entered_by) "
            "VALUES (:m, :p, 'no', :at, :p)",
            m=council.motion(1).id,
            p=council.member(3).id,
            at=council.now,
        )
    council.vote(1, yes=range(4, 14))
    with guarded("motion_counted"):  # counted as if the challenged could vote
        sql(
            "UPDATE motion SET state = 'carried', ayes = 10, noes = 0, abstentions = 0, entitled = 16, "
            "base = 21, quorum = 14, needed = 9 WHERE number = 1"
        )
    assert council.declare(1) == "carried"
