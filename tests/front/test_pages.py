"""Home, community, cycle: the first question answered, for a visitor and for those who act."""

from __future__ import annotations

import pytest

from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client, login):
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


def text_of(answer):
    return answer.get_data(as_text=True)


def test_home_says_that_nothing_began_and_names_the_communities(client, founded):
    page = text_of(client.get("/"))
    assert "现在还没有社区开始新的周期" in page
    assert "莲花社区" in page
    assert "香梅社区" in page


def test_a_community_without_a_cycle_offers_planning_to_those_who_may(client, founded):
    assert "开始筹备" not in text_of(client.get("/c/FT-LH"))
    sign_in(client, "worker1")
    page = text_of(client.get("/c/FT-LH"))
    assert "/c/FT-LH/cycles/new" in page
    assert "0000-1234567" in page
    assert "300 位居民" in page


def test_there_is_no_such_community(client, founded):
    for path in ("/c/NOWHERE", "/c/FT", "/c/FT-LH/2031"):
        answer = client.get(path)
        assert answer.status_code == 404


def test_an_overdue_approval_is_said_on_the_home_page(client, founded, clock, monkeypatch):
    from datetime import timedelta
    from types import SimpleNamespace

    from micro_projects.front import pages

    late = SimpleNamespace(title="小区路灯", code="FT-LH-2026-001")
    due = clock.now() - timedelta(days=7)
    monkeypatch.setattr(pages.proposals, "overdue_approvals", lambda path, now: [(late, due)])
    page = text_of(client.get("/"))
    assert "逾期未审定" in page
    assert 'href="/proposals/FT-LH-2026-001"' in page
    assert "已经超过 4 个工作日" in page or "已经超过 5 个工作日" in page
