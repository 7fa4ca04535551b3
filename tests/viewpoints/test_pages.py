"""The pages of conversations and arguments over HTTP: they work without scripts, and tell nobody of anybody."""

from __future__ import annotations

import re

import pytest
from viewpoints.conftest import SEEDS, Talk

from makers.proposals import Story
from micro_projects.proposals import queries as proposals
from micro_projects.viewpoints import queries
from support.client import Client
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def statements(client: Client, address: str) -> int:
    client.get(address)
    with counted() as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_opened_answered_added_to(talk: Talk, client: Client) -> None:
    sign_in(client, "resident01")
    assert client.get("/c/FT-LH/conversations/new").status_code == 403
    sign_in(client, "moderator")
    form = {"question": "楼顶要不要种菜？", "closes_on": "2026-03-20", "seeds": "种\n不种\n先试试"}
    new = "/c/FT-LH/conversations/new"
    assert client.get(new).status_code == 200
    assert client.post(new, data={**form, "question": ""}).status_code == 422
    short = client.post(new, data={**form, "seeds": "种\n不种"})
    assert (short.status_code, "楼顶要不要种菜？" in short.text) == (422, True)
    assert client.post(new, data={**form, "proposal": "FT-LH-2026-999"}).status_code == 404
    here = client.post(new, data=form).location
    assert here.endswith("/conversations/FT-LH-V2")
    assert "楼顶要不要种菜？" in client.get("/c/FT-LH/conversations").text
    sign_in(client, "resident01")
    assert "请逐条表态" in client.get(here).text
    first = client.get(f"{here}/answer")
    assert first.text.count('name="answer"') == 3
    assert ">种</h1>" in first.text
    assert ">不种</h1>" in client.get(f"{here}/answer?skip=1").text
    assert client.post(f"{here}/answer", data={"statement": "1", "answer": "love"}).status_code == 422
    after = client.post(f"{here}/answer", data={"statement": "1", "answer": "agree", "skip": "2"})
    assert after.status_code == 303
    assert ">先试试</h1>" in client.get(after.location).text
    for number in ("2", "3"):
        client.post(f"{here}/answer", data={"statement": number, "answer": "pass"})
    assert "都表过态了" in client.get(f"{here}/answer").text
    assert ">不种</h1>" in client.get(f"{here}/answer?statement=2").text  # to change it
    assert client.get(f"{here}/statements/new").status_code == 200
    empty = client.post(f"{here}/statements/new", data={"text": ""})
    assert empty.status_code == 422
    twice = client.post(f"{here}/statements/new", data={"text": "不种"})
    assert (twice.status_code, "一字不差" in twice.text) == (422, True)
    assert client.post(f"{here}/statements/new", data={"text": "<i>种花"}).status_code == 303
    assert "&lt;i&gt;种花" in client.get(here).text
    sign_in(client, "neighbour01")
    assert client.get(f"{here}/answer").status_code == 403
    assert client.post(f"{here}/answer", data={"statement": "1", "answer": "agree"}).status_code == 403


def test_at_the_counter(talk: Talk, client: Client) -> None:
    here = f"/conversations/{talk.code}"
    sign_in(client, "resident02")
    assert client.get(f"{here}/counter").status_code == 403
    client.post(f"{here}/answer", data={"statement": "1", "answer": "disagree"})
    sign_in(client, "worker1")
    page = client.get(f"{here}/counter").text
    assert page.count("<fieldset") == len(SEEDS)
    assert "checked" not in page
    none = client.post(f"{here}/counter", data={"resident": "DEMO00000001"})
    assert none.status_code == 422
    wrong = client.post(f"{here}/counter", data={"resident": "nobody", "statement-1": "agree"})
    assert wrong.status_code == 404 or "checked" in wrong.text
    kept = client.post(f"{here}/counter", data={"resident": "DEMO00000001", "statement-3": "agree"})
    assert kept.status_code == 303
    page = client.get(kept.location).text
    assert "已经记下" in page
    assert "checked" not in page  # neither this resident's nor anybody's answers
    assert talk.row.answers == 2


