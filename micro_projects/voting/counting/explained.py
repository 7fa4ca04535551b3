"""What an explanation holds: plain figures, each of which can be worked out again from the ballots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any, Literal

from micro_projects.voting.counting.equal_shares_trace import Trace
from micro_projects.voting.counting.purse import Outcome
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.ties import Tie, TieRule

MoreOf = Literal["voters", "best", "points"]
"""What `more_votes` counts: people who voted and would also have chosen it, whoever they are; the best placed of
them (under equal shares: who still had the most money when it mattered); or points from whomever."""

Course = Literal["bought", "never", "spent", "excluded"]
"""What became of a project under equal shares: bought by its supporters; they never had enough; they had, but
spent it on other projects first; or another of its exclusive group was bought."""


@dataclass(frozen=True, slots=True)
class Start:
    """What every voter began with under equal shares.

    share        each of `voters` had it; `mes_add1`: `base` raised `raises` times by `step`, and one more raise
                 would have cost `dearer` (None: nothing more could have been bought)
    """

    voters: int
    share: Number
    base: Number | None = None
    raises: int | None = None
    step: Number | None = None
    dearer: Number | None = None


def start_of(trace: Trace) -> Start:
    """The start that counted."""
    share = plain_number(trace.start)
    if trace.step is None:
        return Start(trace.voters, share)
    base = plain_number(trace.start - trace.raises * trace.step)
    return Start(trace.voters, share, base, trace.raises, trace.step, trace.dearer)


def plain_number(value: Fraction) -> Number:
    """Whole where it is."""
    return value.numerator if value.denominator == 1 else value


@dataclass(frozen=True, slots=True)
class Part:
    """So much went to a bought project."""

    project: str
    amount: Number


@dataclass(frozen=True, slots=True)
class Shares:
    """How a project fared under equal shares, before a greedy completion.

    Sums that are no whole steps of the data's unit are rounded so that `money` = `left` + Σ `spent` still holds
    as printed; that it holds exactly was checked before. Effective votes are rounded down to hundredths.

    start        what every voter began with
    money        what its `supporters` had at the start together; `needed`: as many supporters had its cost then
    round        in which it was bought, or after which its supporters had too little; from 1, of `rounds`
    taken        in which round another of its exclusive group was bought
    price        the most a supporter paid, rounded up; `full` paid that, `part` all they had left
    effective    its effective votes when bought
    left, spent  what its supporters had left after `round`, and what they had paid until then, and for what
    own          its effective votes before purchase 1, 2, …, as long as its supporters had enough
    """

    course: Course
    start: Start
    supporters: int
    money: Number
    needed: int | None
    rounds: int
    round: int | None = None
    taken: int | None = None
    price: Number | None = None
    full: int | None = None
    part: int | None = None
    effective: Number | None = None
    left: Number | None = None
    spent: tuple[Part, ...] = ()
    own: tuple[Number, ...] = ()


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
    searched     both were found by counting again: true at the value and false one step short, but a value
                 further off may be true as well (`mes_add1`, where more money may buy less)
    shares       how it fared under equal shares; None under the greedy kinds
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
    searched: bool = False
    shares: Shares | None = None


def as_plain(value: Any, number: Callable[[Number], Any]) -> Any:
    """As JSON knows it, to every depth: `number` writes exact figures that are not whole, tuples are lists."""
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, tuple):
        return [as_plain(item, number) for item in value]
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name), number) for field in fields(value)}
    return value
