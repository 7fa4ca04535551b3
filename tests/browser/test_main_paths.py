"""The main paths clicked in a real browser: as residents and workers walk them, with scripts and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CYCLE, ROUND = "/c/FT-LH/2026", "/rounds/FT-LH-2026-R1"
NEW = f"{CYCLE}/proposals/new"
EITHER_WAY = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def write(page: Page, title: str) -> None:
    """Fill in the form of a proposal as somebody who never saw it before would: from top to bottom."""
    page.goto(NEW)
    page.get_by_label("标题").fill(title)
    page.get_by_label("现在有什么问题").fill("雨天站牌下没有遮挡，老人和孩子淋雨等车。")
    page.get_by_label("希望怎么办").fill("装一个六米长的雨棚，带一排座位。")
    page.get_by_label("地点").fill("莲花路北口公交站")
    page.get_by_label("哪些人受益").fill("每天约 400 位乘车的居民")
    page.get_by_label("工程").check()
    page.get_by_label("大约要多少钱").fill("86000")


@EITHER_WAY
def test_a_resident_drafts_submits_and_gets_a_receipt_and_a_neighbour_seconds(
    person: Person, script: bool
) -> None:
    author = person("proposing", "resident50" if script else "resident51", script=script).new_page()
    title = f"公交站加装雨棚{'甲' if script else '乙'}"
    author.goto("/")
    author.get_by_role("link", name="去提提案").click()
    assert author.url.endswith(NEW)
    write(author, title)
    author.get_by_role("button", name="下一步：看相似提案").click()
    assert author.get_by_role("heading", level=1).inner_text() == "提交前看一看"
    author.get_by_role("button", name="提交提案").click()
    assert author.get_by_role("heading", level=1).inner_text() == "提案已收到"
    code = re.search(r"FT-LH-2026-\d{3}", author.inner_text("main"))
    assert code is not None
    author.goto("/desk")
    assert author.get_by_role("link", name=title).is_visible()

    neighbour = person("proposing", "resident52", script=script).new_page()
    neighbour.goto(f"/proposals/{code[0]}")
    neighbour.get_by_role("button", name="附议", exact=True).click()
    assert "已有1人" in neighbour.inner_text("main").replace(" ", "")
    assert "您已经附议过这件提案" in neighbour.inner_text("main")
    author.close()
    neighbour.close()


def test_half_a_form_keeps_what_was_typed(person: Person) -> None:
    page = person("proposing", "resident53", script=False).new_page()
    page.goto(NEW)
    page.get_by_label("标题").fill("楼下装一排晾衣架")
    page.get_by_label("大约要多少钱").fill("一万")
    page.get_by_role("button", name="下一步：看相似提案").click()
    assert page.get_by_label("标题").input_value() == "楼下装一排晾衣架"
    assert page.get_by_label("大约要多少钱").input_value() == "一万"
    assert page.get_by_role("alert").is_visible()
    page.close()


def test_a_double_click_files_once_and_the_back_button_is_refused_clearly(person: Person) -> None:
    page = person("proposing", "resident54").new_page()
    write(page, "健身角换一张乒乓球台")
    page.get_by_role("button", name="下一步：看相似提案").click()
    preview = page.url
    page.get_by_role("button", name="提交提案").dblclick()
    page.wait_for_url("**/receipt")
    page.goto(f"{CYCLE}/proposals?q=乒乓球台")
    assert page.locator("main table tbody tr").count() == 1

    plain = person("proposing", "resident54", script=False).new_page()
    write(plain, "健身角加一盏灯")
    plain.get_by_role("button", name="下一步：看相似提案").click()
    plain.get_by_role("button", name="提交提案").click()
    plain.go_back()
    assert plain.url != preview
    if plain.get_by_role("button", name="提交提案").count():
        plain.get_by_role("button", name="提交提案").click()
    said = plain.inner_text("main")
    assert "提案已收到" not in said
    assert re.search("已经提交|已经不是草稿|不能再|没有找到|进行到", said), said
    plain.goto(f"{CYCLE}/proposals?q=加一盏灯")
    assert plain.locator("main table tbody tr").count() == 1
    page.close()
    plain.close()


@EITHER_WAY
def test_a_resident_votes_looks_again_and_changes_their_mind(person: Person, script: bool) -> None:
    page = person("voting", "resident41" if script else "resident42", script=script).new_page()
    page.goto("/")
    page.get_by_role("link", name="去投票").click()
    page.get_by_role("link", name="去投票").click()
    for title in ("三号楼前坡道加装扶手和防滑条", "中心花园增设遮阳座椅"):
        page.get_by_label(title).check()
    page.get_by_role("button", name="下一步：核对").click()
    assert page.get_by_role("heading", level=1).inner_text() == "还没有提交，请核对"
    page.get_by_role("button", name="投出选票").click()
    assert page.get_by_role("heading", level=1).inner_text() == "您的选票已记录"

    page.get_by_role("link", name="重新投票").click()
    assert "您已经投过票" in page.inner_text("main")
    page.get_by_label("为独居老人装一键呼叫器").check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="投出选票").click()
    assert page.url.endswith("/ballot")
    page.goto("/")
    assert "您的选票已经收到" in page.inner_text("main")
    page.close()


@EITHER_WAY
def test_a_worker_reports_a_notice_posted(person: Person, script: bool) -> None:
    page = person("noticed", "worker1" if script else "worker2", script=script).new_page()
    page.goto("/notices/FT-LH-2026-D1")
    page.get_by_role("link", name="登记线下张贴").click()
    where = "三号楼一层公告栏" if script else "四号楼一层公告栏"
    page.get_by_label("张贴在哪里").fill(where)
    page.get_by_role("button", name="登记已张贴").click()
    assert page.url.endswith("/notices/FT-LH-2026-D1")
    assert where in page.inner_text("main")
    page.close()


@EITHER_WAY
def test_a_visitor_finds_where_a_projects_money_went(person: Person, script: bool) -> None:
    page = person("over", script=script).new_page()
    page.goto("/c/FT-LH")
    page.get_by_role("link", name="全部项目").click()
    page.get_by_role("link", name="三号楼前坡道加装扶手和防滑条").click()
    said = page.inner_text("main")
    assert "已拨付" in said
    assert "钱去了哪里" in said
    page.get_by_role("link", name="看每一笔分录").click()
    assert page.locator("main table tbody tr").count() > 5
    page.close()