def test_hidden_under_twenty_then_shown_and_nobody_is_seen(talk: Talk, client: Client) -> None:
    here = f"/conversations/{talk.code}"
    talk.two_camps(19)
    talk.pass_time(minutes=1)
    assert "再有 1 人参加，就显示结果" in client.get(here).text
    talk.two_camps(26)
    assert "正在统计" in client.get(here).text
    talk.pass_time(minutes=1)
    seen = client.get(here).text
    assert "大家想到一起的" in seen
    assert seen.index("楼下要有足够的充电位") < seen.index("分歧在哪里")
    assert seen.count("<circle") == 2 + seen.split('<svg class="groups"')[0].count("<circle")
    assert re.findall(r'class="group-size"[^>]*>(\d+)<', seen) == ["14", "12"]
    assert "只有您自己看得到" not in seen
    mine: dict[str, str] = {}
    for login in ("resident01", "resident20", "moderator", "admin", "worker1", "auditor"):
        sign_in(client, login)
        page = client.get(here).text
        told = re.search(r"您的回答和(.组)最接近", page)
        mine[login] = told[1] if told else ""
        assert "resident" not in page.split("<main")[1]
    assert mine == {
        "resident01": "乙组", "resident20": "甲组", "moderator": "", "admin": "", "worker1": "", "auditor": "",
    }  # fmt: skip
    talk.pass_time(days=11)
    sign_in(client, "resident01")
    closed = client.get(here).text
    assert "这是最后的结果" in closed
    assert "只有您自己看得到" not in closed  # nobody knows any more
    assert "已经结束" in client.get(f"{here}/answer").text
    assert client.get("/c/FT-LH/conversations").status_code == 200


def test_two_houses_that_differ_only_in_who_said_what_show_the_same(talk: Talk, client: Client) -> None:
    """Two residents of one group change places: to all others every page stays as it is."""
    talk.two_camps(26)
    talk.pass_time(minutes=1)
    here = f"/conversations/{talk.code}"

    def seen() -> list[str]:
        pages = []
        for login in ("moderator", "admin", "worker1", "resident30"):
            sign_in(client, login)
            for address in (here, f"{here}/counter", "/desk"):
                answer = client.get(address)
                text = re.sub(r'(nonce|value)="[^"]*"', "", answer.text.split("<main")[-1])
                pages.append(re.sub(r"<time.*?</time>", "", text))
        return pages

    before = seen()
    talk.answer("resident05", s8="pass")
    talk.answer("resident01", s8="disagree")
    talk.pass_time(minutes=11)
    assert seen() == before


def test_each_page_asks_a_few_questions(talk: Talk, client: Client) -> None:
    here = f"/conversations/{talk.code}"
    talk.two_camps(21)
    talk.pass_time(minutes=1)
    assert statements(client, here) <= 8
    assert statements(client, "/c/FT-LH/conversations") <= 8
    sign_in(client, "resident01")
    for address in (here, f"{here}/answer", f"{here}/statements/new"):
        assert statements(client, address) <= 12


def test_arguments(story: Story, client: Client) -> None:
    p = story.deliberating()
    here = f"/proposals/{p.code}"
    assert "还没有人写" in client.get(f"{here}/arguments").text
    sign_in(client, "resident05")
    for text in ("老人要坐。", "不占通道。"):
        sent = client.post(f"{here}/arguments", data={"side": "for", "text": text})
        assert sent.status_code == 303
    assert client.post(f"{here}/arguments", data={"text": "没选边"}).status_code == 422
    again = client.post(f"{here}/arguments", data={"side": "for", "text": "老人要坐。"})
    assert (again.status_code, "一字不差" in again.text) == (422, True)
    own = client.post(f"{here}/arguments/1/mark", data={"agrees": "yes"})
    assert own.status_code == 409
    client.post(f"{here}/comments", data={"stance": "against", "text": "太吵了。别的都好。"})
    page = client.get(f"{here}/arguments").text
    pick = re.search(r'href="(/proposals/[^"]+/argument)"', page)
    assert pick
    assert client.get(pick[1]).status_code == 200
    reworded = client.post(pick[1], data={"side": "against", "text": "很吵。"})
    assert (reworded.status_code, "一字不差" in reworded.text) == (422, True)
    assert client.post(pick[1], data={"side": "against", "text": "太吵了。"}).status_code == 303
    sign_in(client, "resident06")
    assert client.get(pick[1]).status_code == 403
    assert client.post(f"{here}/arguments/2/mark", data={"agrees": "maybe"}).status_code == 422
    assert client.post(f"{here}/arguments/2/mark", data={"agrees": "yes"}).status_code == 303
    page = client.get(f"{here}/arguments").text
    assert page.count('aria-pressed="true"') == 1
    card = client.get(here).text
    assert "不占通道。" in card
    assert "太吵了。" in card
    assert "老人要坐。" not in card  # as many on each side
    assert "还有 1 条" in card
    client.post("/sign-out")
    assert statements(client, here) <= 8
    assert statements(client, f"{here}/arguments") <= 8
    sign_in(client, "resident06")
    assert statements(client, here) <= 12
    assert statements(client, f"{here}/arguments") <= 12
    assert proposals.by_code(p.code).state == "deliberating"


def test_english(talk: Talk, client: Client) -> None:
    talk.two_camps(21)
    talk.pass_time(minutes=1)
    sign_in(client, "resident01")
    client.set_cookie("lang", "en", domain="127.0.0.1")
    page = client.get(f"/conversations/{talk.code}").text
    assert "Group A" in page
    assert queries.conversation(talk.code).question in page
    assert client.get(f"/conversations/{talk.code}/answer?statement=1").status_code == 200
