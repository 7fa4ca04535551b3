"""What somebody who chairs cannot do alone: stop, cut short or thin out a vote, or divide another's motion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from makers.council import Council, Waiting
from micro_projects.council import actions, motion_actions, recusal_actions, vote_actions, vote_rules
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


@pytest.fixture
def voting(council: Council, waiting: Waiting) -> Council:
    """Sixteen in the room and one online; a proposal's motion is being voted on, and nine have said no."""
    council.convene()
    council.open(16)
    council.come(17, channel="online")
    council.open_item()
    council.call()
    council.vote(no=range(1, 10))
    return council


def done(action: Callable[..., object], *args: object) -> None:
    """One act, now."""
    with act() as now:
        action(*args, now)


def leave(council: Council, n: int, by: Actor | None = None) -> None:
    """Somebody is noted as gone."""
    done(actions.leave, by or council.moderator, council.session, council.member(n).id)


def aside(council: Council, n: int, by: Actor | None = None) -> None:
    """Somebody is noted as standing aside."""
    done(
        recusal_actions.recuse,
        *(by or council.moderator, council.session, council.item(), council.member(n).id, "亲属"),
    )


def declare(council: Council) -> str:
    """Declared at once, nobody waited for."""
    with act() as now:
        return vote_actions.declare(council.moderator, council.session, council.motion(), now)


def test_nobody_stops_a_vote_whose_course_they_see(voting: Council) -> None:
    with refused("vote_running"):
        voting.put_off()
    assert declare(voting) == "lost"


def test_a_vote_that_was_cast_is_taken_out_by_the_member_alone(voting: Council) -> None:
    with refused("voted_now"):
        leave(voting, 1)
    with refused("voted_now"):
        aside(voting, 2)
    assert len(voting.hall.voted(voting.motion())) == 9
    leave(voting, 16)  # who has not voted, and went
    leave(voting, 1, voting.member(1))
    aside(voting, 2, voting.member(2))
    assert len(voting.hall.voted(voting.motion())) == 7


def test_the_chair_notes_a_word_only_of_who_can_be_heard_saying_it(voting: Council) -> None:
    for n in (17, 18):  # online; not here at all
        with refused("word_only_in_room"):
            aside(voting, n)
    aside(voting, 10)
    assert voting.member(10).id in voting.hall.recused(voting.item())


def test_nobodys_vote_is_cut_off(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    council.call()
    with refused("too_soon"):
        declare(council)
    council.vote(yes=range(1, 9), no=[9])
    with refused("too_soon"):
        declare(council)
    council.vote(yes=[10])
    assert declare(council) == "carried"  # nine of sixteen: nobody else can change it


def test_who_stays_silent_holds_nobody_up(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    council.call()
    council.vote(yes=[1])
    council.clock.forward(vote_rules.PATIENCE)
    assert declare(council) == "lost"


@pytest.mark.parametrize(
    ("yes", "cast", "settled"), [(9, 9, True), (8, 9, False), (0, 8, True), (0, 7, False), (0, 16, True)]
)
def test_when_the_rest_can_change_nothing(yes: int, cast: int, settled: bool) -> None:
    assert vote_rules.is_settled(yes, cast, 16, 9) is settled


def test_another_divides_a_motion_only_on_the_movers_word_in_the_room(
    council: Council, waiting: Waiting
) -> None:
    waiting.due = False
    council.convene("楼道")
    council.open(16)
    council.come(17, channel="online")
    council.open_item()
    council.move("main", "修路；但不得超过五万元。", by=17)
    council.second(1)
    parts = ["修路；", "但不得超过五万元。"]

    def divide(by: Actor, now: datetime) -> None:
        motion_actions.divide(by, council.session, council.motion(1), parts, now)

    with refused("word_only_in_room"):
        done(divide, council.moderator)
    with refused("not_mover"):
        done(divide, council.member(3))
    done(divide, council.member(17))
    assert council.motion(1).state == "split"
