"""Somebody with a browser but no screen: reads pages, fills in their forms, presses their buttons.

The demo and the tour are played by visitors only, so whatever they did a person can do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from micro_projects.web.preview import SEEN

Value = str | list[str]


class Stuck(Exception):  # noqa: N818 - said to whoever wrote the script
    """A page did not offer what the script wanted, or refused it: where, and in which words."""


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, and what it holds before anybody types."""

    action: str
    method: str
    values: dict[str, Value] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    """Names of everything that can be filled in or pressed."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What can be ticked or picked, by name."""


class Page:
    """One answer, with its forms, headings and links."""

    def __init__(self, url: str, status: int, html: str, file: bytes = b"") -> None:
        self.file = file
        """What was sent instead of a page."""
        self.url = url
        self.path = urlsplit(url).path
        self.status = status
        self.html = html
        reader = _Reader(url)
        reader.feed(html)
        self.forms = reader.forms
        self.links = reader.links
        self.text = " ".join("".join(reader.texts).split())
        self.heading = " ".join("".join(reader.heading).split())

    def form(self, action: str = "", names: frozenset[str] = frozenset()) -> Form:
        """The first form whose address ends with `action` and which offers all `names`."""
        for form in self.forms:
            if urlsplit(form.action).path.endswith(action) and names <= form.offered and _is_own(form):
                return form
        offers = [(urlsplit(f.action).path, sorted(f.offered)) for f in self.forms if _is_own(f)]
        raise Stuck(
            f"{self.path} ({self.heading}) has no form {action!r} with {sorted(names)}; it has {offers}"
        )

    def link(self, part: str) -> str:
        """The address of the first link that contains `part`."""
        for url in self.links:
            if part in url:
                return url
        raise Stuck(f"{self.path} ({self.heading}) has no link with {part!r}")


def _is_own(form: Form) -> bool:
    """Not the frame's language and size switches."""
    return not urlsplit(form.action).path.endswith("/preferences")


class Visitor:
    """A person with a browser, signed in or not."""

    def __init__(self, client: httpx.Client, name: str = "") -> None:
        self.client = client
        self.name = name

    def sign_in(self, password: str) -> Visitor:
        """Sign in as `name`."""
        self.submit("/sign-in", login=self.name, password=password)
        return self

    def get(self, path: str) -> Page:
        """Open a page; `Stuck` unless it opens."""
        return self._page(self.client.get(path, follow_redirects=True), f"{self.name} opens {path}")

    def submit(self, path: str, action: str = "", files: Any = None, **fields: Value) -> Page:
        """Open a page, fill in its form (the one ending in `action` with these fields), press its button."""
        return self.send(self.get(path), action, files, **fields)

    def send(self, page: Page, action: str = "", files: Any = None, **fields: Value) -> Page:
        """Fill in a form of an open page and send it."""
        names = frozenset(fields) | frozenset(files or ())
        form = page.form(action, names)
        values = {**form.values, **fields}
        answer = self.client.request(
            form.method,
            form.action,
            follow_redirects=True,
            **({"params": values} if form.method == "GET" else {"data": values, "files": files}),
            headers={"Referer": page.url},
        )
        return self._read(self._page(answer, f"{self.name} sends {urlsplit(form.action).path}"))

    def _read(self, page: Page) -> Page:
        """Where a page first shows what would be published: read it, and press its button."""
        shown = next((form for form in page.forms if SEEN in form.offered), None)
        if shown is None:
            return page
        answer = self.client.post(
            shown.action, data=shown.values, follow_redirects=True, headers={"Referer": page.url}
        )
        done = self._page(answer, f"{self.name} confirms {urlsplit(shown.action).path}")
        if any(SEEN in form.offered for form in done.forms):
            raise Stuck(f"{done.path} shows what would be published again: {done.text[:600]}")
        return done

    def tries(self, path: str, action: str = "", **fields: Value) -> Page:
        """Like `submit`, for what should be refused: whatever page comes back."""
        page = self.get(path)
        form = page.form(action, frozenset(fields))
        answer = self.client.post(form.action, data={**form.values, **fields}, follow_redirects=True)
        shown = Page(str(answer.url), answer.status_code, answer.text)
        return self._read(shown) if shown.status == 200 else shown

    def _page(self, answer: httpx.Response, what: str) -> Page:
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return Page(str(answer.url), answer.status_code, "", answer.content)
        page = Page(str(answer.url), answer.status_code, answer.text)
        if answer.status_code >= 400:
            raise Stuck(f"{what}: {answer.status_code} {page.heading}: {page.text[:600]}")
        return page


class _Reader(HTMLParser):
    """Collects forms with their starting values, links, headings and text."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.heading: list[str] = []
        self._form: Form | None = None
        self._select: tuple[str, bool] | None = None
        self._area: str | None = None
        self._silent = 0
        self._in_heading = False
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = at.get("method", "get").upper()
            self._form = Form(urljoin(self.url, at.get("action", "")), method)
            self.forms.append(self._form)
        elif tag in ("input", "button"):
            self._control(tag, at, dict(attrs))
        elif tag == "select":
            self._select = (at.get("name", ""), "multiple" in dict(attrs))
            self._offer(at.get("name", ""))
        elif tag == "option":
            self._option(at, "selected" in dict(attrs))
        elif tag == "textarea":
            self._area = at.get("name", "")
            self._offer(self._area)
            self._set(self._area, "")
        elif tag == "a" and at.get("href"):
            self.links.append(urljoin(self.url, at["href"]))
        elif tag in ("script", "style"):
            self._silent += 1
        self._in_heading = self._in_heading or tag == "h1"
        self._in_main = self._in_main or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        """Note what closes."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag in ("script", "style"):
            self._silent -= 1
        elif tag == "h1":
            self._in_heading = False
        elif tag == "main":
            self._in_main = False

    def handle_data(self, data: str) -> None:
        """Text, a heading's text, or what a text area holds."""
        if self._area and self._form:
            before = self._form.values.get(self._area, "")
            self._form.values[self._area] = (str(before) + data).lstrip("\n")
        if self._silent:
            return
        if self._in_main:
            self.texts.append(data)
        if self._in_heading:
            self.heading.append(data)

    def _control(self, tag: str, at: dict[str, str], raw: dict[str, str | None]) -> None:
        name, kind = at.get("name", ""), at.get("type", "submit" if tag == "button" else "text")
        if not name:
            return
        self._offer(name)
        if kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio"):
            self._choice(name, at.get("value", "on"))
            if "checked" in raw:
                self._set(name, at.get("value", "on"), many=kind == "checkbox")
        else:
            self._set(name, at.get("value", ""), many=True)

    def _option(self, at: dict[str, str], selected: bool) -> None:
        if self._select is None or self._form is None:
            return
        name, many = self._select
        self._choice(name, at.get("value", ""))
        if selected or (not many and name not in self._form.values):
            self._set(name, at.get("value", ""), many=many)

    def _offer(self, name: str) -> None:
        if self._form is not None:
            self._form.offered.add(name)

    def _choice(self, name: str, value: str) -> None:
        if self._form is not None:
            self._form.choices.setdefault(name, []).append(value)

    def _set(self, name: str, value: str, *, many: bool = False) -> None:
        if self._form is None or not name:
            return
        before = self._form.values.get(name)
        if many and before is not None:
            self._form.values[name] = [*_listed(before), value]
        else:
            self._form.values[name] = value


def _listed(value: Value) -> Iterator[str]:
    yield from value if isinstance(value, list) else [value]
