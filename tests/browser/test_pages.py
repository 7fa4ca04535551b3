"""Every page in a real browser, as the people it is made for see it: axe finds nothing, nothing is too wide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMMUNITY, CYCLE, ONE = "/c/FT-LH", "/c/FT-LH/2026", "FT-LH-2026-001"
SESSION, ROUND = "/sessions/FT-LH-2026-S02", "/rounds/FT-LH-2026-R1"
D1, D2 = "/notices/FT-LH-2026-D1", "/notices/FT-LH-2026-D2"

PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "proposing": (
        ("", "/"),
        ("", COMMUNITY),
        ("", CYCLE),
        ("", f"{CYCLE}/proposals"),
        ("resident30", f"{CYCLE}/proposals/new"),
        ("resident01", f"/proposals/{ONE}/receipt"),
        ("resident30", "/proposals/FT-LH-2026-007"),
        ("resident30", "/desk"),
        ("worker1", "/desk"),
        ("worker1", f"/proposals/{ONE}/screening"),
        ("officer", "/desk"),
        ("officer", f"/proposals/{ONE}/screening"),
        ("", "/sign-in"),
        ("", "/help"),
        ("", "/nowhere"),
        ("resident30", "/people"),
        ("moderator", f"{COMMUNITY}/cycles/new"),
    ),
    "noticed": (
        ("", "/"),
        ("", D1),
        ("resident30", f"{D1}/object"),
        ("worker1", f"{D1}/report"),
        ("worker1", f"{D1}/enter"),
    ),
    "talking": (
        ("resident30", f"/proposals/{ONE}"),
        ("resident30", f"/proposals/{ONE}/discussion"),
        ("resident02", "/proposals/FT-LH-2026-002/amend"),
        ("officer", f"/proposals/{ONE}/opinion"),
        ("moderator", "/desk"),
        ("moderator", f"{COMMUNITY}/sessions/new"),
    ),
    "session": (
        ("", SESSION),
        ("", f"{SESSION}/projector"),
        ("moderator", f"{SESSION}/chair"),
        ("council12", f"{SESSION}/seat"),
        ("council12", "/desk"),
    ),
    "voting": (
        ("", "/"),
        ("", ROUND),
        ("resident40", f"{ROUND}/vote"),
        ("resident01", f"{ROUND}/recorded"),
        ("", "/vote"),
        ("worker1", f"{ROUND}/letters"),
        ("worker1", f"{ROUND}/booths"),
        ("worker1", f"/proposals/{ONE}/conditions"),
    ),
    "over": (
        ("", "/"),
        ("", CYCLE),
        ("", f"/proposals/{ONE}"),
        ("", "/proposals/FT-LH-2026-002/versions/2"),
        ("", f"{COMMUNITY}/sessions"),
        ("", SESSION),
        ("", f"{SESSION}/minutes"),
        ("", f"{COMMUNITY}/council"),
        ("", ROUND),
        ("", f"{ROUND}/result"),
        ("", f"{COMMUNITY}/notices"),
        ("", D2),
        ("", f"{CYCLE}/projects"),
        ("", f"/projects/{ONE}"),
        ("", f"/projects/{ONE}/procurement"),
        ("", f"/projects/{ONE}/payments/1"),
        ("", f"/projects/{ONE}/milestones/1"),
        ("", f"/projects/{ONE}/postings"),
        ("", f"/projects/{ONE}/oversight"),
        ("", f"{COMMUNITY}/oversight"),
        ("", f"{CYCLE}/money"),
        ("", "/search?q=路灯"),
        ("", "/log"),
        ("", "/log/QH"),
        ("", "/v/QH/20"),
        ("", "/disclosures/QH/20"),
        ("resident01", "/account"),
        ("resident01", "/roll"),
        ("resident01", "/letters"),
        ("finance", "/desk"),
        ("contractor1", "/desk"),
        ("auditor", "/audit"),
        ("auditor", "/audit/journal"),
        ("auditor", "/audit/journal/1"),
        ("admin", "/people"),
        ("admin", "/people/FT-LH"),
        ("worker1", f"{COMMUNITY}/roll"),
    ),
}
REFUSED = {("", "/nowhere"): 404, ("resident30", "/people"): 403}
LOOKED_AT = (
    ("voting", "", "/"),
    ("voting", "", COMMUNITY),
    ("over", "", f"/proposals/{ONE}"),
    ("voting", "resident40", f"{ROUND}/vote"),
    ("over", "", f"/projects/{ONE}"),
)
"""The main pages, also seen in English, in large print, in the dark and on a very narrow screen."""
READ = """() => { const main = document.querySelector("main");
main.querySelectorAll("pre, code, .hash").forEach((raw) => raw.remove());
return main.innerText }"""
"""What is read on a page: not its raw data, which is the machines'."""
CODE_WORD = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|%\(\w+\)")


def faults(page: Page, what: str, *, axe: bool = True) -> list[str]:
    """What is wrong with the page as it is shown now."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        found.append(f"{what}: {wide} px wide on a screen of {width}")
    if axe:
        violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
        found += [
            f"{what} {width}: {v['id']} {[n['html'][:120] for n in v['nodes']][:3]}" for v in violations
        ]
    return found


@pytest.mark.parametrize("station", PAGES)
def test_pages_are_accessible_and_fit(person: Person, station: str) -> None:
    found: list[str] = []
    for login, path in PAGES[station]:
        page = person(station, login).new_page()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if width == 390:
                answer = page.goto(path)
                expected = REFUSED.get((login, path), 200)
                if answer is None or answer.status != expected:
                    found.append(f"{login} {path}: {answer and answer.status} instead of {expected}")
            found += faults(page, f"{login} {path}")
        said = page.evaluate(READ)
        found += [f"{login} {path} shows a word of the inside: {m[0]}" for m in CODE_WORD.finditer(said)]
        if not page.query_selector("h1"):
            found.append(f"{login} {path}: no h1")
        page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", ["en", "large", "dark", "narrow"])
def test_main_pages_in_every_look(person: Person, look: str) -> None:
    found: list[str] = []
    for station, login, path in LOOKED_AT:
        context = person(station, login)
        page = context.new_page()
        base = re.match(r"https?://[^/]+", _address(page, path))
        assert base is not None
        cookies = {"en": ("lang", "en"), "large": ("size", "large")}
        if look in cookies:
            name, value = cookies[look]
            context.add_cookies([{"name": name, "value": value, "url": base[0]}])
        if look == "dark":
            page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 320 if look == "narrow" else 390, "height": 900})
        page.goto(path)
        found += faults(page, f"{look} {path}", axe=look != "narrow")
        if look == "en":
            said = page.inner_text("body").replace("中文", "")
            ours = page.evaluate("document.documentElement.lang") == "en"
            chinese = [
                line for line in said.splitlines() if re.search(r"[，。；：？！]", line) and _ours(line)
            ]
            found += [f"en {path}: still Chinese: {line[:60]}" for line in chinese if ours]
        if look in cookies:
            context.clear_cookies(name=cookies[look][0])
        page.close()
    assert not found, "\n".join(found)


def _address(page: Page, path: str) -> str:
    page.goto(path)
    return page.url


def _ours(line: str) -> bool:
    """Whether a line mixes English words into a Chinese sentence: what people typed stays as they typed it."""
    return bool(re.search(r"[A-Za-z]{4,} [a-z]{2,}", line))
