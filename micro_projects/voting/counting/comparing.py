"""What each rule would have funded from the same ballots, and what that means for people: exact figures.

`compare(data, rules, ties)` counts once by every rule; `Outcome` holds the count and what it brings. Nothing here
says how people would have voted under another rule or form: nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from micro_projects.voting.counting.purse import Outcome as Why
from micro_projects.voting.counting.purse import Turn
from micro_projects.voting.counting.round_data import Ballot, Number, RoundData
from micro_projects.voting.counting.rules import RULES, Count, count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import Ties


@dataclass(frozen=True, slots=True)
class Spread:
    """What one part of the community gets: how many of its projects, for how much."""

    projects: int
    money: Number


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule's count, and what it brings.

    served     voters with at least one project of their own ballot funded
    realised   of the money a voter's own ballot asks for, the share that is funded, averaged over the voters whose
               ballot asks for any: basis points, rounded down from the exact figure; None when no ballot does
    spread     part → what it gets; parts that get nothing are in it with nothing
    like       the place of the first rule with the same winners, its own where it is the first
    """

    rule: Rule
    counted: Count
    served: int
    realised: int | None
    spread: Mapping[str, Spread]
    like: int

    @property
    def winners(self) -> frozenset[str]:
        """Who is funded."""
        return frozenset(self.counted.winners)

    @property
    def spent(self) -> Number:
        """What they cost."""
        return self.counted.spent

    @property
    def left(self) -> Number:
        """What remains of the budget; nothing where a reserve paid beyond it."""
        return max(0, self.counted.data.budget - self.counted.spent)


@dataclass(frozen=True, slots=True)
class Difference:
    """How one outcome differs from another: who is funded besides, who is not, and why the foremost of these not.

    `foremost`: of those not funded, the one with the highest score; `turn` says what happened to it, `needed` the
    threshold it missed, `behind` the money of its supporters at the start (equal shares).
    """

    more: tuple[str, ...]
    fewer: tuple[str, ...]
    foremost: str = ""
    why: Why | None = None
    turn: Turn | None = None
    needed: Number | None = None
    behind: Number | None = None


def variants(base: Rule, thresholds: Sequence[Number]) -> list[Rule]:
    """The base rule first, then every other one; ``greedy_threshold`` once for each of `thresholds`."""
    found = [base]
    for name in RULES:
        least: Sequence[Number | None] = thresholds if name == "greedy_threshold" else (None,)
        for score in least:
            known = any(one.name == name and score in (None, one.min_score) for one in found)
            found += [] if known else [replace(base, name=name, min_score=score)]
    return found


def compare(
    data: RoundData, rules: Sequence[Rule], ties: Ties, parts: Mapping[str, str] | None = None
) -> list[Outcome]:
    """Count by each rule, ties decided but not reported. `parts`: project → the part of the community it is in."""
    ties = replace(ties, reported=False)
    costs = {project.id: project.cost for project in data.projects if not project.withdrawn}
    asked = _asked(data, costs)
    found: list[Outcome] = []
    first: dict[frozenset[str], int] = {}
    for at, rule in enumerate(rules):
        counted = count(data, rule, ties)
        winners = frozenset(counted.winners)
        served, realised = _brought(asked, winners, costs)
        spread = _spread(parts or {}, winners, costs)
        found.append(Outcome(rule, counted, served, realised, spread, first.setdefault(winners, at)))
    return found


def _asked(data: RoundData, costs: Mapping[str, Number]) -> list[tuple[frozenset[str], Number, int]]:
    """Each distinct ballot: what it asks for, what that costs, how many voters."""
    found = []
    for ballot, times in data.ballots:
        named = _wanted(data, ballot) & costs.keys()
        found.append((frozenset(named), sum(costs[project] for project in named), times))
    return found


def _wanted(data: RoundData, ballot: Ballot) -> set[str]:
    """What a ballot is for: everything it names; of points, what it gives any to."""
    if data.form != "points":
        return set(ballot.projects)
    return {p for p, points in zip(ballot.projects, ballot.points, strict=True) if points > 0}


def _brought(
    asked: Sequence[tuple[frozenset[str], Number, int]], winners: frozenset[str], costs: Mapping[str, Number]
) -> tuple[int, int | None]:
    """How many are served, and the average share of what was asked for."""
    served = voters = 0
    realised: dict[Number, Number] = {}
    for named, whole, times in asked:
        got = named & winners
        served += times if got else 0
        if whole:
            voters += times
            realised[whole] = realised.get(whole, 0) + times * sum(costs[project] for project in got)
    if not voters:
        return served, None
    above, below = _sum([_plain(got, whole) for whole, got in realised.items() if got])
    return served, 10_000 * above // (below * voters)


def _plain(got: Number, whole: Number) -> tuple[int, int]:
    """got/whole as two whole numbers."""
    share = Fraction(got) / whole
    return share.numerator, share.denominator


def _sum(shares: list[tuple[int, int]]) -> tuple[int, int]:
    """The sum over one denominator, exact: two and two, never shortened, for that is what takes long."""
    while len(shares) > 1:
        pairs = [shares[at : at + 2] for at in range(0, len(shares), 2)]
        shares = [_two(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return shares[0] if shares else (0, 1)


def _two(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    if one[1] == other[1]:
        return one[0] + other[0], one[1]
    return one[0] * other[1] + other[0] * one[1], one[1] * other[1]


def _spread(
    parts: Mapping[str, str], winners: frozenset[str], costs: Mapping[str, Number]
) -> dict[str, Spread]:
    found = {}
    for part in sorted(set(parts.values())):
        here = [project for project in winners if parts.get(project) == part]
        found[part] = Spread(len(here), sum(costs[project] for project in here))
    return found


def always(outcomes: Sequence[Outcome]) -> frozenset[str]:
    """Funded by every rule."""
    return frozenset.intersection(*(one.winners for one in outcomes))


def sometimes(outcomes: Sequence[Outcome]) -> list[str]:
    """Funded by some rules and not by others, in the order of the first count."""
    some = frozenset.union(*(one.winners for one in outcomes)) - always(outcomes)
    return [project for project in outcomes[0].counted.order if project in some]


def difference(base: Outcome, other: Outcome) -> Difference:
    """What `other` does otherwise than `base`, and why."""
    scores = other.counted.scores
    more = tuple(project for project in other.counted.order if project in other.winners - base.winners)
    fewer = tuple(project for project in base.counted.order if project in base.winners - other.winners)
    if not fewer:
        return Difference(more, fewer)
    foremost = max(fewer, key=lambda project: (scores[project], -fewer.index(project)))
    turn = next(turn for turn in other.counted.allocation.turns if turn.project == foremost)
    trace = other.counted.allocation.trace
    behind = None if trace is None else trace.start * other.counted.votes[foremost]
    needed = other.counted.allocation.threshold
    return Difference(more, fewer, foremost, turn.outcome, turn, needed, behind)
