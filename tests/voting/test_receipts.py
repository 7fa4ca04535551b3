"""A receipt finds its voter's own record after counting, and nothing before; only yes or no stands in one's name."""

from __future__ import annotations

import csv
import io
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from micro_projects.extensions import db
from micro_projects.voting import actions, files, receipts
from micro_projects.voting.counting import Ballot
from micro_projects.voting.receipts import Receipt
from micro_projects.web.door import act
from support.voting import Story


def cast(story: Story, login: str, word: str, *codes: str) -> Receipt:
    by, round_ = story.actor(login), story.round
    with act(shared=True) as now:
        receipt = actions.cast(by, round_, Ballot(codes), word, now)
    assert receipt is not None
    return receipt


@pytest.fixture
def counted(voting: Story) -> tuple[Story, list[Receipt]]:
    """22 ballots, counted; resident01 voted twice, resident02 added a word."""
    a, b, c = voting.codes
    given = [cast(voting, "resident01", "", a), cast(voting, "resident01", "", b, c)]
    given.append(cast(voting, "resident02", "荔枝树", a))
    given += [cast(voting, f"resident{n:02d}", "", a) for n in range(3, 23)]
    voting.close()
    return voting, given


def find(client: Any, story: Story, code: str, word: str = "") -> Any:
    return client.post(f"/rounds/{story.round.code}/find", data={"code": code, "word": word})


def test_a_receipt_finds_the_record_as_counted(counted: tuple[Story, list[Receipt]], client: Any) -> None:
    story, (first, second, worded, *_rest) = counted
    round_ = story.round
    assert (round_.state, round_.ballots) == ("counted", 22)
    rows = list(csv.DictReader(io.StringIO(files.records_csv(round_))))
    by_receipt = {row["receipt"]: row["choices"].split() for row in rows}
    assert len(by_receipt) == len(rows) == 22  # two voters are never given the same record
    assert by_receipt[second.hash] == story.codes[1:]
    answer = find(client, story, second.code.lower().replace("-", " "))
    body = answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    record = next(row["record_id"] for row in rows if row["receipt"] == second.hash)
    assert record in body
    listed = re.findall(r"<li>([^<]*)</li>", body[body.index(record) :].split("</ol>")[0])
    assert listed == ["夜间照明", "健身角"]
    assert "没有这个回执码" in find(client, story, first.code).get_data(
        as_text=True
    )  # replaced by the second
    assert "没有这个回执码" in find(client, story, worded.code).get_data(as_text=True).split("<template")[0]
    assert (
        "已经计入"
        in find(client, story, worded.code, " 荔枝树 ").get_data(as_text=True).split("<template")[0]
    )


def test_the_code_is_nowhere_but_in_the_answer_to_casting(
    voting: Story, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = cast(voting, "resident01", "榕树", voting.codes[0])
    voting.cast_many([[voting.codes[1]]] * 21, first=2)
    before = [everything(), caplog.text]
    voting.close()
    find(client, voting, receipt.code, "榕树")
    for kept in (*before, everything(), caplog.text):
        assert receipt.code not in kept
        assert receipt.code.replace("-", "") not in kept
        assert "榕树" not in kept
    assert receipt.hash not in before[0]  # sealed with the ballot: nobody reads it before opening
    assert receipt.hash in everything()


def everything() -> str:
    names = inspect(db.engine).get_table_names()
    return " ".join(repr(db.session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names)


def test_nothing_can_be_looked_up_before_counting_or_with_too_few_records(voting: Story, client: Any) -> None:
    receipt = cast(voting, "resident01", "", voting.codes[0])
    assert "计票以后才能查" in client.get(f"/rounds/{voting.round.code}/find").get_data(as_text=True)
    assert find(client, voting, receipt.code).status_code == 409
    voting.cast_many([[voting.codes[0]]] * 16, first=2)
    voting.close()
    assert voting.round.state == "counted"
    assert "不公布逐张记录" in client.get(f"/rounds/{voting.round.code}/find").get_data(as_text=True)
    assert find(client, voting, receipt.code).status_code == 409
    assert find(client, voting, "").status_code == 422


def test_in_one_s_name_stands_yes_or_no_and_the_channel(voting: Story, client: Any, sign_in: Any) -> None:
    voting.cast("resident01", voting.codes[0])
    sign_in("resident01")
    said = client.get("/rounds/mine")
    assert said.headers["Cache-Control"] == "no-store"
    assert "有，网上" in said.get_data(as_text=True)
    assert not any(code in said.get_data(as_text=True) for code in voting.codes)
    sign_in("resident02")
    body = client.get("/rounds/mine").get_data(as_text=True)
    assert "没有" in body
    assert "有，网上" not in body
    sign_in("officer")
    assert "您还没有在任何一轮的名册上" in client.get("/rounds/mine").get_data(as_text=True)


@pytest.mark.browser
def test_in_a_browser_the_code_never_leaves_the_device(
    counted: tuple[Story, list[Receipt]], live_server: str, page: Any
) -> None:
    story, (_first, second, worded, *_rest) = counted
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}")
    )
    page.goto(f"{live_server}/rounds/{story.round.code}/find")
    page.get_by_label("回执码").fill(second.code.replace("-", " ").lower())
    page.get_by_role("button", name="查找").click()
    page.get_by_text("找到了").wait_for()
    assert page.locator("[data-found] li").all_inner_texts() == ["夜间照明", "健身角"]
    page.get_by_label("回执码").fill(worded.code)
    page.get_by_role("button", name="查找").click()
    page.get_by_text("公布的记录里没有").wait_for()
    page.get_by_label("您自己加的词").fill("荔枝树")
    page.get_by_role("button", name="查找").click()
    page.get_by_text("找到了").wait_for()
    assert not any(line.startswith("POST") for line in sent)
    assert not any(second.code[:5].lower() in line.lower() for line in sent)


def test_the_script_and_the_server_hash_alike() -> None:
    script = (Path(__file__).parents[2] / "static/js/find_ballot.js").read_text()
    tag = re.search(r'const TAG = "([^"]*)"', script)
    assert tag is not None
    assert tag[1].replace("\\0", "\0").encode() == receipts._TAG
