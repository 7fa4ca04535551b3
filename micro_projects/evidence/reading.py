"""index.html of a bundle: the story for people, in the order things happened, from the disclosures alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app

from micro_projects.evidence import queries
from micro_projects.evidence.queries import Head, Scope
from micro_projects.kernel.money import Money
from micro_projects.kernel.tlog import note
from micro_projects.notices import facts_view, machine_form, page_queries, showing
from micro_projects.notices.fact_values import Where
from micro_projects.notices.facts_view import Block
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.notices.part_words import part_name

QUIET = ("calendar.", "people.", "roll.", "log.", "uptime.")
"""Kinds that checks rest on and that tell no part of the story."""


class Step(NamedTuple):
    """One disclosure, as the story tells it."""

    log: str
    entry: int
    kind: str
    at: datetime
    subject: str | None
    sentence: str | None
    """None: withheld."""
    block: Block
    pictures: Sequence[str]
    papers: Sequence[str]
    withheld: Sequence[str]


class Period(NamedTuple):
    """A notice with its period."""

    code: str
    kind: str
    posted: datetime
    days: int | None
    ends: datetime | None
    step: Step


class Posting(NamedTuple):
    """One line of the ledger."""

    number: int
    at: datetime
    act: str
    source: str
    target: str
    amount: Money
    log: str
    entry: int


@dataclass
class Story:
    """What the page shows, gathered while the log is read."""

    title: str = ""
    """Of the one project or proposal, as last disclosed."""
    steps: list[Step] = field(default_factory=list)
    others: list[Step] = field(default_factory=list)
    notices: list[Period] = field(default_factory=list)
    postings: dict[int, Posting] = field(default_factory=dict)
    objections: dict[str, list[Step]] = field(default_factory=dict)
    redactions: list[tuple[Step, Mapping[str, Any]]] = field(default_factory=list)


def page(about: Scope, heads: list[Head]) -> bytes:
    """The page, for a browser without a server."""
    told = Story()
    for head in heads:
        for entry, parts in machine_form.read(head.log.id, queries.upto(about, head)):
            _take(told, about, head.log.code, entry, parts)
    template = current_app.jinja_env.get_template("evidence/index.html")
    return template.render(
        about=about,
        heads=[(head, _fingerprints(head)) for head in heads],
        story=told,
        postings=[told.postings[number] for number in sorted(told.postings)],
        kind_name=showing.kind_name,
        part_name=part_name,
        account=lambda code: facts_view.shown("from", code).text,
    ).encode()


def _fingerprints(head: Head) -> list[str]:
    return [note.fingerprint(public) for public in head.keys]


def _take(told: Story, about: Scope, log: str, entry: LogEntry, parts: Mapping[str, ContentPart]) -> None:
    facts = page_queries.facts_of(dict(parts))
    step = _step(log, entry, parts, facts or {})
    (told.steps if _is_told(about, entry) else told.others).append(step)
    if entry.subject_code == about.project and entry.sentence_facts:
        told.title = json.loads(entry.sentence_facts).get("title", told.title)
    for posting in _postings(step, facts or {}):
        told.postings.setdefault(posting.number, posting)
    if entry.kind == "redaction" and facts:
        told.redactions.append((step, facts))
    if entry.kind.startswith("objection.") and facts:
        told.objections.setdefault(str(facts.get("objection", "")), []).append(step)
    period = (facts or {}).get("period")
    if entry.kind.startswith("notice.") and isinstance(period, dict):
        ends = period.get("ends_at")
        told.notices.append(
            Period(
                str((facts or {}).get("notice", "")),
                entry.kind,
                entry.issued_at,
                period.get("days"),
                datetime.fromisoformat(ends) if ends else None,
                step,
            )
        )


def _is_told(about: Scope, entry: LogEntry) -> bool:
    if about.project is not None and entry.subject_kind in ("proposal", "project"):
        return f"{entry.subject_code}-".startswith(f"{about.project}-")
    return not entry.kind.startswith(QUIET)


def _step(log: str, entry: LogEntry, parts: Mapping[str, ContentPart], facts: Mapping[str, Any]) -> Step:
    text = parts.get("text")
    files = [(name, part) for name, part in parts.items() if name not in ("text", "facts")]
    return Step(
        log,
        entry.index,
        entry.kind,
        entry.issued_at,
        entry.subject_code,
        text.body.decode() if text is not None and text.body is not None else None,
        facts_view.block(facts, without=facts_view.PERIOD | {"pack", "postings"}, at=Where(entry.kind)),
        [name for name, part in files if part.body is not None and part.media.startswith("image/")],
        [
            name
            for name, part in files
            if part.body is not None
            and not part.media.startswith("image/")
            and not machine_form.is_text(part)
        ],
        [name for name, part in parts.items() if part.body is None],
    )


def _postings(step: Step, facts: Mapping[str, Any]) -> Iterator[Posting]:
    if not step.kind.startswith("money."):
        return
    listed = facts.get("postings")
    for row in listed if isinstance(listed, list) else ():
        yield Posting(
            row["number"],
            step.at,
            row["act"],
            row["from"],
            row["to"],
            Money(row["fen"]),
            step.log,
            step.entry,
        )
