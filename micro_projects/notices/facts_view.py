"""Disclosed facts as people read them: lines, tables and cards from canonical JSON, by table and not by kind.

Nothing disclosed is left out, and raw JSON is never shown. Every key and code of the schemas has its word; a key
without one is a code or a date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.notices.fact_words import BOOLEANS, LABELS, LONG, MAPS, MONEY, WORDS
from micro_projects.notices.own_parts import Withheld
from micro_projects.web.show import day, moment

HASH = re.compile(r"(?:sha256:)?[0-9a-f]{40,}")
CODE = re.compile(r"[A-Z]{2}[A-Z0-9]*(?:-[A-Z0-9.]+)+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
PERIOD = frozenset({"notice", "period"})
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
        if key in without or _nothing(value):
            continue
        if key == "text" and isinstance(value, dict):  # a proposal's own words belong to it, not below it
            words = block(value)
            lines += words.lines
            prose += words.prose
        elif isinstance(value, dict):
            inner.append(_named(key, value))
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            _listed(key, value, tables, inner)
        elif isinstance(value, list):
            lines.append((label(key), Shown(_flat(key, value))))
        else:
            one = shown(key, value)
            (prose if one.kind == "prose" else lines).append((label(key), one))
    return Block(title, lines, prose, tables, inner)


def _nothing(value: Any) -> bool:
    return not isinstance(value, Withheld) and value in (None, "", [], {})


FIRST = (
    "title",
    "name",
    "role",
    "text",
    "code",
    "proposal",
    "outcome",
    "ground",
    "reason",
    "kind",
    "estimate",
    "price",
    "cost",
)
LAST = ("version", "text_hash", "frozen_hash", "pack_hash", "population", "log_root", "seed", "public_key")


def _order(pair: tuple[str, Any]) -> tuple[int, str]:
    key = pair[0]
    if key in FIRST:
        return FIRST.index(key), key
    return len(FIRST) + 1 + (LAST.index(key) + 1 if key in LAST else 0), key


def _flat(key: str, value: Any) -> str:
    """Plain values of a list in a row; what is nested in it, too."""
    if isinstance(value, list):
        return str(_("、").join(_flat(key, v) for v in value))
    if isinstance(value, dict):
        return str(_("、").join(f"{label(k)} {_flat(k, v)}" for k, v in value.items()))
    return shown(key, value).text


def _named(key: str, value: Mapping[str, Any]) -> Block:
    if key in MAPS or key in BOOLEANS:
        return Block(label(key), [(_own_key(key, k), _of_map(key, v)) for k, v in sorted(value.items())])
    if key in WORDS:  # by random codes: what each stands for
        return Block(label(key), [(k, shown(key, v)) for k, v in sorted(value.items())])
    return block(value, label(key))


def _own_key(key: str, own: str) -> str:
    """A key of a dict by code or by date."""
    if DATE.fullmatch(own):
        return day(datetime.fromisoformat(own).date())
    return str(_(WORDS[MAPS[key]].get(own, own)))


def _of_map(key: str, value: Any) -> Shown:
    if isinstance(value, bool) and key in BOOLEANS:
        return Shown(_(BOOLEANS[key][0 if value else 1]))
    return shown("fen" if key in MONEY else key, value)


def _listed(key: str, rows: Sequence[Mapping[str, Any]], tables: list[Table], inner: list[Block]) -> None:
    if all(not isinstance(v, dict | list) for row in rows for v in row.values()):
        tables.append(table(key, rows))
        return
    named = frozenset({"title", "proposal"}) if all(heading(row) for row in rows) else frozenset[str]()
    inner += [block(row, heading(row) or f"{label(key)} {n}", named) for n, row in enumerate(rows, 1)]


def table(key: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Dicts of plain values as a table; a column is there when some row has it."""
    keys = sorted({k for row in rows for k in row}, key=lambda k: _order((k, None)))
    kinds = ["money" if k in MONEY else "text" for k in keys]
    cells = [[_cell(k, row.get(k)) for k in keys] for row in rows]
    return Table(label(key), [(label(k), kind) for k, kind in zip(keys, kinds, strict=True)], cells)


def _cell(key: str, value: Any) -> Shown | None:
    return None if _nothing(value) else shown(key, value)


def overview(facts: Mapping[str, Any]) -> Table | None:
    """What a notice speaks of at a glance, a line each: for its page's top and the A4 sheet."""
    listed = facts.get("proposals")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    if not rows:
        return None
    lines = [_glance(row) for row in rows]
    used = [n for n in range(len(_COLUMNS)) if any(line[n] for line in lines)]
    columns = [(_(_COLUMNS[n][0]), _COLUMNS[n][1]) for n in used]
    return Table(_("各提案一览"), columns, [[line[n] for n in used] for line in lines])


_COLUMNS = (
    (N_("名称"), "text"),
    (N_("编号"), "text"),
    (N_("结果"), "text"),
    (N_("理由"), "text"),
    (N_("金额"), "money"),
    (N_("议事会表决"), "text"),
)


def _glance(row: Mapping[str, Any]) -> list[Shown | None]:
    text = row["text"] if isinstance(row.get("text"), dict) else {}
    amount = row.get("price") or row.get("estimate") or text.get("estimate")
    why = _("：").join(shown(k, row[k]).text for k in ("ground", "reason") if row.get(k))
    return [
        Shown(str(row.get("title") or text.get("title") or row.get("proposal") or "—")),
        _cell("proposal", row.get("proposal")),
        _cell("outcome", row.get("outcome")),
        Shown(why) if why else None,
        Shown(str(Money(amount)), "money") if type(amount) is int else None,
        _votes(row.get("vote")),
    ]


def _votes(vote: Any) -> Shown | None:
    if not isinstance(vote, dict) or not all(isinstance(vote.get(k), int) for k in ("yes", "no", "abstain")):
        return None
    return Shown(
        _("赞成%(yes)d、反对%(no)d、弃权%(abstain)d", **{k: vote[k] for k in ("yes", "no", "abstain")})
    )


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
    return _written(key, value if isinstance(value, str) else str(value))


def _written(key: str, value: str) -> Shown:
    if isinstance(value, Withheld):
        return Shown(_("（已依法遮盖）"))
    if value in WORDS.get(key, ()):
        return Shown(_(WORDS[key][value]))
    if key == "subject" and ":" in value:
        kind, _colon, code = value.partition(":")
        return Shown(f"{_(WORDS[key].get(kind, kind))} {code}")
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
