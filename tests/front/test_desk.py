"""The desk: every room's items in order of deadline, overdue first, what blocks them in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from micro_projects.front import desks
from micro_projects.kernel.calls import calls
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.money import Money
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client, login):
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


@pytest.fixture
def some_items(clock, monkeypatch):
    now = clock.now()
    items = [
        DeskItem("没有期限的事", "front.help_page", {}),
        DeskItem("下周的事", "front.help_page", {}, now + timedelta(days=6)),
        DeskItem("今天的事", "front.help_page", {}, now + timedelta(hours=15)),
        DeskItem(
            "拨付%(amount)s",
            "front.help_page",
            {},
            now - timedelta(days=1),
            {"amount": Money.yuan(5)},
            ("还差一步",),
        ),
        DeskItem("没有页面的事", "nowhere.page", {}),
    ]
    monkeypatch.setattr(calls, "kinds", lambda name: ["test"] if name == "desk" else [])
    monkeypatch.setattr(desks, "calls", lambda name, kind, *args: items)
    monkeypatch.setattr(desks.calls, "kinds", lambda name: ["test"], raising=False)
    return items


def test_in_order_with_what_blocks(client, founded, some_items):
    sign_in(client, "finance")
    page = client.get("/desk").get_data(as_text=True)
    order = [page.index(word) for word in ("拨付¥5.00", "今天的事", "下周的事", "没有期限的事")]
    assert order == sorted(order)
    assert "有 1 件已经逾期" in page
    assert "今天截止" in page
    assert "还差一步" in page
    assert "没有页面的事" not in page


def test_an_empty_desk_says_what_comes(client, founded):
    sign_in(client, "finance")
    page = client.get("/desk").get_data(as_text=True)
    assert "现在没有等您办的事" in page
    assert "周期启动以后" in page


def test_a_visitor_is_asked_to_sign_in(client, founded):
    answer = client.get("/desk")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in?next=/desk"


def test_small_addresses(client, founded):
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"
    assert client.get("/readyz").status_code == 503  # nothing ticks in a test
    (client.application.extensions["settings"].home / "last_tick").touch()
    assert client.get("/readyz").status_code == 200
    assert "Disallow: /desk" in client.get("/robots.txt").get_data(as_text=True)
    assert "0000-1234567" in client.get("/help").get_data(as_text=True)


def test_language_and_size_are_kept_and_lead_back(client, founded):
    answer = client.post("/preferences", data={"lang": "en", "next": "/help"})
    assert answer.headers["Location"] == "/help"
    assert "Help in person" in client.get("/help").get_data(as_text=True)
    client.post("/preferences", data={"size": "large", "next": "https://evil.example"})
    assert 'data-size="large"' in client.get("/").get_data(as_text=True)
