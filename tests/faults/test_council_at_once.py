"""A session under many hands at once: chairs, votes, leaving and closing; on both databases (invariant 7).

Every vote that was acknowledged before the declaration is counted, every later one is refused; whatever came first,
what is kept agrees with itself, and what is seen is what is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from makers.council import Council, Waiting
from micro_projects.council import actions, checks, live, motion_actions, queries, vote_actions, vote_rules
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import CouncilVote, SecretBallot, SecretMark, SecretSealed
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from support.crowd import at_once

pytestmark = [pytest.mark.founded, pytest.mark.each_database]
Work = Callable[[], Any]


@pytest.fixture
def hall(council: tuple[Council, Waiting]) -> Council:
    """A free motion, seconded, before 16 members."""
    made, waiting = council
    waiting.due = False
    made.convene("楼道", "停车")
    made.open(16)
    made.open_item(1)
    made.move("main", "每周清理。")
    made.second(1)
    return made


def taking(hall: Council, action: Callable[..., Any], by: str, *args: Any) -> Work:
    """One act on the session's first motion, by somebody, in a thread of its own."""
    code, actor = hall.code, hall.as_(by)

    def work() -> Any:
        session = queries.session(code)
        motion = queries.motion(session.id, 1)
        with act() as now:
            return action(actor, session, motion, *args, now)

    return work


def votes(hall: Council, choices: dict[int, str]) -> list[Work]:
    """Members vote, each by oneself."""
    return [taking(hall, vote_actions.vote, f"council{n:02d}", choice) for n, choice in choices.items()]


def refusals(answers: Sequence[Any]) -> Counter[str]:
    """How often each refusal was said; nothing else went wrong."""
    assert not [a for a in answers if isinstance(a, Exception) and not isinstance(a, Refused)], answers
    return Counter(a.refusal.code for a in answers if isinstance(a, Refused))


def sound(hall: Council) -> None:
    """Doctor finds nothing, and what is seen is what is kept."""
    assert [finding for check in checks.CHECKS for finding in check()] == []
    row = db.session.get_one(SessionLive, hall.session.id, populate_existing=True)
    assert json.loads(row.state) == live.state(hall.session)


@pytest.mark.parametrize("form", ["open", "secret"])
def test_two_chairs_declare_while_votes_come_in(hall: Council, form: str) -> None:
    hall.call(1, form)
    hall.vote(1, yes=range(1, 7))
    hall.clock.forward(vote_rules.PATIENCE)  # who has not voted was waited for
    late = {n: "yes" if n % 2 else "no" for n in range(7, 17)}
    cast = votes(hall, late)
    chairs = [taking(hall, vote_actions.declare, who) for who in ("moderator", "moderator2")]
    answers = at_once(hall.app, [*cast[:5], *chairs, *cast[5:]])
    assert refusals(answers).keys() <= {"not_voting"}
    (said,) = [a for a in answers if isinstance(a, str)]
    arrived = [n for n, a in zip(late, answers[:5] + answers[7:], strict=True) if a is None]
    motion = hall.motion(1)
    assert motion.state == said
    ayes = 6 + sum(late[n] == "yes" for n in arrived)
    assert (motion.ayes, motion.noes) == (ayes, sum(late[n] == "no" for n in arrived))
    assert len(hall.hall.voted(motion)) == 6 + len(arrived)
    sound(hall)


@pytest.mark.parametrize("form", ["open", "secret", "roll_call"])
def test_one_member_presses_many_times_at_once(hall: Council, form: str) -> None:
    hall.call(1, form)
    answers = at_once(hall.app, votes(hall, {1: "yes"}) * 4 + votes(hall, {1: "no"}) * 4)
    refused = refusals(answers)
    assert refused == ({"roll_final": 7} if form == "roll_call" else {})
    tables = (SecretMark, SecretSealed) if form == "secret" else (CouncilVote,)
    for table in tables:
        query = select(func.count()).select_from(table)
        assert db.session.scalar(query) == 1
    assert hall.hall.voted(hall.motion(1)) == {hall.member(1).id}
    sound(hall)


def test_a_session_is_not_closed_over_a_vote(hall: Council) -> None:
    """Either the vote was called first and closing is refused, or closed first and nobody votes any more."""
    code, chair = hall.code, hall.as_("moderator2")

    def close() -> bool:
        session = queries.session(code)
        with act() as now:
            return actions.close(chair, session, now)

    answers = at_once(hall.app, [taking(hall, vote_actions.call_vote, "moderator"), close])
    assert sum(refusals(answers).values()) == 1
    if answers[0] == "voting":
        assert refusals(answers) == {"vote_running": 1}
        assert hall.session.state == "open"
    else:
        assert (answers[1], hall.motion(1).state) == (True, "lapsed")
    sound(hall)


@pytest.mark.parametrize("form", ["open", "secret"])
def test_a_member_leaves_while_voting(hall: Council, form: str) -> None:
    """Never a vote of somebody who is gone: it goes with them, or is refused."""
    hall.call(1, form)
    hall.vote(1, yes=range(1, 8))
    code, who = hall.code, hall.member(8)

    def leave() -> None:
        session = queries.session(code)
        with act() as now:
            actions.leave(who, session, who.id, now)

    answers = at_once(hall.app, [*votes(hall, {8: "yes"}), leave, *votes(hall, {9: "yes", 10: "no"})])
    assert refusals(answers).keys() <= {"not_here"}
    assert hall.hall.voted(hall.motion(1)) == {hall.member(n).id for n in (*range(1, 8), 9, 10)}
    assert hall.declare(1) == "carried"
    assert (hall.motion(1).ayes, hall.motion(1).entitled) == (8, 15)
    if form == "secret":
        assert db.session.scalar(select(func.count()).select_from(SecretBallot)) == 9
    sound(hall)


def test_two_chairs_open_two_items(hall: Council) -> None:
    hall.put_off(1)
    with act() as now:
        motion_actions.move_new_item(hall.member(1), hall.session, "另一件", now)
    code = hall.code

    def opening(by: str, number: int) -> Work:
        actor = hall.as_(by)

        def work() -> int:
            session = queries.session(code)
            item = queries.item(session.id, number)
            with act() as now:
                motion_actions.open_item(actor, session, item, now)
            return number

        return work

    answers = at_once(hall.app, [opening("moderator", 2), opening("moderator2", 3)] * 2)
    (opened,) = [a for a in answers if isinstance(a, int)]
    assert refusals(answers).keys() <= {"other_item_open", "wrong_state"}
    assert [i.number for i in hall.hall.items if i.state == "open"] == [opened]
    sound(hall)


def test_a_roll_is_called_by_two_chairs(hall: Council) -> None:
    """Each answer and each silence is taken once, in the order of the seats."""
    hall.call(1, "roll_call")

    def recorded(by: str, n: int) -> Work:
        return taking(hall, record, by, hall.member(n).id)

    def record(by: Any, session: Any, motion: Any, person_id: int, now: datetime) -> None:
        vote_actions.record_votes(by, session, motion, [person_id], "yes", now)

    passing = taking(hall, vote_actions.pass_over, "moderator2", hall.member(1).id)
    answers = at_once(hall.app, [recorded("moderator", 1), passing, recorded("moderator2", 1), passing])
    assert refusals(answers).keys() <= {"roll_final", "not_your_turn"}
    assert [a for a in answers if a is None]
    sound(hall)
