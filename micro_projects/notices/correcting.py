"""How a correction reads: the chain of entries that correct one another, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel import word_diff
from micro_projects.notices import facts_view, page_queries
from micro_projects.notices.fact_values import Where
from micro_projects.notices.facts_view import Block
from micro_projects.notices.models import ContentPart, LogEntry

LONGEST_CHAIN = 100


def chain(entry: LogEntry) -> Sequence[LogEntry]:
    """Every entry that corrects another of the same story, this one among them, newest first: one statement."""
    first = (
        select(LogEntry.index, LogEntry.supersedes)
        .where(LogEntry.log_id == entry.log_id, LogEntry.index == entry.index)
        .cte("chain", recursive=True)
    )
    linked = (LogEntry.supersedes == first.c.index) | (LogEntry.index == first.c.supersedes)
    whole = first.union(
        select(LogEntry.index, LogEntry.supersedes).where(LogEntry.log_id == entry.log_id, linked)
    )
    query = (
        select(LogEntry)
        .where(LogEntry.log_id == entry.log_id, LogEntry.index.in_(select(whole.c.index)))
        .order_by(LogEntry.index.desc())
        .limit(LONGEST_CHAIN)
    )
    return db.session.scalars(query).all()


class Change(NamedTuple):
    """One thing that reads differently now."""

    label: str
    parts: list[word_diff.Change]


def changes(old: dict[str, ContentPart], new: dict[str, ContentPart], kind: str = "") -> list[Change]:
    """What differs between two disclosures as read: the sentence, then line by line; withheld parts left out."""
    made = []
    before, after = _text(old), _text(new)
    if before is not None and after is not None and before != after:
        made.append(Change("", word_diff.changes(before, after)))
    facts = page_queries.facts_of(new)
    was, now = _lines(page_queries.facts_of(old), kind), _lines(facts, kind)
    # a supplement says only what changed, in full length: what it does not speak of still stands
    gone = [] if facts is None or facts.get("supplement") else [label for label in was if label not in now]
    for label in [*now, *gone]:
        a, b = was.get(label, ""), now.get(label, "")
        if a != b:
            made.append(Change(label, word_diff.changes(a, b)))
    return made


def _text(parts: dict[str, ContentPart]) -> str | None:
    part = parts.get("text")
    return part.body.decode() if part is not None and part.body is not None else None


def _lines(facts: dict[str, Any] | None, kind: str) -> dict[str, str]:
    """Every value as read, by the way to it: ``FT-LH-2026-001 坡道 › 估价``."""
    made: dict[str, str] = {}
    if facts:
        _gather(facts_view.block(facts, without=facts_view.PERIOD | {"pack"}, at=Where(kind)), "", made)
    return made


def _gather(block: Block, way: str, made: dict[str, str]) -> None:
    for label, shown in (*block.lines, *block.prose):
        made[f"{way}{label}"] = shown.text
    for table in block.tables:
        for number, row in enumerate(table.rows, 1):
            cells = [cell.text for cell in row if cell is not None]
            made[f"{way}{table.title} {number}"] = " ".join(cells)
    for inner in block.inner:
        _gather(inner, f"{way}{inner.title} › ", made)
