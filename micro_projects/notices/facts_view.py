"""Disclosed facts as people read them: lines, tables and cards from canonical JSON, by table and not by kind.

A key nobody named is shown as it is written; nothing disclosed is left out, and raw JSON is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.notices.fact_words import LABELS, LONG, MONEY, SPOKEN, WORDS
from micro_projects.web.show import day, moment

HASH = re.compile(r"(?:sha256:)?[0-9a-f]{40,}")
CODE = re.compile(r"[A-Z]{2}[A-Z0-9]*(?:-[A-Z0-9.]+)+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
PERIOD = frozenset({"calendar", "days", "ends_at", "notice", "provisional"})
"""Facts of a notice's period, which its page shows by themselves."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: its text and how it is set: ``text``, ``prose``, ``hash``, ``code``, ``number``, ``money``."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the same plain facts."""

    title: str
    columns: Sequence[tuple[str, str]]
    """(label, kind)."""
    rows: Sequence[Sequence[Shown | None]]


@dataclass(frozen=True, slots=True)
class Block:
    """Some facts under a title, and what belongs below them."""

    title: str = ""
    lines: Sequence[tuple[str, Shown]] = ()
    prose: Sequence[tuple[str, Shown]] = ()
    tables: Sequence[Table] = ()
    inner: Sequence[Block] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.lines or self.prose or self.tables or self.inner)


def block(facts: Mapping[str, Any], title: str = "", without: frozenset[str] = frozenset()) -> Block:
    """All of `facts`, in the order they were disclosed in (canonical: by key), plain ones first."""
    lines: list[tuple[str, Shown]] = []
    prose: list[tuple[str, Shown]] = []
    tables: list[Table] = []
    inner: list[Block] = []
    for key, value in sorted(facts.items(), key=_order):
        if key in without or value in (None, "", [], {}):
            continue
        if isinstance(value, dict):
            inner.append(_named(key, value))
        elif isinstance(value, list) and isinstance(value[0], dict):
            _listed(key, value, tables, inner)
        elif isinstance(value, list):
            lines.append((label(key), Shown(_("、").join(shown(key, v).text for v in value))))
        else:
            one = shown(key, value)
            (prose if one.kind == "prose" else lines).append((label(key), one))
    return Block(title, lines, prose, tables, inner)


def _order(pair: tuple[str, Any]) -> tuple[int, str]:
    first = ("title", "code", "proposal", "outcome", "kind", "estimate", "price", "cost", "problem", "wish")
    return (first.index(pair[0]) if pair[0] in first else len(first), pair[0])


def _named(key: str, value: Mapping[str, Any]) -> Block:
    if key in MONEY:  # sums by account
        return Block(label(key), [(label(k), shown("fen", v)) for k, v in value.items()])
    return block(value, label(key))


def _listed(key: str, rows: Sequence[Mapping[str, Any]], tables: list[Table], inner: list[Block]) -> None:
    if all(not isinstance(v, dict | list) for row in rows for v in row.values()):
        tables.append(table(key, rows))
        return
    inner += [block(row, heading(row) or f"{label(key)} {n}") for n, row in enumerate(rows, 1)]


def table(key: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Dicts of plain values as a table; a column is there when some row has it."""
    keys = sorted({k for row in rows for k in row}, key=lambda k: _order((k, None)))
    kinds = ["money" if k in MONEY else "text" for k in keys]
    cells = [[_cell(k, row.get(k)) for k in keys] for row in rows]
    return Table(label(key), [(label(k), kind) for k, kind in zip(keys, kinds, strict=True)], cells)


def _cell(key: str, value: Any) -> Shown | None:
    return None if value in (None, "") else shown(key, value)


def heading(row: Mapping[str, Any]) -> str:
    """What a card is called: the title of what it is about, with its code."""
    text = row.get("text")
    title = row.get("title") or (text.get("title") if isinstance(text, dict) else "") or row.get("name") or ""
    code = row.get("proposal") or row.get("code") or ""
    return f"{code} {title}".strip()


def label(key: str) -> str:
    """A key as people read it; an unknown one as it is written, spaced."""
    return _(LABELS[key]) if key in LABELS else key.replace("_", " ")


def shown(key: str, value: Any) -> Shown:
    """One plain value."""
    if isinstance(value, bool):
        return Shown(_("是") if value else _("否"))
    if isinstance(value, int):
        return Shown(str(Money(value)), "money") if key in MONEY else Shown(str(value), "number")
    if value is None:
        return Shown("—")
    return _written(key, str(value))


def _written(key: str, value: str) -> Shown:
    if key in SPOKEN and value in WORDS:
        return Shown(_(WORDS[value]))
    if key in LONG:
        return Shown(value, "prose")
    if HASH.fullmatch(value):
        return Shown(value, "hash")
    if CODE.fullmatch(value):
        return Shown(value, "code")
    if INSTANT.fullmatch(value):
        return Shown(moment(datetime.fromisoformat(value)))
    if DATE.fullmatch(value):
        return Shown(day(datetime.fromisoformat(value).date()))
    return Shown(value)
