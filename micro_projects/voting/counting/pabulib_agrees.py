"""Which rule's name a ``.pb`` file may carry: the one by which the format's own checker finds the same winners.

The checker counts again with arithmetic of its own: money as floats under the greedy kinds, rounded down to whole
amounts under equal shares and when it looks for unused money. Where that leads elsewhere, or it cannot count the
rule at all, the file names the rule ``greedy-custom`` or ``unknown``, and its comment says what was done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from micro_projects.voting.counting.round_data import Project, RoundData
from micro_projects.voting.counting.rules import Count, count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import Ties

NAMES: Mapping[str, str] = {
    "greedy": "greedy",
    "greedy_no_skip": "greedy-no-skip",
    "greedy_threshold": "greedy-threshold",
    "mes": "equalshares",
    "mes_add1": "equalshares/add1",
}
MARK_COST = 999_999_999
MOST_RAISES = 2_000
"""Raises of a share that the checker, which takes every one of them, is asked to count."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A round's figures as the file gives them, in the currency.

    `order`: the projects. `costs`: with the mark for what can never be funded; `beyond`: the real cost of those
    only dearer than the budget. `ballots`: how many rows. `scored`: whether there is a score column; `whole`:
    whether every score is a whole number. `over`: funded beyond what remained (marked 2).
    """

    order: Sequence[str]
    costs: Mapping[str, Fraction]
    beyond: Mapping[str, Fraction]
    budget: Fraction
    ballots: int
    scored: bool
    whole: bool
    over: frozenset[str]


def rule_shown(counted: Count, shown: Shown) -> str:
    """The format's name for what was done."""
    rule = counted.rule
    name = NAMES.get(rule.name, "unknown")
    if not name.startswith("greedy"):
        same = not rule.exclusive and not rule.overshoot and _same_shares(counted, shown)
        return name if same else "unknown"
    if rule.name != "greedy_no_skip" and rule.exclusive and not shown.over and shown.whole:
        return "greedy-exclusive"
    plain = not rule.exclusive and not shown.over and shown.whole
    return name if plain and _same_greedy(counted, shown) else "greedy-custom"


def _same_greedy(counted: Count, shown: Shown) -> bool:
    """The checker's greedy count, its floats and its look for unused money."""
    least = counted.allocation.threshold
    no_skip = counted.rule.name == "greedy_no_skip"
    left = float(shown.budget)
    found = set()
    for key in shown.order:
        cost = float(shown.costs[key])
        if (least is not None and counted.scores[key] < least) or (no_skip and cost == MARK_COST):
            continue
        if left >= cost:
            found.add(key)
            left -= cost
        elif no_skip:
            break
    winners = set(counted.winners)
    if found != winners or no_skip or floor(shown.budget) >= sum(map(floor, shown.costs.values())):
        return found == winners
    unused = floor(shown.budget) - sum(floor(shown.costs[key]) for key in winners)
    out = [key for key in shown.order if key not in winners and (not least or counted.scores[key] > least)]
    return all(floor(shown.costs[key]) > unused for key in out)


def _same_shares(counted: Count, shown: Shown) -> bool:
    """The checker's equal shares: whole amounts, equals by lower cost, then votes, and beyond that it gives up.

    It counts approval ballots only, and takes anything for the others. Its Add1 begins with the whole budget
    shared exactly, then raises from the share rounded down; it never ends where everything wished for is bought, and
    takes years where only a project with the mark's cost is left.
    """
    data = counted.data
    if data.form != "approval":
        return True
    if not shown.ballots:
        return not counted.winners
    projects = tuple(Project(key, floor(shown.costs[key])) for key in shown.order)
    ballots = tuple((ballot, times) for ballot, times in data.ballots if ballot.projects)
    if any(len(set(ballot.projects)) < len(ballot.projects) for ballot, _ in ballots):
        return False
    theirs = RoundData(projects, ballots, floor(shown.budget))
    equals = Counter((p.cost, counted.votes[p.id]) for p in projects if counted.votes[p.id])
    if max(equals.values(), default=0) > 1:
        return False
    found = count(theirs, Rule(counted.rule.name), Ties("cost"))
    trace = found.allocation.trace
    if trace is not None and counted.rule.name == "mes_add1":
        if trace.dearer is None or trace.raises > MOST_RAISES:
            return False
        if not trace.raises:
            found = count(theirs, Rule("mes"), Ties("cost"))
    return set(found.winners) == set(counted.winners)
