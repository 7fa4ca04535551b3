"""An explanation as it is kept (JSON, exact) and back; the round's own figures for counting. Pure."""

from __future__ import annotations

import json
from dataclasses import fields
from fractions import Fraction
from typing import Any

from micro_projects.voting.counting import Explanation, Number

_LISTS = ("tied_with", "above")
_FIGURES = (
    "score",
    "cost",
    "budget",
    "threshold",
    "missed_by",
    "remaining",
    "shortfall",
    "over_by",
    "highest_cost",
)


def kept(explanation: Explanation) -> str:
    """JSON, keys sorted: whole figures as numbers, others as ``"p/q"``."""
    value = {field.name: _plain(getattr(explanation, field.name)) for field in fields(explanation)}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Explanation:
    """The explanation that was kept."""
    value: dict[str, Any] = json.loads(text)
    for name in _LISTS:
        value[name] = tuple(value[name])
    for name in _FIGURES:
        if isinstance(value[name], str):
            value[name] = Fraction(value[name])
    return Explanation(**value)


def figure(text: str) -> Number:
    """A kept exact figure: ``"12"`` or ``"25/2"``."""
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    return list(value) if isinstance(value, tuple) else value
