"""A round's page in every state after closing, the page of reconciling, the auditor's recount: what they say and cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from micro_projects.extensions import TRIGGERS, db
from micro_projects.voting import queries, reconcile_queries
from micro_projects.voting.commands import round_group
from support import papers
from support.client import Client
from support.statements import counted
from support.voting import Story

SignIn = Callable[[str], None]
SIGNED_OUT, SIGNED_IN = 8, 12


def read(client: Client, address: str, most: int) -> str:
    with counted() as asked:
        answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    assert len(asked) <= most, "\n".join(asked)
    return str(answer.get_data(as_text=True))


def entering(story: Story, in_box: int) -> list[str]:
    """Twenty on the web, two handed in; `in_box` of them are found in the box, read by two and finished."""
    a, b, _c = story.codes
    story.cast_many([[a], [a, b]] * 10)
    serials = papers.handed_in(story, ["resident21", "resident22"], spare=0)
    papers.to_entering(story)
    if in_box:
        for worker in ("worker1", "worker2"):
            papers.read_by(story, worker, dict.fromkeys(serials[:in_box], "1"))
        papers.finish(story, in_box)
        story.to(story.clock.now())
    return serials


def test_every_state_says_what_is_next(client: Client, voting: Story) -> None:
    address = f"/rounds/{voting.round.code}"
    assert "进行到哪一步" in read(client, address, SIGNED_OUT)
    entering(voting, 0)
    page = read(client, address, SIGNED_OUT)
    assert "现在进行到“录入纸质选票”" in page
    assert "等纸质选票录完再核对" in read(client, f"{address}/reconciliation", SIGNED_OUT)
    voting.to(reconcile_queries.entering_until(voting.round))
    assert "已逾期" in read(client, address, SIGNED_OUT)


def test_a_worker_explains_on_the_page(client: Client, voting: Story, sign_in: SignIn) -> None:
    entering(voting, 1)
    address = f"/rounds/{voting.round.code}"
    page = read(client, address, SIGNED_OUT)
    assert "票数有差异" in page
    assert "少 1 张" in page
    assert "去书面说明" not in page
    assert "<textarea" not in read(client, f"{address}/reconciliation", SIGNED_OUT)
    sign_in("resident01")
    assert client.post(f"{address}/reconciliation", data={"paper": "不是我的事。"}).status_code == 403
    sign_in("worker1")
    assert "去书面说明" in read(client, address, SIGNED_IN)
    form = read(client, f"{address}/reconciliation", SIGNED_IN)
    assert 'name="paper"' in form
    assert 'name="sealed"' not in form
    empty = client.post(f"{address}/reconciliation", data={"paper": " "})
    assert empty.status_code == 422
    client.confirms = False
    shown = client.post(f"{address}/reconciliation", data={"paper": "第二张没有投进票箱。"})
    assert "第二张没有投进票箱" in shown.get_data(as_text=True)  # what would be published is seen first
    assert not reconcile_queries.explained(reconcile_queries.in_force(voting.round.id))
    client.confirms = True
    done = client.post(f"{address}/reconciliation", data={"paper": "第二张没有投进票箱。"})
    assert done.status_code == 303
    voting.to(voting.clock.now())
    assert voting.round.state == "counted"
    page = read(client, f"{address}/reconciliation", SIGNED_IN)
    assert "无论怎样算，入选项目都不变" in page
    assert "第二张没有投进票箱。" in page
    sign_in("moderator")
    assert "无论怎样算，入选项目都不变" in read(client, address, SIGNED_IN)


def test_a_witness_is_told(client: Client, voting: Story, sign_in: SignIn) -> None:
    a, b, c = voting.codes
    voting.cast_many([[a, b]] * 16 + [[a, c]] * 4)
    serials = papers.handed_in(voting, ["resident21", "resident22"], spare=0)
    papers.to_entering(voting)
    for worker in ("worker1", "worker2"):
        papers.read_by(voting, worker, {serials[0]: "1"})
    papers.finish(voting, 1)
    voting.to(voting.clock.now())
    sign_in("worker1")
    client.post(f"/rounds/{voting.round.code}/reconciliation", data={"paper": "找不到。"})
    voting.to(voting.clock.now())
    page = read(client, f"/rounds/{voting.round.code}/reconciliation", SIGNED_IN)
    assert "假如少的选票里有 1 张选了“健身角”" in page
    assert "“健身角”就会入选。" in page
    page = read(client, f"/rounds/{voting.round.code}", SIGNED_IN)
    assert "只能作废重投" in page
    assert "作废动议已由系统列入议程" in page


@pytest.fixture
def few(voting: Story) -> Story:
    """Fifteen ballots: too few to publish each record."""
    voting.cast_many([[voting.codes[0]]] * 15)
    assert voting.close().state == "counted"
    return voting


def recount(app: Flask, code: str) -> Result:
    return app.test_cli_runner().invoke(round_group, ["recount", code])


def test_the_auditor_recounts_what_is_not_published(client: Client, few: Story, sign_in: SignIn) -> None:
    address = f"/rounds/{few.round.code}/recount"
    sign_in("resident01")
    assert client.get(address).status_code == 403
    sign_in("auditor")
    assert "完全一致" in read(client, address, SIGNED_IN)
    found = recount(few.app, few.round.code)
    assert (found.exit_code, found.output.splitlines()[-1]) == (
        0,
        f"{few.round.code}: 15 ballots kept, 15 records counted: the same",
    )


def test_a_recount_that_differs_says_so(client: Client, few: Story, sign_in: SignIn) -> None:
    """A record changed behind the program's back."""
    for name in ("cast_vote_record_no_update",):
        assert name in TRIGGERS
        db.session.execute(text(f"DROP TRIGGER {name}"))
    first = queries.records(few.round.id)[0][0]
    changed = f'{{"choices":["{few.codes[1]}"]}}'
    db.session.execute(
        text("UPDATE cast_vote_record SET content = :content WHERE id = :id"),
        {"content": changed, "id": first},
    )
    db.session.commit()
    found = recount(few.app, few.round.code)
    assert found.exit_code == 1
    assert "DIFFERS" in found.output
    sign_in("auditor")
    assert "不一致" in read(client, f"/rounds/{few.round.code}/recount", SIGNED_IN)


def test_no_recount_before_the_count(client: Client, voting: Story, sign_in: SignIn) -> None:
    sign_in("auditor")
    assert client.get(f"/rounds/{voting.round.code}/recount").status_code == 409
    assert recount(voting.app, voting.round.code).exit_code == 1
