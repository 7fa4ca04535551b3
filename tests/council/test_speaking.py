"""Asking for the floor, giving it in order, a point of order, what ends by itself; and what the database refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from makers.council import Council, Waiting
from micro_projects.council import actions, speaking_actions, speaking_queries
from micro_projects.council.speaking_models import Speech
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from support.live import seen_is_kept
from support.statements import counted

pytestmark = pytest.mark.founded


@pytest.fixture
def open_item(council: Council, waiting: Waiting) -> Council:
    """A session of sixteen, dealing with a free item; member 3 stands aside."""
    waiting.due = False
    council.convene("楼道", "电梯")
    council.begin()
    council.come(*range(1, 16))
    council.come(16, channel="online")
    council.recuse(3)
    with act() as now:
        actions.open_session(council.moderator, council.session, now)
    council.open_item(1)
    return council


def ask(council: Council, n: int, kind: str = "speech", by: Actor | None = None) -> int:
    with act() as now:
        who = council.member(n)
        number = speaking_actions.ask(by or who, council.session, who.id, kind, now).number
    council.clock.forward(timedelta(seconds=1))
    return number


def press(council: Council, what: Any, number: int, *more: Any, by: Actor | None = None) -> None:
    with act() as now:
        speech = speaking_queries.speech(council.session.id, number)
        what(by or council.moderator, council.session, speech, *more, now)
    seen_is_kept(council.session)


def give(council: Council, number: int, reason: str = "") -> None:
    press(council, speaking_actions.give, number, reason)


def speak(council: Council, number: int, seconds: int) -> None:
    give(council, number)
    council.clock.forward(timedelta(seconds=seconds))
    press(council, speaking_actions.end, number)


def queue(council: Council) -> list[int]:
    return [s.number for s in speaking_queries.floor(council.session).waiting]


def refused(code: str, what: Any, *args: Any, **more: Any) -> None:
    with pytest.raises(Refused) as caught:
        what(*args, **more)
    assert caught.value.refusal.code == code


def test_who_has_spoken_least_comes_first(open_item: Council) -> None:
    council = open_item
    first, second = ask(council, 1), ask(council, 2)
    assert queue(council) == [first, second]
    speak(council, first, 100)
    third, fourth = ask(council, 1), ask(council, 4)
    assert queue(council) == [second, fourth, third]
    order = ask(council, 5, "point_of_order")
    assert queue(council)[0] == order
    give(council, order)
    council.clock.forward(timedelta(seconds=500))
    press(council, speaking_actions.rule_on, order, "sustained", "先议程序")
    assert ask(council, 5) == queue(council)[2], "a point of order is not counted as speaking"


def test_out_of_order_needs_a_reason_that_is_public(open_item: Council) -> None:
    council = open_item
    ask(council, 1)
    later = ask(council, 2)
    refused("out_of_order", give, council, later)
    give(council, later, "她要赶去接孩子")
    assert "她要赶去接孩子" in council.app.test_client().get(f"/sessions/{council.code}/live").text
    press(council, speaking_actions.end, later)
    speech = speaking_queries.speech(council.session.id, later)
    assert speech.out_of_order_reason == "她要赶去接孩子"


def test_a_reason_is_not_kept_when_it_is_their_turn(open_item: Council) -> None:
    number = ask(open_item, 1)
    give(open_item, number, "没有理由")
    assert speaking_queries.speech(open_item.session.id, number).out_of_order_reason == ""


def test_what_is_refused(open_item: Council) -> None:
    council = open_item
    refused("recused_silent", ask, council, 3)
    refused("recused_silent", ask, council, 3, "point_of_order")
    refused("not_here", ask, council, 20)
    refused("wrong_choice", ask, council, 1, "song")
    refused("not_your_speech", ask, council, 1, by=council.member(2))
    number = ask(council, 1, by=council.moderator)
    refused("already_asked", ask, council, 1)
    refused("not_your_speech", press, council, speaking_actions.withdraw, number, by=council.member(2))
    refused("speech_over", press, council, speaking_actions.end, number)
    give(council, number)
    refused("speech_over", give, council, number)
    other = ask(council, 2)
    refused("somebody_speaks", give, council, other)
    refused("speech_over", press, council, speaking_actions.withdraw, number, by=council.member(1))
    press(council, speaking_actions.end, number, by=council.member(1))
    refused("speech_over", press, council, speaking_actions.end, number)
    press(council, speaking_actions.withdraw, other, by=council.member(2))
    refused("speech_over", give, council, other)
    council.put_off(1)
    refused("no_item_to_speak_on", ask, council, 1)


def test_a_vote_ends_the_speech_and_only_points_of_order_are_heard(open_item: Council) -> None:
    council = open_item
    speaking, waits = ask(council, 1), ask(council, 2)
    give(council, speaking)
    council.move("main", "清理楼道。")
    council.second(1)
    council.clock.forward(timedelta(seconds=40))
    council.call(1)
    ended = speaking_queries.speech(council.session.id, speaking)
    assert ended.seconds is not None
    assert ended.seconds >= 40
    refused("no_speech_while_voting", ask, council, 4)
    refused("no_speech_while_voting", give, council, waits)
    order = ask(council, 4, "point_of_order")
    give(council, order)
    assert queue(council) == [waits]


def test_all_ends_with_the_item(open_item: Council) -> None:
    council = open_item
    speaking, waits = ask(council, 1), ask(council, 2)
    give(council, speaking)
    council.put_off(1)
    seen_is_kept(council.session)
    assert speaking_queries.speech(council.session.id, speaking).ended_at == council.now
    assert speaking_queries.speech(council.session.id, waits).withdrawn_at == council.now
    assert queue(council) == []


def test_a_point_of_order_interrupts_and_the_speech_goes_on(open_item: Council) -> None:
    council = open_item
    speaking, next_ = ask(council, 1), ask(council, 2)
    give(council, speaking)
    council.clock.forward(timedelta(seconds=40))
    order, more = ask(council, 4, "point_of_order"), ask(council, 5, "point_of_order")
    refused("somebody_speaks", give, council, next_)
    give(council, order)
    floor = speaking_queries.floor(council.session)
    assert floor.now is not None
    assert floor.paused is not None
    assert (floor.now.number, floor.paused.number) == (order, speaking)
    refused("somebody_speaks", give, council, more)
    council.clock.forward(timedelta(seconds=100))
    refused("point_needs_ruling", press, council, speaking_actions.end, order)
    refused("ruling_missing", press, council, speaking_actions.rule_on, order, "", "先议修正案")
    refused("ruling_needs_reason", press, council, speaking_actions.rule_on, order, "sustained", "")
    refused(
        "not_allowed",
        press,
        council,
        speaking_actions.rule_on,
        order,
        "sustained",
        "对",
        by=council.member(4),
    )
    press(council, speaking_actions.rule_on, order, "not_sustained", "修正案已经议过")
    floor = speaking_queries.floor(council.session)
    assert floor.now is not None
    assert (floor.now.number, floor.paused) == (speaking, None)
    give(council, more)
    council.clock.forward(timedelta(seconds=20))
    press(council, speaking_actions.end, more, by=council.member(5))
    council.clock.forward(timedelta(seconds=11))
    press(council, speaking_actions.end, speaking)
    spoken = {s.number: s for s in speaking_queries.speeches(council.session.id)}
    assert spoken[speaking].seconds in (52, 53), (
        "asking takes two seconds; the points of order are not theirs"
    )
    assert (spoken[order].ruling, spoken[order].ruling_reason) == ("not_sustained", "修正案已经议过")
    assert spoken[more].ruling == "", "taken back: nothing to rule on"


def test_an_interrupted_speaker_who_leaves_has_spoken_until_the_interruption(open_item: Council) -> None:
    council = open_item
    speaking = ask(council, 1)
    give(council, speaking)
    council.clock.forward(timedelta(seconds=30))
    order = ask(council, 4, "point_of_order")
    give(council, order)
    council.clock.forward(timedelta(seconds=60))
    council.go(1)
    assert speaking_queries.speech(council.session.id, speaking).seconds == 31
    floor = speaking_queries.floor(council.session)
    assert floor.now is not None
    assert floor.now.number == order
    council.go(4)
    assert speaking_queries.floor(council.session).held == []


def test_who_leaves_or_stands_aside_does_not_wait(open_item: Council) -> None:
    council = open_item
    speaking, aside, left = ask(council, 1), ask(council, 2), ask(council, 4)
    give(council, speaking)
    council.recuse(2)
    council.go(4)
    council.go(1)
    assert speaking_queries.floor(council.session).now is None
    assert queue(council) == []
    for number in (aside, left):
        assert speaking_queries.speech(council.session.id, number).given_at is None


def test_the_cycles_other_sessions_count(open_item: Council) -> None:
    council = open_item
    speak(council, ask(council, 1), 90)
    council.close()
    council.convene("停车")
    council.open(16)
    council.open_item(1)
    talker, quiet = ask(council, 1), ask(council, 2)
    assert queue(council) == [quiet, talker]
    assert speaking_queries.spoken_before(council.session) == {council.member(1).id: 90}


@pytest.mark.each_database
def test_the_database_keeps_it_too(open_item: Council) -> None:
    council = open_item
    one, two = ask(council, 1), ask(council, 2)
    give(council, one)
    item, other = council.item(1).id, council.item(2).id

    def write(statement: Any, match: str) -> None:
        with pytest.raises(Exception, match=match), act():
            db.session.execute(statement)

    given = db.session.scalars(select(Speech.given_at).where(Speech.number == one)).one()
    write(update(Speech).where(Speech.number == two).values(given_at=given), "(?i)unique|uq_speech_speaking")
    write(update(Speech).where(Speech.number == one).values(item_id=other), "speech_kept")
    write(update(Speech).where(Speech.number == one).values(out_of_order_reason="x"), "speech_kept")
    write(update(Speech).where(Speech.number == one).values(paused_seconds=-1), "speech_kept|paused_seconds")
    ruled = update(Speech).where(Speech.number == one).values(ruling="sustained", ruling_reason="对")
    write(ruled, "(?i)check|ruling")
    write(text("DELETE FROM speech"), "speech_no_delete")
    row = {
        "session_id": council.session.id,
        "item_id": item,
        "number": 9,
        "kind": "speech",
        "asked_at": council.now,
        "entered_by": council.moderator.id,
        "out_of_order_reason": "",
        "paused_seconds": 0,
        "ruling": "",
        "ruling_reason": "",
    }
    for n, where in ((20, item), (3, item), (4, other)):
        bad = Speech.__table__.insert().values({**row, "person_id": council.member(n).id, "item_id": where})
        write(bad, "speech_asked")
    again = Speech.__table__.insert().values({**row, "person_id": council.member(2).id})
    write(again, "(?i)unique|uq_speech_asked")


def test_over_http(open_item: Council) -> None:
    council = open_item
    at = f"/sessions/{council.code}"

    def browser(login: str) -> Any:
        client = council.app.test_client()
        client.post("/sign-in", data={"login": login, "password": "micro-projects-demo", "next": ""})
        return client

    member, other, chair = browser("council01"), browser("council02"), browser("moderator")
    assert "我要发言" in member.get(f"{at}/seat").text
    assert member.post(f"{at}/speeches", data={"kind": "speech"}).status_code == 303
    assert other.post(f"{at}/speeches", data={"kind": "speech"}).status_code == 303
    assert "排第2位" in other.get(f"{at}/seat").text
    assert chair.post(f"{at}/speeches/2/give", data={"reason": ""}).status_code == 422
    assert chair.post(f"{at}/speeches/1/give").status_code == 303
    assert other.post(f"{at}/speeches", data={"kind": "point_of_order"}).status_code == 303
    assert "的程序问题" in chair.get(f"{at}/chair").text
    assert chair.post(f"{at}/speeches/3/give").status_code == 303
    assert "请您稍等" in member.get(f"{at}/seat").text
    assert "收回程序问题" in other.get(f"{at}/seat").text
    assert chair.post(f"{at}/speeches/3/rule", data={"ruling": "sustained", "reason": ""}).status_code == 422
    assert chair.post(f"{at}/speeches/3/rule", data={"reason": "照第六条"}).status_code == 422
    ruled = chair.post(f"{at}/speeches/3/rule", data={"ruling": "sustained", "reason": "照第六条"})
    assert ruled.status_code == 303
    stale = chair.post(f"{at}/speeches/1/give")
    assert stale.status_code == 409
    assert "另一台设备" in stale.text
    assert "我讲完了" in member.get(f"{at}/seat").text
    assert "结束发言" in chair.get(f"{at}/chair").text
    for browser_of, page in ((member, "seat"), (chair, "chair")):
        with counted() as asked:
            browser_of.get(f"{at}/{page}")
        assert len(asked) <= 12, asked
    council.clock.forward(timedelta(minutes=2))
    assert member.post(f"{at}/speeches/1/end").headers["Location"].endswith("/seat")
    assert other.post(f"{at}/speeches/2/withdraw").status_code == 303
    assert member.post(f"{at}/speeches/99/end").status_code == 404
