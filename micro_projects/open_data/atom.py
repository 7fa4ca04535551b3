"""Atom (RFC 4287): notices as a feed, newest first. Chinese, as disclosed; the same notice keeps its id for ever."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as Xml

from micro_projects.open_data import notice_rows
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.writing import instant

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 200
"""Entries of a feed; all notices are in the tables."""


def feed(data: Dataset, address: str) -> bytes:
    """The feed at `address`."""
    shown = notice_rows.posted(data)[::-1][:MOST]
    updated = {told.id: _updated(data, told) for told in shown}
    root = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _add(root, "id", address)
    _add(root, "title", f"{data.where.name}公示")  # zh only
    _add(root, "updated", instant(max(updated.values(), default=data.newest)))
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(
        root,
        "link",
        rel="alternate",
        type="text/html",
        href=f"{data.where.base}/c/{data.where.place}/notices",
    )
    _add(root, "link", rel="license", href=LICENCE.url)
    _add(root, "rights", LICENCE.name)
    author = Xml.SubElement(root, "author")
    _add(author, "name", data.where.name)
    for told in shown:
        _entry(root, data, told, updated[told.id])
    Xml.indent(root, " ")
    written: str = Xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _updated(data: Dataset, told: Disclosure) -> datetime:
    later = notice_rows.later(data, told)
    return later[-1].at if later else told.at


def _entry(root: Xml.Element, data: Dataset, told: Disclosure, updated: datetime) -> None:
    address = f"{data.where.base}/notices/{told.facts['notice']}"
    entry = Xml.SubElement(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", notice_rows.title(told))
    _add(entry, "published", instant(told.at))
    _add(entry, "updated", instant(updated))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "category", term=told.kind.removeprefix("notice."))
    _add(entry, "summary", told.text)


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = _plain(text) or None


def _plain(text: str) -> str:
    """Without the signs XML 1.0 cannot hold."""
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 0x20 and ord(sign) not in (0xFFFE, 0xFFFF))
    )
