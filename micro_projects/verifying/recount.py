"""A round counted again from what was disclosed of it: the same pure counting, fed from a stranger's file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from micro_projects.kernel.refusal import Refused
from micro_projects.verifying import shape
from micro_projects.verifying.limits import MOST_BALLOTS, MOST_PROJECTS
from micro_projects.voting.ballot_rules import Terms, require_ballot
from micro_projects.voting.counting import Ballot, Project, RoundData, Ties, count, distinct
from micro_projects.voting.frozen_terms import COUNTED_AS, borda_top, counting_rule, least_of

_HEAD = ["record_id", "choices", "points"]
_RECEIPT = "receipt"


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
    terms = _terms(frozen)
    ballots = []
    for _, choices, points, *_ in rows[1:]:
        ballot = Ballot(tuple(choices.split()), tuple(_points(one) for one in points.split()))
        if not _may(terms, ballot):
            return [], "record_wrong"
        ballots.append(ballot)
    return ballots, ""


def _terms(frozen: dict[str, Any]) -> Terms:
    costs = {
        shape.text(line, "code"): shape.number(line, "cost") for line in shape.listed(frozen, "projects")
    }
    form = shape.text(frozen, "form")
    if form not in COUNTED_AS:
        raise shape.Malformed("form")
    return Terms(
        form, costs, shape.number(frozen, "most"), _optional(frozen, "points"), shape.number(frozen, "budget")
    )


def _may(terms: Terms, ballot: Ballot) -> bool:
    """Whether a ballot may say so, in the one way in which it is sealed."""
    try:
        return require_ballot(terms, ballot) == ballot
    except Refused:
        return False


def count_again(frozen: dict[str, Any], ballots: list[Ballot], lot: dict[str, int] | None) -> Result:
    """Count by the frozen rule. Refused or ValueError where what is frozen contradicts itself."""
    lines = shape.listed(frozen, "projects")
    if len(lines) > MOST_PROJECTS:
        raise shape.Malformed("projects")
    terms = _terms(frozen)
    rule = counting_rule(
        shape.text(frozen, "rule"),
        least_score(frozen, len(ballots)),
        [(shape.text(line, "code"), shape.text(line, "group")) for line in lines],
        _optional(frozen, "overshoot"),
        _optional(frozen, "add_step"),
    )
    data = RoundData(
        tuple(Project(code, cost) for code, cost in terms.costs.items()),
        distinct(ballots),
        terms.budget,
        COUNTED_AS[terms.form],
        borda_top(terms.form, terms.most),
    )
    found = count(data, rule, Ties("lot", lot or {}))
    return Result(
        data.cast,
        list(found.order),
        dict(found.votes),
        list(found.winners),
        int(found.spent),
        dict(terms.costs),
        bool(found.needs_lot),
    )


def least_score(frozen: dict[str, Any], ballots: int) -> int | None:
    """The least score for so many ballots, as it was frozen."""
    floor = None if frozen.get("least_floor") is None else shape.number(frozen, "least_floor")
    return least_of(shape.text(frozen, "rule"), floor, _optional(frozen, "least_share"), ballots)


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
