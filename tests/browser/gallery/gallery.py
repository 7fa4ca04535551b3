"""Draws every part of the design system, in every state, into a folder of plain pages.

For looking at (`python -m tests.browser.gallery.gallery FOLDER`) and for test_gallery.py. It needs no
application: the frame's context (docs/design-system.md) is imitated here, in Chinese or with frame.po.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from micro_projects.kernel.money import Money
from tests.browser.gallery.samples import samples

ROOT = Path(__file__).resolve().parents[3]
WEEKDAYS = "一二三四五六日"
NAV = [
    {"label": "首页", "url": "/", "current": True},
    {"label": "提案", "url": "/proposals", "current": False},
    {"label": "议事会", "url": "/sessions", "current": False},
    {"label": "投票", "url": "/rounds", "current": False},
    {"label": "项目", "url": "/projects", "current": False},
    {"label": "公示", "url": "/notices", "current": False},
    {"label": "查找", "url": "/search", "current": False},
]


def english() -> dict[str, str]:
    """The catalogues of the frame and its parts: Chinese message → English."""
    words: dict[str, str] = {}
    for name in ("frame", "map"):
        with (ROOT / f"micro_projects/translations/en/{name}.po").open("rb") as file:
            catalogue = read_po(file, locale="en")
        for message in catalogue:
            if isinstance(message.id, tuple):
                one, many = message.id
                words[one], words[many + "\0many"] = message.string[0], message.string[1]
            elif message.id:
                words[message.id] = str(message.string)
    return words


def show_day(on: date) -> str:
    """11月24日 周二"""
    return f"{on.month}月{on.day}日 周{WEEKDAYS[on.weekday()]}"


def show_moment(at: datetime) -> str:
    """11月24日 周二 18:00"""
    return f"{show_day(at.date())} {at:%H:%M}"


def show_last_minute(at: datetime) -> str:
    """The end of a period: midnight is 24:00 of the day before."""
    return f"{show_day(at - timedelta(days=1))} 24:00" if (at.hour, at.minute) == (0, 0) else show_moment(at)


def environment(lang: str = "zh") -> Environment:
    """Jinja as the application sets it up, with strict names."""
    jinja = Environment(
        loader=FileSystemLoader([ROOT / "templates", Path(__file__).parent / "pages"]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    words = english() if lang == "en" else {}
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words.get(text, text),
        lambda one, many, n: words.get(one, one) if n == 1 else words.get(many + "\0many", many),
        newstyle=True,
    )
    jinja.filters |= {"money": str, "day": show_day, "moment": show_moment, "last_minute": show_last_minute}
    jinja.globals |= {
        "url_for": lambda endpoint, **_: "/" + endpoint.replace(".", "/"),
        "csp_nonce": lambda: "n",
        "csrf_token": lambda: "token",
        "static_url": lambda path: "static/" + path,
    }
    return jinja


def context(lang: str, large: bool, signed_in: bool) -> dict[str, Any]:
    """What the application gives every page."""
    return {
        "me": SimpleNamespace(name="陈**", person_id=1) if signed_in else None,
        "nav": NAV,
        "place_name": "莲花社区",
        "lang": lang,
        "large_print": large,
        "request": SimpleNamespace(full_path="/gallery?"),
        "demo": True,
        "today": date(2026, 11, 24),
        "now": datetime(2026, 11, 24, 18, 0, tzinfo=UTC),
        "Money": Money,
        **samples(),
    }


def pages() -> list[str]:
    """The gallery's pages by name."""
    return sorted(p.stem for p in (Path(__file__).parent / "pages").glob("*.html"))


def draw(folder: Path, lang: str = "zh", large: bool = False) -> list[Path]:
    """Render every page into `folder`; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "static", folder / "static", dirs_exist_ok=True)
    jinja, files = environment(lang), []
    for name in pages():
        file = folder / f"{name}-{lang}{'-large' if large else ''}.html"
        signed_in = name != "forms"
        file.write_text(jinja.get_template(f"{name}.html").render(context(lang, large, signed_in)), "utf-8")
        files.append(file)
    return files


if __name__ == "__main__":
    for drawn in (
        draw(Path(sys.argv[1])) + draw(Path(sys.argv[1]), large=True) + draw(Path(sys.argv[1]), lang="en")
    ):
        print(drawn)
