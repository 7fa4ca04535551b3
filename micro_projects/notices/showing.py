"""What the pages of this room say about a notice: its state, its sentence, what is shown of its facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.cycles import pack_table
from micro_projects.cycles.pack import Pack
from micro_projects.kernel.disclosure import disclosure_kinds
from micro_projects.notices import facts_view, rules
from micro_projects.notices.fact_values import Where
from micro_projects.notices.facts_view import Block
from micro_projects.notices.kinds import KINDS
from micro_projects.notices.models import LogEntry, Notice
from micro_projects.notices.queries import InNotice
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.web.language import language
from micro_projects.web.sentence import fill


def sentence(entry: LogEntry) -> str:
    """The plain sentence of an entry in the reader's language."""
    if not entry.sentence_facts:
        return str(_("（这句话已依法遮盖）"))
    return fill(_(entry.sentence), json.loads(entry.sentence_facts), language())


def title(notice: Notice) -> str:
    """What a notice is called: its kind, of what, the how-many-eth."""
    name = str(_(KINDS[notice.kind].name))
    if notice.number > 1:
        name = str(_("%(kind)s（第%(n)d次）", kind=name, n=notice.number))
    place, _dash, year = notice.owner_code.rpartition("-")
    if notice.kind in OF_A_YEAR and place and year.isdigit():
        return str(_("%(year)s年%(kind)s", year=year, kind=name))
    return f"{name} {notice.owner_code}"


OF_A_YEAR = ("C1", "D1", "D2", "D3")
"""Notices about a whole cycle."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a notice stands: ``open``, ``held``, ``waiting``, ``running``, ``none`` (nothing waits for it)."""

    word: str
    gate_at: datetime | None
    unposted: bool
    """The first working day is over and nobody reported the sheet hung."""


def state(notice: Notice, subjects: Sequence[InNotice], reported: bool, now: datetime) -> State:
    """Where a notice stands now."""
    gate = rules.gate_at(
        notice.gate_confirmed_at, notice.gate_unconfirmed_at, notice.letter_box_at is not None
    )
    first_day = calendar_rules.add_working_days(notice.posted_at, 1, places.edition(notice.calendar_version))
    unposted = notice.ends_at is not None and not reported and now >= first_day
    waiting = [s for s in subjects if s.released_at is None]
    if notice.ends_at is None:
        word = "none"
    elif now < notice.ends_at:
        word = "running"
    elif any(s.open for s in subjects):
        word = "held"
    else:
        word = "waiting" if waiting else "open"
    return State(word, gate, unposted)


def content(kind: str, facts: Mapping[str, Any]) -> Block:
    """A disclosure's facts for reading; of a rule pack the table is shown instead (`pack_lines`)."""
    without = facts_view.PERIOD if kind.startswith("notice.") else frozenset[str]()
    return facts_view.block(facts_view.with_titles(facts), without=without | {"pack"}, at=Where(kind))


def pack_lines(facts: Mapping[str, Any]) -> list[pack_table.PackLine]:
    """C1: the rules, each with whether it is published guidance or our default."""
    return pack_table.lines(Pack(**facts["pack"])) if "pack" in facts else []


def kind_name(kind: str) -> str:
    """What sort of disclosure an entry is."""
    return str(_(disclosure_kinds[kind].name))


def kind_says(kind: str) -> str:
    """When such a disclosure is made and what it holds."""
    return str(_(disclosure_kinds[kind].says))
