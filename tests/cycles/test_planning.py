"""C1 over HTTP: planned with a preview, moved by the council, opened by the officer, its pack on notice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.founded import PASSWORD

pytestmark = pytest.mark.founded

TYPED = {
    "year": "2026",
    "proposing_from": "2026-03-20",
    "proposing_to": "2026-04-20",
    "deliberating_from": "2026-05-06",
    "voting_from": "2026-06-15",
    "executing_from": "2026-07-20",
    "pool": "2,000,000",
    "variation_reserve": "5",
    "urgent_reserve": "5%",
    "cap_service": "200000",
    "cap_goods": "200000",
    "cap_works": "400000",
    "proposals_per_resident": "3",
    "seconders": "3",
    "days_d1": "5",
    "days_d2": "5",
    "days_d3": "5",
    "resolve_by": "residents",
    "ballot_form": "approval",
    "ballot_choices": "3",
    "ballot_points": "10",
    "channels": ["web", "paper"],
    "entering_days": "3",
    "receipts": "y",
    "add_step": "1",
    "overshoot": "0",
    "round_days": "10",
    "rule": "greedy_threshold",
    "min_score_floor": "5",
    "min_score_share": "1",
    "min_turnout": "5",
}
NEW = "/c/FT-LH/cycles/new"


def sign_in(client, login):
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


def plan(client, **changed):
    return client.post(NEW, data={**TYPED, "confirm": "1", **changed})


def move(app, founded, clock):
    from micro_projects.cycles import actions, queries
    from micro_projects.web.door import act

    with app.app_context(), act() as now:
        actions.decided(
            queries.cycle("FT-LH", 2026).id, carried=True, by=founded.actor("moderator", clock.now()), now=now
        )


def test_the_preview_shows_what_will_be_public_and_writes_nothing(client, app, founded):
    sign_in(client, "worker1")
    assert client.get(NEW).status_code == 200
    page = client.post(NEW, data={**TYPED, "preview": "1"}).get_data(as_text=True)
    assert "¥2,000,000.00" in page
    assert "附议人数" in page
    assert "默认是5 人" in page
    assert 'name="pool" value="2,000,000"' in page
    assert client.get("/c/FT-LH/2026").status_code == 404


def test_back_from_the_preview_keeps_what_was_typed(client, founded):
    sign_in(client, "moderator")
    page = client.post(NEW, data={**TYPED, "back": "1"}).get_data(as_text=True)
    assert 'value="2026-04-20"' in page


def test_planned_moved_opened(client, app, founded, clock):
    sign_in(client, "worker1")
    answer = plan(client)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/c/FT-LH/2026"
    page = client.get("/c/FT-LH/2026").get_data(as_text=True)
    assert "等居民议事会表决" in page
    assert "筹备" in page

    sign_in(client, "officer")
    assert "现在不能启动" in client.get("/c/FT-LH/2026/open").get_data(as_text=True)
    assert client.post("/c/FT-LH/2026/open").status_code == 409

    move(app, founded, clock)
    desk = client.get("/desk").get_data(as_text=True)
    assert "核对并启动2026年周期" in desk
    assert "启动周期，公布规则" in client.get("/c/FT-LH/2026/open").get_data(as_text=True)
    assert client.post("/c/FT-LH/2026/open").headers["Location"] == "/c/FT-LH/2026"
    assert client.post("/c/FT-LH/2026/open").status_code == 409

    page = client.get("/c/FT-LH/2026").get_data(as_text=True)
    assert "规则正在公示" in page
    assert "FT-LH-2026-C1" in page
    assert "FT-LH-2026-C1" in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pool": "很多"}, "请填写像 12000"),
        ({"pool": "0"}, "年度资金池要大于零"),
        ({"cap_works": "3,000,000"}, "不超过投票可用的资金"),
        ({"days_d1": "0"}, "公示至少 1 个"),
        ({"seconders": "abc"}, "请填写整数"),
        ({"ballot_form": "points", "ballot_points": "0"}, "每张选票共有几分应在 1 到 100 之间"),
        ({"channels": ["booth", "letter_code"]}, "网上和纸质至少要有一种"),
        ({"channels": []}, "请填写这一项"),
        ({"channels": ["paper"]}, "只用纸质选票时没有加密的选票"),
        ({"overshoot": "8"}, "超出的部分由它出"),
        ({"add_step": "0.01"}, "每人每次加多少应在"),
        ({"entering_days": "9"}, "纸质选票录入时限应在"),
        ({"variation_reserve": "60"}, "不能超过资金池的一半"),
        ({"proposing_to": "2026-02-30"}, "请填写像 2026-03-02 这样的日期"),
        ({"proposing_to": "2026-03-01", "proposing_from": "2026-02-02"}, "已经过去"),
        ({"voting_from": "2026-05-01"}, "先后不对"),
        ({"rule": "whoever"}, "Not a valid choice"),
    ],
)
def test_wrong_numbers_are_said_and_what_was_typed_is_kept(client, founded, changed, said):
    sign_in(client, "worker1")
    answer = plan(client, **changed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    if said != "Not a valid choice":
        assert said in page
    assert 'value="2026-05-06"' in page
    assert client.get("/c/FT-LH/2026").status_code == 404


def test_a_year_has_one_cycle(client, founded):
    sign_in(client, "worker1")
    assert plan(client).status_code == 303
    answer = plan(client)
    assert answer.status_code == 409
    assert "已经建好" in answer.get_data(as_text=True)


@pytest.mark.parametrize("login", ["resident01", "officer", "worker9", "auditor"])
def test_only_moderators_and_workers_of_the_place_plan(client, founded, login):
    sign_in(client, login)
    assert client.get(NEW).status_code == 403
    assert plan(client).status_code == 403


def test_the_officer_of_the_place_opens_not_the_worker(client, app, founded, clock):
    sign_in(client, "worker1")
    plan(client)
    move(app, founded, clock)
    assert client.get("/c/FT-LH/2026/open").status_code == 403
    assert client.post("/c/FT-LH/2026/open").status_code == 403


def test_proposing_begins_when_the_notice_is_over_and_the_day_has_come(client, app, founded, clock):
    from micro_projects.clockwork import tick

    sign_in(client, "worker1")
    plan(client)
    move(app, founded, clock)
    sign_in(client, "officer")
    client.post("/c/FT-LH/2026/open")
    clock.forward(timedelta(days=30))
    tick(app)
    page = client.get("/c/FT-LH/2026").get_data(as_text=True)
    assert "正在提议" in page
    assert "还有 19 天" in page
