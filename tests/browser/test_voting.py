"""The ballot in a real browser: numbers with their buttons, the running total, the filter, by keyboard alone; closed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from micro_projects.demo.founding import again
from micro_projects.voting import queries
from support.founded import PASSWORD
from support.voting import Story
from tests.browser.test_pages import faults

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from micro_projects.kernel.clock import ManualClock

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.founded]

TITLES = ("长者饭堂", "夜间照明", "健身角", "电梯扶手", "花园座椅", "雨棚", "四点半课堂")


@pytest.fixture
def ballot(app: Flask, clock: ManualClock, page: Page) -> Callable[[str], Story]:
    """Somebody signed in stands before a ballot of that form, with seven projects."""

    def opened(form: str) -> Story:
        with app.app_context():
            story = Story(app, clock, again())
            story.open_cycle(ballot_form=form, ballot_points=6)
            story.advance({title: 20_000 + 1_000 * n for n, title in enumerate(TITLES)})
            story.freeze()
            story.to(story.round.opens_at)
            code = story.round.code
        page.goto("/sign-in")
        page.fill("[name=login]", "resident01")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(f"/rounds/{code}/vote")
        return story

    return opened


def item(page: Page, title: str):  # type: ignore[no-untyped-def]
    return page.locator("li.choice", has_text=title)


def test_ranking_by_buttons_and_by_keyboard(page: Page, ballot: Callable[[str], Story]) -> None:
    ballot("ranked")
    item(page, "雨棚").get_by_role("button", name="排进去").click()
    add = item(page, "健身角").get_by_role("button", name="排进去")
    add.focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-order]").inner_text() == "1 雨棚；2 健身角"
    item(page, "健身角").get_by_role("button", name="往前一位").press("Space")
    assert page.locator("[data-order]").inner_text() == "1 健身角；2 雨棚"
    item(page, "花园座椅").locator("input").fill("2")
    assert page.locator("[data-say]").inner_text() == "有两项排在同一位，请改一项"
    item(page, "花园座椅").locator("input").fill("")
    assert not faults(page, "ranked")
    page.get_by_role("button", name="下一步：核对").click()
    chosen = page.locator("ol.cast-list li strong").all_inner_texts()
    assert chosen == ["健身角", "雨棚"]
    page.get_by_role("button", name="回去修改").click()
    assert item(page, "健身角").locator("input").input_value() == "1"


def test_points_add_up_and_the_filter_keeps_what_is_given(page: Page, ballot: Callable[[str], Story]) -> None:
    ballot("points")
    more = item(page, "夜间照明").get_by_role("button", name="加 1 分")
    for _ in range(4):
        more.click()
    item(page, "雨棚").locator("input").fill("3")
    assert page.locator("[data-say]").inner_text() == "给了 7 分，多了 1 分，请减去"
    item(page, "夜间照明").get_by_role("button", name="减 1 分").click()
    assert page.locator("[data-say]").inner_text() == "给了 6 分，还剩 0 分"
    page.get_by_text("项目太多？只看一部分").click()
    page.get_by_label("名称或地点里的词").fill("扶手")
    shown = page.locator("li.choice:visible label").all_inner_texts()
    assert {text.splitlines()[0] for text in shown} == {"电梯扶手", "夜间照明", "雨棚"}
    assert not faults(page, "points, filtered")
    page.get_by_role("button", name="下一步：核对").click()
    assert "6 分都给完了" in page.inner_text("main")


def test_a_ballot_within_the_budget_cast_twice_then_closed(
    page: Page, ballot: Callable[[str], Story]
) -> None:
    story = ballot("budgeted")
    page.get_by_label("长者饭堂").check()
    assert "合计 ¥20,000.00，还剩 ¥" in page.inner_text("[data-chosen]")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="投出选票").dblclick()
    page.wait_for_url("**/ballot")
    assert page.get_by_role("heading", level=1).inner_text() == "您的选票已记录"
    assert page.locator(".receipt-code").count() == 1
    assert page.get_by_role("button", name="打印这一页").is_visible()
    assert not faults(page, "cast")
    other = page.context.new_page()
    other.goto(page.url.replace("/ballot", "/vote"))
    other.get_by_label("雨棚").check()
    other.get_by_role("button", name="下一步：核对").click()
    assert "您之前投过的选票会被这一张替换" in other.inner_text("main")
    stored = "[localStorage.length, Object.keys(sessionStorage).filter((key) => !key.startsWith('draft-sent')).length]"
    assert other.evaluate(stored) == [0, 0]
    with story.app.app_context():
        story.clock.move_to(story.round.closes_at)
        assert queries.turnout(story.round.id) == {"web": 1}
    other.get_by_role("button", name="投出选票").click()
    assert "投票已经截止，这张选票没有计入" in other.inner_text("main")
