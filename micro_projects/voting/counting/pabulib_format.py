"""The ``.pb`` format as a writer must keep it: keys and columns in their order, forms of their values.

Source: the published field list and its checker (pabulib.org), tested line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from micro_projects.kernel.refusal import N_, Refusal, require

META_KEYS = tuple(
    """description country unit district subunit instance num_projects num_votes budget vote_type rule
    date_begin date_end min_length max_length min_sum_cost max_sum_cost min_points max_points
    min_sum_points max_sum_points default_score min_project_cost max_project_cost
    min_project_score_threshold neighborhoods subdistricts categories edition language currency
    fully_funded experimental comment acknowledgments leftover_budget budget_per_category
    budget_per_neighborhood min_length_per_category max_length_per_category min_sum_cost_per_category
    max_sum_cost_per_category""".split()
)
REQUIRED = ("description", "country", "unit", "instance", "date_begin", "date_end")
COMPUTED = frozenset(
    "num_projects num_votes budget vote_type rule min_project_score_threshold fully_funded comment".split()
)
WHOLE = frozenset(
    """min_length max_length min_points max_points min_sum_points max_sum_points default_score
    min_project_cost max_project_cost""".split()
)
PROJECT_COLUMNS = tuple(
    """project_id cost votes score name category beneficiaries selected neighborhood subunit district
    description proposer public_id latitude longitude""".split()
)
MAY_BE_EMPTY = frozenset("category beneficiaries latitude longitude".split())
LISTS = frozenset("category beneficiaries categories neighborhoods subdistricts".split())
METHODS = ("internet", "paper")

UNWRITABLE = Refusal(
    "pb_unwritable",
    N_("这一轮不能写成 Pabulib 文件：%(what)s（%(where)s）。"),
    N_("请补全或改正后重新导出；JSON 和 CSV 导出不受影响。"),
    422,
)
_DATE = re.compile(r"(?:(\d\d)\.(\d\d)\.)?(\d{4})")
_FORMS = {"language": re.compile(r"[a-z]{2}"), "currency": re.compile(r"[A-Z]{3}")}


def need(condition: object, what: str, where: object) -> None:
    """Go on when `condition` holds, else refuse: `what` the format asks, `where` it is missing."""
    require(condition, UNWRITABLE, what=what, where=str(where))


def cell(text: str, *, items: bool = False) -> str:
    """`text` as a cell: no space at its ends, no line break; none around commas when it is a list."""
    if items:
        return ",".join(" ".join(item.split()) for item in text.split(",") if item.strip())
    return " ".join(text.split())


def described(about: Mapping[str, str]) -> dict[str, str]:
    """The caller's META, tidied and checked; empty values are left out, as the format asks."""
    found = {key: cell(value, items=key in LISTS) for key, value in about.items()}
    found = {key: value for key, value in found.items() if value}
    for key, value in found.items():
        need(key in META_KEYS and key not in COMPUTED, "key", key)
        need(key not in WHOLE or re.fullmatch(r"-?\d+", value), "integer", key)
        form = _FORMS.get(key)
        need(form is None or form.fullmatch(value), "ISO", f"{key} {value}")
    for key in REQUIRED:
        need(key in found, "required", key)
    begin, end = (_DATE.fullmatch(found[key]) for key in ("date_begin", "date_end"))
    need(begin and end, "YYYY, DD.MM.YYYY", "date_begin, date_end")
    assert begin is not None
    assert end is not None
    need(_day(begin) <= _day(end), "date_begin ≤ date_end", found["date_end"])
    return found


def _day(date: re.Match[str]) -> tuple[int, int, int]:
    """Year, month, day; a year alone is its first day, as the checker takes it."""
    day, month, year = date.groups()
    return int(year), int(month or 1), int(day or 1)


def numbered(comments: Iterable[str]) -> str:
    """``#1: … #2: …``, the only form of a comment."""
    return " ".join(f"#{number}: {cell(text)}" for number, text in enumerate(comments, start=1))
