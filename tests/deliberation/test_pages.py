"""The pages of deliberation over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from makers.proposals import OTHER, TEXT, Story
from micro_projects.deliberation import question_queries
from micro_projects.extensions import db
from micro_projects.proposals import queries as proposals
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303


def words(**more: str) -> dict[str, str]:
    fields = ("title", "problem", "wish", "location", "beneficiaries", "kind")
    return {name: getattr(TEXT, name) for name in fields} | {"estimate": "18000"} | more


def test_the_whole_talk(story: Story, client: Client) -> None:
    first = story.screened()
    second = story.screened(words=OTHER, who="resident02")
    story.pass_until(first, "deliberating")
    here = f"/proposals/{first.code}"
    assert "正在商议" in client.get(here).text
    sign_in(client, "resident05")
    assert client.get(f"{here}/discussion").status_code == 200
    empty = client.post(f"{here}/comments", data={"stance": "for", "text": ""})
    assert empty.status_code == 422
    long = client.post(f"{here}/comments", data={"stance": "for", "text": "好" * 1001})
    assert long.status_code == 422
    assert "好" * 1001 in long.text
    assert client.post(f"{here}/comments", data={"stance": "for", "text": "<b>好"}).status_code == 303
    asked = client.post(f"{here}/questions", data={"to_role": "officer", "question": "多少钱？"})
    assert asked.status_code == 303
    page = client.get(f"{here}/discussion").text
    assert "今天问的，等答复" in page
    assert "&lt;b&gt;好" in page
    token = question_queries.of_proposal(first.id, None)[0].question.token
    assert client.get(f"/questions/{token}/answer").status_code == 403
    sign_in(client, "officer")
    assert client.get(f"/questions/{token}/answer").status_code == 200
    assert client.post(f"/questions/{token}/answer", data={"text": ""}).status_code == 422
    assert client.post(f"/questions/{token}/answer", data={"text": "一万八"}).status_code == 303
    assert client.post(f"/questions/{token}/answer", data={"text": "一万九"}).status_code == 409
    yes = {"favourable": "yes", "capacity": "officer"}
    assert client.post(f"{here}/opinion/feasibility", data=yes).status_code == 303
    priced = {"items": "座椅，张，4，4375", "capacity": "officer"}
    assert client.post(f"{here}/opinion/price", data=priced).status_code == 303
    assert "¥17,500.00" in client.get(here).text
    sign_in(client, "resident01")
    assert client.get(f"{here}/amend").status_code == 200
    assert client.post(f"{here}/amend", data=words()).status_code == 422
    amended = client.post(f"{here}/amend", data=words(title="两张座椅"))
    assert amended.status_code == 303
    assert "<ins>" in client.get(amended.location).text
    assert "新文本还没有" in client.get(here).text
    assert client.get(f"{here}/merge").status_code == 200
    offered = client.post(f"{here}/merge", data=words(title="合在一起", others=second.code))
    assert offered.status_code == 303
    sign_in(client, "resident02")
    assert "同意合并" in client.get(offered.location).text
    agreed = client.post(offered.location, data={"proposal": second.code, "agreed": "yes"})
    assert agreed.status_code == 303
    assert client.post(offered.location, data={"proposal": second.code, "agreed": "yes"}).status_code == 409
    assert first.code in client.get(f"/proposals/{second.code}").text
    assert proposals.by_id(second.id).state == "merged"


def test_offices(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    story.pass_days(18)
    here = f"/proposals/{proposal.code}"
    sign_in(client, "moderator")
    assert client.get(f"{here}/quotation").status_code == 200
    bad = client.post(f"{here}/quotation", data={"who": "某公司", "items": "座椅 17000"})
    assert bad.status_code == 422
    assert "第 1 行看不明白" in bad.text
    quoted = {"who": "某公司", "items": "座椅，张，4，4250"}
    assert client.post(f"{here}/quotation", data=quoted).status_code == 303
    assert "某公司" in client.get(here).text
    sign_in(client, "committee")
    said = client.post("/c/FT-LH/2026/agenda-opinion", data={"text": "好"})
    assert said.status_code == 409
    assert "程序照常进行" in client.get("/c/FT-LH/2026/agenda-opinion").text
    sign_in(client, "resident09")
    assert client.post(f"{here}/opinion/feasibility", data={"favourable": "yes"}).status_code == 403
    assert client.get(f"{here}/amend").status_code == 403


def test_the_decision_page(story: Story, client: Client) -> None:
    proposal = story.selected()
    here = f"/proposals/{proposal.code}"
    assert client.get(f"{here}/decision").status_code == 302
    sign_in(client, "officer")
    assert client.get(f"{here}/decision").status_code == 200
    filled = {"approved": "no", "meeting_number": "12号", "meeting_on": "2026-06-01", "reason": "写下的理由"}
    refused = client.post(f"{here}/decision", data=filled)
    assert refused.status_code == 422
    assert "写下的理由" in refused.text
    assert client.post(f"{here}/decision", data={**filled, "ground": "law"}).status_code == 303
    assert "写下的理由" in client.get(here).text


def test_a_pages_statements_in_its_fullest_state(story: Story, client: Client) -> None:
    proposal = story.advanced()
    assert _statements(client, f"/proposals/{proposal.code}") <= 8
    assert _statements(client, f"/proposals/{proposal.code}/discussion") <= 8
    sign_in(client, "resident01")
    assert _statements(client, f"/proposals/{proposal.code}") <= 12


def _statements(client: Client, address: str) -> int:
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len([s for s in said if not s.startswith(("BEGIN", "COMMIT", "ROLLBACK"))])


def test_english(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    client.set_cookie("lang", "en", domain="127.0.0.1")
    for address in ("", "/discussion", "/versions/1"):
        assert client.get(f"/proposals/{proposal.code}{address}").status_code == 200
    assert replace(TEXT).title in client.get(f"/proposals/{proposal.code}").text
