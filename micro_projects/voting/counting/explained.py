"""What an explanation holds: plain figures, each of which can be worked out again from the ballots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any, Literal

from micro_projects.voting.counting.purse import Outcome
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.ties import Tie, TieRule

MoreOf = Literal["voters", "points"]
"""What `more_votes` counts: people who voted and would also have chosen it, or points from whomever."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one project is funded or not.

    Amounts are in the data's unit, scores in votes (`form` approval) or points. None: does not apply.

    rank         place after the tie rule, from 1; None when withdrawn; `ranked` is how many there are
    tied_with    projects with the same score; `tie_decided`: their order changed who is funded, and
                 `tie_open`: the lot that must decide it is not drawn
    ties         the reports of ties that mattered in whose order it comes first, so that each report is
                 kept once
    threshold    the least score, and `missed_by` how much was lacking
    remaining    the money when its turn came; `shortfall` what was lacking, `over_by` what the overshoot
                 allowance paid
    above        the funded projects before it, in order
    blocked_by   no-skip: the project at which the count stopped; excluded_by, group: its exclusive group
                 and who was funded for it
    more_votes   the least number (of `more_of`) with which it would have been funded, the number of ballots
                 unchanged; None when funded, withdrawn, or when not even everybody who voted would do
    highest_cost the highest cost at which it would have been funded, all else unchanged; None when it
                 would not have been at any
    beyond       its cost exceeds the whole budget and what it may be exceeded by
    """

    project: str
    name: str
    outcome: Outcome
    funded: bool
    form: Form
    score: Number
    votes: int
    rank: int | None
    ranked: int
    cost: Number
    budget: Number
    tie_rule: TieRule
    tied_with: tuple[str, ...] = ()
    tie_decided: bool = False
    tie_open: bool = False
    ties: tuple[Tie, ...] = ()
    threshold: Number | None = None
    missed_by: Number | None = None
    remaining: Number | None = None
    shortfall: Number | None = None
    over_by: Number | None = None
    above: tuple[str, ...] = ()
    blocked_by: str | None = None
    excluded_by: str | None = None
    group: str | None = None
    more_votes: int | None = None
    more_of: MoreOf = "voters"
    highest_cost: Number | None = None
    beyond: bool = False


def as_plain(value: Any, number: Callable[[Number], Any]) -> Any:
    """As JSON knows it, to every depth: `number` writes exact figures that are not whole, tuples are lists."""
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, tuple):
        return [as_plain(item, number) for item in value]
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name), number) for field in fields(value)}
    return value
