"""Search: two-character words are found, within the act that discloses; the question is cut, never run."""

from __future__ import annotations

import pytest

from micro_projects.front import indexing, search_queries, search_rules

pytestmark = pytest.mark.founded


def put(app, clock, *things):
    from micro_projects.web.door import act

    with app.app_context(), act() as now:
        for kind, code, title, body in things:
            indexing.put(kind, code, "QH/FT/FT-LH/", title, body, now)


def found(app, typed, kind="", path="", before=0):
    with app.app_context():
        rows = search_queries.search(search_rules.asked(typed), kind, path, before, 30)
        return [row.code for row in rows]


@pytest.fixture
def filled(app, founded, clock):
    put(
        app,
        clock,
        ("proposal", "A-1", "小区路灯不亮", "三栋到五栋之间晚上看不见路，老人容易摔倒。"),
        ("proposal", "A-2", "加装电梯", "七楼的老人下不了楼。LED 灯带也要换。"),
        ("notice", "N-1", "提议公开", "2026年共有两件提案：路灯、电梯。"),
    )
    return app


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("路灯", ["N-1", "A-1"]),
        ("老人", ["A-2", "A-1"]),
        ("老人 电梯", ["A-2"]),
        ("led", ["A-2"]),
        ("ＬＥＤ", ["A-2"]),
        ("灯", ["A-1"]),
        ("A-2", ["A-2"]),
        ("滑梯", []),
        ("", []),
        ("%' OR 1=1 --", []),
    ],
)
def test_found(filled, typed, codes):
    assert found(filled, typed) == codes


def test_narrowed_by_kind_place_and_key(filled):
    assert found(filled, "路灯", kind="notice") == ["N-1"]
    assert found(filled, "路灯", path="QH/FT/FT-XM/") == []
    assert found(filled, "路灯", before=3) == ["A-1"]


def test_indexed_anew_forgets_the_old_words(filled, clock):
    put(filled, clock, ("proposal", "A-1", "小区楼道灯", "换了说法。"))
    assert found(filled, "路灯") == ["N-1"]
    assert found(filled, "楼道") == ["A-1"]


def test_the_page(filled, client):
    page = client.get("/search?q=路灯").get_data(as_text=True)
    assert "小区路灯不亮" in page
    assert 'href="/proposals/A-1"' in page
    assert "没有找到" in client.get("/search?q=滑梯").get_data(as_text=True)
    assert "写两三个字就行" in client.get("/search").get_data(as_text=True)
    assert "&lt;script&gt;" in client.get("/search?q=<script>").get_data(as_text=True)
    assert client.get("/search?q=路灯&after=abc&kind=nothing").status_code == 200


def test_a_posted_notice_is_found_in_the_same_act(client, app, founded, clock):
    from makers.cycles import dates
    from micro_projects.cycles import actions, queries
    from micro_projects.cycles.pack import Pack
    from micro_projects.web.door import act

    with app.test_request_context():
        at = clock.now()
        with act() as now:
            actions.plan(founded.actor("worker1", at), founded.place(), 2026, Pack(), dates(now), now)
        cycle = queries.cycle("FT-LH", 2026)
        with act() as now:
            actions.decided(cycle.id, carried=True, by=founded.actor("moderator", at), now=now)
        with act() as now:
            actions.open_cycle(founded.actor("officer", at), queries.cycle("FT-LH", 2026), now)
    assert "FT-LH-2026-C1" in client.get("/search?q=规则包").get_data(as_text=True)
    assert found(app, "资金池") == ["FT-LH-2026-C1"]
