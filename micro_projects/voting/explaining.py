"""An explanation as it is kept (JSON, exact) and back; the round's own figures for counting. Pure."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from micro_projects.voting.counting import Explanation, Number, Tie
from micro_projects.voting.counting.explained import Part, Shares, Start, as_plain

_FIGURES = frozenset(
    {
        *("score", "cost", "budget", "threshold", "missed_by", "remaining", "shortfall", "over_by"),
        *("highest_cost", "share", "money", "price", "effective", "left", "amount", "base", "step", "dearer"),
    }
)
"""Fields that hold an exact figure, wherever they stand."""


def kept(explanation: Explanation) -> str:
    """JSON, keys sorted: whole figures as numbers, others as ``"p/q"``."""
    value = as_plain(explanation, _text)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Explanation:
    """The explanation that was kept."""
    value = _made(json.loads(text))
    value["ties"] = tuple(Tie(**_made(tie)) for tie in value.get("ties", ()))
    if value.get("shares") is not None:
        shares = _made(value["shares"])
        shares["spent"] = tuple(Part(**_made(part)) for part in shares["spent"])
        shares["start"] = Start(**_made(shares["start"]))
        shares["own"] = tuple(figure(str(votes)) for votes in shares["own"])
        value["shares"] = Shares(**shares)
    return Explanation(**value)


def figure(text: str) -> Number:
    """A kept exact figure: ``"12"`` or ``"25/2"``."""
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def _text(value: Number) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def _made(value: dict[str, Any]) -> dict[str, Any]:
    """Lists are tuples again, and figures exact."""
    found: dict[str, Any] = {}
    for name, item in value.items():
        if name in _FIGURES and isinstance(item, str):
            item = figure(item)
        found[name] = tuple(item) if isinstance(item, list) else item
    return found
