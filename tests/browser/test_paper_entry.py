"""A worker types ballots in with the keyboard alone: with the script, and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from micro_projects.demo.founding import found
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.people.actions import hash_password
from micro_projects.voting.paper_models import PaperEntry
from micro_projects.web.door import act
from support import papers
from support.voting import Story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "a password for tests only"
pytestmark = pytest.mark.slow


@pytest.fixture
def serials(app: Flask, clock: ManualClock) -> list[str]:
    """The box of a closed round: four ballots."""
    with app.app_context():
        with act() as now:
            founded = found(now, hash_password(PASSWORD))
        story = Story(app, clock, founded)
        story.open_cycle(min_turnout=0)
        story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
        story.freeze()
        story.to(story.round.opens_at)
        drawn = papers.handed_in(story, ["resident01", "resident02", "resident03", "resident04"], spare=0)
        papers.to_entering(story)
        return drawn


@pytest.fixture
def plain(browser: Browser, live_server: str) -> Iterator[Page]:
    """A browser without scripts."""
    context = browser.new_context(base_url=live_server, locale="zh-CN", java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("[name=login]", "worker1")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk")


def entered(app: Flask) -> list[tuple[str, str, bool]]:
    with app.app_context():
        rows = db.session.query(PaperEntry).order_by(PaperEntry.id).all()
        return [(row.serial, row.content or row.reason, row.undone_at is None) for row in rows]


def said(page: Page, words: str) -> None:
    page.wait_for_selector(f"[data-paper-entry] [role=status]:has-text('{words}')")


def accessible(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()


def test_typing_with_the_keyboard_alone(app: Flask, serials: list[str], page: Page) -> None:
    sign_in(page)
    page.goto("/rounds/FT-LH-2026-R1/paper/entry")
    keys = page.keyboard
    keys.type(serials[0])  # eight right digits go on by themselves
    keys.type("1 3")
    keys.press("Enter")
    said(page, f"{serials[0][:4]} {serials[0][4:]}")
    keys.type(serials[1][:4] + " " + serials[1][4:])
    keys.type("7")
    keys.press("Enter")
    page.wait_for_selector(".error:has-text('没有 7 号项目')")
    assert page.evaluate("document.activeElement.name") == "marks"
    accessible(page)
    keys.press("Control+A")
    keys.type("2")
    keys.press("Enter")
    said(page, f"{serials[1][:4]} {serials[1][4:]}")
    keys.type("-")
    keys.press("Enter")
    said(page, "已撤回上一张")
    wrong = serials[2][:7] + str((int(serials[2][7]) + 1) % 10)
    keys.type(wrong)
    assert page.evaluate("document.activeElement.name") == "serial"
    keys.press("Control+A")
    keys.type(serials[2])
    keys.type("0")
    keys.press("Enter")
    said(page, "空白票")
    told = [(serial, kept) for serial, _content, kept in entered(app)]
    assert told == [(serials[0], True), (serials[1], False), (serials[2], True)]


def test_the_same_without_scripts(app: Flask, serials: list[str], plain: Page) -> None:
    sign_in(plain)
    plain.goto("/rounds/FT-LH-2026-R1/paper/entry")
    keys = plain.keyboard
    keys.type(serials[0])
    keys.press("Enter")  # nothing chosen yet: the serial is kept, the cursor goes on
    plain.wait_for_selector(".error:has-text('没有输入选了哪几号')")
    keys.type("2 3")
    keys.press("Enter")
    said(plain, "2 3")
    keys.type("-")
    keys.press("Enter")
    said(plain, "已撤回上一张")
    assert [kept for _serial, _content, kept in entered(app)] == [False]


def test_every_page_of_paper_is_accessible_and_narrow(serials: list[str], page: Page) -> None:
    sign_in(page)
    page.set_viewport_size({"width": 320, "height": 700})
    for at in ("", "/hand-in", "/stacks", "/upload", "/differences", "/finish"):
        page.goto(f"/rounds/FT-LH-2026-R1/paper{at}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, at
