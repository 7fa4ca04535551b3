"""Several objections: answered together or apart, found by the same handler, limited in number, listed; and slips."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from micro_projects.demo.visitor import Page
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import letters as words
from micro_projects.notices import objection_actions as objections
from micro_projects.notices import objection_queries
from micro_projects.notices.models import LogEntry
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from support.founded import PASSWORD

pytestmark = pytest.mark.founded
ANSWER = {"outcome": "substance", "answer": "三号楼确实没有征求过意见，退回修改。"}


@pytest.fixture
def d1(story):
    story.things = story.subjects(8)
    story.code = story.post("D1", story.things)
    return story


def file(story, login="resident01", about=0, **said):
    target = None if about is None else story.things[about]
    made = story.do(
        objections.file_objection, login, story.notice(story.code), Said(target, "没有征求意见", **said)
    )
    story.clock.forward(timedelta(seconds=1))
    return made


def sign_in(client, login):
    client.post("/sign-out")
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})


def handler(story, made):
    return next(n for n in ("officer", "officer2", "district") if story.actor(n).id == made.handler_id)


def test_what_belongs_together_comes_to_one_handler(d1):
    first = file(d1)
    assert file(d1, about=1).handler_id == first.handler_id  # the same person
    assert file(d1, "resident02").handler_id == first.handler_id  # the same thing
    assert file(d1, "resident03", about=5).handler_id != first.handler_id  # neither


def test_one_answer_to_many_each_its_own_record_and_what_follows_once(d1, heard, client):
    same = [
        file(d1, login, shielded=login == "resident02")
        for login in ("resident01", "resident02", "resident03")
    ]
    apart = file(d1, about=4)
    who = handler(d1, same[0])
    sign_in(client, who)
    page = client.get(f"/objections/{same[0].code}").get_data(as_text=True)
    assert "可以一起答复" in page
    address = f"/objections/{same[0].code}/together"
    codes = [one.code for one in same]
    assert client.post(f"{address}/acknowledge", data={"chosen": [*codes, apart.code]}).status_code == 303
    page = client.get(address).get_data(as_text=True)
    assert "是同一人提的" in page
    assert "resident02" not in page
    client.confirms = False
    answer = client.post(address, data={"chosen": codes, **ANSWER})
    shown = Page(address, answer.status_code, answer.get_data(as_text=True))
    assert shown.text.count(ANSWER["answer"]) == 3  # each is disclosed by itself
    client.confirms = True
    assert client.post(address, data={"chosen": codes, **ANSWER}).status_code == 303
    states = {o.code: o.state for o in db.session.scalars(select(Objection))}
    assert states == {**dict.fromkeys(codes, "upheld"), apart.code: "acknowledged"}
    assert set(heard.upheld) == {(d1.things[0].id, d1.code, "substance")}
    assert len(heard.upheld) == 3  # shown twice, done once
    told = db.session.scalars(select(Letter.person_id).where(Letter.msgid == words.UPHELD)).all()
    assert sorted(told) == sorted(one.person_id for one in same)
    decided = db.session.scalars(select(LogEntry).where(LogEntry.kind == "objection.decided")).all()
    assert len(decided) == 3


def test_only_its_handler_sees_them_together(d1, client):
    made = file(d1)
    others = {"officer", "officer2"} - {handler(d1, made)}
    for login in (*others, "worker1", "resident01", "admin", "auditor"):
        sign_in(client, login)
        assert client.get(f"/objections/{made.code}/together").status_code == 403
        answer = client.post(f"/objections/{made.code}/together", data={"chosen": made.code, **ANSWER})
        assert answer.status_code == 403
    sign_in(client, handler(d1, made))
    answer = client.post(f"/objections/{made.code}/together", data=ANSWER)
    assert answer.status_code == 422
    assert "还没有勾选" in answer.get_data(as_text=True)


def test_the_first_is_never_refused_and_the_sixth_of_a_day_is(d1):
    for n in range(5):
        file(d1, about=n)
    with pytest.raises(Refused) as caught:
        file(d1, about=5)
    assert caught.value.refusal.code == "too_many_today"
    assert file(d1, "resident02").state == "received"  # anybody else
    other = d1.post("E6", d1.subjects(1, first=60))
    made = d1.do(objections.file_objection, "resident01", d1.notice(other), Said(None, "另一份"))
    assert made.state == "received"  # the first to another notice
    d1.clock.forward(timedelta(days=1))
    assert file(d1, about=5).state == "received"


def test_the_list_is_public_with_codes_states_dates_and_outcomes_and_no_names(d1, client):
    empty = client.get("/c/FT-LH/objections").get_data(as_text=True)
    assert "还没有人提过异议" in empty
    first, second = file(d1), file(d1, "resident02", about=1, shielded=True)
    d1.do(objections.withdraw, "resident02", second)
    page = client.get("/c/FT-LH/objections").get_data(as_text=True)
    for said in (first.code, second.code, "FT-LH-2026-001", "现在有 1 件异议正在办理", "提出人已撤回"):
        assert said in page
    for login in ("resident01", "resident02"):
        assert d1.actor(login).name not in page
    assert objection_queries.counts("QH/FT/") == {"received": 1, "withdrawn": 1}


def test_a_slip_for_the_objector_also_without_an_account(d1, client):
    said = Said(d1.things[0], "口头说的", affected="住对面")
    made = d1.do(
        objections.enter_objection, "worker1", d1.notice(d1.code), said, "王小明", "13800000001", None
    )
    sign_in(client, "worker1")
    page = client.get(f"/objections/{made.code}/slip").get_data(as_text=True)
    assert made.code in page
    assert "24:00" in page
    assert "王小明" not in page
    for login in ("resident02", "officer", "admin"):
        sign_in(client, login)
        assert client.get(f"/objections/{made.code}/slip").status_code == 403
    own = file(d1)
    sign_in(client, "resident01")
    assert client.get(f"/objections/{own.code}/slip").status_code == 200
