"""Disclosed facts as people read them: lines, tables and cards from canonical JSON, by table and not by kind.

Nothing disclosed is left out, and raw JSON is never shown. Every key and code of the schemas has its word; a key
without one is a code or a date of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.calls import calls
from micro_projects.kernel.disclosure import disclosure_codes
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.notices.fact_places import COLUMNS
from micro_projects.notices.fact_values import DATE, NOWHERE, Shown, Where, label, shown
from micro_projects.notices.fact_words import BOOLEANS, MAPS, MONEY
from micro_projects.notices.own_parts import Withheld
from micro_projects.web.show import day

__all__ = ["PERIOD", "Block", "Shown", "Table", "block", "overview", "shown", "with_titles"]

PERIOD = frozenset({"notice", "period"})
"""Facts of a notice's period, which its page shows by themselves."""


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
    versions: str = ""
    """The code of the proposal whose text, in one of its versions, these facts are of."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.lines or self.prose or self.tables or self.inner)


def block(
    facts: Mapping[str, Any], title: str = "", without: frozenset[str] = frozenset(), at: Where = NOWHERE
) -> Block:
    """All of `facts` as people ask for them, plain ones first; `at` is where they stand."""
    lines: list[tuple[str, Shown]] = []
    prose: list[tuple[str, Shown]] = []
    tables: list[Table] = []
    inner: list[Block] = []
    days = _days(facts)
    if days:
        tables.append(days)
        without = without | {"days", "names"}
    for key, value in sorted(facts.items(), key=lambda pair: _order(pair[0], at)):
        if key in without or _nothing(value):
            continue
        if key == "text" and isinstance(value, dict):  # a proposal's own words belong to it, not below it
            words = block(value, at=at.under(key))
            lines += words.lines
            prose += words.prose
        elif isinstance(value, dict):
            inner.append(_named(key, value, at))
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            _listed(key, value, at, tables, inner)
        elif isinstance(value, list):
            lines.append((label(key, at), Shown(_flat(key, value, at))))
        else:
            one = shown(key, value, at)
            (prose if one.kind == "prose" else lines).append((label(key, at), one))
    return Block(title, lines, prose, tables, inner, _versions_of(facts))


def _versions_of(facts: Mapping[str, Any]) -> str:
    code = facts.get("proposal")
    return code if isinstance(code, str) and "version" in facts and "text" in facts else ""


def _days(facts: Mapping[str, Any]) -> Table | None:
    """The calendar's days off and worked weekends with what they are called, a line each."""
    days, names = facts.get("days"), facts.get("names")
    if not isinstance(days, dict) or not isinstance(names, dict) or not all(map(DATE.fullmatch, days)):
        return None
    rows = [
        [
            Shown(_own_key("days", on, NOWHERE)),
            _of_map("days", works, NOWHERE),
            _cell("name", names.get(on), NOWHERE),
        ]
        for on, works in sorted(days.items())
    ]
    columns = [(_("日期"), "text"), (_("上班还是放假"), "text"), (_("因为"), "text")]
    return Table(_("放假和调休上班的日子"), columns, rows)


def with_titles(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, with what each project of a vote is called: disclosed are its code and the hash of its text."""
    listed = facts.get("projects")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    codes = [row["code"] for row in rows if isinstance(row.get("code"), str)]
    if not codes or len(rows) != len(listed or ()) or not calls.knows("titles", "proposal"):
        return dict(facts)
    titles = calls("titles", "proposal", codes)
    return {**facts, "projects": [{"title": titles.get(row.get("code")), **row} for row in rows]}


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


def _order(key: str, at: Where) -> tuple[int, str]:
    columns = COLUMNS.get(at.named, ())
    if key in columns:
        return columns.index(key) - len(columns), key
    if key in FIRST:
        return FIRST.index(key), key
    return len(FIRST) + 1 + (LAST.index(key) + 1 if key in LAST else 0), key


def _flat(key: str, value: Any, at: Where) -> str:
    """Plain values of a list in a row; what is nested in it, too."""
    if isinstance(value, list):
        return str(_("、").join(_flat(key, v, at) for v in value))
    if isinstance(value, dict):
        return str(_("、").join(f"{label(k)} {_flat(k, v, at)}" for k, v in value.items()))
    return shown(key, value, at).text


def _named(key: str, value: Mapping[str, Any], at: Where) -> Block:
    if key in MAPS or key in BOOLEANS:
        lines = [(_own_key(key, k, at), _of_map(key, v, at)) for k, v in sorted(value.items())]
        return Block(label(key), lines)
    if key in disclosure_codes:  # by random codes: what each stands for
        return Block(label(key), [(k, shown(key, v, at)) for k, v in sorted(value.items())])
    return block(value, label(key), at=at.under(key))


def _own_key(key: str, own: str, at: Where) -> str:
    """A key of a dict by code or by date."""
    if DATE.fullmatch(own):
        return day(datetime.fromisoformat(own).date())
    return str(_(disclosure_codes.word(MAPS[key], own, at.kind) or own))


def _of_map(key: str, value: Any, at: Where) -> Shown:
    if isinstance(value, bool) and key in BOOLEANS:
        return Shown(_(BOOLEANS[key][0 if value else 1]))
    return shown("fen" if key in MONEY else key, value, at)


def _listed(
    key: str, rows: Sequence[Mapping[str, Any]], at: Where, tables: list[Table], inner: list[Block]
) -> None:
    if all(not isinstance(v, dict | list) for row in rows for v in row.values()):
        tables.append(table(key, rows, at))
        return
    named = frozenset({"title", "proposal"}) if all(heading(row) for row in rows) else frozenset[str]()
    there = at.under(key)
    inner += [block(row, heading(row) or f"{label(key)} {n}", named, there) for n, row in enumerate(rows, 1)]


def table(key: str, rows: Sequence[Mapping[str, Any]], at: Where = NOWHERE) -> Table:
    """Dicts of plain values as a table; a column is there when some row has it."""
    there = at.under(key)
    keys = sorted({k for row in rows for k in row}, key=lambda k: _order(k, there))
    kinds = ["money" if k in MONEY else "number" if _counts(k, rows) else "text" for k in keys]
    cells = [[_cell(k, row.get(k), there) for k in keys] for row in rows]
    return Table(label(key), [(label(k, there), kind) for k, kind in zip(keys, kinds, strict=True)], cells)


def _counts(key: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    values = [row[key] for row in rows if row.get(key) is not None]
    return bool(values) and all(type(value) is int for value in values)


def _cell(key: str, value: Any, at: Where = NOWHERE) -> Shown | None:
    return None if _nothing(value) else shown(key, value, at)


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
