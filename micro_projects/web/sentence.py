"""The plain sentence every disclosure begins with: what, how much, when, what you can do until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from micro_projects.kernel.money import Money
from micro_projects.kernel.subject import Subject
from micro_projects.web.show import day, last_minute, moment


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Chinese message id and what fills it: text, numbers, `Money`, instants."""

    msgid: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """Its facts as canonical JSON values."""
        return {name: _keep(value) for name, value in self.facts.items()}

    def chinese(self) -> str:
        """The binding text."""
        return fill(self.msgid, self.kept(), "zh")


class AgendaDue(NamedTuple):
    """Something that waits for a motion of the council: about what, and the motion's text."""

    subject: Subject
    code: str
    title: Sentence
    text: Sentence
    text_hash: bytes | None = None
    """SHA-256 of the papers it rests on: a proposal's text, a rule pack, what a round froze."""


def say(msgid: str, **facts: Any) -> Sentence:
    """A sentence: ``say(N_("…%(title)s…"), title=…)``."""
    return Sentence(msgid, facts)


def fill(text: str, kept: Mapping[str, Any], lang: str) -> str:
    """`text` (already in `lang`) with kept facts shown in that language."""
    return text % {name: _show(value, lang) for name, value in kept.items()} if kept else text


def _keep(value: Any) -> Any:
    if isinstance(value, Money):
        return {"money": value.fen}
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return value


def _show(value: Any, lang: str) -> Any:
    if not isinstance(value, dict):
        return value
    if "names" in value:
        return ("、" if lang == "zh" else ", ").join(value["names"])  # zh only
    if "money" in value:
        return str(Money(value["money"]))
    if "instant" in value:
        return last_minute(datetime.fromisoformat(value["instant"]), lang=lang)
    if "day" in value:
        return day(datetime.fromisoformat(value["day"]), lang=lang)
    return moment(datetime.fromisoformat(value["moment"]), lang=lang)
