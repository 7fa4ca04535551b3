"""What the files of a round say about it besides the count: where, when, what a ballot could say."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

from micro_projects.voting import queries
from micro_projects.voting.counting.pabulib_format import META_KEYS, WHOLE
from micro_projects.voting.models import Round
from micro_projects.web.show import ZONE

_DAY = "%d.%m.%Y"
_KEPT = frozenset(
    """description country unit district subunit instance date_begin date_end min_length max_length min_sum_cost
    max_sum_cost min_points max_points min_sum_points max_sum_points edition language currency""".split()
)
"""What an imported file said that its export says again; the rest is of the count, or the city's own."""
_MONEY = re.compile(r"\d{1,15}(\.\d{1,2})?")


def meta(round_: Round) -> dict[str, str]:
    """META of an imported file, as it was read."""
    value: dict[str, Any] = json.loads(round_.frozen_json)
    found: dict[str, str] = value["meta"]
    return found


def about(round_: Round) -> dict[str, str]:
    """In Pabulib's keys."""
    return _imported(round_) if round_.imported else _ours(round_)


def _dated(round_: Round) -> dict[str, str]:
    place = queries.place_of(round_)
    return {
        "description": f"{place.name} {round_.code}" + (f" {round_.title}" if round_.title else ""),
        "country": "China",
        "unit": place.name,
        "instance": round_.code,
        "date_begin": round_.opens_at.astimezone(ZONE).strftime(_DAY),
        "date_end": (round_.closes_at - timedelta(minutes=1)).astimezone(ZONE).strftime(_DAY),
        "currency": round_.currency,
    }


def _ours(round_: Round) -> dict[str, str]:
    found = _dated(round_) | {"language": "zh", "min_length": "1"}
    if round_.form in ("approval", "ranked"):
        found["max_length"] = str(round_.most)
    if round_.form == "budgeted":
        found["max_sum_cost"] = round_.budget.plain()
    if round_.form == "points":
        found["max_sum_points"] = str(round_.points)
    return found


def _imported(round_: Round) -> dict[str, str]:
    """What the file said, where it still says something a file may say."""
    said = {key: value for key, value in meta(round_).items() if key in _KEPT and key in META_KEYS and value}
    said = {
        key: value for key, value in said.items() if key not in WHOLE or re.fullmatch(r"-?\d{1,9}", value)
    }
    for key in ("min_sum_cost", "max_sum_cost"):
        if not _MONEY.fullmatch(said.get(key, "0")):
            del said[key]
    if meta(round_).get("vote_type") == "choose-1":
        said |= {"min_length": "1", "max_length": "1"}
    return _dated(round_) | said
