"""On what a notice's period rests stands on its sheet; D3's table says each project's title, turnout in words."""

from __future__ import annotations

from dataclasses import replace

from micro_projects.cycles import pack_table
from micro_projects.cycles.pack import Pack
from micro_projects.notices import facts_view


def test_the_ground_is_the_line_of_the_pack_and_names_no_law_that_is_not_there(app):
    pack = Pack()
    with app.test_request_context():
        assert pack_table.notice_ground(pack, "D3") == (
            "本周期规则包“公示工作日”：决议 5 个工作日（系统默认；深圳市2015—2016年的公开指引没有规定这个期限）"
        )
        own = replace(pack, notice_days={**pack.notice_days, "E1": 7})
        assert "中选 7 个工作日（本社区自定）" in pack_table.notice_ground(own, "E1")
        assert "没有给这一类规定公示期" in pack_table.notice_ground(pack, "E2")


def test_guidance_is_named_where_a_rule_rests_on_it(app, monkeypatch):
    monkeypatch.setattr(pack_table, "SOURCE", frozenset({"notice_days"}))
    with app.test_request_context():
        assert pack_table.notice_ground(Pack(), "D1").endswith("（深圳市2015—2016年的公开指引）")


def test_turnout_in_words_and_titles_first(app):
    facts = {
        "turnout": {"web": 40, "paper": 12, "booth": 3, "letter_code": 1},
        "projects": [
            {"code": "FT-LH-2026-001", "cost": 7_250_000, "funded": True, "title": "加装扶手", "votes": 35}
        ],
    }
    with app.test_request_context():
        shown = facts_view.block(facts)
    turnout = next(inner for inner in shown.inner if inner.title == "投票情况")
    assert sorted(label for label, _ in turnout.lines) == ["投票点", "投票码", "纸质", "网上"]
    (table,) = shown.tables
    assert table.columns[0][0] == "名称"
    assert table.rows[0][0].text == "加装扶手"


def test_a_text_put_to_the_vote_leads_to_its_versions(app):
    words = {"title": "加装扶手", "problem": "雨天打滑"}
    card = {"proposal": "FT-LH-2026-001", "version": 2, "text": words}
    with app.test_request_context():
        shown = facts_view.block({"session": "FT-LH-2026-S01", "proposals": [card]})
    assert [inner.versions for inner in shown.inner] == ["FT-LH-2026-001"]
    assert shown.versions == ""
