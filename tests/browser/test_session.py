"""A session of 21 members with a wall, two phones and a chair in a real browser: what only a browser does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from makers.council import Council
from micro_projects.council import door_actions, door_rules
from support.founded import PASSWORD

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.founded]

PHONE = {"width": 390, "height": 844}
Arrive = Callable[[str], "Page"]


@pytest.fixture
def council(inside: Flask, clock: ManualClock, founded: Founded, live_server: str) -> Council:
    """A session on two free topics, checking in."""
    made = Council(inside, clock, founded)
    made.convene("楼道堆物怎么办", "电梯")
    made.begin()
    return made


@pytest.fixture
def arrive(browser: Browser, live_server: str) -> Iterator[Arrive]:
    """Somebody with a browser of their own, signed in when a login is given; a script's error fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def come(login: str = "") -> Page:
        context = browser.new_context(
            base_url=live_server,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport=PHONE if login.startswith("council") else {"width": 1280, "height": 800},
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{login}: {error}"))
        if login:
            page.goto("/sign-in")
            page.fill("[name=login]", login)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    yield come
    for context in contexts:
        context.close()
    assert not faults


def open_page(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_load_state()  # its scripts have run
    return page


def says(page: Page, words: str) -> None:
    """Wait until the page shows it."""
    page.locator("main").get_by_text(words).first.wait_for()


def test_a_session_with_a_wall_two_phones_and_a_chair(council: Council, arrive: Arrive) -> None:
    at = f"/sessions/{council.code}"
    wall = open_page(arrive(), f"{at}/projector")
    says(wall, "正在签到")
    first, second, chair = arrive("council01"), arrive("council02"), arrive("moderator")
    checks_in(council, wall, first, second)
    open_page(chair, f"{at}/chair").get_by_role("button", name="宣布开会").click()
    chair.get_by_role("button", name="开始第1项").click()
    says(wall, "楼道堆物怎么办")
    says(wall, "够法定人数：到会16人")
    speaks(wall, first, chair)
    loses_the_line(council, wall, first)
    votes(council, wall, first, second)


def checks_in(council: Council, wall: Page, first: Page, second: Page) -> None:
    """One scans the code at the door, one presses online, the others are ticked by the chair."""
    code = door_rules.code(door_actions.secret(), council.code, door_rules.slot(council.now))
    open_page(first, f"/sessions/{council.code}/door/{code}")
    first.get_by_role("button", name="我到了，签到").click()
    first.wait_for_url("**/seat")
    says(wall, council.member(1).name)
    open_page(second, f"/sessions/{council.code}/seat").get_by_role("button", name="线上签到").click()
    says(second, "您已签到")
    council.come(*range(3, 17))
    says(wall, "够法定人数：到会16人，需要14人")


def speaks(wall: Page, first: Page, chair: Page) -> None:
    """Asked on a phone, given by the chair, shown on the wall with its time."""
    first.get_by_role("button", name="我要发言").click()
    says(first, "排第1位")
    says(wall, "等候发言")
    chair.get_by_role("button", name="请", exact=False).filter(has_text="发言").first.click()
    says(wall, "正在发言")
    wall.locator(".live-floor .timer", has_text="还剩").wait_for()
    says(first, "请您发言")
    first.get_by_role("button", name="我讲完了").click()
    wall.locator(".live-floor").wait_for(state="detached")
    says(chair, "现在没有人等候发言")


def loses_the_line(council: Council, wall: Page, first: Page) -> None:
    """What is being typed outlives a poll that brings news, a broken line and a press without it."""
    typed = "请物业每周清理楼道。"
    first.get_by_text("我要动议").click()
    box = first.locator("textarea#text")
    box.fill(typed)
    council.come(17)
    says(first, "到会17人")
    assert box.input_value() == typed
    first.context.set_offline(True)
    first.get_by_text("连接断开，正在重连…").wait_for()
    council.come(18)
    first.get_by_role("button", name="提出动议").click()
    says(first, "没有发出去")
    assert box.input_value() == typed
    first.context.set_offline(False)
    first.get_by_text("连接断开，正在重连…").wait_for(state="hidden")
    says(first, "到会18人")
    assert box.input_value() == typed
    first.get_by_role("button", name="提出动议").click()
    says(first, "等待附议")
    says(wall, typed)
    assert len(council.hall.motions) == 1


def votes(council: Council, wall: Page, first: Page, second: Page) -> None:
    """Seconded on a phone, voted on phones, seen on the wall; a press on a stale page is refused with words."""
    says(second, "等待附议")
    second.get_by_role("button", name="附议").click()
    says(wall, "待表决")
    council.call()
    says(wall, "正在表决")
    says(first, "正在表决")
    first.get_by_role("button", name="赞成").click()
    says(first, "您投了：赞成")
    says(wall, "已表态1人，共18人可以表决")
    council.vote(1, yes=range(3, 13))
    second.context.set_offline(True)
    council.declare()
    second.get_by_text("连接断开，正在重连…").wait_for()
    second.context.set_offline(False)
    says(second, "通过")
    says(wall, "通过")
    wall.get_by_text("赞成", exact=False).first.wait_for()


def test_a_press_on_what_has_changed_is_refused_with_words_on_a_fresh_page(
    council: Council, arrive: Arrive
) -> None:
    council.come(*range(1, 17))
    council.clock.move_to(council.session.starts_at)
    chair = open_page(arrive("moderator"), f"/sessions/{council.code}/chair")
    chair.context.route(
        "**/state*", lambda route: route.abort()
    )  # it does not hear that another device was quicker
    button = chair.get_by_role("button", name="宣布开会")
    button.wait_for()
    open_on_another_device(council)
    button.click()
    chair.locator("[data-said]").wait_for()
    says(chair, "现在不处在可以办理这一步的状态")
    chair.get_by_role("button", name="开始第1项").wait_for()


def open_on_another_device(council: Council) -> None:
    from micro_projects.council import actions
    from micro_projects.web.door import act

    with act() as now:
        actions.open_session(council.moderator, council.session, now)


def test_the_wall_and_the_phone_without_scripts(council: Council, browser: Browser, live_server: str) -> None:
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/sessions/{council.code}/projector")
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    assert page.get_by_text("正在签到").count() == 1
    council.come(1)
    page.reload()
    assert page.get_by_text(council.member(1).name).count() == 1
    context.close()
