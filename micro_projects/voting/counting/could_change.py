"""Whether missing or surplus ballots could change who is funded: proven no; yes, by a witness; or not excluded. Pure.

`missing` ballots were cast and are not among the counted: each may say anything the form allows, or nothing that
counts. `surplus` of the counted ones should not be there: they may be any of them, or none. An assignment says what
was missing and which were surplus; it changes a winner when its recount funds others, or needs a lot.

Three steps, each sound: the greedy kinds by how far scores can move (`same_winners`); any rule by trying every
assignment where they are few; else a witness among assignments aimed at one project each. What remains could not be
excluded, and is treated as if it could.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, islice, permutations, product
from math import comb, perm
from typing import Any

from micro_projects.voting.counting.round_data import Ballot, Project, RoundData
from micro_projects.voting.counting.rules import Count, count
from micro_projects.voting.counting.same_winners import proven_same, unsettled
from micro_projects.voting.counting.score_reach import Allowed, Least, Reach, worth
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import Ties

GREEDY = ("greedy", "greedy_no_skip", "greedy_threshold")
THRESHOLD = ("greedy_no_skip", "greedy_threshold")
MOST_ASSIGNMENTS = 25_000
"""So many are all tried; of more, only those with an aim."""
MOST_RECOUNTS = 3_000
"""Recounts with an aim before trying is given up."""
MOST_BALLOTS = 2_000_000
"""Distinct ballots looked at in all recounts together."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the missing ballots said and which counted ones were surplus; `winners` of the recount.

    `undecided`: the recount would need a lot, `winners` are one of its outcomes.
    """

    added: tuple[Ballot, ...]
    removed: tuple[Ballot, ...]
    winners: tuple[str, ...] = ()
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`could`: it could change a winner, or that is not excluded (`exact` is False then).

    `witness`: an assignment whose recount funds others; always there when `could` and `exact`.
    """

    could: bool
    exact: bool = True
    witness: Assignment | None = None


