"""The design system in a real browser: every part, narrow to wide, light and dark, large print, both languages.

Pages are served with the application's content policy, so a part that needs an inline style or script fails.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir

from tests.browser.gallery.gallery import ROOT, draw, english, pages

WIDTHS = (320, 390, 1280)
LOOKS = [("zh", False, "light"), ("zh", False, "dark"), ("zh", True, "light"), ("en", False, "light")]
PLAIN = {"refused"}
"""Pages whose parts the others show too: looked at once."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"


class Server(SimpleHTTPRequestHandler):
    """Serves the drawn pages under the application's policy; a POST is counted, then answered with nothing."""

    posts: list[str] = []

    def end_headers(self) -> None:
        """Every answer carries the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        """204: the browser stays where it is."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.posts.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    draw(folder), draw(folder, large=True), draw(folder, lang="en")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_every_part_is_accessible_and_fits(browser: Any, site: str, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    faults: list[str] = []

    def heard(message: Any) -> None:
        if message.type == "error":
            faults.append(message.text)

    for lang, large, scheme in LOOKS[:1] if name in PLAIN else LOOKS:
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.on("console", heard)
        look = f"{name}-{lang}{'-large' if large else ''}"
        page.goto(f"{site}/{look}.html")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{look}: {wide} px wide on a screen of {width}")
            if width != 390 and not (width == 1280 and look == f"{name}-zh" and scheme == "light"):
                continue
            found = Axe().run(page).response["violations"]
            faults += [
                f"{look} {scheme} {width}: {v['id']} {[n['html'][:120] for n in v['nodes']]}" for v in found
            ]
        context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_targets_are_large_enough(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site}/forms-zh.html")
    page.click(".menu summary")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .menu a, .choice label, .input, .button")]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44 && !e.closest(".affix"))
        .map((e) => e.outerHTML.slice(0, 120))"""
    )
    page.close()
    assert small == []


@pytest.mark.browser
def test_large_print_is_never_under_22_pixels(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    small: list[str] = []
    for name in pages():
        page.goto(f"{site}/{name}-zh-large.html")
        small += page.evaluate(
            """() => [...document.querySelectorAll("body *:not(.paper *, .hidden)")]
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
            .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 20.2 && !e.closest(".desk-of-paper"))
            .map((e) => e.className + " " + getComputedStyle(e).fontSize + " " + e.textContent.slice(0, 20))"""
        )
    page.close()
    assert small == []


@pytest.mark.browser
def test_choosing_tells_number_and_cost(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site}/ballot-zh.html")
    assert page.inner_text("[data-say]") == "已选 2 项，最多 3 项"
    page.check("input[value='4']")
    page.check("input[value='6']")
    assert page.inner_text("[data-say]") == "选了 4 项，多了 1 项，请去掉"
    assert page.inner_text("[data-cost-say]") == "合计 ¥603,500.00，本轮预算 ¥500,000.00"
    page.close()


@pytest.mark.browser
def test_a_form_is_sent_once_and_keeps_its_draft(browser: Any, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/forms-zh.html")
    page.fill("#title", "楼道加装扶手")
    page.fill("#password", "secret")
    page.check("input[value='works']")
    page.reload()
    assert page.input_value("#title") == "楼道加装扶手"
    assert page.is_checked("input[value='works']")
    assert page.input_value("#password") == ""
    Server.posts.clear()
    page.click("text=提交提案")
    page.click("text=提交提案", force=True)
    page.wait_for_timeout(200)
    assert Server.posts == ["/save"]
    page.close()


def test_every_text_of_the_frame_has_its_english() -> None:
    known = english()
    missing = []
    for folder in ("_frame", "_parts"):
        texts = extract_from_dir(
            str(ROOT / "templates" / folder),
            method_map=[("**.html", "jinja2")],
            options_map={"**.html": {"newstyle_gettext": "true"}},
            keywords={"_": None, "ngettext": (1, 2)},
        )
        for _file, _line, text, *_rest in texts:
            one = text if isinstance(text, str) else text[0]
            if not known.get(one):
                missing.append(one)
    assert missing == []


def test_the_style_sheet_is_light_and_nothing_is_inline() -> None:
    assert (ROOT / "static/css/site.css").stat().st_size < 40_000
    for folder in ("_frame", "_parts"):
        for template in (ROOT / "templates" / folder).glob("*.html"):
            text = template.read_text("utf-8")
            assert not re.search(r'\sstyle=|\son\w+="|<style', text), template.name
