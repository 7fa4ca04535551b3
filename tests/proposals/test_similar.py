"""Proposals like one's own: found by what they are about, in Chinese and English, and each with a way on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from makers.proposals import OTHER, TEXT, Story
from micro_projects.extensions import db
from micro_projects.proposals import (
    checks,
    queries,
    similar_actions,
    similar_queries,
    similar_showing,
    similar_views,
)
from micro_projects.proposals import similar_rules as rules
from micro_projects.proposals.similar_models import SimilarTerm
from support.founded import PASSWORD
from support.statements import counted

if TYPE_CHECKING:
    from support.client import Client

KNOWN = (
    ("三号楼门口装路灯", "晚上路口很黑，老人出门常常摔跤，孩子放学回来也看不清路。"),
    ("小区北门加装两盏太阳能路灯", "北门到菜场一段没有路灯，夜里走路看不见坑洼。"),
    ("楼道加装扶手", "三栋到七栋没有电梯，扶手缺了一半，老人上下楼不安全。"),
    ("电动车充电桩", "电动自行车没地方充电，有人从楼上拉线。"),
    ("Street lamps at the north gate", "The path is dark at night and people fall."),
    ("社区食堂为老人送餐", "独居老人做饭不方便，希望社区食堂能送餐上门。"),
)


@pytest.mark.parametrize(
    ("title", "problem", "found"),
    [
        ("装路灯", "", [1, 0]),
        ("路口太黑", "晚上没有灯，老人容易摔跤", [0]),
        ("安装楼道扶手", "老人上下楼没有扶手", [2]),
        ("老人吃饭难", "独居老人做饭困难，建议社区食堂送餐", [5]),
        ("A lamp near the gate", "It is dark at night.", [4]),
        ("组织书法班", "退休老人想学书法，没有老师", []),
        ("", "", []),
    ],
)
def test_what_is_about_the_same_is_found_and_nothing_else(title, problem, found):
    others = [rules.Text(n, *one) for n, one in enumerate(KNOWN)]
    assert rules.most_alike(rules.weights(title, problem), others) == found


def test_words_that_everybody_uses_make_nothing_alike():
    assert rules.terms("希望小区的居民") == []
    assert rules.terms("Lamps, lamp, glass — 12") == ["lamp", "glass", "12"]
    mine, theirs = {"路灯": 2.0, "扶手": 1.0}, {"路灯": 2.0, "坡道": 1.0}
    assert rules.likeness(mine, theirs) > rules.likeness(mine, theirs, ["路灯"]) > 0
    assert rules.likeness(mine, mine) == pytest.approx(1)
    assert rules.likeness({}, theirs) == 0
    assert rules.rarest({"路灯": 9, "扶手": 1, "坡道": 0}) == ["扶手", "路灯"]


@pytest.mark.founded
def test_a_version_is_found_by_its_words_and_an_old_one_no_more(story: Story) -> None:
    proposal = story.submitted()
    place = proposal.place_id
    assert [one.code for one in similar_queries.similar(place, "加装休息座椅", "")] == [proposal.code]
    assert similar_queries.similar(place, "加装休息座椅", "", but=proposal.id) == []
    assert similar_queries.similar(place, "组织书法班", "没有老师") == []
    assert similar_queries.similar(place + 1, "加装休息座椅", "") == []
    with counted() as asked:
        similar_queries.similar(place, TEXT.title, TEXT.problem)
    assert len(asked) == 3
    kept = set(db.session.scalars(select(SimilarTerm.term).where(SimilarTerm.proposal_id == proposal.id)))
    assert kept == set(rules.weights(TEXT.title, TEXT.problem))
    similar_actions.index(proposal, OTHER.title, OTHER.problem)
    assert similar_queries.similar(place, "加装休息座椅", "") == []
    assert [f.check for f in checks.similar_terms()] == [checks.SIMILAR]
    assert similar_actions.index_all() == 1
    assert list(checks.similar_terms()) == []


def _signed_in(client: Client, login: str) -> None:
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})


@pytest.mark.founded
def test_while_typing_each_is_offered_with_its_way_on(story: Story, client: Client) -> None:
    proposal = story.submitted()
    story.draft(replace(OTHER, title="三号楼前的椅子和休息座椅"), "resident05")
    asked = "/c/FT-LH/proposals/similar?q=" + "加装休息座椅"
    assert client.get(asked).status_code == 302
    _signed_in(client, "resident05")
    page = client.get(asked).text
    assert "接着写这份草稿" in page
    assert f'href="/proposals/{proposal.code}"' in page
    assert "看全文、附议" in page
    assert "1 人附议" in page or "0 人附议" in page
    assert client.get("/c/FT-LH/proposals/similar?q=书法班").text.strip() == ""
    assert client.get("/c/FT-LH/proposals/similar").text.strip() == ""
    own = queries.by_code(proposal.code)
    own.author_id = story.as_("resident05").id
    db.session.commit()
    assert "这是您自己提过的" in client.get(asked).text


@pytest.mark.founded
def test_somebody_asks_no_more_often_than_typing_does(story: Story, client: Client) -> None:
    _signed_in(client, "resident05")
    for _ in range(similar_views.MOST):
        assert client.get("/c/FT-LH/proposals/similar").status_code == 200
    assert client.get("/c/FT-LH/proposals/similar").status_code == 429


@pytest.mark.founded
@pytest.mark.parametrize(
    ("state", "open_", "way"),
    [
        ("submitted", True, "看全文、附议"),
        ("submitted", False, "看后来怎样了"),
        ("deliberating", True, "去讨论"),
        ("on_ballot", True, "看办到哪一步"),
        ("not_seconded", True, "看后来怎样了"),
        ("approved", False, "看后来怎样了"),
    ],
)
def test_what_became_of_it_says_what_to_do(story: Story, state: str, open_: bool, way: str) -> None:
    one = similar_queries.Similar(1, "FT-LH-2026-001", "装路灯", state, 3, 0, 2026, open_)
    with story.app.test_request_context():
        (shown,) = similar_showing.lines([one], story.as_("resident05"))
    assert shown.way == way
    assert shown.second == (way == "看全文、附议")
