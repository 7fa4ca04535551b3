"""What members move beside a main motion: to table, amendments, dividing, recusals upon a challenge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers.council import Council, Waiting
from micro_projects.council import motion_actions, vote_rules
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
TEXT = "楼道每周清理一次，由物业负责；门口装两盏灯。"


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


@pytest.fixture
def free(council: Council, waiting: Waiting) -> Council:
    """A session at a free item, its motion seconded."""
    waiting.due = False
    council.convene("楼道", "停车")
    council.open(16)
    council.open_item(1)
    council.move("main", TEXT)
    council.second(1)
    return council


def decide(council: Council, motion: int, yes: int) -> str:
    """Called, voted with so many yes, declared."""
    council.call(motion)
    council.vote(motion, yes=range(1, yes + 1))
    return council.declare(motion)


def test_a_tabled_item_is_put_off_and_what_waited_on_it_lapses(free: Council) -> None:
    free.move("table", by=3)
    free.second(2, by=4)
    with refused("first_others"):
        free.call(1)
    assert decide(free, 2, 9) == "carried"
    assert (free.item(1).state, free.motion(1).state) == ("put_off", "lapsed")
    assert free.hall.decisive() == []
    free.open_item(2)


def test_a_lost_motion_to_table_changes_nothing(free: Council) -> None:
    free.move("table", by=3)
    free.second(2, by=4)
    assert decide(free, 2, 8) == "lost"
    assert decide(free, 1, 9) == "carried"
    assert free.item(1).state == "decided"


def test_a_proposal_may_be_tabled_and_nothing_is_decided_about_it(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.move("table", by=3)
    council.second(2, by=4)
    decide(council, 2, 16)
    assert (council.item().state, waiting.decided) == ("put_off", [])


def test_parts_are_voted_one_by_one_and_the_item_waits_for_the_last(free: Council) -> None:
    with refused("wrong_parts"):
        free.divide(1, "楼道每周清理两次，", "由物业负责；门口装两盏灯。")
    with refused("wrong_parts"):
        free.divide(1, TEXT)
    free.divide(1, "楼道每周清理一次，由物业负责；", " 门口装两盏灯。")
    assert free.motion(1).state == "split"
    first, second = free.motion(2), free.motion(3)
    assert [(m.part, m.state, m.moved_by, m.seconded_by) for m in (first, second)] == [
        (part, "seconded", free.member(1).id, free.member(2).id) for part in ("1", "2")
    ]
    with refused("first_others"):
        free.call(3)
    assert decide(free, 2, 9) == "carried"
    assert free.item(1).state == "open"
    assert decide(free, 3, 8) == "lost"
    assert free.item(1).state == "decided"
    assert [(m.number, choice) for _, m, choice in free.hall.decisive()] == [(2, "carry"), (3, "lose")]


def test_a_part_keeps_its_place_when_it_is_amended_or_divided_again(free: Council) -> None:
    free.divide(1, "楼道每周清理一次，由物业负责；", "门口装两盏灯。")
    free.move("amendment", "楼道每两周清理一次，由物业负责；", by=3)
    free.second(4, by=5)
    with refused("not_divisible"):
        free.divide(2, "楼道每周清理一次，", "由物业负责；")
    decide(free, 4, 9)
    assert [m.number for m in free.hall.mains(free.item(1))] == [5, 3]
    free.divide(5, "楼道每两周清理一次，", "由物业负责；")
    assert [m.part for m in free.hall.mains(free.item(1))] == ["1.1", "1.2", "2"]


def test_only_the_mover_or_the_chair_divides_and_not_what_the_program_put(
    free: Council, waiting: Waiting
) -> None:
    with refused("not_mover"), act() as now:
        motion_actions.divide(free.member(2), free.session, free.motion(1), [TEXT], now)
    free.call(1)
    with refused("not_divisible"):
        free.divide(1, "楼道每周清理一次，", "由物业负责；门口装两盏灯。")


def test_an_amendment_is_not_amended_and_a_withdrawn_motion_takes_its_amendments_along(free: Council) -> None:
    free.move("amendment", "改成每两周。", by=3)
    free.second(2, by=4)
    with refused("no_second_amendment"), act() as now:
        motion_actions.move_motion(
            free.member(5), free.session, free.item(1), "amendment", "改成每月。", now, amends=2
        )
    with refused("not_mover"):
        free.withdraw(1, by=2)
    free.withdraw(1)
    assert [free.motion(n).state for n in (1, 2)] == ["withdrawn", "lapsed"]
    with act() as now:  # in the room, said aloud
        motion = motion_actions.move_motion(
            free.moderator, free.session, free.item(1), "main", "x", now, mover_id=free.member(6).id
        )
    with act() as now:
        motion_actions.withdraw(free.moderator, free.session, motion, now, mover_id=free.member(6).id)
    assert free.motion(3).state == "withdrawn"


def test_a_challenged_member_does_not_vote_on_it_and_stands_aside_when_it_is_carried(
    council: Council, waiting: Waiting
) -> None:
    council.convene()
    council.challenge(3)
    council.open(16)
    council.open_item()
    recusal, main = council.motion(1), council.motion(2)
    assert (recusal.kind, recusal.target_id, main.kind) == ("recuse", council.member(3).id, "main")
    council.move("defer", by=4)
    council.second(3, by=5)
    for other in (2, 3):
        with refused("first_others"):
            council.call(other)
    council.call(1, form="secret")
    with refused("recused"):
        council.vote(1, no=[3])
    council.vote(1, yes=range(4, 12), no=(1, 2))
    assert council.declare(1) == "carried"
    assert (council.motion(1).base, council.motion(1).entitled) == (20, 15)
    (stood,) = council.hall.recusals[council.item().id]
    assert (stood.person_id, stood.source) == (council.member(3).id, "challenged")
    assert council.hall.count(council.item()).base == 20
    assert council.item().state == "open"


def test_a_lost_recusal_leaves_the_member_and_one_declared_makes_it_moot(
    council: Council, waiting: Waiting
) -> None:
    council.convene()
    council.challenge(3)
    council.challenge(4)
    council.open(16)
    council.open_item()
    council.recuse(4)
    with refused("already_recused"):
        council.call(2)
    council.call(1)
    council.vote(1, yes=range(5, 12))
    assert council.declare(1) == "lost"
    assert [r.person_id for r in council.hall.recusals[council.item().id]] == [council.member(4).id]
    assert decide(council, 3, 3) == "lost"
    assert council.motion(2).state == "lapsed"


# -- pure ---------------------------------------------------------------------------------------------

CLAUSES = st.lists(st.text("楼道灯，。；、 \n", min_size=1, max_size=8), min_size=1, max_size=6).map("".join)


@given(CLAUSES, st.sets(st.integers(0, 48), max_size=5))
def test_what_is_cut_at_its_places_is_the_text(text: str, chosen: set[int]) -> None:
    places = vote_rules.cuts(text)
    picked = [p for p in places if p in chosen]
    assert vote_rules.divides(text, vote_rules.cut(text, picked)) == bool(picked)
    assert all(text[:p].strip() and text[p:].strip() for p in places)


@given(CLAUSES, st.integers(0, 40), st.characters(categories=["Lo"]))
def test_one_letter_more_is_not_the_text(text: str, at: int, letter: str) -> None:
    places = vote_rules.cuts(text)
    if places:
        parts = vote_rules.cut(text, places[:1])
        at = min(at, len(parts[0]))
        assert not vote_rules.divides(text, [parts[0][:at] + letter + letter + parts[0][at:], *parts[1:]])


@given(st.lists(st.integers(1, 9), unique=True), st.data())
def test_a_roll_is_called_once_then_the_silent_once_more(order: list[int], data: st.DataObject) -> None:
    answered: set[int] = set()
    passes: dict[int, int] = {}
    called: list[int] = []
    while (person := vote_rules.turn(order, answered, passes)) is not None:
        called.append(person)
        if data.draw(st.booleans()):
            answered.add(person)
        else:
            passes[person] = passes.get(person, 0) + 1
    silent_once = [p for p in order if p in passes]
    assert called == order + silent_once
    assert all(passes.get(p, 0) == 2 for p in order if p not in answered)
