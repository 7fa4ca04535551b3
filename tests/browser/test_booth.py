"""The tablet at a booth and the square code of a letter in a real browser: what only a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from micro_projects.extensions import db
from micro_projects.kernel import base32
from micro_projects.voting import booth_actions, code_actions, queries
from micro_projects.web.door import act
from support import open_round
from support.databases import Databases
from support.voting import Story

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

    from micro_projects.kernel.clock import ManualClock

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def database_url(databases: Databases, database_kind: str, run_folder: Path, home: Path) -> str:
    """With an open round."""
    return open_round.url(databases, database_kind, run_folder, home)


@pytest.fixture
def clock(database_url: str, run_folder: Path) -> ManualClock:
    """Stands at the opening minute."""
    from micro_projects.kernel.clock import ManualClock

    return ManualClock(open_round.opened(run_folder, database_url))


@pytest.fixture
def story(app: Flask, clock: ManualClock, live_server: str) -> Iterator[Story]:
    """The round is open, and the house is served."""
    from micro_projects.demo.founding import again

    with app.app_context():
        yield Story(app, clock, again())


def entry(story: Story) -> int:
    found = story.actor("resident01").roll_entry(story.founded.community)
    assert found is not None
    return found


def tablet(story: Story) -> tuple[str, str]:
    """The tablet's address and a one-time code."""
    worker, round_ = story.actor("worker1"), story.round
    with act() as now:
        shift = booth_actions.open_shift(worker, round_, "南门岗亭旁", round_.opens_at, round_.closes_at, now)
    with act() as now:
        given = booth_actions.check_in(worker, round_, shift, entry(story), now)
    return f"/booth/{shift.token}", given.code


def choose(page: Page, start: str, code: str) -> None:
    page.goto(start)
    page.get_by_label("现场码").fill(code)
    page.get_by_role("button", name="打开我的选票").click()
    page.get_by_label("长者饭堂").check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("heading", name="还没有提交，请核对", level=1).wait_for()
    page.wait_for_load_state()  # its scripts have run: a test may turn the page's clock now


def channels(story: Story) -> dict[str, int]:
    db.session.rollback()
    return dict(queries.turnout(story.round.id))


def test_an_untouched_tablet_goes_back_and_keeps_nothing(page: Page, story: Story) -> None:
    start, code = tablet(story)
    page.clock.install()
    choose(page, start, code)
    page.clock.run_for(50_000)
    warning = page.get_by_role("alert")
    assert "秒没有人动" in warning.inner_text()
    page.mouse.move(5, 5)
    page.mouse.down()
    page.mouse.up()
    page.clock.run_for(50_000)
    assert page.get_by_role("heading", level=1).inner_text() == "还没有提交，请核对"
    page.clock.run_for(12_000)
    page.wait_for_url(f"**{start}")
    assert "长者饭堂" not in page.inner_text("body")
    assert channels(story) == {}


def test_back_shows_nothing_of_the_last_voter(page: Page, story: Story) -> None:
    from playwright.sync_api import Error

    start, code = tablet(story)
    choose(page, start, code)
    page.get_by_role("button", name="投出选票").click()
    assert page.locator(".receipt-code").is_visible()
    assert page.locator("nav").count() == 0
    page.get_by_role("link", name="完成").click()
    page.wait_for_url(f"**{start}")
    for _ in range(3):  # the browser has kept no page: it asks whether to send again, or has nothing
        with suppress(Error):
            page.go_back(timeout=3_000)
        shown = page.locator("body").inner_text()
        assert "长者饭堂" not in shown
        assert "回执码" not in shown
    assert channels(story) == {"booth": 1}


def test_without_scripts_the_tablet_works_and_goes_back_by_itself(
    browser: Browser, story: Story, live_server: str
) -> None:
    start, code = tablet(story)
    context = browser.new_context(base_url=live_server, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    choose(page, start, code)
    refresh = page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert refresh == f"120;url={start}"
    page.get_by_role("button", name="投出选票").click()
    assert page.get_by_role("heading", level=1).inner_text() == "您的选票已记录"
    assert channels(story) == {"booth": 1}
    context.close()


def test_the_square_code_fills_itself_in_and_leaves_no_trace(page: Page, story: Story) -> None:
    code = base32.drawn(18)
    with act() as now:
        code_actions.issue(story.actor("worker1"), story.round, {entry(story): code}, now)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
    page.goto(f"/vote#{base32.grouped(code, 3)}")
    field = page.get_by_label("投票码")
    assert field.input_value() == base32.grouped(code, 3)
    assert page.evaluate("location.href").endswith("/vote")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/vote/ballot")
    page.get_by_label("长者饭堂").check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("heading", name="还没有提交，请核对", level=1).wait_for()
    page.wait_for_load_state()  # its scripts have run: a test may turn the page's clock now
    page.get_by_role("button", name="投出选票").click()
    assert page.get_by_role("heading", level=1).inner_text() == "您的选票已记录"
    assert channels(story) == {"letter_code": 1}
    assert not [line for line in asked if base32.grouped(code, 3) in line or code in line]
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