def could_change(
    data: RoundData,
    rule: Rule,
    ties: Ties,
    allowed: Allowed,
    *,
    missing: int,
    surplus: int,
    least: Least | None = None,
) -> Verdict:
    """Whether an assignment of up to `missing` and up to `surplus` ballots funds others than the count of `data`.

    `least` gives the threshold for so many ballots; without it the rule's own holds for any number.
    """
    if missing == surplus == 0:
        return Verdict(False)
    surplus = min(surplus, data.cast)
    recounts = _Recounts(data, rule, ties, least or (lambda cast: rule.min_score))
    if recounts.base.needs_lot:
        return Verdict(True, exact=False)
    threshold = recounts.least if rule.name in THRESHOLD else (lambda cast: None)
    reach = Reach(data, ties, allowed, threshold, missing, surplus)
    winners = frozenset(recounts.base.winners)
    if rule.name in GREEDY and proven_same(reach, rule, winners, rule.name == "greedy_no_skip"):
        return Verdict(False)
    most = max(3, MOST_BALLOTS // max(1, len(data.ballots)))
    if _assignments(reach) <= min(MOST_ASSIGNMENTS, most):
        return _first(recounts, _every(reach)) or Verdict(False)
    aimed = islice(_aimed(reach, rule, winners), min(MOST_RECOUNTS, most))
    return _first(recounts, aimed) or Verdict(True, exact=False)


def _first(recounts: _Recounts, tried: Iterable[Assignment]) -> Verdict | None:
    """The first of them that changes a winner, as a verdict."""
    for assignment in tried:
        counted = recounts.of(assignment)
        if counted.needs_lot or set(counted.winners) != set(recounts.base.winners):
            undecided = bool(counted.needs_lot)
            return Verdict(True, witness=replace(assignment, winners=counted.winners, undecided=undecided))
    return None


class _Recounts:
    """The count of the data as they are, and with an assignment."""

    def __init__(self, data: RoundData, rule: Rule, ties: Ties, least: Least) -> None:
        self.data, self.rule, self.ties, self.least = data, rule, ties, least
        self.base = self._counted(data)

    def of(self, assignment: Assignment) -> Count:
        """The recount, in full."""
        ballots = Counter(dict(self.data.ballots))
        ballots.subtract(assignment.removed)
        ballots.update(assignment.added)
        return self._counted(
            replace(self.data, ballots=tuple((ballot, times) for ballot, times in ballots.items() if times))
        )

    def _counted(self, data: RoundData) -> Count:
        return count(data, replace(self.rule, min_score=self.least(data.cast)), self.ties)


# -- every assignment ------------------------------------------------------------------------------------


def _assignments(reach: Reach) -> int:
    """How many there are, at least; exact where they are few."""
    added = sum(_multisets(_sayings(reach), n) for n in range(reach.missing + 1))
    removed = sum(_multisets(len(reach.data.ballots), n) for n in range(reach.surplus + 1))
    return added * removed


def _multisets(kinds: int, size: int) -> int:
    return comb(kinds + size - 1, size) if kinds else int(size == 0)


def _sayings(reach: Reach) -> int:
    """How many different ballots the form allows, at most."""
    named, allowed = len(reach.choosable), reach.allowed
    if reach.data.form == "points":
        return comb(named + allowed.points, allowed.points) - 1
    if reach.data.form == "ranked":
        return sum(perm(named, n) for n in range(1, min(allowed.most, named) + 1))
    return sum(comb(named, n) for n in range(1, _most_named(reach) + 1))


def _most_named(reach: Reach) -> int:
    named = len(reach.choosable)
    return named if reach.allowed.budgeted else min(reach.allowed.most, named)


def _every(reach: Reach) -> Iterator[Assignment]:
    """All of them."""
    sayings = list(_every_saying(reach))
    counted = dict(reach.data.ballots)
    for more, fewer in product(range(reach.missing + 1), range(reach.surplus + 1)):
        for removed in combinations_with_replacement(counted, fewer):
            if all(times <= counted[ballot] for ballot, times in Counter(removed).items()):
                for added in combinations_with_replacement(sayings, more):
                    yield Assignment(added, removed)


def _every_saying(reach: Reach) -> Iterator[Ballot]:
    codes = [project.id for project in reach.choosable]
    if reach.data.form == "points":
        yield from _every_points(codes, reach.allowed.points)
        return
    costs = {project.id: project.cost for project in reach.choosable}
    chosen = permutations if reach.data.form == "ranked" else combinations
    for n in range(1, _most_named(reach) + 1):
        for named in chosen(codes, n):
            if not reach.allowed.budgeted or sum(costs[code] for code in named) <= reach.data.budget:
                yield Ballot(tuple(named))


def _every_points(codes: list[str], points: int) -> Iterator[Ballot]:
    def shares(codes: list[str], left: int) -> Iterator[tuple[tuple[str, int], ...]]:
        if not codes:
            yield ()
            return
        for given in range(left + 1):
            for rest in shares(codes[1:], left - given):
                yield ((codes[0], given), *rest) if given else rest

    for share in shares(codes, points):
        if share:
            yield Ballot(tuple(code for code, _ in share), tuple(given for _, given in share))


# -- assignments with an aim -----------------------------------------------------------------------------


def _aimed(reach: Reach, rule: Rule, winners: frozenset[str]) -> Iterator[Assignment]:
    """For each project not funded, those that lift it most; for each winner, those that push it down most."""
    aims = unsettled(reach, rule, winners)
    if rule.name not in GREEDY:
        aims = [p for p in reach.choosable if p.id not in winners]
    aims.sort(key=lambda p: (-reach.scores[p.id], p.id))
    rivals = sorted(winners, key=lambda code: (reach.scores[code], code))
    for project in aims:
        for added in _some((_only(reach, project),), reach.missing):
            yield Assignment(added, _surplus(reach, rivals, project.id))
            for rival in rivals if reach.surplus else ():
                yield Assignment(added, _surplus(reach, [rival], project.id))
    for rival in rivals:
        gone = _surplus(reach, [rival], "")
        others = [p for p in reach.choosable if p.id != rival]
        for other in others:
            for added in _some((_only(reach, other),), reach.missing):
                yield Assignment(added, gone)
        for added in _some(tuple(_only(reach, other) for other in others), reach.missing):
            yield Assignment(added, gone)


def _some(ballots: tuple[Ballot, ...], missing: int) -> Iterator[tuple[Ballot, ...]]:
    """`missing` ballots that say these by turns; then half as many, and one."""
    for size in sorted({missing, -(-missing // 2), min(1, missing)}, reverse=True):
        if ballots or not size:
            yield tuple(ballots[n % len(ballots)] for n in range(size))


def _only(reach: Reach, project: Project) -> Ballot:
    """A ballot that gives all it may to one project."""
    points = (reach.allowed.points,) if reach.data.form == "points" else ()
    return Ballot((project.id,), points)


def _surplus(reach: Reach, against: list[str], for_: str) -> tuple[Ballot, ...]:
    """The counted ballots that do most for `against` and least for `for_`, as many as are surplus."""
    if not reach.surplus:
        return ()

    def weight(ballot: Ballot) -> tuple[Any, ...]:
        one = worth(reach.data, ballot)
        does = sum(one.get(code, 0) for code in against) - len(against) * one.get(for_, 0)
        return -does, ballot.projects, ballot.points

    removed: list[Ballot] = []
    for ballot, times in sorted(reach.data.ballots, key=lambda pair: weight(pair[0])):
        removed += [ballot] * min(times, reach.surplus - len(removed))
        if len(removed) == reach.surplus:
            break
    return tuple(removed)
