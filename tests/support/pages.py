"""What must hold for every page we send, whatever it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_TYPED = frozenset("text search email tel url password number date time file checkbox radio".split())
_PLACE = re.compile(r"%\(\w+\)[sd]|\{\{|\{%")

INLINE_STYLE, NO_NONCE = "an inline style sheet", "a script without a nonce"


def faults(html: str, headers: Mapping[str, str]) -> list[str]:
    """What is wrong with a page; a fragment (no ``<html>``) is looked at for what a fragment can have."""
    page = _Page()
    page.feed(html)
    page.close()
    found = list(page.found)
    if "'sha256-" in headers.get(
        "Content-Security-Policy", ""
    ):  # a file to keep: what is inline is named by hash
        found = [one for one in found if one not in (INLINE_STYLE, NO_NONCE)]
    found += [f"id {name} is there {n} times" for name, n in page.ids.items() if n > 1]
    found += [
        f"{what} points at #{name}, which is not there" for what, name in page.points if name not in page.ids
    ]
    found += [f"an {tag} has no label" for tag, name in page.unlabelled if name not in page.labels]
    found += [f"left in the text: {m[0]}" for m in _PLACE.finditer(" ".join(page.text))]
    if page.whole:
        if not page.lang:
            found.append("the page says no language")
        if page.headings.count(1) != 1:
            found.append(f"{page.headings.count(1)} h1 instead of one")
        if not page.title.strip(" ·"):
            found.append("no title")
        found += [
            f"h{b} follows h{a}" for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1
        ]
        if "Content-Security-Policy" not in headers:
            found.append("no Content-Security-Policy")
    return found


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.whole = False
        self.lang = self.title = ""
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.points: list[tuple[str, str]] = []
        self.unlabelled: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self.found: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        a = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "html":
            self.whole, self.lang = True, a.get("lang", "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if "id" in a:
            self.ids[a["id"]] += 1
        self._references(tag, a)
        self._forbidden(tag, a)
        if tag in ("select", "textarea") or (tag == "input" and a.get("type", "text") in _TYPED):
            named = a.keys() & {"aria-label", "aria-labelledby"} or "label" in self._open
            if not named:
                self.unlabelled.append((tag, a.get("id", "")))

    def _references(self, tag: str, a: dict[str, str]) -> None:
        if tag == "label" and "for" in a:
            self.labels.add(a["for"])
            self.points.append(("a label", a["for"]))
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.points += [(name, ref) for ref in a.get(name, "").split()]
        if tag == "a" and re.fullmatch(r"#.+", a.get("href", "")):
            self.points.append(("a link", a["href"][1:]))

    def _forbidden(self, tag: str, a: dict[str, str]) -> None:
        if "style" in a:
            self.found.append(f"{tag} has an inline style")
        self.found += [f"{tag} has {name}" for name in a if name.startswith("on")]
        if tag == "style":
            self.found.append(INLINE_STYLE)
        if (
            tag == "script"
            and "nonce" not in a
            and a.get("type") not in ("application/json", "application/ld+json")
        ):
            self.found.append(NO_NONCE)
        if tag == "img" and "alt" not in a:
            self.found.append(f"a picture without alt: {a.get('src', '')}")
        if tag == "form" and a.get("method", "get").lower() not in ("get", "post"):
            self.found.append(f"a form with method {a['method']}")

    def handle_endtag(self, tag: str) -> None:
        """Every element is closed where it was opened."""
        if tag in _VOID:
            return
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """What people read."""
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if not {"script", "style", "pre", "code", "textarea"} & set(self._open):
            self.text.append(data)
