"""A round counted again from what was disclosed of it: the same pure counting, fed from a stranger's file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from micro_projects.verifying import shape
from micro_projects.verifying.limits import MOST_BALLOTS, MOST_PROJECTS
from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.round_data import Form

_HEAD = ["record_id", "choices", "points"]
_RECEIPT = "receipt"
_FORMS: dict[str, Form] = {
    "approval": "approval",
    "budgeted": "approval",
    "ranked": "ranked",
    "points": "points",
}
_WHOLE = 100
"""Fen in a yuan: each voter's start under ``mes_add1`` is a whole number of yuan (voting/count_queries.py)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the records come to."""

    ballots: int
    order: list[str]
    votes: dict[str, int]
    winners: list[str]
    spent: int
    costs: dict[str, int]
    needs_lot: bool


def ballots_of(records: bytes, frozen: dict[str, Any]) -> tuple[list[Ballot], str]:
    """The ballots of ``records.csv``, and which fault stands against them (empty: none)."""
    try:
        rows = list(csv.reader(io.StringIO(records.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return [], "records_unreadable"
    head = [*_HEAD, _RECEIPT] if frozen.get("receipts") is True else _HEAD
    if not rows or rows[0] != head or any(len(row) != len(head) for row in rows) or len(rows) > MOST_BALLOTS:
        return [], "records_unreadable"
    if len({row[0] for row in rows[1:]}) != len(rows) - 1:
        return [], "record_twice"
    receipts = [row[3] for row in rows[1:] if len(row) > 3 and row[3]]
    if len(set(receipts)) != len(receipts):
        return [], "receipt_twice"
    may = _may(frozen)
    ballots = []
    for _, choices, points, *_ in rows[1:]:
        ballot = Ballot(tuple(choices.split()), tuple(_points(one) for one in points.split()))
        if not may(ballot):
            return [], "record_wrong"
        ballots.append(ballot)
    return ballots, ""


def _may(frozen: dict[str, Any]) -> Callable[[Ballot], bool]:
    """What the frozen form allows a ballot to say (5-voting: Ballot forms)."""
    form, most = shape.text(frozen, "form"), shape.number(frozen, "most")
    given = shape.number(frozen, "points") if form == "points" else 0
    budget = shape.number(frozen, "budget")
    costs = {
        shape.text(line, "code"): shape.number(line, "cost") for line in shape.listed(frozen, "projects")
    }

    def may(ballot: Ballot) -> bool:
        chosen, points = ballot.projects, ballot.points
        if not chosen or len(set(chosen)) != len(chosen) or not costs.keys() >= set(chosen):
            return False
        if len(points) != (len(chosen) if form == "points" else 0):
            return False
        if form == "points":
            return all(n.denominator == 1 and n > 0 for n in points) and sum(points) <= given
        if form == "budgeted":
            return sum(costs[code] for code in chosen) <= budget
        return len(chosen) <= most

    return may


def count_again(frozen: dict[str, Any], ballots: list[Ballot], lot: dict[str, int] | None) -> Result:
    """Count by the frozen rule. Refused or ValueError where what is frozen contradicts itself."""
    lines = shape.listed(frozen, "projects")
    if len(lines) > MOST_PROJECTS:
        raise shape.Malformed("projects")
    form = _FORMS.get(shape.text(frozen, "form"))
    if form is None:
        raise shape.Malformed("form")
    costs = {shape.text(line, "code"): shape.number(line, "cost") for line in lines}
    groups: dict[str, set[str]] = {}
    for line in lines:
        if group := shape.text(line, "group"):
            groups.setdefault(group, set()).add(line["code"])
    rule = Rule(
        shape.text(frozen, "rule"),
        least_of(frozen, len(ballots)),
        {name: frozenset(members) for name, members in groups.items()},
        Fraction(_optional(frozen, "overshoot"), 10_000),
        _optional(frozen, "add_step") or None,
        _WHOLE,
    )
    data = RoundData(
        tuple(Project(code, cost) for code, cost in costs.items()),
        distinct(ballots),
        shape.number(frozen, "budget"),
        form,
        shape.number(frozen, "most") if form == "ranked" else None,
    )
    found = count(data, rule, Ties("lot", lot or {}))
    return Result(
        data.cast,
        list(found.order),
        dict(found.votes),
        list(found.winners),
        int(found.spent),
        costs,
        bool(found.needs_lot),
    )


def least_of(frozen: dict[str, Any], ballots: int) -> int | None:
    """The least score: the floor, or the share (basis points) of the ballots rounded up, whichever is more."""
    if shape.text(frozen, "rule") != "greedy_threshold" or frozen.get("least_floor") is None:
        return None
    share = shape.number(frozen, "least_share") if frozen.get("least_share") is not None else 0
    return max(shape.number(frozen, "least_floor"), -(-share * ballots // 10_000))


def _optional(frozen: dict[str, Any], name: str) -> int:
    """0 where it was not frozen."""
    return shape.number(frozen, name) if frozen.get(name) is not None else 0


def _points(written: str) -> int | Fraction:
    try:
        found = Fraction(written) if len(written) <= 20 else None
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None:
        raise shape.Malformed("points")
    return int(found) if found.denominator == 1 else found
