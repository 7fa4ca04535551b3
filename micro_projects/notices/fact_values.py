"""One disclosed value as people read it: its label where it stands, its text, how it is set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.disclosure import disclosure_codes
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.notices.fact_places import ENDS, LABELS_AT, SHARES, TENTHS
from micro_projects.notices.fact_words import LABELS, LONG, MONEY
from micro_projects.notices.own_parts import Withheld
from micro_projects.web.show import day, last_minute, moment

HASH = re.compile(r"(?:sha256:)?[0-9a-f]{40,}")
CODE = re.compile(r"[A-Z]{2}[A-Z0-9]*(?:-[A-Z0-9.]+)+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


SUBJECTS = {
    "cycle": N_("周期"),
    "proposal": N_("提案"),
    "project": N_("项目"),
    "round": N_("投票轮次"),
    "session": N_("会议"),
}
"""The kinds of subject that facts name as ``kind:code``."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: its text and how it is set: ``text``, ``prose``, ``hash``, ``code``, ``number``, ``money``."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a value stands: in a disclosure of which kind, and under which key of it when it is nested."""

    kind: str = ""
    key: str = ""

    def under(self, key: str) -> Where:
        """Inside what stands under `key`."""
        return Where(self.kind, key)

    @property
    def named(self) -> str:
        """The key, else the kind: by what the tables of places go."""
        return self.key or self.kind


NOWHERE = Where()


def label(key: str, at: Where = NOWHERE) -> str:
    """A key as people read it, where it stands; an unknown one as it is written, spaced."""
    if key in LABELS_AT.get(at.named, ()):
        return str(_(LABELS_AT[at.named][key]))
    return _(LABELS[key]) if key in LABELS else key.replace("_", " ")


def shown(key: str, value: Any, at: Where = NOWHERE) -> Shown:
    """One plain value."""
    if isinstance(value, bool):
        return Shown(_("是") if value else _("否"))
    if isinstance(value, int):
        return Shown(str(Money(value)), "money") if key in MONEY else Shown(_number(key, value), "number")
    if value is None:
        return Shown("—")
    return _written(key, value if isinstance(value, str) else str(value), at)


def _number(key: str, value: int) -> str:
    if key in SHARES:
        return f"{value / 100:g}%"
    return f"{value / 10:.1f}" if key in TENTHS else str(value)


def _written(key: str, value: str, at: Where) -> Shown:
    if isinstance(value, Withheld):
        return Shown(_("（已依法遮盖）"))
    if word := disclosure_codes.word(key, value, at.kind):
        return Shown(_(word))
    if key == "subject" and ":" in value:
        kind, _colon, code = value.partition(":")
        return Shown(f"{_(SUBJECTS.get(kind, kind))} {code}")
    if key in LONG:
        return Shown(value, "prose")
    if HASH.fullmatch(value):
        return Shown(value, "hash")
    if CODE.fullmatch(value):
        return Shown(value, "code")
    if INSTANT.fullmatch(value):
        return Shown((last_minute if key in ENDS else moment)(datetime.fromisoformat(value)))
    if DATE.fullmatch(value):
        return Shown(day(datetime.fromisoformat(value).date()))
    return Shown(value)
